package io.github.crdt4j.laws;

/** How changes travel between replicas in a history. */
public enum Path {
    /** Whole states. */
    STATE,
    /** What the sender has beyond some state the addressee is known to contain. */
    DELTA,
    /** The messages of {@link io.github.crdt4j.sync.AntiEntropy}. */
    SYNC,
    /** Whole states and deltas, at random. */
    MIXED
}
