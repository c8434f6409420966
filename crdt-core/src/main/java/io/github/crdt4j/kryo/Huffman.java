package io.github.crdt4j.kryo;

import java.util.Arrays;

/**
 * The one prefix code that belongs to the counts of some octets: Huffman's (1952), with ties decided, no code longer than
 * {@value #MAX_LENGTH} bits, and the codes of one length handed out by ascending octet.
 *
 * <p>As the lengths follow from the counts, whoever has decoded can tell whether the code was the right one, so that equal
 * octets have equal bytes on every machine, which a general compressor does not promise from one version to the next.
 */
final class Huffman {

    static final int MAX_LENGTH = 12;

    private Huffman() {}

    /**
     * How many bits the code of each octet has; 0 for those that do not occur.
     *
     * @param counts how often each octet occurs, one of them at least once
     */
    static byte[] lengths(int[] counts) {
        var lengths = new byte[256];
        long[] leaves = new long[256]; // a weight and, in the low 8 bits, the octet
        int size = 0;
        for (int octet = 0; octet < 256; octet++) {
            if (counts[octet] > 0) {
                leaves[size++] = (long) counts[octet] << 8 | octet;
            }
        }
        if (size == 1) {
            lengths[(int) leaves[0] & 0xFF] = 1;
            return lengths;
        }
        Arrays.sort(leaves, 0, size);
        while (!assign(leaves, size, lengths)) {
            for (int i = 0; i < size; i++) {
                leaves[i] = ((leaves[i] >>> 8) + 1) / 2 << 8 | leaves[i] & 0xFF;
            }
            Arrays.sort(leaves, 0, size);
        }
        return lengths;
    }

    /**
     * Joins the two lightest nodes until there is one; of equal ones leaves go before inner nodes, leaves by their octet,
     * inner nodes by age. Returns false when a code would be too long.
     */
    private static boolean assign(long[] leaves, int size, byte[] lengths) {
        long[] weights = new long[size]; // of the inner nodes, in the order in which they are made
        int[] parents = new int[2 * size - 1]; // of the leaves, then of the inner nodes
        int leaf = 0;
        int inner = 0;
        for (int made = 0; made < size - 1; made++) {
            long weight = 0;
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = inner == made || leaf < size && leaves[leaf] >>> 8 <= weights[inner];
                weight += takesLeaf ? leaves[leaf] >>> 8 : weights[inner];
                parents[takesLeaf ? leaf++ : size + inner++] = size + made;
            }
            weights[made] = weight;
        }
        int[] depths =
                parents; // every parent comes after its children, so one pass from the root turns one into the other
        depths[2 * size - 2] = 0;
        for (int node = 2 * size - 3; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (depths[node] > MAX_LENGTH) {
                return false;
            }
        }
        for (int i = 0; i < size; i++) {
            lengths[(int) leaves[i] & 0xFF] = (byte) depths[i];
        }
        return true;
    }

    /** The codes of the given lengths, each with its length in the low 4 bits. */
    static int[] codes(byte[] lengths) {
        int[] next = firstCodes(lengths);
        int[] codes = new int[256];
        for (int octet = 0; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                codes[octet] = next[lengths[octet]]++ << 4 | lengths[octet];
            }
        }
        return codes;
    }

    /** The least code of each length: all codes of fewer bits, made longer, are before it. */
    private static int[] firstCodes(byte[] lengths) {
        int[] count = new int[MAX_LENGTH + 1];
        for (byte length : lengths) {
            if (length > 0) { // most are 0, and adding to one number in a row is slow
                count[length]++;
            }
        }
        int[] first = new int[MAX_LENGTH + 1];
        for (int length = 2; length <= MAX_LENGTH; length++) {
            first[length] = (first[length - 1] + count[length - 1]) << 1;
        }
        return first;
    }

    /** Whether every sequence of bits is one of codes of these lengths, as it is of those that {@link #lengths} gives. */
    static boolean isComplete(byte[] lengths) {
        int share = 0;
        int present = 0;
        for (byte length : lengths) {
            share += length == 0 ? 0 : 1 << MAX_LENGTH - length;
            present += length == 0 ? 0 : 1;
        }
        return share == 1 << MAX_LENGTH || present == 1 && share == 1 << MAX_LENGTH - 1;
    }

    /**
     * For each number of {@code width} bits what its first bits are the code of: the octet, and in the low 8 bits the
     * length. 0 where they are no code, which occurs when there is but one.
     */
    static short[] table(byte[] lengths, int width) {
        int[] codes = codes(lengths);
        var table = new short[1 << width];
        for (int octet = 0; octet < 256; octet++) {
            int length = lengths[octet];
            if (length > 0) {
                int from = codes[octet] >>> 4 << width - length;
                Arrays.fill(table, from, from + (1 << width - length), (short) (octet << 8 | length));
            }
        }
        return table;
    }
}
