package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.ads.AdsRun.Options;
import io.github.crdt4j.examples.ads.AdsRun.Outcome;
import io.github.crdt4j.examples.log.AccessLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the requests of a web access log as ad impressions, at several replicas over a faulty network. */
@Command(
        name = "ads",
        description = {
            "Counts the requests of a web access log as ad impressions, at several replicas that synchronise over a network"
                    + " which loses, duplicates and reorders messages and is partitioned for a third of the run.",
            "Exit status: 0 when all replicas converged and show what a plain count of the log shows, 1 when not, 2 when"
                    + " an option or the log is unusable."
        },
        sortOptions = false)
public final class AdsCommand implements Callable<Integer> {

    @Mixin
    private final LogOptions log = new LogOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0.2",
            description = "probability that a message is lost, 0 to 1 (default: ${DEFAULT-VALUE})")
    private double loss;

    @Option(
            names = "--duplicate",
            paramLabel = "P",
            defaultValue = "0.1",
            description = "probability that a message is sent twice, 0 to 1 (default: ${DEFAULT-VALUE})")
    private double duplicate;

    @Option(names = "--never-heal", description = "leave the network partitioned, to see a run that cannot converge")
    private boolean neverHeal;

    @Spec
    private CommandSpec spec;

    /** For the command line. */
    public AdsCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        log.check();
        int replicas = run.replicas();
        run.check(loss >= 0 && loss <= 1, "--loss must be from 0 to 1: " + loss);
        run.check(duplicate >= 0 && duplicate <= 1, "--duplicate must be from 0 to 1: " + duplicate);

        PrintWriter out = spec.commandLine().getOut();
        List<Impression> impressions = new ArrayList<>();
        AccessLog.Summary summary;
        try {
            summary = log.read(run.seed(), impressions);
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("ads: " + unreadable.getMessage());
            return ExitCode.USAGE;
        }
        new CountReport(out).log(log.name(run.seed()), summary);
        Report report = new Report(out);
        Options options = new Options(replicas, loss, duplicate, run.seed(), !neverHeal);
        report.options(options);
        ProgressLine line = run.line(impressions.size());
        Outcome outcome = new AdsRun(options, impressions, line).run();
        line.end();
        report.outcome(outcome);
        report.lastLine(outcome, summary);
        out.flush();
        return outcome.converged() && outcome.equal() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
