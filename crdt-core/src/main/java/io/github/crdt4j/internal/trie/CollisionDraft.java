package io.github.crdt4j.internal.trie;

import java.util.ArrayList;
import java.util.List;

/**
 * A collision in the making, from the entries of an earlier one that are told in turn, and others. Keys without an order
 * are collected and laid down once, for each edit of their run would copy all of it; keys are known to be there, as the
 * very object, or not, so none is compared.
 */
final class CollisionDraft<K, V> {

    private final List<Object> run = new ArrayList<>();
    private KeyTree<K, V> tree;
    private int size;
    private long digest;
    private boolean runChanged;

    /** Starts with a node; null stands for an empty one. */
    CollisionDraft(CollisionNode<K, V> start) {
        tree = start == null ? null : start.tree();
        size = start == null ? 0 : start.size();
        digest = start == null ? Digest.NODE : start.digest;
    }

    /** An entry of the start, which has another value from now on, or is dropped when the value is null. */
    void replace(K key, V old, V value) {
        boolean ordered = KeyOrder.rank(key) != KeyOrder.UNORDERED;
        if (value == old) {
            if (!ordered) {
                run.add(key);
                run.add(value);
            }
            return;
        }
        digest = Digest.minus(digest, Digest.ofEntry(key, old));
        if (value != null) {
            digest = Digest.plus(digest, Digest.ofEntry(key, value));
        } else {
            size--;
        }
        if (ordered) {
            tree = value == null ? KeyTree.remove(tree, key) : KeyTree.put(tree, key, value);
            return;
        }
        runChanged = true;
        if (value != null) {
            run.add(key);
            run.add(value);
        }
    }

    /** An entry more. */
    void add(K key, V value) {
        size++;
        digest = Digest.plus(digest, Digest.ofEntry(key, value));
        if (KeyOrder.rank(key) != KeyOrder.UNORDERED) {
            tree = KeyTree.put(tree, key, value);
        } else {
            runChanged = true;
            run.add(key);
            run.add(value);
        }
    }

    int size() {
        return size;
    }

    CollisionNode<K, V> toNode() {
        return CollisionNode.of(runChanged ? KeyTree.withUnordered(tree, run.toArray()) : tree, size, digest);
    }
}
