package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What nobody gets below: the least that a merge of n elements would have to read without any sharing, and a lookup. */
public class FloorBenchmark extends Microbenchmark {

    private static final int CALLS = 1024;

    @Param("floor")
    String library;

    @Param("100000")
    int n;

    private long[] live;
    private long[] liveThere;
    private long[] seen;
    private long[] seenThere;
    private long[] merged;
    private long[] dots;
    private long[] dotsThere;
    private Map<Object, Object> map;
    private Object[] probes;
    private int turn;

    /** Builds masks, columns and a map. */
    @Setup
    public void prepare() {
        var random = new SplittableRandom(1);
        int words = (n + Long.SIZE - 1) / Long.SIZE;
        live = random.longs(words).toArray();
        liveThere = random.longs(words).toArray();
        seen = random.longs(words).toArray();
        seenThere = random.longs(words).toArray();
        merged = new long[words];
        dots = random.longs(n).toArray();
        dotsThere = dots.clone();
        Object[] all = new Elements("strings", 1).next(n);
        map = new HashMap<>();
        for (Object element : all) {
            map.put(element, element);
        }
        probes = new Object[CALLS];
        Arrays.setAll(probes, i -> Elements.copy(all[(int) (i * 7919L % n)]));
    }

    /** Which of n events live after a merge, one bit each. */
    @Benchmark
    public long[] liveMasks() {
        for (int i = 0; i < merged.length; i++) {
            merged[i] = live[i] & liveThere[i] | live[i] & ~seenThere[i] | liveThere[i] & ~seen[i];
        }
        return merged;
    }

    /** Whether n dots, eight bytes each, are the same on both sides. */
    @Benchmark
    public boolean compareDots() {
        return Arrays.equals(dots, dotsThere);
    }

    /** A lookup in a mutable map. */
    @Benchmark
    public Object hashMapGet() {
        turn = (turn + 1) % CALLS;
        return map.get(probes[turn]);
    }
}
