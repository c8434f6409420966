package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.examples.ads.CountReport;
import io.github.crdt4j.examples.ads.Values;
import io.github.crdt4j.examples.log.AccessLog.Summary;
import io.github.crdt4j.examples.oplog.OplogRun.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints what the run will be like and what came of it. */
final class OplogReport {

    private final PrintWriter out;

    OplogReport(PrintWriter out) {
        this.out = out;
    }

    /** What the run will be like. */
    void options(Broker broker, int replicas, double crash, long seed) {
        out.println("Broker: " + broker.description());
        out.printf(
                Locale.ROOT,
                "Cluster: %d %s that count and 2 that follow; crashes with probability %s at each of %d moments of a turn,"
                        + " seed %d%n",
                replicas,
                replicas == 1 ? "replica" : "replicas",
                crash,
                Moment.values().length,
                seed);
        out.println("  nobody reads during the second third of the log; then " + OplogRun.JOINED
                + " joins with a snapshot, and at the end " + OplogRun.LATE + " replays everything");
        out.flush();
    }

    /** What came of it. */
    void outcome(Outcome outcome, Duration time) {
        Map<String, Values> values = new LinkedHashMap<>();
        outcome.disks().forEach((name, disk) -> values.put(name, disk.state().values()));
        new CountReport(out).counts(outcome.expected(), values);
        Tally total = outcome.total();
        out.printf(
                Locale.ROOT,
                "Appended: %d records, %d bytes; %d of them again after a crash%n",
                total.appended,
                total.bytes,
                total.resent);
        out.printf(
                Locale.ROOT,
                "Delivered: %d records, %d of them again; %d were early%s; %d crashes%n",
                total.delivered,
                total.redelivered,
                total.early,
                total.overflowed == 0 ? "" : ", and " + total.overflowed + " had to come again",
                total.crashes);
        double seconds = time.toNanos() / 1e9;
        out.printf(Locale.ROOT, "Took %.1f s, %.0f deliveries a second%n", seconds, total.delivered / seconds);
        out.println(
                outcome.converged()
                        ? "Converged after " + outcome.rounds() + " rounds: every disk has the same state."
                        : "NOT CONVERGED: after " + outcome.rounds() + " rounds the disks differ.");
    }

    /** The outcome for programs: the last line. */
    void lastLine(Outcome outcome, int replicas, Summary log) {
        Tally total = outcome.total();
        long impressions = outcome.disks().values().stream()
                .mapToLong(disk -> disk.state().values().impressions())
                .min()
                .orElseThrow();
        out.println("converged=" + outcome.converged() + " replicas=" + replicas + " followers="
                + (outcome.disks().size() - replicas) + " events=" + log.requests() + " malformed=" + log.malformed()
                + " impressions=" + impressions + " expected="
                + outcome.expected().impressions() + " bytes="
                + total.bytes + " messages=" + total.appended + " resent=" + total.resent + " delivered="
                + total.delivered + " redelivered=" + total.redelivered + " crashes=" + total.crashes + " equal="
                + outcome.equal());
    }
}
