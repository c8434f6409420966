package io.github.crdt4j.op;

import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Objects;

/**
 * What travels: something to be carried out, the event it is, and all that was seen where it was made.
 *
 * @param dot the event: its origin, and its number there
 * @param clock every event seen at the origin, this one included
 * @param payload what is to be carried out: immutable, with value equality
 * @param <P> the type of the payload
 */
public record OpMessage<P>(Dot dot, VectorClock clock, P payload) {

    /**
     * Checks the components.
     *
     * @param dot the event
     * @param clock every event seen at the origin, this one included
     * @param payload what is to be carried out
     * @throws IllegalArgumentException if the event is not the latest of its origin in the clock
     */
    public OpMessage {
        Objects.requireNonNull(dot, "dot");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(payload, "payload");
        if (clock.get(dot.replica()) != dot.number()) {
            throw new IllegalArgumentException("message " + dot + " has the clock " + clock + ", which ends elsewhere");
        }
    }

    /**
     * Whether this message has to wait: it was not carried out, and neither was all that its origin had seen.
     *
     * @param carriedOut the events carried out where it is
     * @return whether something else comes first
     */
    public boolean waitsAt(VectorClock carriedOut) {
        return !carriedOut.contains(dot)
                && (carriedOut.get(dot.replica()) < dot.number() - 1 || !clock.leq(carriedOut.with(dot)));
    }

    /**
     * What happened, for a log.
     *
     * @return for example {@code a:3 at {a:3, b:1}: [add(milk)]}
     */
    @Override
    public String toString() {
        return dot + " at " + clock + ": " + payload;
    }
}
