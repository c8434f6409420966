package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.ads.AdsRun.Options;
import io.github.crdt4j.examples.ads.AdsRun.Outcome;
import io.github.crdt4j.examples.log.AccessLog.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what was read, what was done and what came of it. */
final class Report {

    private static final int PAGES = 3;
    private static final int PAGE_WIDTH = 60;
    private static final String ROW = "%-10s %12s %12s %8s %10s %10s   %s%n";

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** What the log was made of. */
    void log(String name, Summary log) {
        out.printf(Locale.ROOT, "Log: %s, %d requests, %d malformed lines%n", name, log.requests(), log.malformed());
        log.examples().forEach(example -> out.println("  line " + example.line() + ": " + example.reason()));
        if (log.malformed() > log.examples().size()) {
            out.println("  and " + (log.malformed() - log.examples().size()) + " more");
        }
        if (log.cutShort() > 0) {
            out.println("  cut short after the request, and counted: " + log.cutShort());
        }
        if (log.requests() == 0 && log.malformed() > 0) {
            out.println("  THERE IS NO REQUEST IN IT: is it in Common or Combined Log Format?");
        }
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
        out.println();
        out.printf(ROW, "", "impressions", "net of bots", "pages", "visitors", "campaigns", "as the plain count");
        row("plain count", outcome.expected(), "");
        outcome.states().forEach((id, state) -> {
            Values values = state.values();
            row(id.name(), values, difference(values, outcome.expected()));
        });
        out.println();
        out.println("Active campaigns: " + campaigns(outcome.expected().creatives()));
        out.println("Most shown: " + mostShown(outcome.expected().pages()));
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

    private void row(String name, Values values, String remark) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                values.impressions(),
                values.net(),
                values.pages().size(),
                values.visitors().size(),
                values.campaigns().size(),
                remark);
    }

    private static String difference(Values values, Values expected) {
        List<String> wrong = new ArrayList<>();
        note(wrong, "impressions", values.impressions(), expected.impressions());
        note(wrong, "net", values.net(), expected.net());
        note(wrong, "pages", values.pages(), expected.pages());
        note(wrong, "visitors", values.visitors(), expected.visitors());
        note(wrong, "campaigns", values.campaigns(), expected.campaigns());
        note(wrong, "creatives", values.creatives(), expected.creatives());
        return wrong.isEmpty() ? "yes" : "NO: other " + String.join(", ", wrong);
    }

    private static void note(List<String> wrong, String name, Object value, Object expected) {
        if (!value.equals(expected)) {
            wrong.add(name);
        }
    }

    private static String campaigns(Map<String, String> creatives) {
        return creatives.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String mostShown(Map<String, Long> pages) {
        return pages.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(PAGES)
                .map(entry -> printable(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A log is written by strangers: nothing of it may steer a terminal. */
    private static String printable(String text) {
        String harmless = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return harmless.length() <= PAGE_WIDTH ? harmless : harmless.substring(0, PAGE_WIDTH) + "...";
    }

    private static String names(int first, int last) {
        return first == last ? "r" + first : "r" + first + " to r" + last;
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.4g", 100 * probability).replaceAll("\\.?0+$", "") + " %";
    }
}
