package io.github.crdt4j.internal.trie;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A subtree: the entries whose hashes agree in the bits that the nodes above it have looked at. Up to {@link Bucket#MOST}
 * of them are a {@link Bucket}, more an {@link InnerNode}. Where the hash is used up, more are a {@link SecretNode}, which
 * goes on with another hash, and a {@link CollisionNode} where that is used up as well. An empty subtree is null, but for
 * the root of the empty map.
 *
 * <p>Hashes are read from the highest bits; a node is handed the spread hash, and as a shift how many bits lie above it: four for the
 * root's children, three more for each level. Within a {@link SecretNode} it is the hash of the secret digest, and shifts
 * begin at {@link #SECRET}.
 * Methods that edit take the {@link Owner} of the running builder, or null for an edit that writes into nothing.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
abstract sealed class Node<K, V> permits Bucket, InnerNode, SecretNode, CollisionNode {

    /** Bits of the hash that one level tells apart, but for the root. */
    private static final int LEVEL_BITS = 3;

    /** Those of the root: they decide at which sizes the buckets are full, and at which they have just been divided. */
    private static final int ROOT_BITS = 4;

    /** How many levels tell a hash apart. */
    private static final int LEVELS_OF_HASH = 11;

    /** How many inner nodes an entry can have above it. */
    static final int LEVELS = 2 * LEVELS_OF_HASH;

    /** The shift at which a hash is used up. */
    static final int HASH_END = ROOT_BITS + (LEVELS_OF_HASH - 1) * LEVEL_BITS;

    /** The shift at the root of a trie over secret digests: a multiple of 64, so that bits are taken as from 0 on. */
    static final int SECRET = 64;

    /** What {@link Digest} makes of all entries; changed only by the builder that owns this node. */
    long digest;

    Node(long digest) {
        this.digest = digest;
    }

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

    /** Another hash, of the secret digest of a key; all keys without a digest have the same. */
    static int secret(Object key) {
        return secret(Contents.digest(key));
    }

    static int secret(long contents) {
        return (int) (contents >>> Integer.SIZE);
    }

    /** The hash that places a key at a shift. */
    static int hash(Object key, int shift) {
        return shift < SECRET ? hash(key) : secret(key);
    }

    /** The bits of a hash that lie above a shift. */
    static int bitsAbove(int shift) {
        return shift & SECRET - 1;
    }

    /** How many bits the level at a shift tells apart. */
    static int bits(int shift) {
        return bitsAbove(shift) == 0 ? ROOT_BITS : LEVEL_BITS;
    }

    /** The shift of the level below. */
    static int below(int shift) {
        return shift + bits(shift);
    }

    /** Which child of a node a hash leads to. */
    static int place(int hash, int shift) {
        return hash << shift >>> Integer.SIZE - bits(shift);
    }

    static boolean same(Object key, Object other) {
        return key == other || key.equals(other);
    }

    /** The one unchecked cast: arrays hold keys, values and children. */
    @SuppressWarnings("unchecked")
    static <T> T cast(Object slot) {
        return (T) slot;
    }

    static <K, V> V get(Node<K, V> root, Object key) {
        return get(root, hash(key), key);
    }

    private static <K, V> V get(Node<K, V> root, int hash, Object key) {
        Node<K, V> node = root;
        int rest = hash; // from the bits on that the node looks at
        if (node instanceof InnerNode<K, V> first) {
            node = first.child(place(rest, 0));
            for (rest <<= ROOT_BITS; node instanceof InnerNode<K, V> inner; rest <<= LEVEL_BITS) {
                node = inner.child(rest >>> Integer.SIZE - LEVEL_BITS);
            }
        }
        if (node instanceof Bucket<K, V> bucket) {
            int index = bucket.find(Bucket.tag(rest, 0), key);
            return index < 0 ? null : bucket.value(index);
        }
        if (node instanceof SecretNode<K, V> more) {
            return get(more.root(), secret(key), key);
        }
        Map.Entry<K, V> found = node == null ? null : ((CollisionNode<K, V>) node).find(key);
        return found == null ? null : found.getValue();
    }

    static <K, V> boolean contains(Node<K, V> root, Object key) {
        return contains(root, hash(key), key);
    }

    private static <K, V> boolean contains(Node<K, V> root, int hash, Object key) {
        Node<K, V> node = root;
        int rest = hash;
        if (node instanceof InnerNode<K, V> first) {
            node = first.child(place(rest, 0));
            for (rest <<= ROOT_BITS; node instanceof InnerNode<K, V> inner; rest <<= LEVEL_BITS) {
                node = inner.child(rest >>> Integer.SIZE - LEVEL_BITS);
            }
        }
        if (node instanceof SecretNode<K, V> more) {
            return contains(more.root(), secret(key), key);
        }
        return node instanceof Bucket<K, V> bucket
                ? bucket.find(Bucket.tag(rest, 0), key) >= 0
                : node != null && ((CollisionNode<K, V>) node).find(key) != null;
    }

    /** Whether two subtrees are one object, or have one digest and so equal entries; null is an empty one. */
    static boolean areSame(Node<?, ?> left, Node<?, ?> right) {
        return left == right || left != null && right != null && Digest.same(left.digest, right.digest);
    }

    /** The number of entries, without a visit. */
    abstract int size();

    /**
     * The subtree in which the key has the value, where the digest of the two is known; this object when it has the
     * identical value already, or when it was written into.
     */
    abstract Node<K, V> put(Owner<V> owner, int hash, int shift, K key, V value, long entryDigest);

    /** The subtree without the key, null when nothing is left; this object when it has no such key, or was written into. */
    abstract Node<K, V> remove(Owner<V> owner, int hash, int shift, Object key);

    abstract void forEach(BiConsumer<? super K, ? super V> action);

    /** Whether both hold equal keys with equal values; canonical form lets shapes be compared first. */
    abstract boolean sameEntries(Node<K, V> other);
}
