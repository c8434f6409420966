package io.github.crdt4j.time;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How many events of each replica have been seen, where each replica's events are seen in order and without a gap.
 *
 * <p><b>When to choose it.</b> To tell whether two versions, messages or snapshots are ordered by causality or
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
 * <p><b>Lattice.</b> Functions from replicas to numbers from 0, all but finitely many 0; pointwise order; bottom {@link
 * #empty()}. The merge is the pointwise maximum.
 *
 * <p><b>Cost</b>, for n replicas with events: 8 bytes each, and the sorted ids, which clocks that descend from one another
 * share. {@code get} and {@code contains} O(log n); {@code tick} and {@code with} copy the n numbers; {@code leq} and
 * {@code delta} are linear in this clock, {@code merge} in the larger of the two, {@code compare} in both. A merge that
 * changes nothing allocates nothing
 * when the larger roster has all ids.
 *
 * <p><b>Known anomalies.</b> Entries are never removed: replicas that are gone stay for ever. Two processes that tick one
 * id make clocks equal that are not.
 *
 * <p><b>Source.</b> Mattern 1989, <cite>Virtual Time and Global States of Distributed Systems</cite>; Fidge 1988.
 *
 * <pre>{@code
 * VectorClock sent = VectorClock.empty().tick(a);      // {a:1}
 * VectorClock other = VectorClock.empty().tick(b);     // {b:1}
 * sent.compare(other);                                 // CONCURRENT
 * VectorClock received = other.merge(sent).tick(b);    // {a:1, b:2}
 * sent.compare(received);                              // BEFORE
 * }</pre>
 */
public final class VectorClock implements Crdt<VectorClock>, Witness<VectorClock> {

    private static final VectorClock EMPTY = new VectorClock(Roster.EMPTY, new long[0]);

    private final Roster roster;
    private final long[] numbers;

    private VectorClock(Roster roster, long[] numbers) {
        this.roster = roster;
        this.numbers = numbers;
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
        long[] numbers = sorted.values().stream().mapToLong(Long::longValue).toArray();
        return withoutZeros(Roster.ofSorted(sorted.keySet()), numbers);
    }

    /** The clock with these numbers, one per replica of the roster; takes the array. */
    static VectorClock withoutZeros(Roster roster, long[] numbers) {
        Roster present = roster.retain(i -> numbers[i] != 0);
        if (present == roster) {
            return roster.size() == 0 ? EMPTY : new VectorClock(roster, numbers);
        }
        long[] kept = Arrays.stream(numbers).filter(number -> number != 0).toArray();
        return kept.length == 0 ? EMPTY : new VectorClock(present, kept);
    }

    /**
     * How many events of a replica this clock has seen.
     *
     * @param replica whose events
     * @return their number, which is also the number of the latest of them; 0 if none
     */
    public long get(ReplicaId replica) {
        int i = roster.find(Objects.requireNonNull(replica, "replica"));
        return i < 0 ? 0 : numbers[i];
    }

    /**
     * The clock after one more event of a replica.
     *
     * @param replica who issues the event
     * @return this clock with that entry one higher
     * @throws ArithmeticException if the entry is {@link Long#MAX_VALUE}
     */
    public VectorClock tick(ReplicaId replica) {
        long number = get(replica);
        if (number == Long.MAX_VALUE) {
            throw new ArithmeticException("replica " + replica + " has no event after " + number);
        }
        return raise(replica, number + 1);
    }

    /**
     * The clock that has also seen an event, and so all earlier events of its replica.
     *
     * @param dot the event
     * @return this clock with the entry of the dot's replica at least the dot's number
     */
    public VectorClock with(Dot dot) {
        return contains(dot) ? this : raise(dot.replica(), dot.number());
    }

    private VectorClock raise(ReplicaId replica, long number) {
        int i = roster.find(replica);
        long[] raised;
        if (i >= 0) {
            raised = numbers.clone();
            raised[i] = number;
            return new VectorClock(roster, raised);
        }
        int position = Roster.after(i);
        raised = new long[numbers.length + 1];
        System.arraycopy(numbers, 0, raised, 0, position);
        raised[position] = number;
        System.arraycopy(numbers, position, raised, position + 1, numbers.length - position);
        return new VectorClock(roster.insert(position, replica), raised);
    }

    /**
     * Whether this clock has seen an event.
     *
     * @param dot the event
     * @return whether its number is at most the entry of its replica
     */
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
        boolean seenByOther = leq(other);
        boolean seesOther = other.leq(this);
        if (seenByOther) {
            return seesOther ? Causality.EQUAL : Causality.BEFORE;
        }
        return seesOther ? Causality.AFTER : Causality.CONCURRENT;
    }

    @Override
    public VectorClock merge(VectorClock other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return this;
        }
        return other.roster.size() <= roster.size() ? join(this, other) : join(other, this);
    }

    // Of two clocks of one size, larger is the one that wins when both are equal.
    private static VectorClock join(VectorClock larger, VectorClock smaller) {
        Roster union = larger.roster.union(smaller.roster);
        long[] merged = union == larger.roster ? larger.numbers : larger.spread(union);
        boolean allSmaller = smaller.roster.size() == union.size();
        int next = 0;
        for (int j = 0; j < smaller.numbers.length; j++) {
            int i = union.find(smaller.roster.get(j), next);
            next = i + 1;
            allSmaller &= smaller.numbers[j] >= merged[i];
            if (smaller.numbers[j] > merged[i]) {
                merged = merged == larger.numbers ? merged.clone() : merged;
                merged[i] = smaller.numbers[j];
            }
        }
        if (merged == larger.numbers) {
            return larger;
        }
        return allSmaller ? smaller : new VectorClock(union, merged);
    }

    private long[] spread(Roster wider) {
        long[] spread = new long[wider.size()];
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            int k = wider.find(roster.get(i), next);
            spread[k] = numbers[i];
            next = k + 1;
        }
        return spread;
    }

    @Override
    public boolean leq(VectorClock other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return true;
        }
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            int j = other.roster.find(roster.get(i), next);
            if (j < 0 || numbers[i] > other.numbers[j]) {
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
        if (this == since) {
            return EMPTY;
        }
        long[] greater = numbers.clone();
        int next = 0;
        boolean all = true;
        for (int i = 0; i < numbers.length; i++) {
            int j = since.roster.find(roster.get(i), next);
            if (j >= 0 && numbers[i] <= since.numbers[j]) {
                greater[i] = 0;
                all = false;
            }
            next = Roster.after(j);
        }
        return all ? this : withoutZeros(roster, greater);
    }

    @Override
    public long unseenEvents(ReplicaId replica, VectorClock known) {
        Objects.requireNonNull(known, "known");
        long number = get(replica);
        return number > known.get(replica) ? number : 0;
    }

    /**
     * A vector clock carries no Lamport stamp.
     *
     * @return 0
     */
    @Override
    public long greatestStamp() {
        return 0;
    }

    /**
     * Whether this clock has seen nothing.
     *
     * @return whether it equals {@link #empty()}
     */
    public boolean isEmpty() {
        return numbers.length == 0;
    }

    /**
     * The entries, in the order of the replicas.
     *
     * @return a read-only map without zeros
     */
    public Map<ReplicaId, Long> entries() {
        LinkedHashMap<ReplicaId, Long> entries = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            entries.put(roster.get(i), numbers[i]);
        }
        return Collections.unmodifiableMap(entries);
    }

    Roster roster() {
        return roster;
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || object instanceof VectorClock other
                        && Arrays.equals(numbers, other.numbers)
                        && roster.equals(other.roster);
    }

    @Override
    public int hashCode() {
        return 31 * roster.hashCode() + Arrays.hashCode(numbers);
    }

    /**
     * The entries as the papers write them.
     *
     * @return for example {@code {a:3, b:1}}
     */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < numbers.length; i++) {
            text.add(roster.get(i) + ":" + numbers[i]);
        }
        return text.toString();
    }
}
