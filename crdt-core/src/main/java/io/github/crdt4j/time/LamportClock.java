package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;

/**
 * A logical clock: it stamps the events of one replica so that an event which happened before another has the smaller
 * stamp.
 *
 * <p><b>When to choose it.</b> To order events by cause, where nothing else is asked of the order. Where the later of two
 * concurrent writes should win as people with watches see it, choose {@link HybridClock}, which is a Lamport clock and
 * issues the same stamps.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>No other clock stamps events of this replica, and one that resumes does so from the latest counter.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Each stamp is greater than every stamp that was issued, received or observed here before; no two are equal. A call
 *       that throws has changed nothing.
 *   <li>The clock is safe for use by many threads; nobody waits for a lock. Memory consistency: what a thread did before a
 *       call that moved the clock happens-before what another does after a call that returned the same counter or a
 *       greater one.
 * </ol>
 *
 * <p><b>Cost.</b> One {@code long}; each call is one atomic update.
 *
 * <p><b>Known anomalies.</b> Stamps say nothing about concurrency: of two concurrent events either may have the smaller. A
 * replica that does nothing falls behind, and its next event loses against older ones of busier replicas that it has not
 * heard of. A broken peer may push this clock, and those that hear of it, up to {@link #MAX_RECEIVED} in one message; they go
 * on from there, 2⁶² events are left. A replica that joins then begins with a peer's state, from which its clock resumes. A {@link HybridClock} refuses such stamps much earlier.
 *
 * <p><b>Source.</b> Lamport 1978, <cite>Time, Clocks, and the Ordering of Events in a Distributed System</cite>, rules IR1
 * and IR2.
 *
 * <pre>{@code
 * LamportClock atA = LamportClock.of(a);
 * LamportClock atB = LamportClock.of(b);
 * LamportTimestamp sent = atA.tick();            // 1@a
 * LamportTimestamp received = atB.receive(sent); // 2@b
 * }</pre>
 *
 * <p>An interface, so that {@link HybridClock} does not inherit the factories: a {@code HybridClock.of(a)} would be a clock
 * that never looks at physical time.
 */
public sealed interface LamportClock extends ReplicaClock permits CountingClock {

    /**
     * The greatest counter that a clock below it accepts from elsewhere, 2⁶². A clock accepts what it has passed itself and
     * up to {@link #MAX_STEP} more, so replicas that have met 2⁶² go on above it together.
     */
    long MAX_RECEIVED = 1L << 62;

    /**
     * How far a received counter greater than {@link #MAX_RECEIVED} may be ahead of the clock, 2³². To exhaust a clock, a
     * broken peer needs 2³⁰ messages.
     */
    long MAX_STEP = 1L << 32;

    /**
     * A clock that has seen no event.
     *
     * @param self whose events it stamps
     * @return a clock whose first stamp has the counter 1
     */
    static LamportClock of(ReplicaId self) {
        return of(self, 0);
    }

    /**
     * A clock that goes on where one of the same replica ended.
     *
     * @param self whose events it stamps
     * @param last what {@link #last} returned there, not negative
     * @return a clock whose stamps are all greater
     * @throws IllegalArgumentException if {@code last} is negative
     */
    static LamportClock of(ReplicaId self, long last) {
        return new CountingClock(self, last);
    }

    /**
     * Stamps an event that happens here: something is written, or sent.
     *
     * @return a stamp greater than all that were issued or observed here before
     * @throws ArithmeticException if the counter would pass {@link Long#MAX_VALUE}; the clock is then unchanged
     */
    LamportTimestamp tick();

    /**
     * Stamps the event of receiving a message.
     *
     * @param received the stamp the message came with
     * @return the stamp of the receipt, greater than {@code received} and than all that were issued or observed here before
     * @throws IllegalArgumentException if the received counter is greater than {@link #MAX_RECEIVED}, and by more than {@link
     *     #MAX_STEP} greater than {@link #last}; the clock is then unchanged
     * @throws ClockDriftException if this is a {@link HybridClock}, and the received stamp is greater than {@link #last} and
     *     too far in the future; the clock is then unchanged
     * @throws ArithmeticException if the counter would pass {@link Long#MAX_VALUE}; the clock is then unchanged
     */
    @CanIgnoreReturnValue
    LamportTimestamp receive(LamportTimestamp received);

    /**
     * Shows the clock the greatest counter of a state that is about to be merged. A counter that is not greater than {@link
     * #last} is never refused and changes nothing; a greater one moves the clock as {@link #receive} does.
     *
     * @param counter the counter received; 0 stands for no stamp, and changes nothing
     * @throws IllegalArgumentException if the counter is negative, or greater than {@link #MAX_RECEIVED} and by more than
     *     {@link #MAX_STEP} greater than {@link #last}; the clock is then unchanged
     * @throws ClockDriftException if this is a {@link HybridClock}, and the counter is greater than {@link #last} and too far
     *     in the future; the clock is then unchanged
     */
    @Override
    void observe(long counter);

    /**
     * Moves the clock to at least a counter that this replica stored itself: {@link #last} of the clock before, or the
     * greatest in the state it starts from. No limit applies, and no physical clock is asked.
     *
     * @param counter the counter; what is not greater than {@link #last} changes nothing
     * @throws IllegalArgumentException if the counter is negative; the clock is then unchanged
     */
    @Override
    void resume(long counter);

    /**
     * The counter of the latest event here, a receipt included: what to keep in order to resume.
     *
     * @return the counter, 0 if there has been no event
     */
    long last();

    /**
     * The stamp of the latest event here, a receipt included.
     *
     * @return the stamp
     * @throws IllegalStateException if there has been no event
     */
    LamportTimestamp latest();

    /**
     * The latest stamp, for people.
     *
     * @return for example {@code 17@a}
     */
    @Override
    String toString();
}
