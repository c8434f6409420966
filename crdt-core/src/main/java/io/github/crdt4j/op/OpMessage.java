package io.github.crdt4j.op;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Objects;

/**
 * What travels: something to be carried out, the event it is, and what its origin has seen since its message before.
 *
 * <p>All that was seen where a message was made is its clock merged with those of the earlier messages of its origin. So a message
 * takes bytes for what has changed, and not for every origin there ever was; the first of an incarnation names all that it had
 * seen. A clock that names more of what was seen says the same.
 *
 * @param <P> the type of the payload
 */
public final class OpMessage<P> {

    private static final long UNKNOWN = -1;

    private final Dot dot;
    private final VectorClock clock;
    private final P payload;
    private final long bytes;

    /**
     * A message made in memory.
     *
     * @param dot the event: its origin, and its number there
     * @param clock the events seen at the origin since its message before, or more of those seen, this one included
     * @param payload what is to be carried out: immutable, with value equality
     * @throws IllegalArgumentException if the event is not the latest of its origin in the clock
     */
    public OpMessage(Dot dot, VectorClock clock, P payload) {
        this(dot, clock, payload, UNKNOWN);
    }

    private OpMessage(Dot dot, VectorClock clock, P payload, long bytes) {
        this.dot = Objects.requireNonNull(dot, "dot");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.payload = Objects.requireNonNull(payload, "payload");
        this.bytes = bytes;
        if (clock.get(dot.replica()) != dot.number()) {
            throw new IllegalArgumentException("message " + dot + " has the clock " + clock + ", whose event of "
                    + dot.replica() + " is " + clock.get(dot.replica()) + ": make the clock with(dot)");
        }
    }

    /**
     * This message with its size, for a codec that has just decoded it. Messages are equal whatever their sizes.
     *
     * @param size the bytes it took, not negative
     * @return the same message, of known size
     * @throws IllegalArgumentException if the size is negative
     */
    public OpMessage<P> ofBytes(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("message " + dot + " cannot take " + size
                    + " bytes: give the length of the bytes it was decoded from");
        }
        return new OpMessage<>(dot, clock, payload, size);
    }

    /**
     * The event.
     *
     * @return its origin, and its number there
     */
    public Dot dot() {
        return dot;
    }

    /**
     * What the origin has seen since its message before. In a {@link Receipt} it is all that it had seen.
     *
     * @return the latest of these events of each replica, this one included
     */
    public VectorClock clock() {
        return clock;
    }

    /**
     * What is to be carried out.
     *
     * @return the payload
     */
    public P payload() {
        return payload;
    }

    /** Whether it was decoded, so that its size is known and it can be encoded. */
    boolean isSized() {
        return bytes != UNKNOWN;
    }

    /** The bytes it took, if it {@link #isSized}. */
    long bytes() {
        return bytes;
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

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof OpMessage<?> that
                        && dot.equals(that.dot)
                        && clock.equals(that.clock)
                        && payload.equals(that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dot, clock, payload);
    }

    /**
     * What happened, for a log.
     *
     * @return for example {@code a:3 with {a:3, b:1}: [add(milk)]}
     */
    @Override
    public String toString() {
        return dot + " with " + clock + ": " + Text.of(payload);
    }
}
