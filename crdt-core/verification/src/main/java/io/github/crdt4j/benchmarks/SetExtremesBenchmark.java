package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Merges of sets that have nothing in common, and of a set with a later state of its own. */
public class SetExtremesBenchmark extends Microbenchmark {

    private static final int LATER = 10;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"strings", "longs"})
    String elements;

    @Param({"8", "1000", "100000"})
    int n;

    private SetLibrary<Object> sets;
    private Object left;
    private Object right;
    private Object before;
    private Object after;

    /** Builds the sets. */
    @Setup
    public void prepare() {
        sets = SetLibrary.of(library);
        var source = new Elements(elements, 1);
        Object[] all = source.next(n);
        left = half(Arrays.copyOfRange(all, 0, n / 2), 0);
        right = sets.unshared(half(Arrays.copyOfRange(all, n / 2, n), 1));
        before = sets.of(all);
        after = before;
        for (int i = 0; i < LATER; i++) {
            after = sets.add(after, 0, source.next());
        }
        if (sets.size(mergeDisjoint()) != n || sets.size(fastForward()) != n + LATER) {
            throw new IllegalStateException("a merge has lost elements");
        }
    }

    private Object half(Object[] all, int replica) {
        Object set = sets.empty();
        for (Object element : all) {
            set = sets.add(set, replica, element);
        }
        return set;
    }

    /** Merges two halves that have no element and no writer in common. */
    @Benchmark
    public Object mergeDisjoint() {
        return sets.merge(left, right);
    }

    /** Merges a set with what ten adds made of it. */
    @Benchmark
    public Object fastForward() {
        return sets.fastForward(before, after);
    }
}
