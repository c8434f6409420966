package io.github.crdt4j.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs benchmarks and prints the ratios of the peer's time to ours as a Markdown table. */
public final class Ratios {

    private Ratios() {}

    /**
     * Runs benchmarks.
     *
     * @param arguments those of JMH
     * @throws RunnerException if JMH cannot run them
     * @throws CommandLineOptionException if JMH does not know an argument
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Map<String, Map<String, Double>> times = new TreeMap<>();
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String row = "| " + name.substring(name.lastIndexOf('.') + 1) + others(result) + " | "
                    + result.getParams().getParam("n") + " | ";
            times.computeIfAbsent(row, any -> new TreeMap<>())
                    .put(
                            result.getParams().getParam("library"),
                            result.getPrimaryResult().getScore());
        }
        System.out.println();
        System.out.println("| workload | n | crdt4j µs | Pekko µs | Pekko / crdt4j |");
        System.out.println("|---|---|---|---|---|");
        times.forEach((row, byLibrary) -> {
            double ours = byLibrary.getOrDefault("crdt4j", Double.NaN);
            double theirs = byLibrary.getOrDefault("pekko", Double.NaN);
            System.out.printf(Locale.ROOT, "%s%.3g | %.3g | %.2f |%n", row, ours, theirs, theirs / ours);
        });
    }

    /** The parameters that not every benchmark has. */
    private static String others(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .filter(key -> !key.equals("library") && !key.equals("n"))
                .map(key -> ", " + result.getParams().getParam(key))
                .collect(Collectors.joining());
    }
}
