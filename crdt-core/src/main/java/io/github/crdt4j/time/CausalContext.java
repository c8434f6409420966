package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Exactly which events have been seen: any set of dots, held as runs of numbers per replica.
 *
 * <p><b>When to choose it.</b> To remember what a state has seen when deltas may arrive in any order: a gap is never
 * treated as seen, however many later events are. Where events always arrive in order, {@link VectorClock} is smaller
 * and compares faster.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another, concurrently</th><th>merged</th></tr>
 *   <tr><td>{@code {a:1}} adds a:2</td><td>{@code {a:1}} adds b:1</td><td>{@code {a:1-2, b:1}}</td></tr>
 *   <tr><td>{@code {a:1}} adds a:3</td><td>{@code {a:1}} stays</td><td>{@code {a:1, a:3}}</td></tr>
 *   <tr><td>{@code {a:1}} adds a:3</td><td>{@code {a:1}} adds a:2</td><td>{@code {a:1-3}}</td></tr>
 * </table>
 *
 * <p><b>Lattice.</b> Finite sets of dots; inclusion; bottom {@link #empty()}. The merge is the union, the delta the set
 * difference.
 *
 * <p><b>Cost</b>, for n replicas with r runs each: 16 bytes per run and about 20 per replica, and the sorted ids, which
 * contexts that descend from one another share, as they share the runs of every replica that did not change. A run costs
 * the same however long it is. {@code contains} and {@code last} O(log n + log r); {@code add} copies n references, and the
 * runs of one replica; {@code merge} is linear in the larger context, {@code leq} and {@code minus} in this one, and
 * a replica whose runs are the same object on both sides costs one comparison of references.
 *
 * <p><b>Known anomalies.</b> Dots are never forgotten: replicas that are gone stay for ever. Gaps that never close, say
 * because only deltas of some keys were passed on, cost a run each.
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero, <cite>Delta State Replicated Data Types</cite> (arXiv 1603.01529), section
 * 7.4, "Causal Context" and "Causal Context Compression". There a context is a version vector and a set of single dots;
 * here the dots beyond the vector are runs, too.
 *
 * <pre>{@code
 * CausalContext before = CausalContext.of(new Dot(a, 1), new Dot(a, 3));   // {a:1, a:3}
 * CausalContext after = before.add(new Dot(a, 2)).add(before.next(b));     // {a:1-3, b:1}
 * after.delta(before);                                                     // {a:2, b:1}
 * }</pre>
 */
public final class CausalContext implements Crdt<CausalContext>, Witness<CausalContext> {

    private static final CausalContext EMPTY = new CausalContext(Roster.EMPTY, new long[0][]);

    private final Roster roster;
    private final long[][] runs;

    private CausalContext(Roster roster, long[][] runs) {
        this.roster = roster;
        this.runs = runs;
    }

    /** Receives the runs of a context. */
    @FunctionalInterface
    public interface RunVisitor {

        /**
         * Takes one run: all dots of a replica from one number to another.
         *
         * @param replica who issued the events
         * @param from the first number, at least 1
         * @param to the last number, inclusive
         */
        void run(ReplicaId replica, long from, long to);
    }

    /**
     * The context that has seen nothing.
     *
     * @return the bottom of the lattice, one shared instance
     */
    public static CausalContext empty() {
        return EMPTY;
    }

    /**
     * The context of the given dots.
     *
     * @param dots in any order, repetitions allowed
     * @return the context
     */
    public static CausalContext of(Dot... dots) {
        Builder builder = builder();
        for (Dot dot : Objects.requireNonNull(dots, "dots")) {
            builder.add(dot);
        }
        return builder.build();
    }

    /**
     * The context of all dots that a vector clock has seen.
     *
     * @param clock the clock
     * @return for an entry n, the dots 1 to n of that replica
     */
    public static CausalContext of(VectorClock clock) {
        Roster roster = Objects.requireNonNull(clock, "clock").roster();
        long[][] runs = new long[roster.size()][];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new long[] {1, clock.get(roster.get(i))};
        }
        return clock.isEmpty() ? EMPTY : new CausalContext(roster, runs);
    }

    /**
     * A builder for a context of many dots.
     *
     * @return a builder that has no dots yet
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether a dot has been seen.
     *
     * @param dot the dot
     * @return whether this context contains it
     */
    public boolean contains(Dot dot) {
        Objects.requireNonNull(dot, "dot");
        return contains(dot.replica(), dot.number());
    }

    /**
     * Whether a dot has been seen.
     *
     * @param replica the replica of the dot
     * @param number its number; below 1 there are no dots
     * @return whether this context contains the dot
     */
    public boolean contains(ReplicaId replica, long number) {
        int i = roster.find(Objects.requireNonNull(replica, "replica"));
        return i >= 0 && Runs.contains(runs[i], number);
    }

    /**
     * Whether nothing has been seen.
     *
     * @return whether this is {@link #empty()}
     */
    public boolean isEmpty() {
        return runs.length == 0;
    }

    /**
     * The highest number seen of a replica, whatever gaps are below it.
     *
     * @param replica the replica
     * @return the number, 0 if no dot of the replica has been seen
     */
    public long last(ReplicaId replica) {
        int i = roster.find(Objects.requireNonNull(replica, "replica"));
        return i < 0 ? 0 : Runs.last(runs[i]);
    }

    /**
     * The dot of the next event of a replica. Asking mints nothing: {@link #add} it.
     *
     * @param replica the replica that is about to issue an event
     * @return the dot after {@link #last}
     * @throws ArithmeticException if the last number is {@link Long#MAX_VALUE}
     */
    public Dot next(ReplicaId replica) {
        long last = last(replica);
        if (last == Long.MAX_VALUE) {
            throw new ArithmeticException("replica " + replica + " has no event after " + last);
        }
        return new Dot(replica, last + 1);
    }

    /**
     * The context that has also seen a dot.
     *
     * @param dot the dot
     * @return this context with the dot, this one if it is in it already
     */
    public CausalContext add(Dot dot) {
        Objects.requireNonNull(dot, "dot");
        int i = roster.find(dot.replica());
        if (i >= 0) {
            long[] added = Runs.add(runs[i], dot.number());
            if (added == runs[i]) {
                return this;
            }
            long[][] wider = runs.clone();
            wider[i] = added;
            return new CausalContext(roster, wider);
        }
        int position = Roster.after(i);
        long[][] wider = new long[runs.length + 1][];
        System.arraycopy(runs, 0, wider, 0, position);
        wider[position] = new long[] {dot.number(), dot.number()};
        System.arraycopy(runs, position, wider, position + 1, runs.length - position);
        return new CausalContext(roster.insert(position, dot.replica()), wider);
    }

    @Override
    public CausalContext merge(CausalContext other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return this;
        }
        return other.runs.length <= runs.length ? join(this, other) : join(other, this);
    }

    // Of two contexts with as many replicas, larger is the one that wins when both are equal.
    private static CausalContext join(CausalContext larger, CausalContext smaller) {
        Roster union = larger.roster.union(smaller.roster);
        long[][] merged = union == larger.roster ? larger.runs : larger.spread(union);
        boolean allSmaller = smaller.runs.length == union.size();
        int next = 0;
        for (int j = 0; j < smaller.runs.length; j++) {
            int i = union.find(smaller.roster.get(j), next);
            next = i + 1;
            long[] own = smaller.runs[j];
            long[] both = merged[i] == null ? own : Runs.union(merged[i], own);
            allSmaller = allSmaller && (both == own || Arrays.equals(both, own));
            if (both != merged[i]) {
                merged = merged == larger.runs ? merged.clone() : merged;
                merged[i] = both;
            }
        }
        if (merged == larger.runs) {
            return larger;
        }
        return allSmaller ? smaller : new CausalContext(union, merged);
    }

    private long[][] spread(Roster wider) {
        long[][] spread = new long[wider.size()][];
        int next = 0;
        for (int i = 0; i < runs.length; i++) {
            int k = wider.find(roster.get(i), next);
            spread[k] = runs[i];
            next = k + 1;
        }
        return spread;
    }

    @Override
    public boolean leq(CausalContext other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return true;
        }
        int next = 0;
        for (int i = 0; i < runs.length; i++) {
            int j = other.roster.find(roster.get(i), next);
            if (j < 0 || !Runs.containsAll(other.runs[j], runs[i])) {
                return false;
            }
            next = j + 1;
        }
        return true;
    }

    /**
     * The dots of this context that another has not seen.
     *
     * @param other the context to subtract
     * @return the set difference; this context if nothing is removed, {@link #empty()} if all is
     */
    public CausalContext minus(CausalContext other) {
        Objects.requireNonNull(other, "other");
        long[][] rest = new long[runs.length][];
        boolean same = true;
        int next = 0;
        for (int i = 0; i < runs.length; i++) {
            int j = other.roster.find(roster.get(i), next);
            next = Roster.after(j);
            rest[i] = j < 0 ? runs[i] : Runs.minus(runs[i], other.runs[j]);
            same &= rest[i] == runs[i];
        }
        return same ? this : withoutEmpty(roster, rest);
    }

    private static CausalContext withoutEmpty(Roster roster, long[][] runs) {
        Roster present = roster.retain(i -> runs[i].length > 0);
        if (present.size() == 0) {
            return EMPTY;
        }
        return new CausalContext(
                present,
                present == roster
                        ? runs
                        : Arrays.stream(runs).filter(some -> some.length > 0).toArray(long[][]::new));
    }

    /**
     * What this context adds to another: {@link #minus}.
     *
     * @param since the context to subtract
     * @return the least context that merges with {@code since} to the same as this one
     */
    @Override
    public CausalContext delta(CausalContext since) {
        return minus(Objects.requireNonNull(since, "since"));
    }

    /**
     * The replicas of which events have been seen.
     *
     * @return a read-only set in the order of the ids
     */
    public Set<ReplicaId> replicas() {
        return roster.asSet();
    }

    /**
     * Moves the later dots of one replica up, as if {@code by} further events had come after number {@code after}.
     *
     * @param replica whose dots move
     * @param after the highest number that stays, not negative
     * @param by how far the others move, not negative
     * @return the context in which every dot of the replica with a number n greater than {@code after} has become n +
     *     {@code by}; this one if no dot moves
     * @throws IllegalArgumentException if {@code after} or {@code by} is negative
     * @throws ArithmeticException if a number would pass {@link Long#MAX_VALUE}
     */
    public CausalContext shift(ReplicaId replica, long after, long by) {
        if (after < 0 || by < 0) {
            throw new IllegalArgumentException(
                    "negative shift of replica " + replica + ": after " + after + " by " + by);
        }
        long last = last(replica);
        if (last <= after || by == 0) {
            return this;
        }
        if (by > Long.MAX_VALUE - last) {
            throw new ArithmeticException("replica " + replica + " has no event " + last + " + " + by);
        }
        long[][] shifted = runs.clone();
        int i = roster.find(replica);
        shifted[i] = Runs.shift(runs[i], after, by);
        return new CausalContext(roster, shifted);
    }

    /**
     * Visits all runs in canonical order: by replica, then by number. Two runs of a replica never touch.
     *
     * @param visitor what receives them
     */
    public void forEachRun(RunVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        for (int i = 0; i < runs.length; i++) {
            for (int k = 0; k < runs[i].length; k += 2) {
                visitor.run(roster.get(i), runs[i][k], runs[i][k + 1]);
            }
        }
    }

    /**
     * How many dots have been seen.
     *
     * @return the size of the set, which may be more than a {@code long} holds
     */
    public BigInteger size() {
        return Arrays.stream(runs).map(Runs::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * The events seen without a gap.
     *
     * @return the clock whose entry for a replica is the greatest n of which 1 to n have been seen
     */
    public VectorClock vector() {
        long[] prefixes = new long[runs.length];
        for (int i = 0; i < runs.length; i++) {
            prefixes[i] = runs[i][0] == 1 ? runs[i][1] : 0;
        }
        return VectorClock.withoutZeros(roster, prefixes);
    }

    @Override
    public long unseenEvents(ReplicaId replica, CausalContext known) {
        Objects.requireNonNull(known, "known");
        int i = roster.find(Objects.requireNonNull(replica, "replica"));
        if (i < 0) {
            return 0;
        }
        int j = known.roster.find(replica);
        return j < 0 ? Runs.last(runs[i]) : Runs.highestMissing(runs[i], known.runs[j]);
    }

    /**
     * A causal context carries no Lamport stamp.
     *
     * @return 0
     */
    @Override
    public long greatestStamp() {
        return 0;
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || object instanceof CausalContext other
                        && Arrays.deepEquals(runs, other.runs)
                        && roster.equals(other.roster);
    }

    @Override
    public int hashCode() {
        return 31 * roster.hashCode() + Arrays.deepHashCode(runs);
    }

    /**
     * The runs in canonical order.
     *
     * @return for example {@code {a:1-5, a:7, b:1-3}}
     */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        forEachRun((replica, from, to) -> text.add(replica + ":" + from + (from == to ? "" : "-" + to)));
        return text.toString();
    }

    /**
     * Collects dots and runs, in any order and overlapping as they like, into one context; quickest in canonical order.
     * Not thread-safe.
     */
    public static final class Builder {

        private final TreeMap<ReplicaId, RunList> lists = new TreeMap<>();

        private Builder() {}

        /**
         * Adds a dot.
         *
         * @param dot the dot
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder add(Dot dot) {
            Objects.requireNonNull(dot, "dot");
            return add(dot.replica(), dot.number(), dot.number());
        }

        /**
         * Adds all dots of a replica from one number to another.
         *
         * @param replica the replica
         * @param from the first number, at least 1
         * @param to the last number, inclusive, at least {@code from}
         * @return this builder
         * @throws IllegalArgumentException if there is no such run
         */
        @CanIgnoreReturnValue
        public Builder add(ReplicaId replica, long from, long to) {
            Objects.requireNonNull(replica, "replica");
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("not a run of replica " + replica + ": " + from + "-" + to);
            }
            lists.computeIfAbsent(replica, absent -> new RunList()).add(from, to);
            return this;
        }

        /**
         * Adds all dots of a context.
         *
         * @param context the context
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder addAll(CausalContext context) {
            Objects.requireNonNull(context, "context").forEachRun(this::add);
            return this;
        }

        /**
         * The context of all that was added so far; the builder can go on.
         *
         * @return the context
         */
        public CausalContext build() {
            long[][] runs = lists.values().stream().map(RunList::toRuns).toArray(long[][]::new);
            return runs.length == 0 ? EMPTY : new CausalContext(Roster.ofSorted(lists.keySet()), runs);
        }
    }
}
