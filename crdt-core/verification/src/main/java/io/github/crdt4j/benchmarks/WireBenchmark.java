package io.github.crdt4j.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sets as bytes, beside Pekko's own serializer, which gzips: how long it takes there, back, and from bytes to a merged
 * state; the counter {@code bytesPerElement} says how many bytes there are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1200m", "-Xmn300m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC", "-Dkryo.unsafe=false"})
public class WireBenchmark {

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"8", "1000", "100000"})
    int n;

    /** Random letters, numbered users in order, and the same in random order. */
    @Param({"letters", "users", "shuffled"})
    String elements;

    private WireLibrary wire;
    private Prepared<?> prepared;

    private static final class Prepared<S> {
        private final WireLibrary.Format<S> format;
        private final S there;
        private final Object here;
        private final byte[] bytes;

        Prepared(WireLibrary.Format<S> format, int n, IntFunction<String> element) {
            this.format = format;
            SetLibrary<S> library = format.library();
            S set = library.empty();
            for (int i = 0; i < n; i++) {
                set = library.add(set, i % 3, element.apply(i));
            }
            S mine = set;
            S theirs = set;
            for (int i = 0; i < 5; i++) {
                mine = library.add(mine, 0, "mine " + i);
                mine = library.remove(mine, 0, element.apply(i * n / 6));
                theirs = library.add(theirs, 1, "theirs " + i);
                theirs = library.remove(theirs, 1, element.apply(i * n / 6 + 1));
            }
            this.there = theirs;
            this.bytes = format.encode(theirs);
            this.here = format.receiver(mine);
        }

        byte[] encode() {
            return format.encode(there);
        }

        Object decode() {
            return format.decode(bytes);
        }

        Object merge() {
            return format.merge(here, bytes);
        }
    }

    /** Builds the states. */
    @Setup
    public void prepare() {
        wire = new WireLibrary();
        prepared = new Prepared<>(wire.format(library), n, elements());
    }

    /** Ends what Pekko needs. */
    @TearDown
    public void finish() {
        wire.close();
    }

    private IntFunction<String> elements() {
        Object[] all = Elements.of(elements, n);
        return i -> (String) all[i];
    }

    /** How many bytes each element takes. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Size {
        /** Set by the encoding. */
        public double bytesPerElement;
    }

    /** From a state to bytes. */
    @Benchmark
    public byte[] encode(Size size) {
        byte[] bytes = prepared.encode();
        size.bytesPerElement = bytes.length / (double) n;
        return bytes;
    }

    /** From bytes to a state. */
    @Benchmark
    public Object decode() {
        return prepared.decode();
    }

    /** From the bytes of a state that differs in 5 adds and 5 removes on each side to the merged state. */
    @Benchmark
    public Object mergeFromBytes() {
        return prepared.merge();
    }
}
