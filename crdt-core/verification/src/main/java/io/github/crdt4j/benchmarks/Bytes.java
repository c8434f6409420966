package io.github.crdt4j.benchmarks;

import io.github.crdt4j.kryo.KryoCodec;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Prints, as a Markdown table, how many bytes states and deltas are on the wire: by our codec, and by Pekko's serializer, which
 * gzips some types.
 */
public final class Bytes {

    private static final KryoCodec CODEC = KryoCodec.create();
    private static final List<Integer> SIZES = List.of(8, 1_000, 100_000);
    private static final List<Integer> REPLICAS = List.of(3, 100, 10_000);
    private static final double RANDOM_GOAL = 1.4;
    private static final double USERS_GOAL = 1.7;

    private final ToIntFunction<Object> peers;

    private Bytes(ToIntFunction<Object> peers) {
        this.peers = peers;
    }

    /**
     * Measures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (var wire = new WireLibrary()) {
            var serializer = wire.pekko();
            new Bytes(state -> serializer.toBinary(state).length).print();
        }
    }

    private void print() {
        System.out.println("| bytes on the wire | n | crdt4j | Pekko | Pekko / crdt4j | goal |");
        System.out.println("|---|---|---|---|---|---|");
        sets("set of random strings, each element", "letters", RANDOM_GOAL);
        sets("set of user-0000000, user-0000001, ..., each element", "users", USERS_GOAL);
        sets("the same in random order, each element", "shuffled", USERS_GOAL);
        sets("set of random longs, each element", "longs", Double.NaN);
        maps();
        counters("GCounter");
        counters("PNCounter");
        deltas("delta of one add", (sets, element) -> set -> sets.deltaOfAdd(set, 1, "another element"));
        deltas("delta of one remove", (sets, element) -> set -> sets.deltaOfRemove(set, 1, element));
    }

    private void sets(String words, String kind, double goal) {
        for (int n : SIZES) {
            Object[] elements = Elements.of(kind, n);
            double ours = ours(SetLibrary.of("crdt4j").of(elements));
            double theirs = peers.applyAsInt(SetLibrary.of("pekko").of(elements));
            row(words, n, ours / n, theirs / n, n == Workload.MANY ? goal : Double.NaN);
        }
    }

    private void maps() {
        for (int n : SIZES) {
            Object[] keys = Elements.of("letters", n);
            double ours = ours(filled(MapLibrary.of("crdt4j"), keys));
            double theirs = peers.applyAsInt(filled(MapLibrary.of("pekko"), keys));
            row("map of random strings to PN-counters, each key", n, ours / n, theirs / n, Double.NaN);
        }
    }

    private static Object filled(MapLibrary<Object> maps, Object[] keys) {
        Object map = maps.empty();
        for (int i = 0; i < keys.length; i++) {
            map = maps.increment(map, i % 3, (String) keys[i]);
        }
        return map;
    }

    private void counters(String type) {
        for (int n : REPLICAS) {
            double ours = ours(filled(CounterLibrary.of("crdt4j", type, n), n));
            double theirs = peers.applyAsInt(filled(CounterLibrary.of("pekko", type, n), n));
            row(type + ", each replica", n, ours / n, theirs / n, Double.NaN);
        }
    }

    private static Object filled(CounterLibrary<Object> counters, int replicas) {
        Object counter = counters.empty();
        for (int i = 0; i < replicas; i++) {
            for (int times = i % 10; times >= 0; times--) {
                counter = counters.increment(counter, i);
            }
        }
        return counter;
    }

    /** Makes the delta of a change of a set that has the element. */
    @FunctionalInterface
    private interface Changed {
        Function<Object, Object> of(SetLibrary<Object> sets, Object element);
    }

    private void deltas(String words, Changed changed) {
        Object[] elements = Elements.of("letters", Workload.MANY);
        SetLibrary<Object> here = SetLibrary.of("crdt4j");
        SetLibrary<Object> there = SetLibrary.of("pekko");
        double ours = ours(changed.of(here, elements[1]).apply(here.of(elements)));
        double theirs = peers.applyAsInt(changed.of(there, elements[1]).apply(there.of(elements)));
        row("set of random strings, " + words, Workload.MANY, ours, theirs, Double.NaN);
    }

    private static int ours(Object state) {
        return CODEC.encode((io.github.crdt4j.Crdt<?>) state).length;
    }

    private static void row(String words, int n, double ours, double theirs, double goal) {
        String aim = Double.isNaN(goal) ? "" : "≥ " + Figures.of(goal) + (theirs / ours < goal ? ", missed" : "");
        String mark = theirs < ours ? "**" : "";
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |",
                words,
                Figures.grouped(n),
                mark + Figures.of(ours) + mark,
                mark + Figures.of(theirs) + mark,
                mark + Figures.of(theirs / ours) + mark,
                aim));
    }
}
