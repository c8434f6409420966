package io.github.crdt4j.internal.roster;

import io.github.crdt4j.internal.trie.Contents;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the chunks at the positions of one roster, side by side: so the chunks of two states that share nothing in memory,
 * as after decoding, are told apart without a look at them. A later version need not compute again those of chunks that are the
 * same objects.
 *
 * <p>A secret of this process is in each, as {@link io.github.crdt4j.internal.trie.Digested} asks for.
 */
public final class ChunkDigests {

    /** With fewer positions, the numbers themselves are looked at as quickly. */
    public static final int WORTHWHILE = 512;

    private final Object[][] blocks;
    private final long[] digests;
    private final long whole;

    private ChunkDigests(Object[][] blocks, long[] digests, long whole) {
        this.blocks = blocks;
        this.digests = digests;
        this.whole = whole;
    }

    /**
     * Of chunks in blocks, none of which changes any more.
     *
     * @param blocks the chunks
     * @param earlier the digests of an earlier version, which has as many in each block, or null
     * @param digest the digest of a chunk
     * @return the earlier ones if they are of the same chunks
     */
    public static <C> ChunkDigests of(C[][] blocks, @Nullable ChunkDigests earlier, ToLongFunction<? super C> digest) {
        if (earlier == null) {
            int size = 0;
            for (C[] block : blocks) {
                size += block.length;
            }
            return of(blocks, new Object[blocks.length][], new long[size], 0, digest);
        }
        return Arrays.equals(blocks, earlier.blocks)
                ? earlier
                : of(blocks, earlier.blocks, earlier.digests.clone(), earlier.whole, digest);
    }

    private static <C> ChunkDigests of(
            C[][] blocks, Object[] @Nullable [] earlier, long[] digests, long sum, ToLongFunction<? super C> digest) {
        long whole = sum;
        int from = 0;
        for (int b = 0; b < blocks.length; b++) {
            C[] block = blocks[b];
            Object[] before = earlier[b];
            for (int k = 0; before != block && k < block.length; k++) {
                if (before == null || before[k] != block[k]) {
                    int c = from + k;
                    whole -= before == null ? 0 : Contents.digest(digests[c], c);
                    digests[c] = digest.applyAsLong(block[k]);
                    whole += Contents.digest(digests[c], c);
                }
            }
            from += block.length;
        }
        return new ChunkDigests(blocks, digests, whole);
    }

    /** The first chunk from one on that has another digest in others, which are as many; their number when there is none. */
    public int mismatch(ChunkDigests other, int from) {
        int length = digests.length;
        if (this == other || whole == other.whole) {
            return length;
        }
        int found = Arrays.mismatch(digests, from, length, other.digests, from, length);
        return found < 0 ? length : from + found;
    }

    /** The digest of numbers in order, after that of what came before. */
    public static long digest(long before, long[] numbers) {
        long digest = Contents.digest(before, numbers.length);
        int i = 0;
        for (; i + 1 < numbers.length; i += 2) {
            digest = Contents.digest(numbers[i], numbers[i + 1] ^ digest);
        }
        return i < numbers.length ? Contents.digest(numbers[i], digest) : digest;
    }
}
