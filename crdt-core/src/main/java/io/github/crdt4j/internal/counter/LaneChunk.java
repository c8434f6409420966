package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.ChunkDigests;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of some neighbors in a roster, in columns. Nearly every writer has one lane, of which nothing was forgotten: three
 * numbers, and no object. So counting copies one column, and comparing chunks, as after decoding, is comparing arrays.
 *
 * <p>Canonical: who has just such a lane has no other entry; where nobody counted down there is no column of it, and where
 * nobody has other lanes there is none of them. The writers are those of the roster, which is given where they are needed.
 */
final class LaneChunk {

    /** The writers in a chunk: the fewer, the less is copied; the more, the fewer chunks. */
    static final int SIZE = 16;

    /** Some total is greater here. */
    private static final int MORE = 1;

    /** Some total is greater there. */
    private static final int LESS = 2;

    /** The births of writers whose lane is the first they opened, as nearly all are outside of maps, by the length of the chunk. */
    private static final long[][] FIRST = new long[SIZE + 1][];

    static {
        for (int length = 0; length <= SIZE; length++) {
            FIRST[length] = new long[length];
            Arrays.fill(FIRST[length], 1);
        }
    }

    private final long[] births; // 0 at the places of others
    private final long[] ups;
    private final long @Nullable [] downs;
    private final @Nullable FewLanes @Nullable [] others;

    /** Takes the arrays. */
    LaneChunk(long[] births, long[] ups, long @Nullable [] downs, @Nullable FewLanes @Nullable [] others) {
        this.births = births;
        this.ups = ups;
        this.downs = downs;
        this.others = others;
    }

    /** The one array for all such births, if they are those. */
    static long[] shared(long[] births) {
        long[] first = FIRST[births.length];
        return Arrays.equals(births, first) ? first : births;
    }

    int length() {
        return births.length;
    }

    /** Whether a writer has one lane, of which nothing was forgotten. */
    boolean isPlain(int place) {
        return births[place] != 0;
    }

    /** The number of the event that opened a writer's plain lane. */
    long birth(int place) {
        return births[place];
    }

    /** What was counted up in a plain lane. */
    long up(int place) {
        return ups[place];
    }

    /** What was counted down in a plain lane. */
    long down(int place) {
        return downs == null ? 0 : downs[place];
    }

    /** The lanes of a writer who has no plain one; null for one who does. */
    @Nullable
    FewLanes other(int place) {
        return others == null ? null : others[place];
    }

    FewLanes at(int place, ReplicaId writer) {
        FewLanes other = other(place);
        return other != null
                ? other
                : FewLanes.of(new Lane(new Dot(writer, births[place]), ups[place], 0, down(place), 0));
    }

    /** With other totals of a plain lane. */
    LaneChunk counted(int place, long up, long down) {
        long[] changedUps = up == ups[place] ? ups : with(ups, place, up);
        long[] changedDowns =
                down == down(place) ? downs : with(downs == null ? new long[births.length] : downs, place, down);
        return new LaneChunk(births, changedUps, changedDowns, others);
    }

    private static long[] with(long[] column, int place, long number) {
        long[] copy = column.clone();
        copy[place] = number;
        return copy;
    }

    /** Whether all lanes are plain on both sides, and of the same births: they are joined total by total. */
    boolean joinsByTotals(LaneChunk other) {
        return others == null && other.others == null && Arrays.equals(births, other.births);
    }

    /** The greater totals; this chunk if none of the other's is greater, the other one if its are all at least as great. */
    LaneChunk joinTotals(LaneChunk other) {
        int order = order(ups, other.ups) | order(downs, other.downs);
        if ((order & LESS) == 0) {
            return this;
        }
        return order == LESS ? other : new LaneChunk(births, max(ups, other.ups), maxOf(downs, other.downs), null);
    }

    private static int order(long @Nullable [] column, long @Nullable [] other) {
        if (column == other || column == null || other == null) {
            return column == other ? 0 : column == null ? LESS : MORE; // a column is not all zeros
        }
        int order = 0;
        for (int i = nextDifference(column, other, 0); i >= 0; i = nextDifference(column, other, i + 1)) {
            order |= column[i] > other[i] ? MORE : LESS;
        }
        return order;
    }

    /** The first place from one on with different numbers, negative when there is none; quick before the code is warm, too. */
    private static int nextDifference(long[] column, long[] other, int from) {
        int found = Arrays.mismatch(column, from, column.length, other, from, other.length);
        return found < 0 ? found : from + found;
    }

    /** Counts by how much the totals of a chunk of the same lanes, all plain, are smaller. */
    void countSince(LaneChunk before, LaneTotals tally) {
        for (int i = nextDifference(before.ups, ups, 0); i >= 0; i = nextDifference(before.ups, ups, i + 1)) {
            tally.count(ups[i] - before.ups[i], 0);
        }
        for (int i = 0; downs != before.downs && i < births.length; i++) {
            tally.count(0, down(i) - before.down(i));
        }
    }

    private static long @Nullable [] maxOf(long @Nullable [] column, long @Nullable [] other) {
        return column == null ? other : other == null ? column : max(column, other);
    }

    private static long[] max(long[] column, long[] other) {
        long[] max = new long[column.length];
        for (int i = 0; i < max.length; i++) {
            max[i] = Math.max(column[i], other[i]);
        }
        return max;
    }

    /** A copy to write into. */
    LaneColumns copy() {
        return LaneColumns.of(
                births.clone(),
                ups.clone(),
                downs == null ? null : downs.clone(),
                others == null ? null : others.clone());
    }

    boolean isSameAt(int place, LaneChunk other) {
        return isSameAt(place, other, place);
    }

    /** Whether the lanes at a place are those at a place of another chunk, which are of the same writer. */
    boolean isSameAt(int place, LaneChunk other, int there) {
        return births[place] == other.births[there]
                && ups[place] == other.ups[there]
                && down(place) == other.down(there)
                && Objects.equals(other(place), other.other(there));
    }

    /** Whether both have the same lanes, their writers being the same. */
    boolean isSame(LaneChunk other) {
        return this == other
                || Arrays.equals(ups, other.ups)
                        && Arrays.equals(births, other.births)
                        && Arrays.equals(downs, other.downs)
                        && Arrays.equals(others, other.others);
    }

    /** The digest of the columns, to tell it from chunks of the same writers. */
    long contentDigest() {
        long digest = ChunkDigests.digest(ChunkDigests.digest(downs == null ? 0 : 1, births), ups);
        digest = downs == null ? digest : ChunkDigests.digest(digest, downs);
        for (int place = 0; others != null && place < others.length; place++) {
            FewLanes other = others[place];
            digest = other == null ? digest : Contents.digest(digest, other.digest() + place);
        }
        return digest;
    }

    /** The sum over the writers. In the birth dots of lanes are their writers, so none needs be told apart by its place. */
    long digest(Roster writers, int from) {
        long sum = 0;
        for (int place = 0; place < births.length; place++) {
            sum += at(place, writers.get(from + place)).digest();
        }
        return sum;
    }

    boolean isDisjointFrom(CausalContext dots, Roster writers, int from) {
        for (int place = 0; place < births.length; place++) {
            FewLanes other = other(place);
            if (other == null ? dots.contains(writers.get(from + place), births[place]) : !other.isDisjointFrom(dots)) {
                return false;
            }
        }
        return true;
    }

    int contentHash() {
        return Arrays.hashCode(births)
                + 31 * (Arrays.hashCode(ups) + 31 * (Arrays.hashCode(downs) + 31 * Arrays.hashCode(others)));
    }
}
