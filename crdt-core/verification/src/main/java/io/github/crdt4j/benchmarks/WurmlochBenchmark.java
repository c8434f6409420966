package io.github.crdt4j.benchmarks;

import com.netopyr.wurmloch.crdt.GCounter;
import com.netopyr.wurmloch.crdt.ORSet;
import com.netopyr.wurmloch.crdt.PNCounter;
import com.netopyr.wurmloch.store.LocalCrdtStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What of the other benchmarks wurmloch-crdt can do, under the same names. It sends operations and merges no states. A set is
 * changed in place, so there is a new one for each call; it looks at all elements, so there are few.
 */
public class WurmlochBenchmark extends Microbenchmark {

    @Param("wurmloch")
    String library;

    /** A set as often as it is changed. */
    @State(Scope.Benchmark)
    public static class Sets {

        @Param({"strings", "longs"})
        String elements;

        @Param({"8", "1000"})
        int n;

        private Object[] all;
        private Object absent;
        private Object probe;
        private ORSet<Object> set;

        /** Draws the elements. */
        @Setup
        public void prepare() {
            var source = new Elements(elements, 1);
            all = source.next(n);
            absent = source.next();
            probe = Elements.copy(all[n / 2]);
        }

        /** Builds the set. */
        @Setup(Level.Invocation)
        public void build() {
            set = new LocalCrdtStore().createORSet("set");
            for (Object element : all) {
                set.add(element);
            }
        }
    }

    /** Counters of one replica: an increment costs the same however many there are. */
    @State(Scope.Benchmark)
    public static class Counters {

        @Param({"GCounter", "PNCounter"})
        String type;

        @Param("3")
        int n;

        private GCounter growing;
        private PNCounter both;

        /** Makes the counters, which other stores have counted with, too. */
        @Setup
        public void prepare() {
            var store = new LocalCrdtStore("node-0");
            growing = store.createGCounter("growing");
            both = store.createPNCounter("both");
            for (int i = 1; i < n; i++) {
                var other = new LocalCrdtStore("node-" + i);
                store.connect(other);
                ((GCounter) other.findGCounter("growing").get()).increment();
                ((PNCounter) other.findPNCounter("both").get()).increment();
                store.disconnect(other);
            }
            growing.increment();
            both.increment();
            if (growing.get() != n || both.get() != n) {
                throw new IllegalStateException("the counters count " + growing.get() + " and " + both.get());
            }
        }
    }

    /** Adds an element. */
    @Benchmark
    public boolean add(Sets sets) {
        return sets.set.add(sets.absent);
    }

    /** Removes an element. */
    @Benchmark
    public boolean remove(Sets sets) {
        return sets.set.remove(sets.probe);
    }

    /** Finds an element. */
    @Benchmark
    public boolean contains(Sets sets) {
        return sets.set.contains(sets.probe);
    }

    /** Counts one more. */
    @Benchmark
    public void increment(Counters counters) {
        if ("GCounter".equals(counters.type)) {
            counters.growing.increment();
        } else {
            counters.both.increment();
        }
    }

    /** Reads. */
    @Benchmark
    public long value(Counters counters) {
        return "GCounter".equals(counters.type) ? counters.growing.get() : counters.both.get();
    }
}
