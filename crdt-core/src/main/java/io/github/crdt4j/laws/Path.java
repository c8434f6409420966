package io.github.crdt4j.laws;

/** How changes travel between replicas in a history. */
public enum Path {
    /** Whole states. */
    STATE,
    /** What the sender has beyond some state the addressee is known to contain. */
    DELTA,
    /** The messages of {@link io.github.crdt4j.sync.AntiEntropy}. */
    SYNC,
    /**
     * The messages of anti-entropy, some of them damaged so that they can still be read, and sessions that repeat what an
     * earlier start drew. What is read meanwhile is not specified; in the end all replicas are equal.
     */
    DAMAGED,
    /** Whole states and deltas, at random. */
    MIXED
}
