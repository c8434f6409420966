package io.github.crdt4j.benchmarks;

import io.github.crdt4j.kryo.KryoCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * Prints, as a Markdown table, how many bytes states and deltas are on the wire: by our codec, and by Pekko's serializer, which
 * gzips some types; and what the JDK's {@code Deflater} makes of the strings alone.
 */
public final class Bytes {

    private static final KryoCodec CODEC = KryoCodec.create();
    private static final List<Integer> SIZES = List.of(8, 1_000, 100_000);
    private static final List<Integer> REPLICAS = List.of(3, 100, 10_000);
    private static final double RANDOM_GOAL = 1.4;
    private static final double USERS_GOAL = 1.7;
    private static final double DEFLATER_GOAL = 1.05;
    private static final int SECTION = 4096; // as many elements as the format has in one

    private final ToIntFunction<Object> peers;

    private Bytes(ToIntFunction<Object> peers) {
        this.peers = peers;
    }

    /**
     * Measures.
     *
     * @param arguments the path of an Apache log in the "combined" format, for the rows of its strings; or none, to leave them
     *     out
     * @throws IOException if the log cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        try (var wire = new WireLibrary()) {
            var serializer = wire.pekko();
            var bytes = new Bytes(state -> serializer.toBinary(state).length);
            bytes.print();
            if (arguments.length > 0) {
                bytes.print(ApacheLog.of(Path.of(arguments[0])));
            }
        }
    }

    private void print() {
        System.out.println("| bytes on the wire | n | crdt4j | `Deflater` | Pekko | Pekko / crdt4j | goal |");
        System.out.println("|---|---|---|---|---|---|---|");
        sets("set of random strings, each element", "letters", RANDOM_GOAL);
        sets("set of user-0000000, user-0000001, ..., each element", "users", USERS_GOAL);
        sets("the same in random order, each element", "shuffled", USERS_GOAL);
        sets("set of random longs, each element", "longs", Double.NaN);
        texts("set of mail addresses, each element", Elements.of("mail", Workload.MANY));
        texts("set of UUIDs as text, each element", Elements.of("uuids", Workload.MANY));
        maps();
        counters("GCounter");
        counters("PNCounter");
        deltas("delta of one add", (sets, element) -> set -> sets.deltaOfAdd(set, 1, "another element"));
        deltas("delta of one remove", (sets, element) -> set -> sets.deltaOfRemove(set, 1, element));
    }

    private void print(ApacheLog log) {
        texts("set of the request paths of a log, each element", log.paths().toArray());
        texts("set of its referrers, each element", log.referrers().toArray());
        texts("set of its user agents, each element", log.agents().toArray());
        texts("set of its addresses, each element", log.addresses().toArray());
    }

    private void sets(String words, String kind, double goal) {
        for (int n : SIZES) {
            Object[] elements = Elements.of(kind, n);
            double ours = ours(SetLibrary.of("crdt4j").of(elements));
            double theirs = peers.applyAsInt(SetLibrary.of("pekko").of(elements));
            double deflated = kind.equals("longs") ? Double.NaN : (double) deflated(elements) / n;
            double aim = n == Workload.MANY ? goal : Double.NaN;
            row(words, n, ours / n, deflated, theirs / n, goal(theirs / ours, aim));
        }
    }

    /** Strings such as people have: no more than {@code Deflater} makes of them and a twentieth, and fewer than Pekko. */
    private void texts(String words, Object[] elements) {
        int n = elements.length;
        double ours = ours(SetLibrary.of("crdt4j").of(elements));
        double theirs = peers.applyAsInt(SetLibrary.of("pekko").of(elements));
        double deflated = deflated(elements);
        boolean isMissed = ours > DEFLATER_GOAL * deflated || ours >= theirs;
        row(
                words,
                n,
                ours / n,
                deflated / n,
                theirs / n,
                "≤ " + DEFLATER_GOAL + " `Deflater`, < Pekko" + (isMissed ? ", missed" : ""));
    }

    /**
     * What {@code new Deflater(6, true)} makes of strings, a line each, in the order and the sections that a set of ours has
     * them in when three replicas add them in turn.
     */
    private static int deflated(Object[] elements) {
        List<Object> ordered = IntStream.range(0, 3)
                .boxed()
                .flatMap(replica -> IntStream.range(0, elements.length)
                        .filter(i -> i % 3 == replica)
                        .mapToObj(i -> elements[i]))
                .toList();
        int sum = 0;
        for (int from = 0; from < ordered.size(); from += SECTION) {
            var lines = new StringBuilder();
            ordered.subList(from, Math.min(from + SECTION, ordered.size()))
                    .forEach(text -> lines.append(text).append('\n'));
            var deflater = new Deflater(6, true);
            deflater.setInput(lines.toString().getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            byte[] room = new byte[1 << 16];
            while (!deflater.finished()) {
                sum += deflater.deflate(room);
            }
            deflater.end();
        }
        return sum;
    }

    private void maps() {
        for (int n : SIZES) {
            Object[] keys = Elements.of("letters", n);
            double ours = ours(filled(MapLibrary.of("crdt4j"), keys));
            double theirs = peers.applyAsInt(filled(MapLibrary.of("pekko"), keys));
            row("map of random strings to PN-counters, each key", n, ours / n, Double.NaN, theirs / n, "");
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
            row(type + ", each replica", n, ours / n, Double.NaN, theirs / n, "");
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
        row("set of random strings, " + words, Workload.MANY, ours, Double.NaN, theirs, "");
    }

    private static int ours(Object state) {
        return CODEC.encode((io.github.crdt4j.Crdt<?>) state).length;
    }

    private static String goal(double ratio, double goal) {
        return Double.isNaN(goal) ? "" : "≥ " + Figures.of(goal) + (ratio < goal ? ", missed" : "");
    }

    private static void row(String words, int n, double ours, double deflated, double theirs, String goal) {
        String mark = theirs < ours ? "**" : "";
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s |",
                words,
                Figures.grouped(n),
                mark + Figures.of(ours) + mark,
                Double.isNaN(deflated) ? "" : Figures.of(deflated),
                mark + Figures.of(theirs) + mark,
                mark + Figures.of(theirs / ours) + mark,
                goal));
    }
}
