package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.internal.roster.ChunkDigests;
import io.github.crdt4j.internal.roster.Positions;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Contents;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many events of each replica have been seen, where each replica's events are seen in order and without a gap.
 *
 * <pre>{@code
 * VectorClock sent = VectorClock.empty().tick(a);      // {a:1}
 * VectorClock other = VectorClock.empty().tick(b);     // {b:1}
 * sent.compare(other);                                 // CONCURRENT
 * VectorClock received = other.merge(sent).tick(b);    // {a:1, b:2}
 * sent.compare(received);                              // BEFORE
 * }</pre>
 *
 * <p>Choose it to tell whether two versions, messages or snapshots are ordered by causality or
 * concurrent, and to deliver in causal order. Where events may be seen out of order, as with deltas that overtake each
 * other, choose {@link CausalContext}: a clock of 3 claims the events 1 and 2 as well. Where a total order is enough,
 * choose {@link LamportTimestamp}: it is one number instead of one per replica.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another, concurrently</th><th>merged</th></tr>
 *   <tr><td>{@code {a:1}} ticks a</td><td>{@code {a:1}} ticks b</td><td>{@code {a:2, b:1}}</td></tr>
 *   <tr><td>{@code {a:1}} ticks a</td><td>{@code {a:1}} stays</td><td>{@code {a:2}}</td></tr>
 *   <tr><td>{@code {a:1}} with a:5</td><td>{@code {a:1}} with a:3</td><td>{@code {a:5}}</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Entries are never removed: replicas that are gone stay for ever. Two processes that tick one
 * id make clocks equal that are not.
 *
 * <p><b>Lattice.</b> Functions from replicas to numbers from 0, all but finitely many 0; pointwise order; bottom {@link
 * #empty()}. The merge is the pointwise maximum.
 *
 * <p><b>Cost</b>, for n replicas with events: 8 bytes each, in chunks of 32, and the sorted ids; clocks that descend from
 * one another share the ids and the chunks that did not change. {@code get} and {@code contains} O(1); {@code tick} and
 * {@code with} copy a chunk and n/32 references, and all n when the replica is new; {@code merge}, {@code leq}, {@code
 * compare} and {@code delta} compare n/32 references and look into the chunks that differ, where the replicas are the same,
 * and else look up those of the smaller clock. After decoding no chunk is shared; of more than 512 replicas the chunks that
 * differ are then found by digests, n/32 numbers. See the README of this package's sources.
 *
 * <p><b>Source.</b> Mattern 1989, <cite>Virtual Time and Global States of Distributed Systems</cite>; Fidge 1988.
 */
public final class VectorClock implements Crdt<VectorClock>, Witnessed<VectorClock>, CausalPast {

    private static final VectorClock EMPTY = new VectorClock(Roster.EMPTY, new long[0], null);

    static {
        Contents.publish(VectorClock.class, clock -> CausalContext.digest(CausalContext.of((VectorClock) clock)));
    }

    private final Roster roster;
    private final long[] first;
    private final @Nullable Spine spine;

    /** With all chunks, or null where the first is the only one; takes the array. */
    private VectorClock(Roster roster, long[] first, @Nullable Spine spine) {
        this.roster = roster;
        this.first = first;
        this.spine = spine;
    }

    private static VectorClock of(Roster roster, Spine spine) {
        return new VectorClock(roster, spine.get(0), spine);
    }

    /** The clock with these numbers, none of them 0, one per replica of the roster; takes the array. */
    static VectorClock of(Roster roster, long[] numbers) {
        return numbers.length == 0
                ? EMPTY
                : numbers.length <= Positions.SIZE
                        ? new VectorClock(roster, numbers, null)
                        : of(roster, Spine.of(Chunks.split(numbers)));
    }

    /** As {@link #of(Roster, long[])}, of numbers from elsewhere: they will be compared, and so are digested while at hand. */
    static VectorClock met(Roster roster, long[] numbers) {
        VectorClock clock = of(roster, numbers);
        if (clock.isLong()) {
            clock.digests();
        }
        return clock;
    }

    /** The clock of the same replicas with these chunks of numbers, most of them the same objects; takes the array. */
    VectorClock changed(long[][] chunks) {
        return spine == null ? new VectorClock(roster, chunks[0], null) : of(roster, spine.changed(chunks));
    }

    /**
     * The clock that has seen nothing.
     *
     * @return the bottom of the lattice, one shared instance
     */
    public static VectorClock empty() {
        return EMPTY;
    }

    /**
     * The clock with the given entries.
     *
     * @param entries the number of events of each replica, not negative; a 0 says the same as no entry
     * @return the clock
     * @throws IllegalArgumentException if a number is negative
     */
    public static VectorClock of(Map<ReplicaId, Long> entries) {
        TreeMap<ReplicaId, Long> sorted = new TreeMap<>();
        Objects.requireNonNull(entries, "entries").forEach((replica, number) -> {
            Objects.requireNonNull(replica, "replica");
            if (Objects.requireNonNull(number, "number") < 0) {
                throw new IllegalArgumentException("negative clock entry of replica " + replica + ": " + number);
            }
            sorted.put(replica, number);
        });
        sorted.values().removeIf(number -> number == 0);
        long[] numbers = sorted.values().stream().mapToLong(Long::longValue).toArray();
        return met(Roster.ofSorted(sorted.keySet()), numbers);
    }

    Roster roster() {
        return roster;
    }

    int chunks() {
        return spine == null ? 1 : spine.size();
    }

    long[] chunk(int index) {
        return spine == null ? first : spine.get(index);
    }

    /** A copy of the chunks. */
    long[][] copyOfChunks() {
        return spine == null ? new long[][] {first} : spine.chunks().clone();
    }

    /** Whether it has so many chunks that digests of them are worthwhile. */
    boolean isLong() {
        return spine != null && spine.isLong();
    }

    /** Whether digests are at hand, of nearly all chunks at least. */
    boolean isDigested() {
        return spine != null && spine.isDigested();
    }

    /** The digests of the chunks. */
    @CanIgnoreReturnValue
    ChunkDigests digests() {
        return Objects.requireNonNull(spine).digests();
    }

    /** The number at a position of the roster. */
    long at(int position) {
        return spine == null ? first[position] : spine.at(position);
    }

    /** With another number at a position, not 0. */
    VectorClock set(int position, long number) {
        if (spine != null) {
            return of(roster, spine.set(position, number));
        }
        long[] copy = first.clone();
        copy[position] = number;
        return new VectorClock(roster, copy, null);
    }

    /** With one more replica, at the position where it belongs. */
    VectorClock insert(int position, ReplicaId replica, long number) {
        long[] numbers = new long[size() + 1];
        copyTo(numbers, 0, position, 0);
        numbers[position] = number;
        copyTo(numbers, position, size(), 1);
        return of(roster.insert(position, replica), numbers);
    }

    private void copyTo(long[] numbers, int from, int to, int by) {
        for (int i = from; i < to; i++) {
            numbers[i + by] = at(i);
        }
    }

    /** The same numbers at the positions they have in a wider roster; 0 for the others, which are to be set. */
    VectorClock spread(Roster wider, int[] positions) {
        long[] numbers = new long[wider.size()];
        for (int i = 0; i < positions.length; i++) {
            numbers[positions[i]] = at(i);
        }
        return of(wider, numbers);
    }

    /**
     * How many events of a replica this clock has seen.
     *
     * @param replica whose events
     * @return their number, which is also the number of the latest of them; 0 if none
     */
    @Override
    public long get(ReplicaId replica) {
        int i = roster.indexOf(Objects.requireNonNull(replica, "replica"));
        return i < 0 ? 0 : at(i);
    }

    /**
     * The clock after one more event of a replica.
     *
     * @param replica who issues the event
     * @return this clock with that entry one higher
     * @throws ArithmeticException if the entry is {@link Long#MAX_VALUE}
     */
    public VectorClock tick(ReplicaId replica) {
        int i = roster.find(Objects.requireNonNull(replica, "replica"));
        long number = i < 0 ? 0 : at(i);
        if (number == Long.MAX_VALUE) {
            throw new ArithmeticException("replica " + replica + " has no event after " + number);
        }
        return i < 0 ? insert(Roster.after(i), replica, 1) : set(i, number + 1);
    }

    /**
     * The clock that has also seen an event, and so all earlier events of its replica.
     *
     * @param dot the event
     * @return this clock with the entry of the dot's replica at least the dot's number
     */
    public VectorClock with(Dot dot) {
        int i = roster.find(Objects.requireNonNull(dot, "dot").replica());
        if (i < 0) {
            return insert(Roster.after(i), dot.replica(), dot.number());
        }
        return dot.number() <= at(i) ? this : set(i, dot.number());
    }

    /**
     * Whether this clock has seen an event.
     *
     * @param dot the event
     * @return whether its number is at most the entry of its replica
     */
    @Override
    public boolean contains(Dot dot) {
        Objects.requireNonNull(dot, "dot");
        return dot.number() <= get(dot.replica());
    }

    /**
     * How this clock relates to another.
     *
     * @param other the clock to compare with
     * @return {@code BEFORE} if the other has seen all this one has and more, {@code AFTER} if it is the other way round
     */
    public Causality compare(VectorClock other) {
        Objects.requireNonNull(other, "other");
        boolean aligned = roster.matches(other.roster);
        int order = aligned ? order(other, Chunks.MORE | Chunks.LESS) : 0;
        boolean seenByOther = aligned ? (order & Chunks.MORE) == 0 : leq(other);
        boolean seesOther = aligned ? (order & Chunks.LESS) == 0 : other.leq(this);
        if (seenByOther) {
            return seesOther ? Causality.EQUAL : Causality.BEFORE;
        }
        return seesOther ? Causality.AFTER : Causality.CONCURRENT;
    }

    /** Which of two clocks of the same replicas has greater numbers; may stop when it has found all that is asked for. */
    private int order(VectorClock other, int asked) {
        if (spine == null) {
            return first == other.first ? 0 : Chunks.compare(first, other.first);
        }
        int order = 0;
        var differences = new Differences(this, other);
        for (int c = differences.next(0); c < chunks() && (order & asked) != asked; c = differences.next(c + 1)) {
            order |= Chunks.compare(chunk(c), other.chunk(c));
        }
        return order;
    }

    /**
     * What both clocks have seen: their greatest lower bound, the smaller number of each replica. The meet of what all members have is
     * what is stable.
     *
     * @param other the other clock
     * @return the meet, one of the two when it is that
     */
    public VectorClock meet(VectorClock other) {
        if (leq(Objects.requireNonNull(other, "other"))) {
            return this;
        } else if (other.leq(this)) {
            return other;
        }
        Map<ReplicaId, Long> least = new TreeMap<>();
        entries().forEach((replica, number) -> {
            long both = Math.min(number, other.get(replica));
            if (both > 0) {
                least.put(replica, both);
            }
        });
        return of(least);
    }

    @Override
    public VectorClock merge(VectorClock other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return this;
        }
        if (roster.matches(other.roster)) {
            return join(other);
        }
        return other.size() <= size() ? include(other) : other.include(this);
    }

    // Of the same replicas; this one wins when both are equal.
    private VectorClock join(VectorClock other) {
        if (spine == null) {
            int order = Chunks.compare(first, other.first);
            return (order & Chunks.LESS) == 0
                    ? this
                    : order == Chunks.LESS ? other : new VectorClock(roster, Chunks.max(first, other.first), null);
        }
        long[][] mine = spine.chunks();
        long[][] merged = mine;
        int all = 0;
        var differences = new Differences(this, other);
        for (int c = differences.next(0); c < mine.length; c = differences.next(c + 1)) {
            long[] theirs = other.chunk(c);
            int order = Chunks.compare(mine[c], theirs);
            all |= order;
            if ((order & Chunks.LESS) != 0) {
                merged = merged == mine ? mine.clone() : merged;
                merged[c] = order == Chunks.LESS ? theirs : Chunks.max(mine[c], theirs);
            }
        }
        return merged == mine ? this : all == Chunks.LESS ? other : changed(merged);
    }

    // The smaller clock lacks a replica of this one, so it is never the result.
    private VectorClock include(VectorClock smaller) {
        Roster union = roster.union(smaller.roster);
        VectorClock wide = union == roster ? this : spread(union, roster.positionsIn(union));
        Draft merged = new Draft(wide, Gaps.NONE);
        int next = 0;
        for (int j = 0; j < smaller.size(); j++) {
            int i = union.find(smaller.roster.get(j), next);
            next = i + 1;
            if (smaller.at(j) > wide.at(i)) {
                merged.set(i, smaller.at(j), null);
            }
        }
        return merged.toClock();
    }

    @Override
    public boolean leq(VectorClock other) {
        Objects.requireNonNull(other, "other");
        if (roster.matches(other.roster)) {
            return (order(other, Chunks.MORE) & Chunks.MORE) == 0;
        }
        int next = 0;
        for (int i = 0; i < size(); i++) {
            int j = size() > other.size() ? -1 : other.roster.find(roster.get(i), next);
            if (j < 0 || at(i) > other.at(j)) {
                return false;
            }
            next = j + 1;
        }
        return true;
    }

    /**
     * What this clock adds to another: the entries that are greater here.
     *
     * @param since the clock to subtract
     * @return the least clock that merges with {@code since} to the same as this one
     */
    @Override
    public VectorClock delta(VectorClock since) {
        Objects.requireNonNull(since, "since");
        Selection greater = new Selection(roster);
        boolean all = true;
        if (roster.matches(since.roster)) {
            var differences = new Differences(this, since);
            int next = 0;
            for (int c = differences.next(0); c < chunks(); c = differences.next(next)) {
                all &= c == next;
                all &= addGreater(c, since.chunk(c), greater);
                next = c + 1;
            }
            all &= next == chunks() || isEmpty();
        } else {
            int next = 0;
            for (int i = 0; i < size(); i++) {
                int j = since.roster.find(roster.get(i), next);
                next = Roster.after(j);
                if (j < 0 || at(i) > since.at(j)) {
                    greater.add(i, at(i), null);
                } else {
                    all = false;
                }
            }
        }
        return all ? this : greater.toClock();
    }

    private boolean addGreater(int c, long[] since, Selection greater) {
        long[] mine = chunk(c);
        boolean all = true;
        for (int i = 0; i < mine.length; i++) {
            if (mine[i] > since[i]) {
                greater.add(c * Positions.SIZE + i, mine[i], null);
            } else {
                all = false;
            }
        }
        return all;
    }

    @Override
    public Witness<VectorClock> witness() {
        return Seen.BY_CLOCK;
    }

    /**
     * How many replicas have issued an event that was seen.
     *
     * @return the number of {@link #entries}, without making them
     */
    public int size() {
        return roster.size();
    }

    /**
     * Whether this clock has seen nothing.
     *
     * @return whether it equals {@link #empty()}
     */
    public boolean isEmpty() {
        return this == EMPTY;
    }

    /**
     * The entries, in the order of the replicas.
     *
     * @return a read-only map without zeros
     */
    public Map<ReplicaId, Long> entries() {
        LinkedHashMap<ReplicaId, Long> entries = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            entries.put(roster.get(i), at(i));
        }
        return Collections.unmodifiableMap(entries);
    }

    /**
     * The entries.
     *
     * @return the numbers by the texts of the replicas
     */
    @Override
    public Object plain() {
        return PlainView.of(entries());
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || object instanceof VectorClock other
                        && size() == other.size()
                        && Arrays.equals(first, other.first)
                        && roster.equals(other.roster)
                        && (spine == null || new Differences(this, other).next(1) == chunks());
    }

    @Override
    public int hashCode() {
        int hash = 31 * roster.hashCode() + Arrays.hashCode(first);
        for (int c = 1; c < chunks(); c++) {
            hash = 31 * hash + Arrays.hashCode(chunk(c));
        }
        return hash;
    }

    /**
     * The entries as the papers write them.
     *
     * @return for example {@code {a:3, b:1}}; of more than 20 the first, and how many more there are
     */
    @Override
    public String toString() {
        return Text.all(size(), i -> roster.get(i) + ":" + at(i), "{", "}");
    }

    /** Tells what clocks have seen; they carry no stamps. */
    private enum Seen implements Witness<VectorClock> {
        BY_CLOCK;

        @Override
        public long unseenEvents(VectorClock state, ReplicaId replica, VectorClock known) {
            long number = state.get(replica);
            return number > known.get(replica) ? number : 0;
        }

        @Override
        public Optional<ReplicaId> foreignWriter(VectorClock after, ReplicaId self, VectorClock before) {
            Roster added = after.delta(before).roster;
            for (int i = 0; i < added.size(); i++) {
                if (!added.get(i).equals(self)) {
                    return Optional.of(added.get(i));
                }
            }
            return Optional.empty();
        }

        @Override
        public long greatestStamp(VectorClock state) {
            return 0;
        }
    }
}
