package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.VectorClock;
import java.util.Objects;

/**
 * What a member has carried out, and durably if it keeps its identity across a restart. Members that write rarely send
 * one now and then, so that others learn what is {@linkplain CausalBroadcast#stable stable}. It may be lost, repeated,
 * reordered and delayed.
 *
 * @param from the member
 * @param clock the events it has carried out
 */
public record Announcement(ReplicaId from, VectorClock clock) {

    /**
     * Checks the components.
     *
     * @param from the member
     * @param clock the events it has carried out
     */
    public Announcement {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(clock, "clock");
    }
}
