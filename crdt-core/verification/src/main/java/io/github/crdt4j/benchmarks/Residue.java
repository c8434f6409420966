package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Prints what changes cost of a key that many incarnations counted under and that was removed: microseconds of processor time. */
public final class Residue {

    private static final int WARM_UPS = 300;
    private static final int CALLS = 41;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static volatile Object kept;

    private Residue() {}

    /**
     * Measures and prints.
     *
     * @param arguments how many incarnations, 4 000 if none
     */
    public static void main(String[] arguments) {
        int incarnations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4000;
        var random = new Random(9);
        List<ReplicaId> ids = new ArrayList<>();
        for (int i = 0; i <= incarnations; i++) {
            ids.add(ReplicaId.fresh("service", random));
        }
        ReplicaId fresh = ids.remove(0);
        ReplicaId old = ids.get(incarnations / 2);
        flat(ids, fresh, old);
        nested(ids, fresh);
    }

    private static void flat(List<ReplicaId> ids, ReplicaId fresh, ReplicaId old) {
        ORMap<String, PNCounter> counted = ORMap.empty(PNCounter.empty());
        for (ReplicaId id : ids) {
            counted = update(counted, id, "k");
        }
        ORMap<String, PNCounter> residue = counted.remove("k");
        ORMap<String, PNCounter> first = update(residue, fresh, "k");
        ORMap<String, PNCounter> second = update(first, fresh, "k");
        ORMap<String, PNCounter> firstDelta = first.delta(residue);
        ORMap<String, PNCounter> secondDelta = second.delta(first);
        ORMap<String, PNCounter> removal = second.remove("k").delta(second);
        ORMap<String, PNCounter> beside = second;
        for (int i = 0; i < 1000; i++) {
            beside = update(beside, fresh, "key-" + i);
        }
        ORMap<String, PNCounter> wide = beside;
        KryoCodec codec = KryoCodec.create();
        byte[] bytes = codec.encode(residue);
        print("first update by a new writer", () -> update(residue, fresh, "k"));
        print("update by a writer of before", () -> update(residue, old, "k"));
        print("second update", () -> update(first, fresh, "k"));
        print("removal", () -> second.remove("k"));
        print("merge of the delta of a first update", () -> residue.merge(firstDelta));
        print("merge of the delta of a second update", () -> first.merge(secondDelta));
        print("merge of a removal", () -> second.merge(removal));
        print("merge of a removal beside 1 000 keys", () -> wide.merge(removal));
        print("decode", () -> codec.decode(bytes, residue));
    }

    private static void nested(List<ReplicaId> ids, ReplicaId fresh) {
        ORMap<String, ORMap<String, PNCounter>> counted = ORMap.empty(ORMap.empty(PNCounter.empty()));
        for (ReplicaId id : ids) {
            counted = counted.update(id, "outer", inner -> update(inner, id, "k"));
        }
        ORMap<String, ORMap<String, PNCounter>> first =
                counted.remove("outer").update(fresh, "outer", inner -> update(inner, fresh, "k"));
        print(
                "second update in a map in the map",
                () -> first.update(fresh, "outer", inner -> update(inner, fresh, "k")));
        print("removal of a map in the map", () -> first.remove("outer"));
    }

    private static ORMap<String, PNCounter> update(ORMap<String, PNCounter> map, ReplicaId self, String key) {
        return map.update(self, key, counter -> counter.increment(self));
    }

    private static void print(String what, Supplier<?> action) {
        for (int i = 0; i < WARM_UPS; i++) {
            kept = action.get();
        }
        var times = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            kept = action.get();
            times[i] = THREADS.getCurrentThreadCpuTime() - before;
        }
        Arrays.sort(times);
        System.out.printf("%-40s %8.1f%n", what, times[CALLS / 2] / 1e3);
    }
}
