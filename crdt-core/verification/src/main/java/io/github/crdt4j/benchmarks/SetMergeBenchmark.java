package io.github.crdt4j.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Merges of two sets that have gone on by themselves; half of the differences are adds, half removes. */
public class SetMergeBenchmark extends Microbenchmark {

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"strings", "longs"})
    String elements;

    @Param({"0", "10", "1000"})
    int differences;

    @Param({"8", "1000", "100000"})
    int n;

    private SetLibrary<Object> sets;
    private Object here;
    private Object there;
    private Object decoded;

    /** Builds both sides, and checks what their merge has. */
    @Setup
    public void prepare() {
        sets = SetLibrary.of(library);
        var source = new Elements(elements, 1);
        Object[] all = source.next(n);
        here = sets.of(all);
        there = here;
        int added = differences == 0 ? 5 : differences / 2;
        int removed = Math.min(added, n / 4);
        for (int i = 0; i < added; i++) {
            here = sets.add(here, 0, source.next());
            there = sets.add(there, 1, source.next());
        }
        for (int i = 0; i < removed; i++) {
            int first = (int) ((long) i * n / removed);
            here = sets.remove(here, 0, all[first]);
            there = sets.remove(there, 1, all[first + n / removed / 2]);
        }
        if (differences == 0) {
            // Equal, and not the same object.
            Object both = sets.merge(here, there);
            there = sets.merge(there, here);
            here = both;
        }
        decoded = sets.unshared(there);
        check(sets.size(mergeShared()), n + 2 * added - 2 * removed);
        check(sets.size(mergeDecoded()), n + 2 * added - 2 * removed);
    }

    private static void check(int size, int expected) {
        if (size != expected) {
            throw new IllegalStateException("the merge has " + size + " elements instead of " + expected);
        }
    }

    /** Merges states that share in memory what they have in common. */
    @Benchmark
    public Object mergeShared() {
        return sets.merge(here, there);
    }

    /** Merges states of which the other one came from bytes. */
    @Benchmark
    public Object mergeDecoded() {
        return sets.merge(here, decoded);
    }
}
