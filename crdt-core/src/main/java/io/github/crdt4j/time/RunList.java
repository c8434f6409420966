package io.github.crdt4j.time;

import java.util.Arrays;
import java.util.Comparator;

/** Collects runs of numbers in any order, and coalesces them at once when they come sorted by their start. */
final class RunList {

    private long[] bounds = new long[4];
    private int length;
    private boolean sorted = true;

    /** Adds the numbers from {@code from}, at least 1, to {@code to}, inclusive. */
    void add(long from, long to) {
        if (sorted && length > 0) {
            if (from < bounds[length - 2]) {
                sorted = false;
            } else if (from - 1 <= bounds[length - 1]) {
                bounds[length - 1] = Math.max(bounds[length - 1], to);
                return;
            }
        }
        if (length == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * length);
        }
        bounds[length++] = from;
        bounds[length++] = to;
    }

    /** The canonical form, as {@link Runs} describes it. */
    long[] toRuns() {
        if (sorted) {
            return Arrays.copyOf(bounds, length);
        }
        long[][] runs = new long[length / 2][];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new long[] {bounds[2 * i], bounds[2 * i + 1]};
        }
        Arrays.sort(runs, Comparator.comparingLong(run -> run[0]));
        RunList coalesced = new RunList();
        for (long[] run : runs) {
            coalesced.add(run[0], run[1]);
        }
        return coalesced.toRuns();
    }
}
