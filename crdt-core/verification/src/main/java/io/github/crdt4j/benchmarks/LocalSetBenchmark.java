package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What one replica does with its set. Elements change from call to call, so that caches do not hide where they lie. */
public class LocalSetBenchmark extends Microbenchmark {

    private static final int CALLS = 1024;
    private static final int EDITED = 100;

    @Param({"crdt4j", "pekko"})
    String library;

    @Param({"strings", "longs"})
    String elements;

    @Param({"8", "1000", "100000"})
    int n;

    private SetLibrary<Object> sets;
    private Object set;
    private Object[] present;
    private Object[] absent;
    private Object[] added;
    private Object[] removed;
    private int turn;

    /** Builds the set. */
    @Setup
    public void prepare() {
        sets = SetLibrary.of(library);
        var source = new Elements(elements, 1);
        Object[] all = source.next(n);
        set = sets.of(all);
        present = new Object[CALLS];
        Arrays.setAll(present, i -> Elements.copy(all[(int) (i * 7919L % n)]));
        absent = source.next(CALLS);
        added = source.next(EDITED / 2);
        removed = n < EDITED ? added : Arrays.copyOf(present, EDITED / 2);
        int expected = n < EDITED ? n : n + added.length - removed.length;
        if (sets.size(edit()) != expected) {
            throw new IllegalStateException("an edit left " + sets.size(edit()) + " of " + expected);
        }
    }

    private int next() {
        turn = (turn + 1) % CALLS;
        return turn;
    }

    /** Adds an element. */
    @Benchmark
    public Object add() {
        return sets.add(set, 0, absent[next()]);
    }

    /** Removes an element. */
    @Benchmark
    public Object remove() {
        return sets.remove(set, 0, present[next()]);
    }

    /** Finds an element. */
    @Benchmark
    public boolean contains() {
        return sets.contains(set, present[next()]);
    }

    /** Fifty adds and fifty removes; the time is that of one of them. */
    @Benchmark
    @OperationsPerInvocation(EDITED)
    public Object edit() {
        return sets.edit(set, 0, added, removed);
    }
}
