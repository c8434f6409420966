package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Applying deltas that came from bytes. */
public class SetDeltaBenchmark extends Microbenchmark {

    private static final int MOST = 1000;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"strings", "longs"})
    String elements;

    @Param({"8", "1000", "100000"})
    int n;

    private SetLibrary<Object> sets;
    private Object set;
    private Object addition;
    private Object[] removals;
    private Object unhinted;
    private Object twice;
    private Object first;
    private Object receiver;
    private int turn;

    /** Builds the states and the deltas. */
    @Setup
    public void prepare() {
        sets = SetLibrary.of(library);
        var source = new Elements(elements, 1);
        Object[] all = source.next(n);
        set = sets.of(all);
        addition = sets.deltaOfAdd(set, 2, source.next());
        int count = Math.min(n / 2, MOST);
        removals = new Object[count];
        Arrays.setAll(removals, i -> sets.deltaOfRemove(set, 1, all[(int) ((long) i * n / count)]));
        unhinted = sets.unhinted(removals[0]);
        // Later than all that was seen there, and before the first removal.
        first = sets.apply(sets.add(set, 0, source.next()), sets.deltaOfRemove(set, 1, all[n - 1]));
        twice = sets.add(sets.apply(first, removals[0]), 0, source.next());
        receiver = first;
        turn = 0;
        if (sets.size(applyAdd()) != n + 1
                || sets.size(applyRemove()) != n - 1
                || sets.size(applyRemoveAgain()) != n
                || sets.size(sets.apply(first, unhinted)) != n - 1) {
            throw new IllegalStateException("a delta was not applied");
        }
    }

    /** A receiver that never had to find which element a removed add belongs to. */
    @State(Scope.Benchmark)
    public static class Cold {

        private Object never;
        private Object late;
        private Object receiver;

        /**
         * Builds the receiver.
         *
         * @param benchmark where the set is
         */
        @Setup
        public void prepare(SetDeltaBenchmark benchmark) {
            never = benchmark.sets.unshared(benchmark.set);
            late = new Elements(benchmark.elements, 2).next();
        }

        /**
         * Takes another state, which keeps nothing found in the last one.
         *
         * @param benchmark where the library is
         */
        @Setup(Level.Invocation)
        public void renew(SetDeltaBenchmark benchmark) {
            receiver = benchmark.sets.add(never, 0, late);
        }
    }

    /** Applies the delta of one add. */
    @Benchmark
    public Object applyAdd() {
        return sets.apply(set, addition);
    }

    /** Applies the delta of one remove to a set that has changed by the last one, which it has applied, too. */
    @Benchmark
    public Object applyRemove() {
        if (turn == removals.length) {
            turn = 0;
            receiver = first;
        }
        receiver = sets.apply(receiver, removals[turn]);
        turn++;
        return receiver;
    }

    /** Applies the delta of a remove that was applied before. */
    @Benchmark
    public Object applyRemoveAgain() {
        return sets.apply(twice, removals[0]);
    }

    /** Applies the first delta of a remove. */
    @Benchmark
    public Object applyFirstRemove(Cold cold) {
        return sets.apply(cold.receiver, removals[0]);
    }

    /** Applies the first delta of a remove that does not say what it removes. */
    @Benchmark
    public Object applyFirstRemoveUnhinted(Cold cold) {
        return sets.apply(cold.receiver, unhinted);
    }
}
