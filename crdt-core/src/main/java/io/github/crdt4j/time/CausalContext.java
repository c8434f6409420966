package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Contents;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exactly which events have been seen: any set of dots, held as runs of numbers per replica.
 *
 * <pre>{@code
 * CausalContext before = CausalContext.of(new Dot(a, 1), new Dot(a, 3));   // {a:1, a:3}
 * CausalContext after = before.add(new Dot(a, 2)).add(before.next(b));     // {a:1-3, b:1}
 * after.delta(before);                                                     // {a:2, b:1}
 * }</pre>
 *
 * <p>Choose it to remember what a state has seen when deltas may arrive in any order: a gap is never
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
 * <p><b>Anomalies.</b> Dots are never forgotten: replicas that are gone stay for ever. Gaps that never close, say
 * because only deltas of some keys were passed on, cost a run each.
 *
 * <p><b>Lattice.</b> Finite sets of dots; inclusion; bottom {@link #empty()}. The merge is the union, the delta the set
 * difference.
 *
 * <p><b>Cost</b>, for n replicas: 8 bytes each where exactly 1 to n has been seen, 16 more per run where not, in chunks of
 * 32, and the sorted ids; contexts that descend from one another share the ids and the chunks that did not change. A run
 * costs the same however long it is. {@code contains} and {@code last} O(1), and O(log r) among r runs; {@code add} copies a
 * chunk, n/32 references and the runs of one replica, and all n when the replica is new; {@code merge}, {@code leq} and
 * {@code minus} compare n/32 references and look into the chunks that differ, where the replicas are the same, and else look
 * up those of the smaller context. After decoding no chunk is shared; of more than 512 replicas the chunks that differ are
 * then found by digests, n/32 numbers. See the README of this package's sources.
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero, <cite>Delta State Replicated Data Types</cite> (arXiv 1603.01529), section
 * 7.4, "Causal Context" and "Causal Context Compression". There a context is a version vector and a set of single dots;
 * here the dots beyond the vector are runs, too.
 */
public final class CausalContext implements Crdt<CausalContext>, Witnessed<CausalContext> {

    private static final CausalContext EMPTY = new CausalContext(VectorClock.empty(), Gaps.NONE);

    static {
        Contents.publish(CausalContext.class, context -> digest((CausalContext) context));
    }

    /** The highest number of each replica. */
    private final VectorClock ends;

    /** What is missing below it. */
    private final Gaps gaps;

    private CausalContext(VectorClock ends, Gaps gaps) {
        this.ends = ends;
        this.gaps = gaps;
    }

    static CausalContext of(VectorClock ends, Gaps gaps) {
        return ends.isEmpty() ? EMPTY : new CausalContext(ends, gaps);
    }

    /** This context when these are its parts. */
    CausalContext with(VectorClock otherEnds, Gaps otherGaps) {
        return otherEnds == ends && otherGaps == gaps ? this : new CausalContext(otherEnds, otherGaps);
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
        return of(Objects.requireNonNull(clock, "clock"), Gaps.NONE);
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
        int i = ends.roster().indexOf(Objects.requireNonNull(replica, "replica"));
        if (i < 0 || number < 1 || number > ends.at(i)) {
            return false;
        }
        long[] kept = gaps.at(i);
        return kept == null || Runs.contains(kept, number);
    }

    /**
     * Whether nothing has been seen.
     *
     * @return whether this is {@link #empty()}
     */
    public boolean isEmpty() {
        return this == EMPTY;
    }

    /**
     * The highest number seen of a replica, whatever gaps are below it.
     *
     * @param replica the replica
     * @return the number, 0 if no dot of the replica has been seen
     */
    public long last(ReplicaId replica) {
        return ends.get(replica);
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
        int i = ends.roster().find(Objects.requireNonNull(dot, "dot").replica());
        long number = dot.number();
        if (i < 0) {
            int position = Roster.after(i);
            long[] single = number == 1 ? null : new long[] {number, number};
            return new CausalContext(
                    ends.insert(position, dot.replica(), number), gaps.insert(position, single, ends.size()));
        }
        long last = ends.at(i);
        long[] kept = gaps.at(i);
        if (kept != null) {
            long[] added = Runs.add(kept, number);
            return added == kept ? this : withRuns(i, added);
        }
        return number <= last
                ? this
                : number == last + 1
                        ? new CausalContext(ends.set(i, number), gaps)
                        : withRuns(i, new long[] {1, last, number, number});
    }

    private CausalContext withRuns(int i, long[] runs) {
        long last = Runs.last(runs);
        return new CausalContext(
                last == ends.at(i) ? ends : ends.set(i, last), gaps.with(i, Gaps.kept(runs), ends.size()));
    }

    VectorClock ends() {
        return ends;
    }

    Gaps gaps() {
        return gaps;
    }

    /** All runs of the replica at a position. */
    long[] runs(int i) {
        return Gaps.runs(gaps.at(i), ends.at(i));
    }

    @Override
    public CausalContext merge(CausalContext other) {
        Objects.requireNonNull(other, "other");
        if (this == other) {
            return this;
        }
        if (gaps == Gaps.NONE && other.gaps == Gaps.NONE) {
            VectorClock merged = ends.merge(other.ends);
            return merged == ends ? this : merged == other.ends ? other : new CausalContext(merged, gaps);
        }
        return ContextAlgebra.union(this, other);
    }

    @Override
    public boolean leq(CausalContext other) {
        Objects.requireNonNull(other, "other");
        if (this == other || other.gaps == Gaps.NONE) {
            return this == other || ends.leq(other.ends);
        }
        return ContextAlgebra.containsAll(other, this);
    }

    /**
     * The dots of this context that another has not seen.
     *
     * @param other the context to subtract
     * @return the set difference; this context if nothing is removed, {@link #empty()} if all is
     */
    public CausalContext minus(CausalContext other) {
        return ContextAlgebra.minus(this, Objects.requireNonNull(other, "other"));
    }

    /**
     * The events that both contexts have seen: their greatest lower bound.
     *
     * @param other the other context
     * @return their intersection, this object when the other contains it
     */
    public CausalContext intersect(CausalContext other) {
        return minus(minus(other));
    }

    /**
     * How this context relates to another.
     *
     * @param other the context to compare with
     * @return {@code BEFORE} if the other has seen all this one has and more, {@code AFTER} if it is the other way round
     */
    public Causality compare(CausalContext other) {
        if (leq(other)) {
            return other.leq(this) ? Causality.EQUAL : Causality.BEFORE;
        }
        return other.leq(this) ? Causality.AFTER : Causality.CONCURRENT;
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
        return ends.roster().asSet();
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
        int i = ends.roster().indexOf(replica);
        return withRuns(i, Runs.shift(runs(i), after, by));
    }

    /**
     * Visits all runs in canonical order: by replica, then by number. Two runs of a replica never touch.
     *
     * @param visitor what receives them
     */
    public void forEachRun(RunVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        for (int i = 0; i < ends.size(); i++) {
            long[] runs = runs(i);
            for (int k = 0; k < runs.length; k += 2) {
                visitor.run(ends.roster().get(i), runs[k], runs[k + 1]);
            }
        }
    }

    /**
     * How many dots have been seen.
     *
     * @return the size of the set, which may be more than a {@code long} holds
     */
    public BigInteger size() {
        BigInteger size = BigInteger.ZERO;
        for (int i = 0; i < ends.size(); i++) {
            size = size.add(Runs.size(runs(i)));
        }
        return size;
    }

    /**
     * The events seen without a gap.
     *
     * @return the clock whose entry for a replica is the greatest n of which 1 to n have been seen
     */
    public VectorClock vector() {
        if (gaps == Gaps.NONE) {
            return ends;
        }
        Selection prefixes = new Selection(ends.roster());
        for (int i = 0; i < ends.size(); i++) {
            long[] runs = runs(i);
            if (runs[0] == 1) {
                prefixes.add(i, runs[1], null);
            }
        }
        return prefixes.toClock();
    }

    @Override
    public Witness<CausalContext> witness() {
        return Seen.BY_CONTEXT;
    }

    static long digest(CausalContext context) {
        long[] digest = {1};
        context.forEachRun((replica, from, to) -> digest[0] =
                Contents.digest(digest[0], Contents.digest(Contents.digest(replica), Contents.digest(from, to))));
        return digest[0];
    }

    /**
     * The runs.
     *
     * @return by the texts of the replicas, the first and the last number of each run
     */
    @Override
    public Object plain() {
        Map<ReplicaId, List<List<Long>>> all = new LinkedHashMap<>();
        forEachRun((replica, from, to) ->
                all.computeIfAbsent(replica, first -> new ArrayList<>()).add(List.of(from, to)));
        return PlainView.of(all);
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || object instanceof CausalContext other && ends.equals(other.ends) && gaps.equals(other.gaps);
    }

    @Override
    public int hashCode() {
        return 31 * ends.hashCode() + gaps.hashCode();
    }

    /**
     * The runs in canonical order.
     *
     * @return for example {@code {a:1-5, a:7, b:1-3}}; of more than 20 replicas, and of each of more than 20 runs, the first,
     *     and how many more there are
     */
    @Override
    public String toString() {
        return Text.all(ends.size(), this::runsToString, "{", "}");
    }

    private String runsToString(int i) {
        long[] runs = runs(i);
        String replica = ends.roster().get(i) + ":";
        return Text.all(
                runs.length / 2,
                run -> replica + runs[2 * run] + (runs[2 * run] == runs[2 * run + 1] ? "" : "-" + runs[2 * run + 1]),
                "",
                "");
    }

    /**
     * Collects dots and runs, in any order and overlapping as they like, into one context; quickest in canonical order.
     * Not thread-safe.
     */
    public static final class Builder {

        private final ArrayList<ReplicaId> ids = new ArrayList<>();
        private final ArrayList<RunList> runs = new ArrayList<>();
        private @Nullable TreeMap<ReplicaId, RunList> unordered; // all of them, once replicas came in another order

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
            list(replica).add(from, to);
            return this;
        }

        private RunList list(ReplicaId replica) {
            TreeMap<ReplicaId, RunList> lists = unordered;
            if (lists == null) {
                int last = ids.size() - 1;
                int order = last < 0 ? 1 : replica.compareTo(ids.get(last));
                if (order == 0) {
                    return runs.get(last);
                }
                if (order > 0) {
                    RunList list = new RunList();
                    ids.add(replica);
                    runs.add(list);
                    return list;
                }
                lists = new TreeMap<>();
                for (int i = 0; i <= last; i++) {
                    lists.put(ids.get(i), runs.get(i));
                }
                unordered = lists;
            }
            return lists.computeIfAbsent(replica, absent -> new RunList());
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
            Roster roster = Roster.ofSorted((unordered == null ? ids : unordered.keySet()).toArray(ReplicaId[]::new));
            long[] lasts = new long[roster.size()];
            long[][] kept = new long[roster.size()][];
            int i = 0;
            for (RunList list : unordered == null ? runs : unordered.values()) {
                long[] coalesced = list.toRuns();
                lasts[i] = Runs.last(coalesced);
                kept[i++] = Gaps.kept(coalesced);
            }
            return of(VectorClock.met(roster, lasts), Gaps.ofDense(kept));
        }
    }

    /** Tells what contexts have seen; they carry no stamps. */
    private enum Seen implements Witness<CausalContext> {
        BY_CONTEXT;

        @Override
        public long unseenEvents(CausalContext state, ReplicaId replica, CausalContext known) {
            int i = state.ends.roster().indexOf(Objects.requireNonNull(replica, "replica"));
            if (i < 0) {
                return 0;
            }
            int j = known.ends.roster().indexOf(replica);
            return j < 0 ? state.ends.at(i) : Runs.highestMissing(state.runs(i), known.runs(j));
        }

        @Override
        public Optional<ReplicaId> foreignWriter(CausalContext after, ReplicaId self, CausalContext before) {
            CausalContext added = after.minus(before);
            for (int i = 0; i < added.ends.size(); i++) {
                ReplicaId writer = added.ends.roster().get(i);
                if (!writer.equals(self)) {
                    return Optional.of(writer);
                }
                long[] runs = added.runs(i);
                if (runs.length > 2 || runs[0] != before.last(self) + 1) {
                    return Optional.of(self);
                }
            }
            return Optional.empty();
        }

        @Override
        public long greatestStamp(CausalContext state) {
            return 0;
        }
    }
}
