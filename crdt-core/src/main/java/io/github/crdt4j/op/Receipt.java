package io.github.crdt4j.op;

import java.util.List;
import java.util.Objects;

/**
 * What became of a message that arrived, and what can be carried out now.
 *
 * @param outcome what became of it
 * @param deliverable the messages to carry out now, in this order: the one that arrived and those that waited for it;
 *     none unless it was {@link Outcome#DELIVERED}
 * @param <P> the type of the payload
 */
public record Receipt<P>(Outcome outcome, List<Delivery<P>> deliverable) {

    /** What can become of a message that is not refused. */
    public enum Outcome {
        /** It is carried out now. */
        DELIVERED,
        /** It is early: it is kept until what it has seen has arrived. */
        HELD,
        /** It was here before, or is the echo of a message of one's own. Nothing is to be done. */
        DUPLICATE,
        /**
         * It is early, and there is no room to keep it; or it is of a new origin, and as many as {@link Limits#origins} have sent
         * before. It counts as not received: do not acknowledge it, have it sent
         * again once {@link CausalBroadcast#missing} has become less, or {@linkplain OpReplica#adopt adopt} a snapshot.
         */
        OVERFLOW
    }

    /**
     * Checks the components.
     *
     * @param outcome what became of it
     * @param deliverable the messages to carry out now
     */
    public Receipt {
        Objects.requireNonNull(outcome, "outcome");
        deliverable = List.copyOf(deliverable);
    }
}
