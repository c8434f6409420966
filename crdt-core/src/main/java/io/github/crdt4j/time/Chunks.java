package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.Positions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the numbers of a roster's positions are cut into chunks, and what is done with two chunks of the same positions. */
final class Chunks {

    /** Some number of the first chunk is greater. */
    static final int MORE = 1;

    /** Some number of the second chunk is greater. */
    static final int LESS = 2;

    private Chunks() {}

    /** The numbers in chunks, all but the last full. */
    static long[][] split(long[] numbers) {
        long[][] chunks = new long[Positions.count(numbers.length)][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] =
                    Arrays.copyOfRange(numbers, c * Positions.SIZE, Math.min(numbers.length, (c + 1) * Positions.SIZE));
        }
        return chunks;
    }

    /** Which of two chunks has greater numbers: {@link #MORE}, {@link #LESS}, both or neither. */
    static int compare(long[] first, long[] second) {
        int order = 0;
        if (first.length == Positions.SIZE) {
            for (int i = Arrays.mismatch(first, second); i >= 0; i = nextDifference(first, second, i + 1)) {
                order |= first[i] > second[i] ? MORE : LESS;
            }
            return order;
        }
        for (int i = 0; i < first.length; i++) {
            if (first[i] != second[i]) {
                order |= first[i] > second[i] ? MORE : LESS;
            }
        }
        return order;
    }

    private static int nextDifference(long[] first, long[] second, int from) {
        int found = Arrays.mismatch(first, from, first.length, second, from, second.length);
        return found < 0 ? found : from + found;
    }

    static long[] max(long[] first, long[] second) {
        long[] max = new long[first.length];
        for (int i = 0; i < max.length; i++) {
            max[i] = Math.max(first[i], second[i]);
        }
        return max;
    }

    static boolean allNull(@Nullable Object[] elements) {
        for (Object element : elements) {
            if (element != null) {
                return false;
            }
        }
        return true;
    }
}
