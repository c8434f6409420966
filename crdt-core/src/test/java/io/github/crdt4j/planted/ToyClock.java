package io.github.crdt4j.planted;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Clock;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;

/** A hybrid clock written out plainly, and wrong in one way at a time: milliseconds, and a logical number below them. */
final class ToyClock implements Clock {

    enum Bug {
        NONE,
        LOGICAL_PART_RESET,
        STEPS_BACK_WITH_THE_WALL_CLOCK,
        NOT_SHOWN_WHAT_WAS_RECEIVED,
        RECEIVED_TAKEN_OVER,
        STAMP_ISSUED_TWICE,
        OWN_STATE_REFUSED_WHEN_THE_WALL_CLOCK_IS_BEHIND,
        OWN_STATE_NOT_RESUMED_FROM,
        STAMP_BELOW_THE_LAST_REFUSED
    }

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Bug bug;
    private final ReplicaId self;
    private final InstantSource physical;
    private long last;
    private long issued;

    ToyClock(Bug bug, ReplicaId self, InstantSource physical) {
        this.bug = bug;
        this.self = self;
        this.physical = physical;
    }

    @Override
    public LamportTimestamp tick() {
        long now = physical.millis() << 16;
        last = switch (bug) {
            case LOGICAL_PART_RESET -> Math.max(now, last >> 16 << 16);
            case STEPS_BACK_WITH_THE_WALL_CLOCK -> now + (last & 0xffff) + 1;
            case STAMP_ISSUED_TWICE -> Math.max(now, last + issued++ % 2);
            default -> Math.max(now, last + 1);
        };
        last = Math.max(last, 1);
        return new LamportTimestamp(last, self);
    }

    private void limit(long counter) {
        if (counter >> 16 > physical.millis() + DAY) {
            throw new IllegalStateException("too far ahead: " + counter);
        }
    }

    @Override
    public void resume(long counter) {
        if (bug == Bug.OWN_STATE_REFUSED_WHEN_THE_WALL_CLOCK_IS_BEHIND) {
            limit(counter);
        }
        last = bug == Bug.OWN_STATE_NOT_RESUMED_FROM ? last : Math.max(last, counter);
    }

    @Override
    public void observe(long counter) {
        if (counter > last || bug == Bug.STAMP_BELOW_THE_LAST_REFUSED) {
            limit(counter);
        }
        last = switch (bug) {
            case NOT_SHOWN_WHAT_WAS_RECEIVED -> last;
            case RECEIVED_TAKEN_OVER -> counter;
            default -> Math.max(last, counter);
        };
    }

    /** The library's own register, stamped by this clock. */
    static Script<LWWRegister<String>> subject(Bug bug) {
        return Script.startingWith(LWWRegister.<String>empty())
                .step(
                        "set",
                        random -> random.nextBoolean() ? "x" : "y",
                        (LWWRegister<String> register, Issuer issuer, String value) ->
                                register.set(issuer.stamp(), value))
                .reading(LWWRegister::value)
                .specifiedBy(visible -> visible.events().stream()
                        .max(Comparator.comparing(event -> event.issuer().stamp()))
                        .map(event -> event.operation().argument()))
                .stampedBy((self, physical) -> new ToyClock(bug, self, physical));
    }
}
