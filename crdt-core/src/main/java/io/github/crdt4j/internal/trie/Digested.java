package io.github.crdt4j.internal.trie;

/**
 * A value that can tell a digest of all that {@code equals} looks at. Maps of such values keep a digest per subtree, and
 * skip subtrees of one digest as if they were one object.
 *
 * <p>Two values of one digest that are not equal must be out of reach of anybody who can choose the values: mix in a
 * secret of this process. So a digest never leaves the process, and no two runs have the same.
 */
public interface Digested {

    /** What a value answers that has no digest: nothing is skipped on account of it. */
    long UNKNOWN = 0;

    /**
     * The digest.
     *
     * @return the digest, always the same from one object, or {@link #UNKNOWN}
     */
    long digest();

    /**
     * Whether this is certainly equal to another: by its digest, unless overridden by what is told sooner.
     *
     * @param other another value
     * @return false when they differ, or when nobody can tell
     */
    default boolean isSame(Digested other) {
        return Digest.same(digest(), other.digest());
    }
}
