package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HuffmanTest {

    private static int[] counts(Object... octetsAndCounts) {
        int[] counts = new int[256];
        for (int i = 0; i < octetsAndCounts.length; i += 2) {
            counts[(char) octetsAndCounts[i]] = (int) octetsAndCounts[i + 1];
        }
        return counts;
    }

    private static long bits(int[] counts, byte[] lengths) {
        long bits = 0;
        for (int i = 0; i < 256; i++) {
            bits += (long) counts[i] * lengths[i];
        }
        return bits;
    }

    /** What an optimal prefix code takes, however long its codes: the sum of the weights of all inner nodes. */
    private static long optimum(int[] counts) {
        var queue = new PriorityQueue<Long>();
        for (int count : counts) {
            if (count > 0) {
                queue.add((long) count);
            }
        }
        long sum = 0;
        while (queue.size() > 1) {
            long joined = queue.remove() + queue.remove();
            sum += joined;
            queue.add(joined);
        }
        return sum;
    }

    @Test
    void oneOctetHasACodeOfOneBit() {
        byte[] lengths = Huffman.lengths(counts('x', 7));
        assertEquals(1, lengths['x']);
        assertEquals(0 << 4 | 1, Huffman.codes(lengths)['x']);
        assertTrue(Huffman.isComplete(lengths));
    }

    @Test
    void codesAreHandedOutByLengthAndThenByOctet() {
        byte[] lengths = Huffman.lengths(counts('a', 1, 'b', 1, 'c', 2, 'd', 4));
        assertEquals(3, lengths['a']);
        assertEquals(3, lengths['b']);
        assertEquals(2, lengths['c']);
        assertEquals(1, lengths['d']);
        int[] codes = Huffman.codes(lengths);
        assertEquals(0b0 << 4 | 1, codes['d']);
        assertEquals(0b10 << 4 | 2, codes['c']);
        assertEquals(0b110 << 4 | 3, codes['a']);
        assertEquals(0b111 << 4 | 3, codes['b']);
    }

    @Test
    void ofEqualWeightsLeavesGoBeforeInnerNodesAndByOctet() {
        byte[] lengths = Huffman.lengths(counts('a', 1, 'b', 1, 'c', 1, 'd', 1, 'e', 2));
        assertArrayEquals(
                new byte[] {3, 3, 2, 2, 2},
                new byte[] {lengths['a'], lengths['b'], lengths['c'], lengths['d'], lengths['e']});
    }

    @Test
    void randomCountsGiveOptimalCodesWhileNoneIsTooLong() {
        int optimal = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            int[] counts = new int[256];
            int octets = 1 + random.nextInt(256);
            for (int i = 0; i < octets; i++) {
                counts[random.nextInt(256)] = 1 + (int) Math.pow(2, random.nextDouble(0, 12));
            }
            byte[] lengths = Huffman.lengths(counts);
            assertTrue(Huffman.isComplete(lengths), "seed " + seed);
            for (int i = 0; i < 256; i++) {
                assertEquals(counts[i] > 0, lengths[i] > 0);
                assertTrue(lengths[i] <= Huffman.MAX_LENGTH);
            }
            optimal += bits(counts, lengths) == optimum(counts) ? 1 : 0;
            boolean isAlone = optimum(counts) == 0; // then the optimum is no code at all
            assertTrue(isAlone || bits(counts, lengths) <= optimum(counts) * 1.05 + 1, "seed " + seed);
        }
        assertTrue(optimal > 100 && optimal < 2_000, optimal + " optimal; elsewhere the limit was met");
    }

    @Test
    void fibonacciCountsWouldGiveLongerCodesThanAreAllowed() {
        int[] counts = new int[256];
        counts[0] = 1;
        counts[1] = 1;
        for (int i = 2; i < 40; i++) {
            counts[i] = counts[i - 1] + counts[i - 2];
        }
        byte[] lengths = Huffman.lengths(counts);
        assertTrue(Huffman.isComplete(lengths));
        assertTrue(lengths[39] <= 2);
        assertTrue(lengths[0] > 8 && lengths[0] <= Huffman.MAX_LENGTH, "length " + lengths[0]);
    }

    @Test
    void theTableFindsEachCodeByItsFirstBits() {
        byte[] lengths = Huffman.lengths(counts('a', 1, 'b', 1, 'c', 2, 'd', 4));
        short[] table = Huffman.table(lengths, 3);
        char[] found = new char[8];
        for (int i = 0; i < 8; i++) {
            found[i] = (char) (table[i] >>> 8);
        }
        assertEquals("ddddccab", new String(found));
    }
}
