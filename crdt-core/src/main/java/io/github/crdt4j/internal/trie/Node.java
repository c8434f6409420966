package io.github.crdt4j.internal.trie;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A subtree of the trie: the entries whose hashes agree in their lowest {@code shift} bits. Methods that edit take the
 * {@link Owner} of the running builder, or null for an edit that writes into nothing.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
abstract sealed class Node<K, V> permits BitmapNode, CollisionNode {

    /** What {@link Digest} makes of all entries; changed only by the builder that owns this node. */
    long digest;

    Node(long digest) {
        this.digest = digest;
    }

    /** Bits of the hash that one level tells apart. */
    static final int LEVEL_BITS = 5;

    /** The shift at which a hash is used up: seven levels of {@link BitmapNode} lie above. */
    static final int HASH_END = 35;

    /** The finalizer of MurmurHash3: a bijection, so that only keys of equal {@code hashCode} collide. */
    static int spread(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    static int hash(Object key) {
        return spread(key.hashCode());
    }

    static int bit(int hash, int shift) {
        return 1 << ((hash >>> shift) & 31);
    }

    static boolean same(Object key, Object other) {
        return key == other || key.equals(other);
    }

    /** The one unchecked cast: slots hold keys, values and children in one array. */
    @SuppressWarnings("unchecked")
    static <T> T cast(Object slot) {
        return (T) slot;
    }

    static <K, V> V get(Node<K, V> root, int hash, Object key) {
        Node<K, V> node = root;
        int rest = hash;
        while (node instanceof BitmapNode<K, V> inner) {
            int bit = 1 << (rest & 31);
            if ((inner.dataMap() & bit) != 0) {
                int index = inner.dataIndex(bit);
                return same(key, inner.key(index)) ? inner.value(index) : null;
            }
            if ((inner.nodeMap() & bit) == 0) {
                return null;
            }
            node = inner.child(bit);
            rest >>>= LEVEL_BITS;
        }
        Map.Entry<K, V> found = ((CollisionNode<K, V>) node).find(key);
        return found == null ? null : found.getValue();
    }

    /** Whether the other subtree is this object, or has the same digest and so equal entries. */
    final boolean isSame(Node<K, V> other) {
        return this == other || Digest.same(digest, other.digest);
    }

    /** A subtree of one entry: only for a moment, on the way into a merge or a comparison, never part of a map. */
    static <K, V> Node<K, V> single(int shift, K key, V value) {
        int hash = hash(key);
        long digest = Digest.plus(Digest.NODE, Digest.ofEntry(key, value));
        return shift >= HASH_END
                ? CollisionNode.of(KeyTree.put(null, key, value), 1, digest)
                : new BitmapNode<>(null, bit(hash, shift), new Object[] {key, value}, digest);
    }

    /** The subtree of two entries with different keys. */
    static <K, V> Node<K, V> pair(Owner<V> owner, int shift, int hash1, K key1, V value1, int hash2, K key2, V value2) {
        if (shift >= HASH_END) {
            KeyTree<K, V> tree = KeyTree.put(KeyTree.put(null, key1, value1), key2, value2);
            return CollisionNode.of(tree, 2, digest(key1, value1, key2, value2));
        }
        int bit1 = bit(hash1, shift);
        int bit2 = bit(hash2, shift);
        if (bit1 == bit2) {
            Node<K, V> child = pair(owner, shift + LEVEL_BITS, hash1, key1, value1, hash2, key2, value2);
            return new InnerNode<>(owner, 0, bit1, new Object[] {child}, 2, Digest.plus(Digest.NODE, child.digest));
        }
        Object[] slots = Integer.compareUnsigned(bit1, bit2) < 0
                ? new Object[] {key1, value1, key2, value2}
                : new Object[] {key2, value2, key1, value1};
        return new BitmapNode<>(owner, bit1 | bit2, slots, digest(key1, value1, key2, value2));
    }

    private static long digest(Object key1, Object value1, Object key2, Object value2) {
        return Digest.plus(Digest.plus(Digest.NODE, Digest.ofEntry(key1, value1)), Digest.ofEntry(key2, value2));
    }

    /** The number of entries, without a visit. */
    abstract int size();

    /** The key of the only entry, when the size is 1. */
    final K onlyKey() {
        return cast(pairs()[0]);
    }

    /** The value of the only entry, when the size is 1. */
    final V onlyValue() {
        return cast(pairs()[1]);
    }

    /** The subtree in which the key has the value; this object when it has the identical value already. */
    abstract Node<K, V> put(Owner<V> owner, int hash, int shift, K key, V value);

    /** The subtree without the key; this object when it has no such key. The result may have a single entry or none. */
    abstract Node<K, V> remove(Owner<V> owner, int hash, int shift, Object key);

    /** The entries of this node itself as key, value, key, value ...; what follows {@link #pairsEnd} is none of them. */
    abstract Object[] pairs();

    /** The length of the part of {@link #pairs} that holds entries. */
    abstract int pairsEnd();

    abstract void forEach(BiConsumer<? super K, ? super V> action);

    /** Whether both hold equal keys with equal values; canonical form lets shapes be compared instead of contents. */
    abstract boolean sameEntries(Node<K, V> other);
}
