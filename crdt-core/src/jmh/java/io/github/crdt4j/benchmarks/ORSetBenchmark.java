package io.github.crdt4j.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sets of 12-character strings added by three replicas; both sides of a merge have gone on by themselves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1200m", "-Xmn300m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC", "-Dkryo.unsafe=false"})
public class ORSetBenchmark {

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"8", "1000", "100000"})
    int n;

    private Prepared<?> prepared;

    private static final class Prepared<S> {
        final SetLibrary<S> library;
        final String present;
        S set;
        S here;
        S there;
        S thereUnshared;
        Object delta;

        Prepared(SetLibrary<S> library, int n) {
            this.library = library;
            var random = new SplittableRandom(1);
            String some = "";
            set = library.empty();
            for (int i = 0; i < n; i++) {
                String element = word(random);
                some = i == n / 2 ? element : some;
                set = library.add(set, i % 3, element);
            }
            present = some;
            here = set;
            there = set;
            for (int i = 0; i < 5; i++) {
                here = library.add(here, 0, word(random));
                there = library.add(there, 1, word(random));
            }
            here = library.remove(here, 0, present);
            thereUnshared = library.unshared(there);
            delta = library.delta(set, library.add(set, 2, word(random)));
        }

        private static String word(SplittableRandom random) {
            return random.ints(12, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        Object add() {
            return library.add(set, 0, "a new string");
        }

        Object remove() {
            return library.remove(set, 0, present);
        }

        boolean contains() {
            return library.contains(set, present);
        }

        Object mergeShared() {
            return library.merge(here, there);
        }

        Object mergeUnshared() {
            return library.merge(here, thereUnshared);
        }

        Object applyDelta() {
            return library.apply(here, delta);
        }
    }

    /** Builds the states. */
    @Setup
    public void prepare() {
        prepared = new Prepared<>(SetLibrary.of(library), n);
    }

    /** Adds an element. */
    @Benchmark
    public Object add() {
        return prepared.add();
    }

    /** Removes an element. */
    @Benchmark
    public Object remove() {
        return prepared.remove();
    }

    /** Finds an element. */
    @Benchmark
    public boolean contains() {
        return prepared.contains();
    }

    /** Merges states that differ by five adds on each side and a remove, and share the rest in memory. */
    @Benchmark
    public Object mergeNearlyEqualShared() {
        return prepared.mergeShared();
    }

    /** The same, when the other state came from bytes. */
    @Benchmark
    public Object mergeNearlyEqualDecoded() {
        return prepared.mergeUnshared();
    }

    /** Applies the delta of one add, which came from bytes. */
    @Benchmark
    public Object applyDeltaOfOneAdd() {
        return prepared.applyDelta();
    }
}
