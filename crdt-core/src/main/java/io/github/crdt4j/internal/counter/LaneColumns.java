package io.github.crdt4j.internal.counter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lanes by position while they are being put together: of one chunk that is changed, or of all writers there will be. */
final class LaneColumns {

    private final long[] births;
    private final long[] ups;
    private long @Nullable [] downs;
    private @Nullable FewLanes @Nullable [] others;

    private LaneColumns(long[] births, long[] ups, long @Nullable [] downs, @Nullable FewLanes @Nullable [] others) {
        this.births = births;
        this.ups = ups;
        this.downs = downs;
        this.others = others;
    }

    LaneColumns(int size) {
        this(new long[size], new long[size], null, null);
    }

    /** Takes the arrays, to be written into. */
    static LaneColumns of(long[] births, long[] ups, long @Nullable [] downs, @Nullable FewLanes @Nullable [] others) {
        return new LaneColumns(births, ups, downs, others);
    }

    /** Sets one lane, of which nothing was forgotten. */
    void set(int position, long birth, long up, long down) {
        births[position] = birth;
        ups[position] = up;
        setDown(position, down);
        setOther(position, null);
    }

    /** Sets the lanes of a writer; none drops it, and then there must be no chunk of these. */
    void set(int position, FewLanes lanes) {
        Lane plain = lanes.plain();
        if (plain != null) {
            set(position, plain.birth().number(), plain.up(), plain.down());
        } else {
            set(position, 0, 0, 0);
            setOther(position, lanes);
        }
    }

    /** Takes what is at a place of a chunk. */
    void set(int position, LaneChunk chunk, int place) {
        births[position] = chunk.birth(place);
        ups[position] = chunk.up(place);
        setDown(position, chunk.down(place));
        setOther(position, chunk.other(place));
    }

    /** Takes what is at a position of others. */
    void set(int position, LaneColumns from, int at) {
        births[position] = from.births[at];
        ups[position] = from.ups[at];
        setDown(position, from.downs == null ? 0 : from.downs[at]);
        setOther(position, from.others == null ? null : from.others[at]);
    }

    private void setDown(int position, long down) {
        if (downs == null && down != 0) {
            downs = new long[births.length];
        }
        if (downs != null) {
            downs[position] = down;
        }
    }

    private void setOther(int position, @Nullable FewLanes other) {
        if (others == null && other != null) {
            others = new FewLanes[births.length];
        }
        if (others != null) {
            others[position] = other;
        }
    }

    boolean isDropped(int position) {
        FewLanes other = others == null ? null : others[position];
        return other != null && other.isBottom();
    }

    /** All lanes, none dropped, in one chunk; takes the arrays. */
    LaneChunk toChunk() {
        return new LaneChunk(
                LaneChunk.shared(births), ups, isZero(downs) ? null : downs, isNull(others) ? null : others);
    }

    /** The lanes of the first so many writers, none dropped. */
    LaneSpine toSpine(int size) {
        var chunks = new LaneChunk[(size + LaneChunk.SIZE - 1) / LaneChunk.SIZE];
        for (int c = 0; c < chunks.length; c++) {
            int from = c * LaneChunk.SIZE;
            int to = Math.min(from + LaneChunk.SIZE, size);
            chunks[c] = of(
                            Arrays.copyOfRange(births, from, to),
                            Arrays.copyOfRange(ups, from, to),
                            downs == null ? null : Arrays.copyOfRange(downs, from, to),
                            others == null ? null : Arrays.copyOfRange(others, from, to))
                    .toChunk();
        }
        return LaneSpine.of(chunks);
    }

    private static boolean isZero(long @Nullable [] numbers) {
        if (numbers != null) {
            for (long number : numbers) {
                if (number != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isNull(@Nullable Object @Nullable [] objects) {
        if (objects != null) {
            for (Object object : objects) {
                if (object != null) {
                    return false;
                }
            }
        }
        return true;
    }
}
