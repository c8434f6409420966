package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What to send after some updates. Pekko has nothing to compare: there, each update makes a delta and piles it on the last. */
public class SetDifferenceBenchmark extends Microbenchmark {

    private static final int UPDATES = 10;

    @Param("crdt4j")
    String library;

    @Param({"strings", "longs"})
    String elements;

    @Param({"8", "1000", "100000"})
    int n;

    private ORSet<Object> before;
    private ORSet<Object> after;

    /** Builds both states. */
    @Setup
    public void prepare() {
        ReplicaId self = OurSets.REPLICAS[0];
        var source = new Elements(elements, 1);
        Object[] all = source.next(n);
        before = new OurSets().of(all);
        after = before;
        for (int i = 0; i < UPDATES / 2; i++) {
            after = after.add(self, source.next()).remove(all[2 * i * n / UPDATES]);
        }
        if (difference().size() != UPDATES / 2 || !before.merge(difference()).equals(after)) {
            throw new IllegalStateException("not the difference: " + difference());
        }
    }

    /** The least delta. */
    @Benchmark
    public ORSet<Object> difference() {
        return after.delta(before);
    }
}
