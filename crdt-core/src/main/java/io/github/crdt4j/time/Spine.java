package io.github.crdt4j.time;

import io.github.crdt4j.internal.roster.ChunkDigests;
import io.github.crdt4j.internal.roster.Positions;
import org.jspecify.annotations.Nullable;

/** The numbers of a clock of more replicas than a chunk holds, in chunks. */
final class Spine {

    private final long[][] chunks;

    /** Those of these chunks or of an earlier version's, null if there were none: final inside, and whoever sees either is right. */
    private @Nullable ChunkDigests digests;

    private Spine(long[][] chunks, @Nullable ChunkDigests digests) {
        this.chunks = chunks;
        this.digests = digests;
    }

    /** Takes the chunks. */
    static Spine of(long[][] chunks) {
        return new Spine(chunks, null);
    }

    /** A later version with these chunks, most of them the same objects. */
    Spine changed(long[][] others) {
        return new Spine(others, digests);
    }

    int size() {
        return chunks.length;
    }

    long[] get(int index) {
        return chunks[index];
    }

    long at(int position) {
        return chunks[Positions.chunk(position)][Positions.place(position)];
    }

    /** The chunks, to be copied before they are changed. */
    long[][] chunks() {
        return chunks;
    }

    /** With another number at a position. */
    Spine set(int position, long number) {
        long[][] copy = chunks.clone();
        int c = Positions.chunk(position);
        copy[c] = copy[c].clone();
        copy[c][Positions.place(position)] = number;
        return changed(copy);
    }

    /** Whether it has so many chunks that digests of them are worthwhile. */
    boolean isLong() {
        return chunks.length * Positions.SIZE > ChunkDigests.WORTHWHILE;
    }

    /** Whether digests are at hand, of nearly all chunks at least. */
    boolean isDigested() {
        return digests != null;
    }

    /** The digests of the chunks. */
    ChunkDigests digests() {
        ChunkDigests known = digests;
        ChunkDigests present = ChunkDigests.of(new long[][][] {chunks}, known, chunk -> ChunkDigests.digest(0, chunk));
        if (present != known) {
            digests = present;
        }
        return present;
    }
}
