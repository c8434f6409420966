package io.github.crdt4j.benchmarks;

import static io.github.crdt4j.benchmarks.Workload.MANY;
import static io.github.crdt4j.benchmarks.Workload.MILLION;
import static io.github.crdt4j.benchmarks.Workload.THOUSAND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of the table of ratios, with the goals that were set for them. */
final class Workloads {

    private static final Integer[] REPLICAS = {3, 100, 10_000};
    private static final int MOST_REPLICAS = 10_000;

    private Workloads() {}

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        addLocal(all, "strings");
        addMerges(all, "strings");
        addDeltas(all, "strings");
        addLocal(all, "longs");
        all.add(merge("mergeDecoded", "longs", 10));
        all.add(merge("mergeShared", "longs", 10).sizes(MANY).fullOnly());
        all.add(set("apply the delta of one add", "SetDeltaBenchmark.applyAdd", "longs")
                .fullOnly());
        addBytes(all);
        addMaps(all);
        addCounters(all, "GCounter");
        addCounters(all, "PNCounter");
        addClocks(all);
        return all;
    }

    static List<Workload> floors() {
        return List.of(
                floor("which of n events live after a merge, a bit each", "liveMasks"),
                floor("compare n dots of eight bytes", "compareDots"),
                floor("look up a key in a HashMap of n", "hashMapGet"));
    }

    private static Workload floor(String words, String method) {
        return Workload.of(words, "FloorBenchmark." + method, Map.of())
                .sizes(MANY)
                .libraries("floor");
    }

    static Workload set(String words, String method, String elements) {
        return Workload.of("set of " + elements + ": " + words, method, Map.of("elements", elements));
    }

    private static void addLocal(List<Workload> all, String elements) {
        boolean strings = "strings".equals(elements);
        Integer[] both = strings ? new Integer[] {8, MANY} : new Integer[0];
        all.add(atLeast(set("add", "LocalSetBenchmark.add", elements).quick(strings ? both : new Integer[] {MANY})));
        all.add(atLeast(set("remove", "LocalSetBenchmark.remove", elements).quick(both)));
        all.add(atLeast(set("contains", "LocalSetBenchmark.contains", elements).quick(both))
                .floor("hashMapGet"));
        all.add(set("one of 100 changes of an edit", "LocalSetBenchmark.edit", elements)
                .sizes(strings ? new Integer[] {8, THOUSAND, MANY} : new Integer[] {MANY})
                .quick(strings ? new Integer[] {MANY} : new Integer[0])
                .goal(MANY, Goal.ratio(4)));
    }

    private static Workload atLeast(Workload workload) {
        return workload.goal(8, Goal.ratio(1)).goal(THOUSAND, Goal.ratio(1)).goal(MANY, Goal.ratio(1.5));
    }

    static Workload merge(String method, String elements, int differences) {
        String how = "mergeShared".equals(method) ? "the rest shared in memory" : "the other decoded from bytes";
        String words = "merge, " + differences + " differences on each side, " + how;
        return Workload.of(
                        "set of " + elements + ": " + words,
                        "SetMergeBenchmark." + method,
                        Map.of("elements", elements, "differences", Integer.toString(differences)))
                .floor("liveMasks");
    }

    private static void addMerges(List<Workload> all, String elements) {
        all.add(merge("mergeShared", elements, 0).fullOnly());
        all.add(merge("mergeDecoded", elements, 0));
        Goal near = Goal.ratio(10_000);
        all.add(merge("mergeShared", elements, 10)
                .sizes(8, THOUSAND, MANY, MILLION)
                .goal(MANY, near));
        all.add(merge("mergeDecoded", elements, 10)
                .sizes(8, THOUSAND, MANY, MILLION)
                .goal(MANY, near)
                .goal(MILLION, Goal.ratio(100_000)));
        all.add(merge("mergeShared", elements, 1000).sizes(THOUSAND, MANY).goal(MANY, Goal.ratio(150)));
        all.add(merge("mergeDecoded", elements, 1000).sizes(THOUSAND, MANY).goal(MANY, Goal.ratio(150)));
        all.add(set("merge two disjoint halves", "SetExtremesBenchmark.mergeDisjoint", elements)
                .goal(MANY, Goal.ratio(20)));
        all.add(set("merge with a later state of its own", "SetExtremesBenchmark.fastForward", elements));
    }

    private static void addDeltas(List<Workload> all, String elements) {
        all.add(set("apply the delta of one add", "SetDeltaBenchmark.applyAdd", elements)
                .goal(MANY, Goal.ratio(30_000)));
        all.add(set("apply the delta of one remove, after others", "SetDeltaBenchmark.applyRemove", elements)
                .goal(MANY, Goal.ratio(2)));
        all.add(set("apply the first delta of a remove", "SetDeltaBenchmark.applyFirstRemove", elements)
                .fullOnly());
        all.add(set("apply the delta of one remove again", "SetDeltaBenchmark.applyRemoveAgain", elements)
                .fullOnly());
        all.add(set(
                        "apply the first delta of a remove, without hints",
                        "SetDeltaBenchmark.applyFirstRemoveUnhinted",
                        elements)
                .libraries("crdt4j"));
        all.add(set("delta after 10 updates", "SetDifferenceBenchmark.difference", elements)
                .libraries("crdt4j")
                .goal(MANY, Goal.micros(10)));
    }

    private static void addBytes(List<Workload> all) {
        all.add(bytes("encode", "encode").goal(MANY, Goal.ratio(50)));
        all.add(bytes("decode", "decode").goal(MANY, Goal.ratio(12)));
        all.add(bytes("merge a nearly equal state from its bytes", "mergeFromBytes")
                .goal(MANY, Goal.ratio(10_000)));
    }

    private static Workload bytes(String words, String method) {
        return Workload.of("set of strings: " + words, "WireBenchmark." + method, Map.of("elements", "letters"))
                .libraries("crdt4j", "pekko");
    }

    private static void addMaps(List<Workload> all) {
        String map = "map of PN-counters: ";
        all.add(Workload.of(map + "apply the delta of one key", "MapBenchmark.applyUpdate", Map.of())
                .goal(MANY, Goal.ratio(100_000)));
        all.add(Workload.of(
                        map + "merge, 10 differences on each side, the other decoded from bytes",
                        "MapBenchmark.mergeDecoded",
                        Map.of())
                .goal(MANY, Goal.ratio(7500)));
        all.add(Workload.of(map + "update one key", "MapBenchmark.update", Map.of())
                .goal(MANY, Goal.ratio(2)));
        all.add(Workload.of(map + "one of 100 changes of an edit", "MapBenchmark.edit", Map.of())
                .quick(MANY)
                .goal(MANY, Goal.ratio(4)));
    }

    static Workload counter(String type, String words, String method) {
        return Workload.of(type + ": " + words, "CounterBenchmark." + method, Map.of("type", type))
                .sizes(REPLICAS)
                .quick(MOST_REPLICAS);
    }

    private static void addCounters(List<Workload> all, String type) {
        Goal twice = Goal.ratio(2);
        all.add(counter(type, "increment", "increment")
                .quick(REPLICAS[0], MOST_REPLICAS)
                .goal(REPLICAS[0], twice)
                .goal(REPLICAS[1], twice)
                .goal(REPLICAS[2], twice));
        Integer[] quick = "PNCounter".equals(type) ? new Integer[] {MOST_REPLICAS} : new Integer[0];
        all.add(counter(type, "value", "value").quick(quick));
        String merge = "merge, 10 differences on each side, ";
        all.add(counter(type, merge + "the rest shared in memory", "mergeShared")
                .quick(quick)
                .goal(MOST_REPLICAS, Goal.ratio(100)));
        all.add(counter(type, merge + "the other decoded from bytes", "mergeDecoded")
                .goal(MOST_REPLICAS, Goal.ratio(100)));
    }

    private static void addClocks(List<Workload> all) {
        String merge = "merge, 10 differences on each side, ";
        all.add(clock("vector clock: tick", "incrementClock"));
        all.add(clock("vector clock: " + merge + "the rest shared in memory", "mergeClocksShared"));
        all.add(clock("vector clock: " + merge + "the other decoded from bytes", "mergeClocksDecoded")
                .quick(MOST_REPLICAS));
        all.add(clock("causal context: add the next event", "incrementContext"));
        all.add(clock("causal context: contains", "containsInContext"));
        all.add(clock("causal context: " + merge + "the rest shared in memory", "mergeContextsShared"));
        all.add(clock("causal context: " + merge + "the other decoded from bytes", "mergeContextsDecoded")
                .quick(MOST_REPLICAS));
    }

    private static Workload clock(String words, String method) {
        return Workload.of(words, "ClockBenchmark." + method, Map.of())
                .sizes(MOST_REPLICAS)
                .fullOnly();
    }
}
