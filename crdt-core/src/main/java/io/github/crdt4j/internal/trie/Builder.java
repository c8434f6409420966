package io.github.crdt4j.internal.trie;

import java.util.Objects;

/**
 * Makes many edits to a {@link PersistentMap} at the price of one copy: nodes that this builder made are written into,
 * until {@link #build} hands them out. Not for use by several threads at a time.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Builder<K, V> {

    private PersistentMap<K, V> source;
    private Node<K, V> root;
    private Owner<V> owner = new Owner<>();

    Builder(PersistentMap<K, V> source) {
        this.source = source;
        this.root = source.root();
    }

    /**
     * The number of keys so far.
     *
     * @return the number of keys
     */
    public int size() {
        return root.size();
    }

    /**
     * The value of a key so far.
     *
     * @param key the key
     * @return its value, or null when it has none
     */
    public V get(Object key) {
        return Node.get(root, Objects.requireNonNull(key, "key"));
    }

    /**
     * Whether a key has a value so far.
     *
     * @param key the key
     * @return true when it has one
     */
    public boolean containsKey(Object key) {
        return Node.contains(root, Objects.requireNonNull(key, "key"));
    }

    /**
     * Gives a key a value. Of equal keys the one that was put first is kept.
     *
     * @param key the key
     * @param value the value
     * @return the value it had before, or null when it had none
     */
    public V put(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        root = root.put(owner, Node.hash(key), 0, key, value, Digest.ofEntry(key, value));
        return owner.takePrevious();
    }

    /**
     * Removes a key.
     *
     * @param key the key
     * @return the value it had, or null when it had none
     */
    public V remove(Object key) {
        Objects.requireNonNull(key, "key");
        Node<K, V> rest = root.remove(owner, Node.hash(key), 0, key);
        root = rest == null ? Bucket.empty() : rest;
        return owner.takePrevious();
    }

    /**
     * The map of all keys and values so far. Later edits leave it as it is.
     *
     * @return the map; the one this builder started from, or built before, when nothing was changed since
     */
    public PersistentMap<K, V> build() {
        source = source.withRoot(root);
        root = source.root();
        owner = new Owner<>();
        return source;
    }
}
