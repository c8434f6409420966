package io.github.crdt4j.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Thrown when a stamp is received that is too far in the future: the sender's clock, or ours, is wrong, and following it
 * would make our writes win against those of everybody else.
 */
public final class ClockDriftException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The physical part of the stamp that was refused. */
    private final Instant received;

    /** What the physical clock said. */
    private final Instant physical;

    ClockDriftException(Instant received, Instant physical, Duration maxAhead) {
        super("received the time " + received + ", more than " + maxAhead + " ahead of the physical clock, "
                + physical);
        this.received = received;
        this.physical = physical;
    }

    /**
     * The physical part of the stamp that was refused.
     *
     * @return the sender's time
     */
    public Instant received() {
        return received;
    }

    /**
     * What the physical clock said here when it was refused.
     *
     * @return our time
     */
    public Instant physical() {
        return physical;
    }
}
