package io.github.crdt4j.internal.trie;

/**
 * Which entries of one bucket are those of another, key by key, for merges and comparisons of the two. Entries that both
 * have from a common past are mostly in the same order, so that each is looked for after the one found last.
 */
final class BucketPairing<K, V> {

    private final Bucket<K, V> left;
    private final Bucket<K, V> right;
    private final int alike;
    private long met;
    private int next;

    BucketPairing(Bucket<K, V> left, Bucket<K, V> right) {
        this.left = left;
        this.right = right;
        this.alike = left.alike(right);
        this.met = (1L << alike) - 1;
        this.next = alike;
    }

    /** How many entries both begin with, which are the same ones. */
    int alike() {
        return alike;
    }

    /** The index of the right entry with the key of a left one, or -1. */
    int find(int index) {
        int found = isPair(index, next) ? next : right.find(left, index);
        if (found >= 0) {
            met |= 1L << found;
            next = found + 1;
        }
        return found;
    }

    private boolean isPair(int index, int other) {
        return other < right.size()
                && (left.key(index) == right.key(other) || Digest.same(left.digestAt(index), right.digestAt(other)));
    }

    /** Whether a right entry was found for none of the left. */
    boolean isAlone(int index) {
        return (met & 1L << index) == 0;
    }
}
