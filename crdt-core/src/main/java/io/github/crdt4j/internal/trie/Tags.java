package io.github.crdt4j.internal.trie;

import java.util.Arrays;

/** Rows of bytes at the begin of an array of words, eight to a word, the first in the lowest bits, filled up with zeros. */
final class Tags {

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Tags() {}

    /** How many words a row of so many bytes takes. */
    static int words(int bytes) {
        return bytes + 7 >>> 3;
    }

    /** The byte at an index. */
    static int at(long[] words, int index) {
        return (int) (words[index >>> 3] >>> shift(index)) & 0xff;
    }

    /** Where a byte begins in its word. */
    static int shift(int index) {
        return (index & 7) << 3;
    }

    /** How many of the first bytes, an ascending row, are at most this one. */
    static int rank(long[] words, int bytes, int tag) {
        long pattern = tag * LOW_BITS;
        int rowWords = words(bytes);
        int rank = bytes - 8 * rowWords; // less what fills the last word up
        for (int word = 0; word < rowWords; word++) {
            long row = words[word];
            long lower = (pattern | HIGH_BITS) - (row & ~HIGH_BITS); // compares all but the highest bits
            rank += Long.bitCount((pattern & ~row | ~(pattern ^ row) & lower) & HIGH_BITS);
        }
        return rank;
    }

    /** The places in a word where a byte is, as its high bits; further ones, of bytes after the first, may be set besides. */
    static long matches(long word, int tag) {
        long zeros = word ^ tag * LOW_BITS;
        return zeros - LOW_BITS & ~zeros & HIGH_BITS;
    }

    /** The index of the first byte that is marked in a word. */
    static int first(long matches, int word) {
        return (word << 3) + (Long.numberOfTrailingZeros(matches) >>> 3);
    }

    /** A copy with so many words for the row, and so many for what follows it; cut off at the end, or filled up. */
    static long[] resized(long[] words, int rowWords, int nextRowWords, int others) {
        if (nextRowWords == rowWords) {
            return Arrays.copyOf(words, rowWords + others);
        }
        long[] next = new long[nextRowWords + others];
        System.arraycopy(words, 0, next, 0, Math.min(rowWords, nextRowWords));
        System.arraycopy(words, rowWords, next, nextRowWords, Math.min(words.length - rowWords, others));
        return next;
    }

    /** Puts a byte at an index, and moves the later ones, of which the last is a zero, on. */
    static void insert(long[] words, int rowWords, int index, int tag) {
        int word = index >>> 3;
        int bits = shift(index);
        long here = words[word];
        long before = (1L << bits) - 1;
        words[word] = here & before | (long) tag << bits | (here & ~before) << Byte.SIZE;
        for (int i = word + 1; i < rowWords; i++) {
            long carried = here >>> Long.SIZE - Byte.SIZE;
            here = words[i];
            words[i] = here << Byte.SIZE | carried;
        }
    }

    /** Takes the byte at an index out, and moves the later ones, which go on with those of a further word, up. */
    static void delete(long[] words, int rowWords, int index, long further) {
        long before = (1L << shift(index)) - 1;
        for (int i = index >>> 3; i < rowWords; i++) {
            long here = words[i];
            long next = i + 1 < rowWords ? words[i + 1] : further;
            words[i] = here & before | here >>> Byte.SIZE & ~before | next << Long.SIZE - Byte.SIZE;
            before = 0;
        }
    }
}
