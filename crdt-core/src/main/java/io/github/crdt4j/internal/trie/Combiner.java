package io.github.crdt4j.internal.trie;

/**
 * The answers a {@linkplain PersistentMap#merge merge} of two maps asks for, one key at a time, in no particular order.
 *
 * <p>Every answer is the value of the result, or null for no entry. Answering with the very object that was passed in is
 * what lets the result share structure with its sources.
 *
 * <p>Of keys with the identical value on both sides nothing is asked, they are kept: how much two maps share must not
 * change the result, so {@code both(key, v, v)} has to be {@code v}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Combiner<K, V> {

    /**
     * Combines the different values of a key that both maps have.
     *
     * @param key the key, the left map's object
     * @param left the value in the left map
     * @param right the value in the right map, not the identical object
     * @return the value in the result, or null for no entry
     */
    V both(K key, V left, V right);

    /**
     * Decides on an entry that only the left map has.
     *
     * @param key the key
     * @param left the value in the left map
     * @return the value in the result, or null for no entry
     */
    V left(K key, V left);

    /**
     * Decides on an entry that only the right map has.
     *
     * @param key the key
     * @param right the value in the right map
     * @return the value in the result, or null for no entry
     */
    V right(K key, V right);

    /**
     * Whether {@link #left} always answers with the value it is given. Then it is not asked, and a subtree that only the
     * left map has is kept without a visit: merging a small map into a large one costs the small one.
     *
     * @return true when entries of the left map alone are kept as they are; false unless overridden
     */
    default boolean keepsLeft() {
        return false;
    }

    /**
     * Whether {@link #right} always answers with the value it is given. Then it is not asked, and a subtree that only the
     * right map has is kept without a visit.
     *
     * @return true when entries of the right map alone are kept as they are; false unless overridden
     */
    default boolean keepsRight() {
        return false;
    }
}
