package io.github.crdt4j.specification;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.flag.DWFlag;
import io.github.crdt4j.flag.EWFlag;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.GMap;
import io.github.crdt4j.map.LWWMap;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.ORMultimap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import io.github.crdt4j.set.GSet;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.RWSet;
import io.github.crdt4j.set.TwoPSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state-based types of this library, as tests know them, one row each. What is asked of every type is asked of every row:
 * alone, in maps, in a record of all types, by bytes, in the traps, by the fuzzer.
 */
public final class Catalogue {

    /** A type and its specification. */
    public sealed interface Row<S extends Crdt<S>, O> {

        /** The specification. */
        Subject<S, O> subject();

        /** A state that is not empty, whose bytes are kept as golden files. */
        Crdt<?> sample();

        default Class<?> type() {
            return subject().bottom().getClass();
        }

        default String name() {
            return type().getSimpleName();
        }
    }

    /** A type that is not causal, so no map holds it. */
    record PlainRow<S extends Crdt<S>, O>(Subject<S, O> subject, Crdt<?> sample) implements Row<S, O> {}

    /**
     * A causal type.
     *
     * @param subject its specification alone
     * @param part its specification over the operations that survive where a map holds it
     * @param write the operation by which a trap writes a number; along a causal chain the numbers grow
     * @param leavesResidue whether something stays behind, hidden, when the key is removed
     * @param sample a state that is not empty
     */
    public record CausalRow<S extends Causal<S>, O>(
            Subject<S, O> subject, Subject<S, O> part, IntFunction<O> write, boolean leavesResidue, Crdt<?> sample)
            implements Row<S, O> {}

    private static final ReplicaId A = ReplicaId.of("a");
    private static final LamportTimestamp STAMP = new LamportTimestamp(1, A);

    /** Those that a map holds. */
    public static final List<CausalRow<?, ?>> CAUSAL = List.of(
            row(Counters.GROW_ONLY, n -> (long) n, true, GCounter.empty().increment(A)),
            row(Counters.UP_AND_DOWN, n -> (long) -n, true, PNCounter.empty().decrement(A)),
            row(Registers.LAST_WRITER, n -> "" + n, false, LWWRegister.empty().set(STAMP, "x")),
            new CausalRow<>(
                    Registers.MULTI_VALUE,
                    Registers.MULTI_VALUE_WRITES,
                    n -> "" + n,
                    false,
                    MVRegister.empty().set(A, "x")),
            row(Sets.ADD_WINS, n -> "+" + n, false, ORSet.empty().add(A, "x")),
            row(
                    Maps.of(Counters.GROW_ONLY),
                    n -> new Maps.Change.Update<>("x", List.of((long) n)),
                    true,
                    ORMap.<String, GCounter>empty(GCounter.empty()).update(A, "k", c -> c.increment(A))),
            row(
                    Removables.WORDS,
                    n -> "" + n,
                    false,
                    Removable.of(VectorClock.empty()).update(A, c -> c.tick(A))),
            row(Flags.ENABLE_WINS, n -> Flags.ENABLE, false, EWFlag.empty().enable(A)),
            row(Flags.DISABLE_WINS, n -> Flags.ENABLE, false, DWFlag.empty().enable(A)),
            row(MoreSets.GROW_ONLY, n -> "+" + n, false, GSet.empty().add(A, "x")),
            new CausalRow<>(
                    MoreSets.TWO_PHASES,
                    MoreSets.TWO_PHASES_OF_UNIQUE,
                    n -> "+" + n,
                    false,
                    TwoPSet.empty().add(A, "x").remove(A, "x")),
            new CausalRow<>(
                    MoreSets.REMOVE_WINS,
                    MoreSets.REMOVE_WINS_IN_MAPS,
                    n -> "+" + n,
                    false,
                    RWSet.empty().add(A, "x").remove(A, "y")),
            row(
                    MoreSets.lastWriter(LWWElementSet.Bias.ADD),
                    n -> "+" + n,
                    false,
                    LWWElementSet.empty(LWWElementSet.Bias.ADD).add(STAMP, "x")),
            new CausalRow<>(
                    Registers.GREATEST,
                    Registers.GREATEST_OF_GROWING,
                    n -> (long) n,
                    false,
                    MaxRegister.<String>empty().set(A, "x")),
            new CausalRow<>(
                    Registers.LEAST,
                    Registers.LEAST_OF_FALLING,
                    n -> (long) n,
                    false,
                    MinRegister.<String>empty().set(A, "x")),
            row(PlainMaps.LAST_WRITER, n -> "+k " + n, false, LWWMap.empty().put(STAMP, "k", "x")),
            row(PlainMaps.MULTIMAP, n -> "+k " + n, false, ORMultimap.empty().put(A, "k", "x")));

    private static final List<Row<?, ?>> NOT_CAUSAL = List.of(
            new PlainRow<>(Clocks.VECTOR, VectorClock.empty().tick(A)),
            new PlainRow<>(Clocks.CONTEXT, CausalContext.of(new Dot(A, 1))),
            new PlainRow<>(
                    GrowOnly.BOUNDED,
                    BoundedCounter.of(-3)
                            .increment(A, 2)
                            .transfer(A, ReplicaId.of("b"), 1)
                            .decrement(A, 1)),
            new PlainRow<>(
                    GrowOnly.MAP,
                    GMap.<String, GCounter>empty(GCounter.empty()).update("k", counter -> counter.increment(A))));

    private Catalogue() {}

    private static <S extends Causal<S>, O> CausalRow<S, O> row(
            Subject<S, O> subject, IntFunction<O> write, boolean leavesResidue, Crdt<?> sample) {
        return new CausalRow<>(subject, subject, write, leavesResidue, sample);
    }

    /** All of them. */
    public static List<Row<?, ?>> all() {
        return Stream.concat(NOT_CAUSAL.stream(), CAUSAL.stream()).toList();
    }

    /** The packages of those that a map holds. */
    public static Set<String> rooms() {
        return CAUSAL.stream().map(row -> row.type().getPackageName()).collect(Collectors.toUnmodifiableSet());
    }
}
