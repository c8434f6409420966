package io.github.crdt4j.specification;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.flag.EWFlag;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
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
    record ClockRow<S extends Crdt<S>, O>(Subject<S, O> subject, Crdt<?> sample) implements Row<S, O> {}

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
            row(Flags.ENABLE_WINS, n -> Flags.ENABLE, false, EWFlag.empty().enable(A)));

    private static final List<Row<?, ?>> CLOCKS = List.of(
            new ClockRow<>(Clocks.VECTOR, VectorClock.empty().tick(A)),
            new ClockRow<>(Clocks.CONTEXT, CausalContext.of(new Dot(A, 1))));

    private Catalogue() {}

    private static <S extends Causal<S>, O> CausalRow<S, O> row(
            Subject<S, O> subject, IntFunction<O> write, boolean leavesResidue, Crdt<?> sample) {
        return new CausalRow<>(subject, subject, write, leavesResidue, sample);
    }

    /** All of them. */
    public static List<Row<?, ?>> all() {
        return Stream.concat(CLOCKS.stream(), CAUSAL.stream()).toList();
    }

    /** The packages of those that a map holds. */
    public static Set<String> rooms() {
        return CAUSAL.stream().map(row -> row.type().getPackageName()).collect(Collectors.toUnmodifiableSet());
    }
}
