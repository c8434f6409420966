package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.log.AccessLog;
import io.github.crdt4j.examples.log.LogGenerator;
import io.github.crdt4j.examples.log.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which impressions to count: those of a file, or made up. */
public final class LogOptions {

    private static final int DEFAULT_EVENTS = 10_000;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "the log, plain or gzip, in Common or Combined Log Format (default: one is made up)")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "how many requests to make up, without --log (default: 10000)")
    private Optional<Integer> events = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** For the command line. */
    public LogOptions() {}

    /**
     * Checks the options.
     *
     * @throws ParameterException if they contradict one another, or make no sense
     */
    public void check() {
        if (events.isPresent() && file.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--events is for the log that is made up: leave it out with --log");
        }
        if (events.orElse(0) < 0) {
            throw new ParameterException(spec.commandLine(), "--events must not be negative: " + events.orElse(0));
        }
    }

    private AccessLog.Summary requireRequests(AccessLog.Summary summary) throws IOException {
        if (summary.requests() > 0) {
            return summary;
        }
        String why = summary.examples().stream()
                .findFirst()
                .map(line -> "none of its " + summary.malformed()
                        + " lines is a request in Common or Combined Log Format; line " + line.line() + ": "
                        + line.reason())
                .orElse("it is empty");
        throw new IOException("nothing to count in " + name(0) + ": " + why);
    }

    /**
     * Where the impressions come from, for people.
     *
     * @param seed decides what is made up
     * @return the file, or how it is made up
     */
    public String name(long seed) {
        return file.map(Path::toString).orElse("made up from seed " + seed);
    }

    /**
     * Reads the log.
     *
     * @param seed decides what is made up
     * @param log where the impressions are added
     * @return what was read
     * @throws IOException if the file cannot be read or has no request in it; the message names it
     */
    public AccessLog.Summary read(long seed, List<Impression> log) throws IOException {
        // the names of hosts and pages repeat: one string each
        Map<String, String> names = new HashMap<>();
        Consumer<Request> add = request -> {
            Impression impression = Impression.of(request);
            log.add(new Impression(
                    names.computeIfAbsent(impression.visitor(), name -> name),
                    names.computeIfAbsent(impression.page(), name -> name),
                    impression.byRobot()));
        };
        if (file.isPresent()) {
            return requireRequests(AccessLog.read(file.get(), add));
        }
        return AccessLog.read(new LogGenerator(seed).log(events.orElse(DEFAULT_EVENTS)), add);
    }
}
