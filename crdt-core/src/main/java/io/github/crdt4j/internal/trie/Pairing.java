package io.github.crdt4j.internal.trie;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which entries of one collision are those of another, key by key, for merges and comparisons of the two.
 *
 * <p>Keys without an order can only be found by looking at all of them. Most pairs need no search, though: what two states
 * have in common has the same value on both sides, or is the same key object. So the value's digest, or the identity of
 * the key, tells whom to ask first, and {@code equals} confirms. What is left are the differences.
 */
final class Pairing<K, V> {

    private final CollisionNode<K, V> node;
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private Map<Long, Map.Entry<K, V>> byDigest;
    private IdentityHashMap<K, Map.Entry<K, V>> byIdentity;

    /** Pairs with the entries of a node; null stands for an empty one. */
    Pairing(CollisionNode<K, V> node) {
        this.node = node;
    }

    /** The entry of the node for an entry of the other one; null when there is none. */
    Map.Entry<K, V> find(K key, V value) {
        if (node == null) {
            return null;
        }
        Map.Entry<K, V> found = KeyOrder.rank(key) == KeyOrder.UNORDERED ? likely(key, value) : null;
        if (found == null || !Node.same(key, found.getKey())) {
            found = node.find(key);
        }
        if (found != null) {
            met.add(found.getKey());
        }
        return found;
    }

    /** Whether an entry of the node, given by its very key, was found for one of the other. */
    boolean hasMet(K own) {
        return met.contains(own);
    }

    private Map.Entry<K, V> likely(K key, V value) {
        if (byDigest == null) {
            byDigest = new HashMap<>();
            byIdentity = new IdentityHashMap<>();
            KeyTree.forEach(node.tree(), this::index);
        }
        Map.Entry<K, V> found = byIdentity.get(key);
        return found == null ? byDigest.get(digest(value)) : found;
    }

    private void index(K key, V value) {
        Map.Entry<K, V> entry = Map.entry(key, value);
        byIdentity.put(key, entry);
        long digest = digest(value);
        if (digest != Digested.UNKNOWN) {
            byDigest.put(digest, entry);
        }
    }

    private static long digest(Object value) {
        return value instanceof Digested digested ? digested.digest() : Digested.UNKNOWN;
    }
}
