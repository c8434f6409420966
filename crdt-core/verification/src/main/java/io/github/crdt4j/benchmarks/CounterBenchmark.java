package io.github.crdt4j.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counters that each of n replicas has counted with; both sides of a merge have gone on by themselves. */
public class CounterBenchmark extends Microbenchmark {

    private static final int DIFFERENCES = 10;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"GCounter", "PNCounter"})
    String type;

    @Param({"3", "100", "10000"})
    int n;

    private CounterLibrary<Object> counters;
    private Object counter;
    private Object here;
    private Object there;
    private int turn;

    /** Builds both sides, and checks what their merge counts. */
    @Setup
    public void prepare() {
        counters = CounterLibrary.of(library, type, n);
        counter = counters.empty();
        for (int i = 0; i < n; i++) {
            counter = counters.increment(counter, i);
        }
        here = counter;
        there = counter;
        for (int i = 0; i < DIFFERENCES; i++) {
            here = counters.increment(here, differing(i, 0));
            there = counters.increment(there, differing(i, 1));
        }
        if (counters.value(mergeShared()) != n + 2 * DIFFERENCES) {
            throw new IllegalStateException("the merge counts " + counters.value(mergeShared()));
        }
    }

    /** Spread over the replicas; of few, the first goes on here and the last there. */
    private int differing(int i, int side) {
        return n < 2 * DIFFERENCES ? side * (n - 1) : (2 * i + side) * (n / (2 * DIFFERENCES));
    }

    /** A state that came from bytes and was compared with nothing yet: comparing leaves a mark. */
    @State(Scope.Benchmark)
    public static class Arrived {

        private Object state;

        /**
         * Decodes.
         *
         * @param benchmark what to decode
         */
        @Setup(Level.Invocation)
        public void arrive(CounterBenchmark benchmark) {
            state = benchmark.counters.unshared(benchmark.there);
        }
    }

    /** Counts one more. */
    @Benchmark
    public Object increment() {
        turn = (turn + 7) % n;
        return counters.increment(counter, turn);
    }

    /** Reads. */
    @Benchmark
    public long value() {
        return counters.value(counter);
    }

    /** Merges counters that share in memory what they have in common. */
    @Benchmark
    public Object mergeShared() {
        return counters.merge(here, there);
    }

    /** Merges counters of which the other one has just come from bytes. */
    @Benchmark
    public Object mergeDecoded(Arrived arrived) {
        return counters.merge(here, arrived.state);
    }
}
