package io.github.crdt4j.examples.ads;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells how far a run has come: on one line that is written over if somebody watches, else a line per stage. */
public final class ProgressLine implements AdsRun.Progress {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean watched;
    private final long total;
    private int lastLength;
    private String told = "";

    /**
     * A line about a run that has not begun.
     *
     * @param out where to write
     * @param watched whether somebody watches
     * @param total how many impressions there are to count
     */
    public ProgressLine(PrintWriter out, boolean watched, long total) {
        this.out = out;
        this.watched = watched;
        this.total = total;
    }

    /**
     * Whether there is a terminal, and so perhaps somebody who watches.
     *
     * @return whether one seems to be attached
     */
    public static boolean canBeWatched() {
        return Optional.ofNullable(System.console())
                .filter(ProgressLine::isTerminal)
                .isPresent();
    }

    /** From Java 22 on there are consoles that are no terminals, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    @Override
    public void round(Stage now, long counted, long round) {
        round(now.title(), counted, round);
    }

    /**
     * Tells of a round.
     *
     * @param now what is going on
     * @param counted how many impressions have been counted
     * @param round which round it was, from 1
     */
    public void round(String now, long counted, long round) {
        if (watched) {
            int done = total == 0 ? WIDTH : (int) (WIDTH * counted / total);
            String line = "[" + "#".repeat(done) + ".".repeat(WIDTH - done) + "] " + counted + " of " + total
                    + " impressions, round " + round + ", " + now;
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            out.flush();
            lastLength = line.length();
        } else if (!now.equals(told)) {
            out.println("round " + round + ": " + now);
            out.flush();
        }
        told = now;
    }

    /** Leaves the terminal as it was. */
    public void end() {
        if (watched) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
        }
    }
}
