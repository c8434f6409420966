package io.github.crdt4j.examples.ads;

/** The stages of a run, one after another. */
public enum Stage {
    /** The first third of the log, on a network that only loses, duplicates and reorders. */
    OPENING(0, "counting"),
    /** The second third, with the replicas cut into two sides that hear nothing of each other. */
    PARTITIONED(1, "counting, network partitioned"),
    /** The last third, the sides together again. */
    HEALED(2, "counting, partition healed"),
    /** No more requests: the replicas synchronise until nobody has anything left to say. */
    SETTLING(3, "settling");

    private final int thirdsBefore;
    private final String title;

    Stage(int thirdsBefore, String title) {
        this.thirdsBefore = thirdsBefore;
        this.title = title;
    }

    /** How many thirds of the log the stages before it take. */
    public int thirdsBefore() {
        return thirdsBefore;
    }

    /** What is going on, for people. */
    String title() {
        return title;
    }
}
