package io.github.crdt4j.examples.ads;

import java.io.PrintWriter;

/** Tells how far a run has come: on one line that is written over if somebody watches, else a line per stage. */
final class ProgressLine implements AdsRun.Progress {

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
    ProgressLine(PrintWriter out, boolean watched, long total) {
        this.out = out;
        this.watched = watched;
        this.total = total;
    }

    @Override
    public void round(Stage now, long counted, long round) {
        if (watched) {
            int done = total == 0 ? WIDTH : (int) (WIDTH * counted / total);
            String line = "[" + "#".repeat(done) + ".".repeat(WIDTH - done) + "] " + counted + " of " + total
                    + " impressions, round " + round + ", " + now.title();
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            out.flush();
            lastLength = line.length();
        } else if (!told.equals(now.title())) {
            out.println("round " + round + ": " + now.title());
            out.flush();
        }
        told = now.title();
    }

    /** Leaves the terminal as it was. */
    void end() {
        if (watched) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
        }
    }
}
