package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.Positions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The runs of those replicas of which not exactly 1 to n has been seen, by position, in chunks. Few replicas have such
 * gaps, and mostly none has.
 *
 * <p>Canonical: no runs are kept where there is only one and it begins at 1; a chunk that keeps none is null; and where no
 * chunk keeps any, this is {@link #NONE}.
 */
final class Gaps {

    static final Gaps NONE = new Gaps(new long[0][][]);

    private final long[] @Nullable [][] chunks;

    private Gaps(long[] @Nullable [][] chunks) {
        this.chunks = chunks;
    }

    /** Takes the spine. */
    static Gaps ofChunks(long[] @Nullable [][] chunks) {
        return Chunks.allNull(chunks) ? NONE : new Gaps(chunks);
    }

    /** Of one element per position, null where there is no gap. */
    static Gaps ofDense(long[] @Nullable [] runs) {
        if (Chunks.allNull(runs)) {
            return NONE;
        }
        long[][][] chunks = new long[Positions.count(runs.length)][][];
        for (int c = 0; c < chunks.length; c++) {
            long[][] chunk =
                    Arrays.copyOfRange(runs, c * Positions.SIZE, Math.min(runs.length, (c + 1) * Positions.SIZE));
            chunks[c] = Chunks.allNull(chunk) ? null : chunk;
        }
        return new Gaps(chunks);
    }

    /** What is kept of these runs: null when they are 1 to n. */
    static long @Nullable [] kept(long[] runs) {
        return runs.length == 2 && runs[0] == 1 ? null : runs;
    }

    /** All runs of a replica, of which {@code kept} is kept. */
    static long[] runs(long @Nullable [] kept, long last) {
        return kept == null ? new long[] {1, last} : kept;
    }

    /** The runs kept at a position, null if none are. */
    long @Nullable [] at(int position) {
        long[][] chunk = chunk(Positions.chunk(position));
        return chunk == null ? null : chunk[Positions.place(position)];
    }

    long @Nullable [] @Nullable [] chunk(int index) {
        return this == NONE ? null : chunks[index];
    }

    /** With other runs kept at a position of so many. */
    Gaps with(int position, long @Nullable [] kept, int positions) {
        if (at(position) == kept) {
            return this;
        }
        int c = Positions.chunk(position);
        long[][][] spine = spine(positions);
        spine[c] = ownChunk(c, positions);
        spine[c][Positions.place(position)] = kept;
        spine[c] = Chunks.allNull(spine[c]) ? null : spine[c];
        return ofChunks(spine);
    }

    /** A copy of the spine. */
    long[][][] spine(int positions) {
        return this == NONE ? new long[Positions.count(positions)][][] : chunks.clone();
    }

    /** A copy of a chunk. */
    long[][] ownChunk(int index, int positions) {
        long[][] chunk = chunk(index);
        return chunk == null ? new long[Math.min(Positions.SIZE, positions - index * Positions.SIZE)][] : chunk.clone();
    }

    /** The same runs at other positions of a wider roster. */
    Gaps spread(int[] positions, int wider) {
        if (this == NONE) {
            return this;
        }
        long[][] runs = new long[wider][];
        for (int i = 0; i < positions.length; i++) {
            runs[positions[i]] = at(i);
        }
        return ofDense(runs);
    }

    /** With a position inserted. */
    Gaps insert(int position, long @Nullable [] kept, int positions) {
        if (this == NONE && kept == null) {
            return this;
        }
        long[][] runs = new long[positions + 1][];
        for (int i = 0; i <= positions; i++) {
            runs[i] = i < position ? at(i) : i == position ? kept : at(i - 1);
        }
        return ofDense(runs);
    }

    @Override
    public boolean equals(Object object) {
        return this == object || object instanceof Gaps other && Arrays.deepEquals(chunks, other.chunks);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(chunks);
    }
}
