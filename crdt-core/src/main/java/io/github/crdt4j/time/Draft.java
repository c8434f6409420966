package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.Positions;
import org.jspecify.annotations.Nullable;

/** The entries of a context or clock that are being changed. A chunk is copied when it is first written to. */
final class Draft {

    private final VectorClock clock;
    private final Gaps gaps;
    private long @Nullable [][] numbers;
    private long @Nullable [] @Nullable [] @Nullable [] runs;

    Draft(VectorClock clock, Gaps gaps) {
        this.clock = clock;
        this.gaps = gaps;
    }

    /** Sets the last number at a position, and the runs kept there, if any. */
    void set(int position, long last, long @Nullable [] kept) {
        if (clock.at(position) != last) {
            setNumber(position, last);
        }
        if (gaps.at(position) != kept) {
            setRuns(position, kept);
        }
    }

    private void setNumber(int position, long last) {
        if (numbers == null) {
            numbers = clock.copyOfChunks();
        }
        int c = Positions.chunk(position);
        if (numbers[c] == clock.chunk(c)) {
            numbers[c] = numbers[c].clone();
        }
        numbers[c][Positions.place(position)] = last;
    }

    private void setRuns(int position, long @Nullable [] kept) {
        if (runs == null) {
            runs = gaps.spine(clock.size());
        }
        int c = Positions.chunk(position);
        if (runs[c] == gaps.chunk(c)) {
            runs[c] = gaps.ownChunk(c, clock.size());
        }
        runs[c][Positions.place(position)] = kept;
    }

    /** The clock, the given one if no number was set. */
    VectorClock toClock() {
        return numbers == null ? clock : clock.changed(numbers);
    }

    /** The gaps, the given ones if none was set. */
    Gaps toGaps() {
        if (runs == null) {
            return gaps;
        }
        for (int c = 0; c < runs.length; c++) {
            if (runs[c] != null && Chunks.allNull(runs[c])) {
                runs[c] = null;
            }
        }
        return Gaps.ofChunks(runs);
    }
}
