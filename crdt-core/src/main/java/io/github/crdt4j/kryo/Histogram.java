package io.github.crdt4j.kryo;

import java.util.Arrays;

/** How often each octet occurs. Neighbours are counted apart, as adding to one number twice in a row waits for the first. */
final class Histogram {

    private static final int LANES = 4;

    private final int[][] counts = new int[LANES][256];

    void clear() {
        for (int[] lane : counts) {
            Arrays.fill(lane, 0);
        }
    }

    void add(byte[] octets, int from, int to) {
        int[] counts0 = counts[0];
        int[] counts1 = counts[1];
        int[] counts2 = counts[2];
        int[] counts3 = counts[3];
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            counts0[octets[i] & 0xFF]++;
            counts1[octets[i + 1] & 0xFF]++;
            counts2[octets[i + 2] & 0xFF]++;
            counts3[octets[i + 3] & 0xFF]++;
        }
        for (; i < to; i++) {
            counts0[octets[i] & 0xFF]++;
        }
    }

    int[] sums() {
        int[] sums = new int[256];
        for (int octet = 0; octet < 256; octet++) {
            sums[octet] = counts[0][octet] + counts[1][octet] + counts[2][octet] + counts[3][octet];
        }
        return sums;
    }
}
