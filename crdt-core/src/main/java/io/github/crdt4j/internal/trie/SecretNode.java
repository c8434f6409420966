package io.github.crdt4j.internal.trie;

import java.util.function.BiConsumer;

/**
 * More than {@link Bucket#MOST} entries whose keys have the same 32 bits of hash: a trie like the one around it, over the
 * secret digests of the keys instead of their hash codes. Whoever chooses keys can make their hash codes collide, not
 * their digests. Keys without a digest have the same place in it, and end in a {@link CollisionNode}.
 */
final class SecretNode<K, V> extends Node<K, V> {

    private final Node<K, V> root;

    private SecretNode(Node<K, V> root) {
        super(root.digest);
        this.root = root;
    }

    /** The node of the entries of a bucket, which are too many for it. */
    static <K, V> SecretNode<K, V> of(Bucket<K, V> bucket) {
        return new SecretNode<>(bucket.tagged(SECRET).divided(SECRET));
    }

    /** The entries of a subtree where the hash is used up, as a trie over digests; null is an empty one. */
    static <K, V> Node<K, V> inside(Node<K, V> node) {
        return node instanceof SecretNode<K, V> secret
                ? secret.root
                : node == null ? null : Bucket.like(node).tagged(SECRET);
    }

    /** What stands for such a trie where the hash is used up: a bucket when there is little in it. */
    static <K, V> Node<K, V> outside(Node<K, V> root) {
        return root instanceof Bucket<K, V> bucket
                ? bucket.tagged(HASH_END)
                : root == null ? null : new SecretNode<>(root);
    }

    Node<K, V> root() {
        return root;
    }

    @Override
    int size() {
        return root.size();
    }

    @Override
    Node<K, V> put(Owner<V> owner, int hash, int shift, K key, V value, long entryDigest) {
        return with(root.put(owner, secret(key), SECRET, key, value, entryDigest));
    }

    @Override
    Node<K, V> remove(Owner<V> owner, int hash, int shift, Object key) {
        return with(root.remove(owner, secret(key), SECRET, key));
    }

    private Node<K, V> with(Node<K, V> next) {
        if (next != root) {
            return outside(next);
        }
        if (digest != root.digest) { // a builder has written into the root, so it has made this node, too
            digest = root.digest;
        }
        return this;
    }

    @Override
    void forEach(BiConsumer<? super K, ? super V> action) {
        root.forEach(action);
    }

    @Override
    boolean sameEntries(Node<K, V> other) {
        return areSame(this, other) || other instanceof SecretNode<K, V> that && root.sameEntries(that.root);
    }
}
