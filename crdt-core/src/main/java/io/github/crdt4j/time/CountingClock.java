package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.ReplicaId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The Lamport clock that counts, and what a clock needs that does more than that. */
sealed class CountingClock implements LamportClock permits HybridClock {

    private final ReplicaId self;
    private final AtomicLong last;

    CountingClock(ReplicaId self, long last) {
        this.self = Objects.requireNonNull(self, "self");
        if (last < 0) {
            throw new IllegalArgumentException("the clock of replica " + self + " cannot resume at " + last);
        }
        this.last = new AtomicLong(last);
    }

    @Override
    public LamportTimestamp tick() {
        return new LamportTimestamp(advance(0, floor()), self);
    }

    @Override
    @CanIgnoreReturnValue
    public LamportTimestamp receive(LamportTimestamp received) {
        return new LamportTimestamp(
                admit(Objects.requireNonNull(received, "received").counter()), self);
    }

    @Override
    public void observe(long counter) {
        if (counter < 0 || counter > last()) {
            admit(counter);
        }
    }

    @Override
    public void resume(long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("the clock of replica " + self + " cannot resume at " + counter);
        }
        last.accumulateAndGet(counter, Math::max);
    }

    @Override
    public long last() {
        return last.get();
    }

    @Override
    public LamportTimestamp latest() {
        long counter = last();
        if (counter == 0) {
            throw new IllegalStateException("the clock of replica " + self + " has seen no event");
        }
        return new LamportTimestamp(counter, self);
    }

    /** The least counter that an event of this moment may have. */
    long floor() {
        return 0;
    }

    /** Refuses a counter, greater than the last, that is too great for this moment. */
    void check(long received, long last, long floor) {}

    @CanIgnoreReturnValue
    private long admit(long received) {
        if (received < 0) {
            throw new IllegalArgumentException("replica " + self + " received a negative counter: " + received);
        }
        long floor = floor();
        long now = last();
        if (received > now) {
            check(received, now, floor);
            if (received > MAX_RECEIVED && received - now > MAX_STEP) {
                throw new IllegalArgumentException("replica " + self + " received the counter " + received
                        + ", greater than 2^62 and more than 2^32 ahead of its clock, which is at " + now
                        + ": the sender's clock is broken");
            }
        }
        return advance(received, floor);
    }

    private long advance(long received, long floor) {
        return last.updateAndGet(counter -> Math.max(after(Math.max(counter, received)), floor));
    }

    private long after(long counter) {
        if (counter == Long.MAX_VALUE) {
            throw new ArithmeticException("the clock of replica " + self + " has no counter after " + counter);
        }
        return counter + 1;
    }

    @Override
    public String toString() {
        return last() + "@" + self;
    }
}
