package io.github.crdt4j.internal.causal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chunks of a counter of many writers, in blocks, so that a change among ten thousand does not copy as many references. */
final class LaneSpine {

    /** The chunks in a block: of 10 000 writers, a block and the list of blocks are about as long. */
    private static final int BLOCK = 32;

    private final LaneChunk[][] blocks;
    private final int size;

    private LaneSpine(LaneChunk[][] blocks, int size) {
        this.blocks = blocks;
        this.size = size;
    }

    static LaneSpine of(LaneChunk[] chunks) {
        var blocks = new LaneChunk[(chunks.length + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = Arrays.copyOfRange(chunks, b * BLOCK, Math.min((b + 1) * BLOCK, chunks.length));
        }
        return new LaneSpine(blocks, chunks.length);
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
        return new LaneSpine(changed, size);
    }

    /** With those chunks replaced that are not null. */
    LaneSpine with(@Nullable LaneChunk[] written) {
        LaneChunk[][] changed = blocks.clone();
        for (int c = 0; c < size; c++) {
            LaneChunk chunk = written[c];
            if (chunk != null) {
                int b = c / BLOCK;
                changed[b] = changed[b] == blocks[b] ? blocks[b].clone() : changed[b];
                changed[b][c % BLOCK] = chunk;
            }
        }
        return new LaneSpine(changed, size);
    }

    /** The first chunk from one on that is not the same object in both, which are of one size; that size when there is none. */
    int nextDifference(LaneSpine other, int from) {
        int c = from;
        while (c < size) {
            if (c % BLOCK == 0 && blocks[c / BLOCK] == other.blocks[c / BLOCK]) {
                c = Math.min(c + BLOCK, size);
            } else if (get(c) == other.get(c)) {
                c++;
            } else {
                return c;
            }
        }
        return size;
    }
}
