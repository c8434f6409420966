package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.Roster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is left of a context or clock, collected in the order of the positions; costs what is left. */
final class Selection {

    private final Roster roster;
    private int[] positions = new int[4];
    private long[] lasts = new long[4];
    private long[] @Nullable [] gaps = new long[4][];
    private int count;

    Selection(Roster roster) {
        this.roster = roster;
    }

    /** Adds an entry: its position in the roster, the last number, and the runs kept, if any. */
    void add(int position, long last, long @Nullable [] kept) {
        if (count == positions.length) {
            int capacity = Math.min(2 * count, roster.size());
            positions = Arrays.copyOf(positions, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
            gaps = Arrays.copyOf(gaps, capacity);
        }
        positions[count] = position;
        lasts[count] = last;
        gaps[count++] = kept;
    }

    VectorClock toClock() {
        return VectorClock.of(roster.select(positions, count), Arrays.copyOf(lasts, count));
    }

    Gaps toGaps() {
        return Gaps.ofDense(Arrays.copyOf(gaps, count));
    }
}
