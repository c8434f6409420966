package io.github.crdt4j.internal.trie;

/**
 * Digests of subtrees: a constant plus the sum of what its entries contribute, so that an edit adds and subtracts instead
 * of looking at the rest. {@link Digested#UNKNOWN} spreads from an entry to the root.
 */
public final class Digest {

    /** The digest of no entries, so that it is not unknown. */
    static final long NODE = 0x9e3779b97f4a7c15L;

    private Digest() {}

    /**
     * A bijection after which each bit depends on every bit before: the finalizer of SplitMix64.
     *
     * @param bits what to mix
     * @return the mixed bits
     */
    public static long mix(long bits) {
        long z = bits;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** What an entry contributes. */
    static long ofEntry(Object key, Object value) {
        return value instanceof Digested ? ofEntry(Contents.digest(key), value) : Digested.UNKNOWN;
    }

    /** What an entry contributes whose key has a digest, or has none. */
    static long ofEntry(long key, Object value) {
        if (key == Digested.UNKNOWN || !(value instanceof Digested digested)) {
            return Digested.UNKNOWN;
        }
        long digest = digested.digest();
        return digest == Digested.UNKNOWN ? digest : mix(digest + key * 0xd1342543de82ef95L);
    }

    static long plus(long digest, long part) {
        return digest == Digested.UNKNOWN || part == Digested.UNKNOWN ? Digested.UNKNOWN : digest + part;
    }

    static long minus(long digest, long part) {
        return digest == Digested.UNKNOWN || part == Digested.UNKNOWN ? Digested.UNKNOWN : digest - part;
    }

    /** A sum in which one part is exchanged for another. What is left between may look like unknown, and is not. */
    static long exchanged(long sum, long part, long other) {
        return sum == Digested.UNKNOWN || part == Digested.UNKNOWN || other == Digested.UNKNOWN
                ? Digested.UNKNOWN
                : sum - part + other;
    }

    /** Whether two values are the same object or have the same digest. */
    static boolean sameValue(Object value, Object other) {
        return value == other
                || value instanceof Digested here && other instanceof Digested there && here.isSame(there);
    }

    static boolean same(long digest, long other) {
        return digest == other && digest != Digested.UNKNOWN;
    }

    /** Whether what has these digests may be equal. */
    static boolean mayBeSame(long digest, long other) {
        return digest == other || digest == Digested.UNKNOWN || other == Digested.UNKNOWN;
    }
}
