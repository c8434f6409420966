package io.github.crdt4j.examples.ads;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every run: how many replicas, what is drawn, and whether to show progress. */
public final class RunOptions {

    private static final int MOST_REPLICAS = 64;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "5",
            description = "how many replicas, 1 to 64 (default: ${DEFAULT-VALUE})")
    private int replicas;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decides everything that is drawn (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--progress", description = "show progress though no terminal seems to be attached")
    private boolean progress;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** For the command line. */
    public RunOptions() {}

    /**
     * How many replicas.
     *
     * @return their number
     * @throws ParameterException if it is not from 1 to 64
     */
    public int replicas() {
        check(replicas >= 1 && replicas <= MOST_REPLICAS, "--replicas must be from 1 to 64: " + replicas);
        return replicas;
    }

    /**
     * Decides what is drawn.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * Refuses an option of the command.
     *
     * @param good whether the option makes sense
     * @param complaint what to say if not
     * @throws ParameterException if not
     */
    public void check(boolean good, String complaint) {
        if (!good) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }

    /**
     * Shows how far a run is: on the error stream to whoever watches, otherwise in the output.
     *
     * @param total how many impressions there are
     * @return what shows it
     */
    public ProgressLine line(long total) {
        boolean watched = progress || ProgressLine.canBeWatched();
        return new ProgressLine(
                watched ? spec.commandLine().getErr() : spec.commandLine().getOut(), watched, total);
    }
}
