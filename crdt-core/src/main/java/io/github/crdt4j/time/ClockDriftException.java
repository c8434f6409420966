package io.github.crdt4j.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Thrown when a stamp is received that is too far in the future: the sender's clock, or ours, is wrong, and following it
 * would make our writes win against those of everybody else. What came with the stamp was not merged. It can be merged once
 * the physical clock has caught up, which takes {@link #excess}, or with a clock that allows more.
 */
public final class ClockDriftException extends RuntimeException {

    private static final long serialVersionUID = 2;

    /** The counter of the stamp that was refused. */
    private final long counter;

    /** Where the clock that refused it was. */
    private final long last;

    /** What the physical clock said. */
    private final Instant physical;

    /** How far ahead of that a stamp may be. */
    private final Duration maxAhead;

    ClockDriftException(long counter, long last, Instant physical, Duration maxAhead) {
        super("the stamp " + counter + " says " + time(counter) + ", which is " + ahead(counter, physical)
                + " ahead of the physical clock here, " + physical + "; at most " + maxAhead
                + " is allowed. Nothing was merged: set the clock that is wrong, and take it again");
        this.counter = counter;
        this.last = last;
        this.physical = physical;
        this.maxAhead = maxAhead;
    }

    private static Instant time(long counter) {
        return Instant.ofEpochMilli(HybridClock.millis(counter));
    }

    private static Duration ahead(long counter, Instant physical) {
        return Duration.between(physical, time(counter));
    }

    /**
     * The counter of the stamp that was refused.
     *
     * @return the counter, greater than {@link #last}
     */
    public long counter() {
        return counter;
    }

    /**
     * Where the clock was that refused the stamp.
     *
     * @return the counter of its latest event, 0 if there was none
     */
    public long last() {
        return last;
    }

    /**
     * The physical part of the stamp that was refused.
     *
     * @return the sender's time, to the millisecond
     */
    public Instant received() {
        return time(counter);
    }

    /**
     * What the physical clock said here when the stamp was refused.
     *
     * @return our time, to the millisecond
     */
    public Instant physical() {
        return physical;
    }

    /**
     * The limit.
     *
     * @return how far ahead of the physical clock a received stamp may be
     */
    public Duration maxAhead() {
        return maxAhead;
    }

    /**
     * By how much the limit was exceeded: when this much time has passed on the physical clock, the stamp is accepted.
     *
     * @return more than zero
     */
    public Duration excess() {
        return ahead(counter, physical).minus(maxAhead);
    }
}
