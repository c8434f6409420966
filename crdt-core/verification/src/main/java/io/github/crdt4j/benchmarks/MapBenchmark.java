package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Maps of strings to counters of three replicas; both sides of a merge have gone on by themselves. */
public class MapBenchmark extends Microbenchmark {

    private static final int CALLS = 1024;
    private static final int EDITED = 100;
    private static final int DIFFERENCES = 10;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"8", "1000", "100000"})
    int n;

    private MapLibrary<Object> maps;
    private Object map;
    private Object here;
    private Object decoded;
    private Object delta;
    private String[] keys;
    private String[] edited;
    private int turn;

    /** Builds both sides, and checks what their merge counts. */
    @Setup
    public void prepare() {
        maps = MapLibrary.of(library);
        var source = new Elements("strings", 1);
        var all = new String[n];
        Arrays.setAll(all, i -> (String) source.next());
        map = maps.empty();
        for (int i = 0; i < n; i++) {
            map = maps.increment(map, i % 3, all[i]);
        }
        here = map;
        Object there = map;
        for (int i = 0; i < DIFFERENCES; i++) {
            int both = (int) ((long) i * n / DIFFERENCES);
            here = maps.increment(here, 0, all[both]);
            there = maps.increment(there, 1, all[both + n / DIFFERENCES / 2]);
        }
        decoded = maps.unshared(there);
        String key = all[n / 2];
        delta = maps.deltaOfIncrement(map, 2, key);
        keys = new String[CALLS];
        Arrays.setAll(keys, i -> (String) Elements.copy(all[(int) (i * 7919L % n)]));
        edited = Arrays.copyOf(keys, EDITED);
        long expected = maps.value(here, key) + maps.value(there, key) - maps.value(map, key);
        if (maps.size(mergeDecoded()) != n
                || maps.value(mergeDecoded(), key) != expected
                || maps.value(applyUpdate(), key) != maps.value(here, key) + 1
                || maps.value(edit(), edited[0]) <= maps.value(map, edited[0])) {
            throw new IllegalStateException("a merge of " + n + " keys counts wrong");
        }
    }

    /** Counts with one key. */
    @Benchmark
    public Object update() {
        turn = (turn + 1) % CALLS;
        return maps.increment(map, 0, keys[turn]);
    }

    /** Counts a hundred times, key by key; the time is that of one of them. */
    @Benchmark
    @OperationsPerInvocation(EDITED)
    public Object edit() {
        return maps.edit(map, 0, edited);
    }

    /** Merges maps that differ in ten keys on each side; the other one came from bytes. */
    @Benchmark
    public Object mergeDecoded() {
        return maps.merge(here, decoded);
    }

    /** Applies the delta of counting with one key, which came from bytes. */
    @Benchmark
    public Object applyUpdate() {
        return maps.apply(here, delta);
    }
}
