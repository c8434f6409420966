package io.github.crdt4j.kryo;

import java.util.Arrays;

/** How much of the octets of a record is the same as in the one before: at the head, and of the rest at the tail. */
final class Neighbours {

    /** The most that a head or a tail counts, which bounds what a block can grow to when it is read. */
    static final int MAX_SHARED = 63;

    private Neighbours() {}

    /**
     * Fills in heads and tails of records in blocks, but for the first of each block.
     *
     * @param records the records, and at least seven octets behind them
     * @param starts where each record begins, and where the last ends
     * @param mostShared the most that a head or a tail counts
     */
    static void share(byte[] records, int[] starts, int count, byte[] heads, byte[] tails, int mostShared) {
        int least = mostShared;
        int sum = 0;
        for (int from = 0; from < count; from += ValueSection.BLOCK) {
            int to = Math.min(from + ValueSection.BLOCK, count);
            for (int i = from + 1; i < to; i++) {
                int most = Math.min(mostShared, Math.min(starts[i] - starts[i - 1], starts[i + 1] - starts[i]));
                int head = EightOctets.sameFrom(records, starts[i - 1], starts[i], most);
                heads[i] = (byte) head;
                least = Math.min(least, head);
                sum += head;
            }
        }
        levelUnlessWorthwhile(heads, count, least, sum);
        least = mostShared;
        sum = 0;
        for (int from = 0; from < count; from += ValueSection.BLOCK) {
            int to = Math.min(from + ValueSection.BLOCK, count);
            for (int i = from + 1; i < to; i++) {
                int most = Math.min(starts[i] - starts[i - 1], starts[i + 1] - starts[i]) - heads[i];
                int tail = EightOctets.sameBefore(records, starts[i], starts[i + 1], Math.min(mostShared, most));
                tails[i] = (byte) tail;
                least = Math.min(least, tail);
                sum += tail;
            }
        }
        levelUnlessWorthwhile(tails, count, least, sum);
    }

    /** Makes all equal to the least when what that loses is less than a quarter of an octet each. */
    private static void levelUnlessWorthwhile(byte[] shared, int count, int least, int sum) {
        int blocks = (count + ValueSection.BLOCK - 1) / ValueSection.BLOCK;
        int pairs = count - blocks;
        if (4 * (sum - least * pairs) < pairs) {
            for (int from = 0; from < count; from += ValueSection.BLOCK) {
                Arrays.fill(shared, from + 1, Math.min(from + ValueSection.BLOCK, count), (byte) least);
            }
        }
    }
}
