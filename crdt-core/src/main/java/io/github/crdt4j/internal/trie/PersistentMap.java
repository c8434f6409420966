package io.github.crdt4j.internal.trie;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;

/**
 * An immutable hash map, a trie over the hashes whose leaves hold up to {@value Bucket#MOST} entries each.
 *
 * <p>An edit copies O(log n) and shares the rest with the map it was made from; one that changes nothing returns the same
 * object. {@link #merge}, {@link #forEachDifference} and {@link #equals} walk two maps in lockstep and skip what is shared,
 * so that for maps with a common past they cost the difference, not the size. Neither keys nor values are null.
 *
 * <p>Keys whose hashes collide on all 32 bits are kept in a search tree when their class is declared
 * {@code implements Comparable} of itself, with a {@code compareTo} that is 0 for equal keys; otherwise each access to
 * one of them is linear in their number.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class PersistentMap<K, V> implements Iterable<Map.Entry<K, V>> {

    private static final PersistentMap<Object, Object> EMPTY = new PersistentMap<>(Bucket.empty());

    /** Looking up each key pays off when the other map has this many times as many. */
    private static final int MUCH_LARGER = 4;

    private final Node<K, V> root;

    private PersistentMap(Node<K, V> root) {
        this.root = root;
    }

    /**
     * The map without entries, always the same object.
     *
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return the empty map
     */
    public static <K, V> PersistentMap<K, V> empty() {
        return Node.cast(EMPTY);
    }

    /**
     * The map of some entries. When a key occurs several times its last value counts.
     *
     * @param entries the entries
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return the map
     */
    public static <K, V> PersistentMap<K, V> from(Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
        Builder<K, V> builder = PersistentMap.<K, V>empty().toBuilder();
        for (Map.Entry<? extends K, ? extends V> entry : entries) {
            builder.put(entry.getKey(), entry.getValue());
        }
        return builder.build();
    }

    /**
     * The map of many entries at once, which costs a fraction of putting one after the other.
     *
     * @param keys the keys; of equal ones the first is kept
     * @param values the value of each; of those of equal keys the last counts
     * @param size how many of these there are
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return the map, with fewer entries than {@code size} when keys were equal
     */
    public static <K, V> PersistentMap<K, V> of(K[] keys, V[] values, int size) {
        return PersistentMap.<K, V>empty().withRoot(Bulk.root(keys, values, size));
    }

    /**
     * A builder that starts with the entries of this map and leaves this map as it is.
     *
     * @return a new builder
     */
    public Builder<K, V> toBuilder() {
        return new Builder<>(this);
    }

    Node<K, V> root() {
        return root;
    }

    private Node<K, V> rootOrNull() {
        return isEmpty() ? null : root;
    }

    /** The map of a root, reusing this one and the empty one. */
    PersistentMap<K, V> withRoot(Node<K, V> next) {
        if (next == root) {
            return this;
        }
        return next == null || next.size() == 0 ? empty() : new PersistentMap<>(next);
    }

    /**
     * The number of keys, in constant time.
     *
     * @return the number of keys
     */
    public int size() {
        return root.size();
    }

    /**
     * Whether there are no keys.
     *
     * @return true for the empty map
     */
    public boolean isEmpty() {
        return root.size() == 0;
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value, one that is {@link Numbered} as some equal object; or null when it has none
     */
    public V get(Object key) {
        return Node.get(root, Objects.requireNonNull(key, "key"));
    }

    /**
     * Whether a key has a value.
     *
     * @param key the key
     * @return true when it has one
     */
    public boolean containsKey(Object key) {
        return Node.contains(root, Objects.requireNonNull(key, "key"));
    }

    /**
     * The map in which a key has a value. A key that is present already is kept as the object it is.
     *
     * @param key the key
     * @param value the value
     * @return the map with the entry; this object when the key has the identical ({@code ==}) value already,
     *     or one of an equal number and issuer
     */
    public PersistentMap<K, V> put(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return withRoot(root.put(null, Node.hash(key), 0, key, value, Digest.ofEntry(key, value)));
    }

    /**
     * The map without a key.
     *
     * @param key the key
     * @return the map without it; this object when it has no such key
     */
    public PersistentMap<K, V> remove(Object key) {
        Objects.requireNonNull(key, "key");
        return withRoot(root.remove(null, Node.hash(key), 0, key));
    }

    /**
     * The digest of all entries, for maps whose values are {@link Digested}.
     *
     * @return the digest, or {@link Digested#UNKNOWN} when there is none
     */
    public long digest() {
        return root.digest;
    }

    /**
     * Merges two maps, asking a combiner about each key whose values are not the same on both sides: the identical object,
     * or of one digest. Subtrees that are the same object or of one digest in both maps are kept without a visit. The key of the result is the left map's, this one's,
     * except where structure of the right map is shared.
     *
     * @param other the right map
     * @param combiner decides on the entries of the result
     * @return this object when every answer was identical to the left value and nothing was added; otherwise the other
     *     when the result has its keys, each with the identical value; otherwise a map that shares with either what is
     *     the same
     */
    public PersistentMap<K, V> merge(PersistentMap<K, V> other, Combiner<K, V> combiner) {
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(combiner, "combiner");
        Node<K, V> merged = new Merge<>(combiner).merge(rootOrNull(), other.rootOrNull(), 0);
        return merged == other.root && merged != root ? other : withRoot(merged);
    }

    /**
     * Visits the keys in which two maps differ: those that one of them lacks, and those whose values are neither the
     * identical ({@code ==}) object nor of one digest. Subtrees that are the same in that sense are skipped.
     *
     * @param other the right map
     * @param visitor what to do with each difference
     * @return false when the visitor stopped the visit, otherwise true
     */
    public boolean forEachDifference(PersistentMap<K, V> other, DifferenceVisitor<K, V> visitor) {
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(visitor, "visitor");
        return new Difference<>(visitor).between(root, other.root, 0);
    }

    /**
     * Visits those keys of this map of which another map does not have the same value, in the sense of {@link
     * #forEachDifference}; keys that only the other has are not visited. If it is much larger, its size costs nothing.
     *
     * @param other the right map
     * @param visitor what to do with each such key; the value on the right is null when it is missing there
     * @return false when the visitor stopped the visit, otherwise true
     */
    public boolean forEachKept(PersistentMap<K, V> other, DifferenceVisitor<K, V> visitor) {
        if (size() > other.size() / MUCH_LARGER) {
            return forEachDifference(other, (key, left, right) -> left == null || visitor.visit(key, left, right));
        }
        for (Map.Entry<K, V> entry : this) {
            V right = other.get(entry.getKey());
            if (right != entry.getValue() && !visitor.visit(entry.getKey(), entry.getValue(), right)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Passes every entry to an action, in no particular order.
     *
     * @param action what to do with each key and value
     */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        root.forEach(Objects.requireNonNull(action, "action"));
    }

    /** The entries, in no particular order, as immutable pairs. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new EntryIterator<>(root);
    }

    /** Whether the other is such a map with equal keys and, for each, equal values. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PersistentMap<?, ?> that)
                || digest() != that.digest() && digest() != Digested.UNKNOWN && that.digest() != Digested.UNKNOWN) {
            return false;
        }
        return root.sameEntries(Node.cast(that.root));
    }

    /** The sum over all entries of the hash of the key, exclusive-or the hash of the value. */
    @Override
    public int hashCode() {
        int[] sum = {0};
        root.forEach((key, value) -> sum[0] += key.hashCode() ^ value.hashCode());
        return sum[0];
    }

    @Override
    public String toString() {
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        root.forEach((key, value) -> entries.add(key + "=" + value));
        return entries.toString();
    }
}
