package io.github.crdt4j.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some rows of a table: one benchmark in several sizes.
 *
 * @param words what is done, for the table
 * @param method the class and the method
 * @param parameters those of the benchmark but for the library and the size
 * @param sizes all sizes
 * @param quick the sizes when there is little time
 * @param goals by size
 * @param floor the method of {@link FloorBenchmark} that tells what nobody gets below, or ""
 * @param libraries which are measured
 */
record Workload(
        String words,
        String method,
        Map<String, String> parameters,
        List<Integer> sizes,
        List<Integer> quick,
        Map<Integer, Goal> goals,
        String floor,
        List<String> libraries) {

    static final int THOUSAND = 1000;
    static final int MANY = 100_000;
    static final int MILLION = 1_000_000;

    static Workload of(String words, String method, Map<String, String> parameters) {
        return new Workload(
                words,
                method,
                parameters,
                List.of(8, THOUSAND, MANY),
                List.of(MANY),
                Map.of(),
                "",
                List.of("crdt4j", "pekko", "wurmloch"));
    }

    Workload sizes(Integer... all) {
        return new Workload(words, method, parameters, List.of(all), quick, goals, floor, libraries);
    }

    Workload quick(Integer... few) {
        return new Workload(words, method, parameters, sizes, List.of(few), goals, floor, libraries);
    }

    Workload fullOnly() {
        return quick(new Integer[0]);
    }

    Workload goal(int size, Goal goal) {
        var more = new TreeMap<>(goals);
        more.put(size, goal);
        return new Workload(words, method, parameters, sizes, quick, more, floor, libraries);
    }

    Workload floor(String benchmark) {
        return new Workload(words, method, parameters, sizes, quick, goals, benchmark, libraries);
    }

    Workload libraries(String... only) {
        return new Workload(words, method, parameters, sizes, quick, goals, floor, List.of(only));
    }

    /** The name of the method alone. */
    String call() {
        return method.substring(method.indexOf('.') + 1);
    }
}
