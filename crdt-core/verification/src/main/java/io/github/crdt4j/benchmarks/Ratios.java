package io.github.crdt4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and prints the ratios of the peers' times to ours as a Markdown table: rows in which we are slower are
 * bold, and missed goals are called that.
 */
public final class Ratios {

    private Ratios() {}

    /**
     * Runs benchmarks.
     *
     * @param arguments --full, which is the default, --quick, or --smoke, which only shows that everything runs; and a
     *     regular expression, to run only the rows that it finds in the words or in the benchmark's name
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws RunnerException {
        Effort effort = Effort.FULL;
        Pattern rows = Pattern.compile("");
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                effort = Effort.of(argument);
            } else {
                rows = Pattern.compile(argument);
            }
        }
        Pattern wanted = rows;
        List<Workload> workloads = Workloads.all().stream()
                .filter(workload -> wanted.matcher(workload.words()).find()
                        || wanted.matcher(workload.method()).find())
                .toList();
        var trials = new Trials(effort);
        List<Workload> floors = Workloads.floors().stream()
                .map(floor -> floor.quick(Workload.MANY))
                .toList();
        trials.run(floors);
        trials.run(workloads);
        trials.writeTo("target/benchmarks.json");
        System.out.println(
                "| workload | n | crdt4j µs | Pekko µs | Pekko / crdt4j | wurmloch / crdt4j | goal | floor µs |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Workload workload : workloads) {
            String words = workload.words();
            for (int size : trials.sizes(workload)) {
                System.out.println(row(trials, workload, words, size, floor(trials, floors, workload, size)));
                words = "";
            }
        }
        System.out.println();
        System.out.println("| floor | n | µs |");
        System.out.println("|---|---|---|");
        for (Workload floor : floors) {
            double micros = trials.micros(floor, "floor", Workload.MANY);
            System.out.println(
                    "| " + floor.words() + " | " + Figures.grouped(Workload.MANY) + " | " + Figures.of(micros) + " |");
        }
    }

    private static double floor(Trials trials, List<Workload> floors, Workload workload, int size) {
        for (Workload floor : floors) {
            if (size == Workload.MANY && floor.call().equals(workload.floor())) {
                return trials.micros(floor, "floor", size);
            }
        }
        return Double.NaN;
    }

    private static String row(Trials trials, Workload workload, String words, int size, double floor) {
        double ours = trials.micros(workload, "crdt4j", size);
        double pekko = trials.micros(workload, "pekko", size);
        double wurmloch = trials.micros(workload, "wurmloch", size);
        Goal goal = workload.goals().getOrDefault(size, Goal.NONE);
        String aim = goal + (goal.isMissed(ours, pekko) ? ", missed" : "");
        String mark = pekko < ours || wurmloch < ours ? "**" : "";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s |",
                words.isEmpty() ? "" : words,
                Figures.grouped(size),
                marked(mark, Figures.of(ours)),
                marked(mark, Figures.of(pekko)),
                marked(mark, Figures.of(pekko / ours)),
                marked(mark, Figures.of(wurmloch / ours)),
                aim,
                Figures.of(floor));
    }

    private static String marked(String mark, String cell) {
        return cell.isEmpty() ? "" : mark + cell + mark;
    }
}
