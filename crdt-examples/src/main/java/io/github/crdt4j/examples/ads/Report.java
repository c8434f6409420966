package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.ads.AdsRun.Options;
import io.github.crdt4j.examples.ads.AdsRun.Outcome;
import io.github.crdt4j.examples.log.AccessLog.Summary;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints what was done and what came of it. */
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** What the run will be like. */
    void options(Options options) {
        int count = options.replicas();
        out.printf(
                Locale.ROOT,
                "Cluster: %d %s, loss %s, duplicates %s, reordering, seed %d%n",
                count,
                count == 1 ? "replica" : "replicas",
                percent(options.loss()),
                percent(options.duplicate()),
                options.seed());
        if (count > 1) {
            out.println("  " + names(1, count / 2) + " and " + names(count / 2 + 1, count)
                    + " are cut off from each other after a third of the log, "
                    + (options.heals() ? "for another third" : "for ever"));
        }
        out.flush();
    }

    /** What came of it. */
    void outcome(Outcome outcome) {
        Map<String, Values> values = new LinkedHashMap<>();
        outcome.states().forEach((id, state) -> values.put(id.name(), state.values()));
        new CountReport(out).counts(outcome.expected(), values);
        Traffic traffic = outcome.traffic();
        out.printf(
                Locale.ROOT,
                "Shipped: %d messages, %d bytes; with full states in the same messages %d bytes%s%n",
                traffic.messages(),
                traffic.bytes(),
                traffic.fullBytes(),
                traffic.bytes() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.1f times as much", (double) traffic.fullBytes() / traffic.bytes()));
        out.println(
                outcome.converged()
                        ? "Converged after " + outcome.rounds() + " rounds: every replica is in the same state."
                        : "NOT CONVERGED: after " + outcome.rounds() + " rounds the replicas differ.");
    }

    /** The outcome for programs: the last line. */
    void lastLine(Outcome outcome, Summary log) {
        long impressions = outcome.states().values().stream()
                .mapToLong(state -> state.values().impressions())
                .min()
                .orElseThrow();
        out.println("converged=" + outcome.converged() + " replicas="
                + outcome.states().size() + " events=" + log.requests() + " malformed=" + log.malformed()
                + " impressions=" + impressions + " expected="
                + outcome.expected().impressions() + " bytes="
                + outcome.traffic().bytes() + " fullbytes="
                + outcome.traffic().fullBytes() + " messages="
                + outcome.traffic().messages() + " equal="
                + outcome.equal());
    }

    private static String names(int first, int last) {
        return first == last ? "r" + first : "r" + first + " to r" + last;
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.4g", 100 * probability).replaceAll("\\.?0+$", "") + " %";
    }
}
