package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.examples.ads.CountReport;
import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.ads.LogOptions;
import io.github.crdt4j.examples.ads.ProgressLine;
import io.github.crdt4j.examples.ads.RunOptions;
import io.github.crdt4j.examples.log.AccessLog;
import io.github.crdt4j.examples.oplog.OplogRun.Options;
import io.github.crdt4j.examples.oplog.OplogRun.Outcome;
import io.github.crdt4j.op.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts the requests of a web access log as ad impressions, by operations through a broker. */
@Command(
        name = "oplog",
        description = {
            "Counts the requests of a web access log as ad impressions, at several replicas that send operations through a"
                    + " broker which delivers at least once, and that crash anywhere and start again from their disks.",
            "Exit status: 0 when all replicas converged and show what a plain count of the log shows, 1 when not, 2 when"
                    + " an option, the log or the broker is unusable."
        },
        sortOptions = false)
public final class OplogCommand implements Callable<Integer> {

    @Mixin
    private final LogOptions log = new LogOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--broker",
            paramLabel = "NAME",
            defaultValue = "memory",
            description = "kafka (embedded), rabbitmq (on this machine) or memory; the first two need the module"
                    + " crdt-oplog (default: ${DEFAULT-VALUE})")
    private String broker = "memory";

    @Option(
            names = "--crash",
            paramLabel = "P",
            defaultValue = "0.01",
            description = "probability of a crash at each moment of a turn, 0 to 0.3 (default: ${DEFAULT-VALUE})")
    private double crash;

    @Option(
            names = "--no-force",
            description = "do not force snapshots to the disk: they survive crashes of processes, but no power cut")
    private boolean noForce;

    @Spec
    private CommandSpec spec;

    /** For the command line. */
    public OplogCommand() {}

    @Override
    public Integer call() {
        log.check();
        Brokers kind = Stream.of(Brokers.values())
                .filter(candidate -> candidate.toString().equals(broker))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--broker must be one of " + Brokers.names() + ": " + broker));
        int replicas = run.replicas();
        run.check(crash >= 0 && crash <= 0.3, "--crash must be from 0 to 0.3: " + crash);
        try {
            return count(kind, replicas);
        } catch (IOException unusable) {
            spec.commandLine().getErr().println("oplog: " + unusable.getMessage());
            return ExitCode.USAGE;
        }
    }

    private int count(Brokers kind, int replicas) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long seed = run.seed();
        List<Impression> impressions = new ArrayList<>();
        AccessLog.Summary summary = log.read(seed, impressions);
        Options options = new Options(replicas, seed, Limits.DEFAULT, crashes(), !noForce);
        Path folder = Files.createTempDirectory("crdt4j-oplog");
        Outcome outcome;
        try (Broker running = kind.start(folder, options.writers())) {
            new CountReport(out).log(log.name(seed), summary);
            OplogReport report = new OplogReport(out);
            report.options(running, replicas, crash, seed);
            ProgressLine line = run.line(impressions.size());
            long before = System.nanoTime();
            outcome = new OplogRun(options, impressions, running, folder, line::round).run();
            line.end();
            report.outcome(outcome, Duration.ofNanos(System.nanoTime() - before));
            report.lastLine(outcome, replicas, summary);
            out.flush();
        } finally {
            delete(folder);
        }
        return outcome.converged() && outcome.equal() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Crash.Plan crashes() {
        RandomGenerator random = new SplittableRandom(run.seed()).split();
        return (process, moment) -> random.nextDouble() < crash;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
