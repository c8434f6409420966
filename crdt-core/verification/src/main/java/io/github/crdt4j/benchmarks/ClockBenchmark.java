package io.github.crdt4j.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Vector clocks and causal contexts of n replicas beside version vectors; both sides of a merge have gone on by themselves. */
public class ClockBenchmark extends Microbenchmark {

    private static final int DIFFERENCES = 10;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"3", "100", "10000"})
    int n;

    private Prepared<?> clocks;
    private Prepared<?> contexts;

    private static final class Prepared<S> {
        final ClockLibrary<S> library;
        final int n;
        final S base;
        S here;
        S there;
        S arrived;
        int turn;

        Prepared(ClockLibrary<S> library, int n) {
            this.library = library;
            this.n = n;
            S built = library.empty();
            for (int i = 0; i < n; i++) {
                built = library.increment(built, i);
            }
            base = built;
            here = base;
            there = base;
            for (int i = 0; i < DIFFERENCES; i++) {
                here = library.increment(here, differing(i, 0));
                there = library.increment(there, differing(i, 1));
            }
            arrived = there;
        }

        /** Spread over the replicas; of few, the first goes on here and the last there. */
        private int differing(int i, int side) {
            return n < 2 * DIFFERENCES ? side * (n - 1) : (2 * i + side) * (n / (2 * DIFFERENCES));
        }

        void arrive() {
            arrived = library.unshared(there);
        }

        private int next() {
            turn = turn + 7 < n ? turn + 7 : (turn + 7) % n;
            return turn;
        }

        Object increment() {
            return library.increment(base, next());
        }

        boolean contains() {
            return library.contains(base, next(), 1);
        }

        Object mergeShared() {
            return library.merge(here, there);
        }

        Object mergeArrived() {
            return library.merge(here, arrived);
        }
    }

    /** Builds the states. */
    @Setup
    public void prepare() {
        clocks = new Prepared<>(ClockLibrary.clocks(library, n), n);
        contexts = new Prepared<>(ClockLibrary.contexts(library, n), n);
    }

    /** States that came from bytes and were compared with nothing yet: comparing leaves a mark. */
    @State(Scope.Benchmark)
    public static class Arrived {

        /**
         * Decodes.
         *
         * @param benchmark what to decode
         */
        @Setup(Level.Invocation)
        public void arrive(ClockBenchmark benchmark) {
            benchmark.clocks.arrive();
            benchmark.contexts.arrive();
        }
    }

    /** One more event, of a vector clock. */
    @Benchmark
    public Object incrementClock() {
        return clocks.increment();
    }

    /** One more event, of a causal context. */
    @Benchmark
    public Object incrementContext() {
        return contexts.increment();
    }

    /** Whether an event is in a causal context. */
    @Benchmark
    public boolean containsInContext() {
        return contexts.contains();
    }

    /** Merges vector clocks that differ by ten events on each side, and share the rest in memory. */
    @Benchmark
    public Object mergeClocksShared() {
        return clocks.mergeShared();
    }

    /** Merges causal contexts that differ by ten events on each side, and share the rest in memory. */
    @Benchmark
    public Object mergeContextsShared() {
        return contexts.mergeShared();
    }

    /** Merges vector clocks that differ by ten events on each side, when the other one has just come from bytes. */
    @Benchmark
    public Object mergeClocksDecoded(Arrived arrived) {
        return clocks.mergeArrived();
    }

    /** Merges causal contexts that differ by ten events on each side, when the other one has just come from bytes. */
    @Benchmark
    public Object mergeContextsDecoded(Arrived arrived) {
        return contexts.mergeArrived();
    }
}
