package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.log.AccessLog.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what was read, and how the replicas' counts compare with the plain one. */
public final class CountReport {

    private static final int PAGES = 3;
    private static final int PAGE_WIDTH = 60;
    private static final String ROW = "%-10s %12s %12s %8s %10s %10s   %s%n";

    private final PrintWriter out;

    /**
     * A report that has not begun.
     *
     * @param out where to print
     */
    public CountReport(PrintWriter out) {
        this.out = out;
    }

    /**
     * What the log was made of.
     *
     * @param name where it came from
     * @param log what was read
     */
    public void log(String name, Summary log) {
        out.printf(Locale.ROOT, "Log: %s, %d requests, %d malformed lines%n", name, log.requests(), log.malformed());
        log.examples().forEach(example -> out.println("  line " + example.line() + ": " + example.reason()));
        if (log.malformed() > log.examples().size()) {
            out.println("  and " + (log.malformed() - log.examples().size()) + " more");
        }
        if (log.cutShort() > 0) {
            out.println("  cut short after the request, and counted: " + log.cutShort());
        }
    }

    /**
     * The counts, and whether they are the same.
     *
     * @param expected the plain count
     * @param counts what each replica shows, by name
     */
    public void counts(Values expected, Map<String, Values> counts) {
        out.println();
        out.printf(ROW, "", "impressions", "net of bots", "pages", "visitors", "campaigns", "as the plain count");
        row("plain count", expected, "");
        counts.forEach((name, values) -> row(name, values, difference(values, expected)));
        out.println();
        out.println("Active campaigns: " + campaigns(expected.creatives()));
        out.println("Most shown: " + mostShown(expected.pages()));
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
}
