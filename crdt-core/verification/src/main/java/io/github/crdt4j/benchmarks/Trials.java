package io.github.crdt4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs workloads, each library in a process of its own, and keeps the mean times. */
final class Trials {

    private static final String WURMLOCH = "wurmloch";

    /** It looks at every element, so more than these would take their time. */
    private static final List<Integer> FEW = List.of(3, 8, Workload.THOUSAND);

    private static final List<String> SAME_IN_WURMLOCH = List.of("add", "remove", "contains", "increment", "value");

    /** The flags of {@link Microbenchmark} with half the heap, as touching it takes as long as measuring. */
    private static final String[] SMALL_HEAP = {
        "-Xms512m", "-Xmn300m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC", "-Dkryo.unsafe=false"
    };

    /** How many times as long the codec warms up: it is the most code, and the last of it is compiled after seconds. */
    private static final int LARGE = 3;

    private record Trial(Workload workload, String library, int size) {}

    private final Effort effort;
    private final Map<Trial, Double> micros = new HashMap<>();
    private final List<RunResult> results = new ArrayList<>();

    Trials(Effort effort) {
        this.effort = effort;
    }

    List<Integer> sizes(Workload workload) {
        return effort == Effort.QUICK ? workload.quick() : workload.sizes();
    }

    /** Runs all; what is being run is written to the error stream. */
    void run(List<Workload> workloads) throws RunnerException {
        int turn = 0;
        for (Workload workload : workloads) {
            turn++;
            if (!sizes(workload).isEmpty()) {
                System.err.println(turn + " of " + workloads.size() + ": " + workload.words() + " " + sizes(workload));
                run(workload);
            }
        }
    }

    private void run(Workload workload) throws RunnerException {
        if (workload.method().startsWith("Operation")) { // which asks each library itself
            run(workload, workload.method(), workload.libraries(), sizes(workload));
            return;
        }
        List<String> states = workload.libraries().stream()
                .filter(library -> !library.equals(WURMLOCH))
                .toList();
        run(workload, workload.method(), states, sizes(workload));
        List<Integer> few = sizes(workload).stream().filter(FEW::contains).toList();
        boolean isSet = workload.method().startsWith("LocalSet");
        if (workload.libraries().contains(WURMLOCH)
                && !few.isEmpty()
                && (isSet || workload.method().startsWith("Counter"))
                && SAME_IN_WURMLOCH.contains(workload.call())) {
            run(workload, "WurmlochBenchmark." + workload.call(), List.of(WURMLOCH), few);
        }
    }

    private void run(Workload workload, String method, List<String> libraries, List<Integer> sizes)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + method.replace(".", "\\.") + "$")
                .param("library", libraries.toArray(String[]::new))
                .param("n", sizes.stream().map(Object::toString).toArray(String[]::new))
                .forks(1)
                .warmupIterations(method.startsWith("Wire") ? LARGE * effort.warmUps : effort.warmUps)
                .warmupTime(effort.each)
                .measurementIterations(effort.iterations)
                .measurementTime(effort.each)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        workload.parameters().forEach(options::param);
        if (effort == Effort.QUICK && sizes.stream().allMatch(size -> size <= Workload.MANY)) {
            options.jvmArgsAppend(SMALL_HEAP);
        }
        for (RunResult result : new Runner(options.build()).run()) {
            results.add(result);
            var trial = new Trial(
                    workload,
                    result.getParams().getParam("library"),
                    Integer.parseInt(result.getParams().getParam("n")));
            micros.put(trial, result.getPrimaryResult().getScore());
        }
    }

    /** The mean time in microseconds, NaN when it was not measured. */
    double micros(Workload workload, String library, int size) {
        return micros.getOrDefault(new Trial(workload, library, size), Double.NaN);
    }

    /** Writes all results, with their errors, as JMH does. */
    void writeTo(String file) {
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
    }
}
