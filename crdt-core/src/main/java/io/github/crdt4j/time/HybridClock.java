package io.github.crdt4j.time;

import io.github.crdt4j.ReplicaId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * A Lamport clock anchored to physical time: its stamps respect causality, and stay close to what the wall clock says.
 *
 * <p>A counter holds milliseconds since 1970 in the high 48 bits and a logical number in the low 16. The milliseconds are
 * the latest that any event known here has read off a physical clock; the logical number tells events of the same
 * milliseconds apart, and carries over into the milliseconds when it passes 65 535. So counters compare as plain numbers.
 *
 * <p><b>When to choose it.</b> For last-writer-wins, where the later write should win as people see it. Where only cause
 * matters, {@link LamportClock} needs no physical clock. Where a plain physical clock is tempting: it may step back, and
 * then a write loses against what it was meant to replace; this one does not.
 *
 * <p><b>Assumptions.</b> Those of {@link LamportClock}, and: the physical clock may be read by many threads.
 *
 * <p><b>Guarantees.</b> Those of {@link LamportClock}, memory consistency included, and:
 *
 * <ol>
 *   <li>No stamp is less than the physical time at which it was asked for.
 *   <li>Nothing that is received moves the clock further ahead of the physical clock of that moment than is allowed; if it
 *       is further ahead already, each receipt moves it by one count. A stamp that is not greater than {@link #last} cannot
 *       move the clock ahead, and is never refused, wherever the physical clock is.
 * </ol>
 *
 * <p><b>Cost.</b> One {@code long}; each call reads the physical clock once and is one atomic update.
 *
 * <p><b>Known anomalies.</b> While the physical clock is behind the milliseconds, because it stepped back or because a peer
 * is ahead, only the logical number grows; 65 536 events later the milliseconds grow by one without it. A peer may pull
 * this clock ahead by as much as is allowed, and every write of a replica whose physical clock is wrong by less than that
 * wins or loses by as much. What to do about a stamp that is refused, and about one that should have been, says {@code
 * docs/identity.md}.
 *
 * <p><b>Source.</b> Kulkarni, Demirbas, Madappa, Avva, Leone 2014, <cite>Logical Physical Clocks</cite>, figure 5, whose
 * three rules are here one maximum of packed numbers: the greatest of the last counter plus one, the received counter plus
 * one, and the physical time with the logical number 0. We differ in the unit, milliseconds, and in the carry, which the
 * figure, having no largest logical number, does not need.
 *
 * <pre>{@code
 * HybridClock clock = HybridClock.of(a, InstantSource.system(), Duration.ofMinutes(1));
 * LamportTimestamp stamp = clock.tick();
 * Instant written = Instant.ofEpochMilli(HybridClock.millis(stamp.counter()));
 * }</pre>
 */
public final class HybridClock extends CountingClock {

    /** The latest physical time a counter of at most {@link #MAX_RECEIVED} can hold, in the year 4199. */
    private static final long MAX_MILLIS = MAX_RECEIVED >>> Short.SIZE;

    private final InstantSource physical;
    private final Duration maxAhead;

    private HybridClock(ReplicaId self, InstantSource physical, Duration maxAhead, long last) {
        super(self, last);
        this.physical = Objects.requireNonNull(physical, "physical");
        this.maxAhead = Objects.requireNonNull(maxAhead, "maxAhead");
        if (maxAhead.isNegative() || maxAhead.compareTo(Duration.ofMillis(MAX_MILLIS)) > 0) {
            throw new IllegalArgumentException("a peer cannot be allowed to be ahead by " + maxAhead);
        }
    }

    /**
     * A clock that has seen no event.
     *
     * @param self whose events it stamps
     * @param physical the physical clock; it may step back
     * @param maxAhead how far ahead of the physical clock a received stamp may be, to the millisecond; more than the
     *     physical clocks of good replicas ever differ, say a minute
     * @return the clock
     * @throws IllegalArgumentException if {@code maxAhead} is negative or more than 2⁴⁶ ms
     */
    public static HybridClock of(ReplicaId self, InstantSource physical, Duration maxAhead) {
        return of(self, physical, maxAhead, 0);
    }

    /**
     * A clock that goes on where one of the same replica ended.
     *
     * @param self whose events it stamps
     * @param physical the physical clock; it may step back, and be behind {@code last}
     * @param maxAhead how far ahead of the physical clock a received stamp may be, to the millisecond
     * @param last what {@link #last} returned there, not negative
     * @return a clock whose stamps are all greater
     * @throws IllegalArgumentException if {@code last} is negative, or {@code maxAhead} is negative or more than 2⁴⁶ ms
     */
    public static HybridClock of(ReplicaId self, InstantSource physical, Duration maxAhead, long last) {
        return new HybridClock(self, physical, maxAhead, last);
    }

    /**
     * The physical part of a counter.
     *
     * @param counter the counter of a stamp that a hybrid clock has issued
     * @return milliseconds since 1970-01-01T00:00Z
     * @throws IllegalArgumentException if the counter is negative
     */
    public static long millis(long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("negative counter: " + counter);
        }
        return counter >>> Short.SIZE;
    }

    /**
     * The logical part of a counter.
     *
     * @param counter the counter of a stamp that a hybrid clock has issued
     * @return a number from 0 to 65 535
     * @throws IllegalArgumentException if the counter is negative
     */
    public static int logical(long counter) {
        return (int) (counter - (millis(counter) << Short.SIZE));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the physical clock is before 1970 or past 2⁴⁶ ms; this clock is then unchanged
     */
    @Override
    public LamportTimestamp tick() {
        return super.tick();
    }

    @Override
    long floor() {
        Instant now = physical.instant();
        if (now.isBefore(Instant.EPOCH) || now.isAfter(Instant.ofEpochMilli(MAX_MILLIS))) {
            throw new IllegalArgumentException("the physical clock is outside 0 to 2^46 ms: " + now);
        }
        return now.toEpochMilli() << Short.SIZE;
    }

    @Override
    void check(long received, long last, long floor) {
        if (millis(received) - millis(floor) > maxAhead.toMillis()) {
            throw new ClockDriftException(received, last, Instant.ofEpochMilli(millis(floor)), maxAhead);
        }
    }
}
