package io.github.crdt4j.internal.trie;

/**
 * Told of the entries in which two maps differ, in no particular order.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface DifferenceVisitor<K, V> {

    /**
     * Visits a key that one map lacks, or to which the maps hold values that are not the identical object.
     *
     * @param key the key, the left map's object when it has one
     * @param left the value in the left map, or null when it has none
     * @param right the value in the right map, or null when it has none
     * @return true to go on, false to stop
     */
    boolean visit(K key, V left, V right);
}
