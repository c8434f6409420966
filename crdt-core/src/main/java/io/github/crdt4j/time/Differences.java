package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.ChunkDigests;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks that differ between two clocks or contexts of the same replicas: by reference, else by a look at the numbers,
 * and by digests once so many looks were in vain that the two seem to share nothing.
 */
final class Differences {

    private static final int PATIENCE = 4;

    /** A single chunk is gone through as quickly as it is compared. */
    private static final Differences ONE =
            new Differences(VectorClock.empty(), Gaps.NONE, VectorClock.empty(), Gaps.NONE);

    private final VectorClock here;
    private final VectorClock there;
    private final Gaps gaps;
    private final Gaps others;
    private final int chunks;
    private @Nullable ChunkDigests mine;
    private @Nullable ChunkDigests theirs;
    private int patience;
    private int found = -1; // the last chunk of other numbers that was found

    Differences(VectorClock here, VectorClock there) {
        this(here, Gaps.NONE, there, Gaps.NONE);
    }

    static Differences of(CausalContext here, CausalContext there) {
        return here.ends().chunks() == 1 ? ONE : new Differences(here.ends(), here.gaps(), there.ends(), there.gaps());
    }

    private Differences(VectorClock here, Gaps gaps, VectorClock there, Gaps others) {
        this.here = here;
        this.there = there;
        this.gaps = gaps;
        this.others = others;
        this.chunks = here.chunks();
        this.patience = !here.isLong() ? Integer.MAX_VALUE : here.isDigested() && there.isDigested() ? 1 : PATIENCE;
    }

    /** The first chunk from one on that is another on the other side; the number of chunks when there is none. */
    int next(int from) {
        if (this == ONE) {
            return from;
        }
        if (found < from) {
            found = nextOfNumbers(from);
        }
        if (gaps != others) {
            for (int c = from; c < found; c++) {
                if (!Arrays.deepEquals(gaps.chunk(c), others.chunk(c))) {
                    return c;
                }
            }
        }
        return found;
    }

    private int nextOfNumbers(int from) {
        int c = from;
        for (; c < chunks && patience > 0; c++) {
            if (here.chunk(c) != there.chunk(c)) {
                if (!Arrays.equals(here.chunk(c), there.chunk(c))) {
                    return c;
                }
                patience--;
            }
        }
        return c < chunks ? nextByDigest(c) : chunks;
    }

    private int nextByDigest(int from) {
        if (mine == null || theirs == null) {
            mine = here.digests();
            theirs = there.digests();
        }
        return mine.mismatch(theirs, from);
    }
}
