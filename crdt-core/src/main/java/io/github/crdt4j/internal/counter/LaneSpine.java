package io.github.crdt4j.internal.counter;

import io.github.crdt4j.internal.roster.ChunkDigests;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chunks of a counter of many writers, in blocks, so that a change among ten thousand does not copy as many references. */
final class LaneSpine {

    /** The chunks in a block: of 10 000 writers, a block and the list of blocks are about as long. */
    private static final int BLOCK = 32;

    private final LaneChunk[][] blocks;
    private final int size;

    /** Those of these chunks or of an earlier version's, null if there were none: final inside, and whoever sees either is right. */
    private @Nullable ChunkDigests digests;

    private LaneSpine(LaneChunk[][] blocks, int size, @Nullable ChunkDigests digests) {
        this.blocks = blocks;
        this.size = size;
        this.digests = digests;
    }

    static LaneSpine of(LaneChunk[] chunks) {
        var blocks = new LaneChunk[(chunks.length + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = Arrays.copyOfRange(chunks, b * BLOCK, Math.min((b + 1) * BLOCK, chunks.length));
        }
        return new LaneSpine(blocks, chunks.length, null);
    }

    int size() {
        return size;
    }

    LaneChunk get(int index) {
        return blocks[index / BLOCK][index % BLOCK];
    }

    LaneSpine with(int index, LaneChunk chunk) {
        LaneChunk[][] changed = blocks.clone();
        LaneChunk[] block = changed[index / BLOCK].clone();
        block[index % BLOCK] = chunk;
        changed[index / BLOCK] = block;
        return new LaneSpine(changed, size, digests);
    }

    /** Whether it has so many chunks that digests of them are worthwhile. */
    boolean isLong() {
        return size * LaneChunk.SIZE > ChunkDigests.WORTHWHILE;
    }

    /** The digests of the chunks. */
    ChunkDigests digests() {
        ChunkDigests known = digests;
        ChunkDigests present = ChunkDigests.of(blocks, known, LaneChunk::contentDigest);
        if (present != known) {
            digests = present;
        }
        return present;
    }

    /** Whether digests are at hand, of nearly all chunks at least. */
    boolean isDigested() {
        return digests != null;
    }

    /** A spine while chunks are replaced in it. A block is copied when it is first written to. */
    static final class Draft {

        private final LaneSpine base;
        private final LaneChunk[][] blocks;

        Draft(LaneSpine base) {
            this.base = base;
            this.blocks = base.blocks.clone();
        }

        LaneChunk get(int index) {
            return blocks[index / BLOCK][index % BLOCK];
        }

        void set(int index, LaneChunk chunk) {
            int b = index / BLOCK;
            if (blocks[b] == base.blocks[b]) {
                blocks[b] = blocks[b].clone();
            }
            blocks[b][index % BLOCK] = chunk;
        }

        /** Takes the blocks. */
        LaneSpine build() {
            return new LaneSpine(blocks, base.size, base.digests);
        }
    }

    /**
     * Finds the chunks that differ between two spines of one roster: by reference, else by a look at the numbers, and by digests
     * once so many looks were in vain that the two seem to share nothing.
     */
    static final class Differences {

        private static final int PATIENCE = 4;

        private final LaneSpine here;
        private final LaneSpine there;
        private @Nullable ChunkDigests mine;
        private @Nullable ChunkDigests theirs;
        private int patience;

        Differences(LaneSpine here, LaneSpine there) {
            this.here = here;
            this.there = there;
            patience = !here.isLong() ? Integer.MAX_VALUE : here.isDigested() && there.isDigested() ? 1 : PATIENCE;
        }

        /** The first chunk from one on that has other lanes on the other side; the size of the spines when there is none. */
        int next(int from) {
            int c = from;
            while (c < here.size && patience > 0) {
                LaneChunk[] left = here.blocks[c / BLOCK];
                LaneChunk[] right = there.blocks[c / BLOCK];
                int end = c - c % BLOCK + left.length;
                c = left == right ? end : c;
                for (; c < end && patience > 0; c++) {
                    if (left[c % BLOCK] != right[c % BLOCK]) {
                        if (!left[c % BLOCK].isSame(right[c % BLOCK])) {
                            return c;
                        }
                        patience--;
                    }
                }
            }
            return c < here.size ? nextByDigest(c) : c;
        }

        private int nextByDigest(int from) {
            if (mine == null || theirs == null) {
                mine = here.digests();
                theirs = there.digests();
            }
            return mine.mismatch(theirs, from);
        }
    }
}
