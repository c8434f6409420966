package io.github.crdt4j.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.openjdk.jmh.runner.RunnerException;

/** Runs a few benchmarks over growing states, prints the times as Markdown tables and draws those of sets. */
public final class Growth {

    private static final Integer[] SIZES = {1000, 10_000, 100_000, 1_000_000};
    private static final Integer[] REPLICAS = {10, 100, 1000, 10_000};
    private static final Map<String, Color> COLORS =
            Map.of("crdt4j", new Color(0x1B6CA8), "pekko", new Color(0xC8553D));
    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.CIRCLE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.SQUARE);
    private static final List<String> DRAWN = List.of("merge, 10 differences", "delta of one add", "add");
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private Growth() {}

    /**
     * Runs and draws.
     *
     * @param arguments the file to write, a PNG; and perhaps --quick or --smoke
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        System.setProperty("java.awt.headless", "true");
        var trials = new Trials(arguments.length > 1 ? Effort.of(arguments[1]) : Effort.FULL);
        List<Workload> sets = sets();
        List<Workload> replicas = replicas();
        trials.run(sets);
        trials.run(replicas);
        print(trials, "elements", sets, SIZES);
        System.out.println();
        print(trials, "replicas", replicas, REPLICAS);
        BitmapEncoder.saveBitmap(draw(trials, sets), arguments[0], BitmapEncoder.BitmapFormat.PNG);
    }

    private static List<Workload> sets() {
        List<Workload> all = new ArrayList<>();
        all.add(Workloads.merge("mergeDecoded", "strings", 10));
        all.add(Workloads.set("apply the delta of one add", "SetDeltaBenchmark.applyAdd", "strings"));
        all.add(Workloads.set("add", "LocalSetBenchmark.add", "strings"));
        all.replaceAll(workload -> workload.sizes(SIZES).quick(SIZES).libraries("crdt4j", "pekko"));
        return all;
    }

    private static List<Workload> replicas() {
        List<Workload> all = new ArrayList<>();
        for (String type : List.of("GCounter", "PNCounter")) {
            all.add(Workloads.counter(type, "merge, 10 differences on each side, decoded", "mergeDecoded"));
            all.add(Workloads.counter(type, "increment", "increment"));
        }
        all.add(Workload.of(
                "vector clock: merge, 10 differences on each side, decoded",
                "ClockBenchmark.mergeClocksDecoded",
                Map.of()));
        all.add(Workload.of("vector clock: tick", "ClockBenchmark.incrementClock", Map.of()));
        all.replaceAll(workload -> workload.sizes(REPLICAS).quick(REPLICAS).libraries("crdt4j", "pekko"));
        return all;
    }

    private static void print(Trials trials, String unit, List<Workload> workloads, Integer[] sizes) {
        var head = new StringBuilder("| µs, by number of " + unit + " | |");
        for (int size : sizes) {
            head.append(' ').append(Figures.grouped(size)).append(" |");
        }
        System.out.println(head.append(" last / first |"));
        System.out.println("|---|---|" + "---|".repeat(sizes.length + 1));
        for (Workload workload : workloads) {
            String words = workload.words();
            for (String library : workload.libraries()) {
                var row = new StringBuilder("| " + words + " | " + name(library) + " |");
                for (int size : sizes) {
                    row.append(' ')
                            .append(Figures.of(trials.micros(workload, library, size)))
                            .append(" |");
                }
                double first = trials.micros(workload, library, sizes[0]);
                double last = trials.micros(workload, library, sizes[sizes.length - 1]);
                System.out.println(
                        row.append(' ').append(Figures.of(last / first)).append(" |"));
                words = "";
            }
        }
    }

    private static String name(String library) {
        return "pekko".equals(library) ? "Pekko" : library;
    }

    private static XYChart draw(Trials trials, List<Workload> sets) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Time of one operation on a set of strings")
                .xAxisTitle("elements")
                .yAxisTitle("microseconds")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setChartBackgroundColor(Color.WHITE);
        double[] sizes =
                List.of(SIZES).stream().mapToDouble(Integer::doubleValue).toArray();
        for (int turn = 0; turn < sets.size(); turn++) {
            Workload workload = sets.get(turn);
            for (String library : workload.libraries()) {
                double[] micros = List.of(SIZES).stream()
                        .mapToDouble(size -> trials.micros(workload, library, size))
                        .toArray();
                XYSeries line = chart.addSeries(name(library) + ": " + DRAWN.get(turn), sizes, micros);
                line.setLineColor(COLORS.get(library));
                line.setMarkerColor(COLORS.get(library));
                line.setMarker(MARKERS.get(turn));
            }
        }
        return chart;
    }
}
