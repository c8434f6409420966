package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
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

    private final long[] births; // 0 at the places of others
    private final long[] ups;
    private final long @Nullable [] downs;
    private final @Nullable FewLanes @Nullable [] others;
    private volatile long digest; // a race at worst computes it twice; volatile, as half a long must not be seen

    /** Takes the arrays. */
    LaneChunk(long[] births, long[] ups, long @Nullable [] downs, @Nullable FewLanes @Nullable [] others) {
        this.births = births;
        this.ups = ups;
        this.downs = downs;
        this.others = others;
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

    /** A copy to write into. */
    LaneColumns copy() {
        return LaneColumns.of(
                births.clone(),
                ups.clone(),
                downs == null ? null : downs.clone(),
                others == null ? null : others.clone());
    }

    boolean isSameAt(int place, LaneChunk other) {
        return births[place] == other.births[place]
                && ups[place] == other.ups[place]
                && down(place) == other.down(place)
                && Objects.equals(other(place), other.other(place));
    }

    /** Whether both have the same lanes, their writers being the same. */
    boolean isSame(LaneChunk other) {
        return this == other
                || Arrays.equals(ups, other.ups)
                        && Arrays.equals(births, other.births)
                        && Arrays.equals(downs, other.downs)
                        && Arrays.equals(others, other.others);
    }

    /** In the birth dots of lanes are their writers, so none needs be told apart by its place. */
    long digest(Roster writers, int from) {
        long sum = digest;
        if (sum == 0) {
            sum = Digests.NOTHING;
            for (int place = 0; place < births.length; place++) {
                sum += at(place, writers.get(from + place)).digest();
            }
            digest = sum;
        }
        return sum;
    }

    void addDebtorsTo(Set<ReplicaId> debtors) {
        for (int place = 0; others != null && place < others.length; place++) {
            FewLanes other = others[place];
            if (other != null) {
                debtors.addAll(other.debtors());
            }
        }
    }

    boolean isSparedBy(CausalContext dots, Roster writers, int from) {
        for (int place = 0; place < births.length; place++) {
            FewLanes other = other(place);
            if (other == null ? dots.contains(writers.get(from + place), births[place]) : !other.isSparedBy(dots)) {
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
