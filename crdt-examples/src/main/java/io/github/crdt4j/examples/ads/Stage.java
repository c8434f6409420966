package io.github.crdt4j.examples.ads;

/** The stages of a run, one after another. */
enum Stage {
    /** The first third of the log, on a network that only loses, duplicates and reorders. */
    OPENING("counting"),
    /** The second third, with the replicas cut into two sides that hear nothing of each other. */
    PARTITIONED("counting, network partitioned"),
    /** The last third, the sides together again. */
    HEALED("counting, partition healed"),
    /** No more requests: the replicas synchronise until nobody has anything left to say. */
    SETTLING("settling");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /** What is going on, for people. */
    String title() {
        return title;
    }
}
