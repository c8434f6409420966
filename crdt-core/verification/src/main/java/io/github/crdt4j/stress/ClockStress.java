package io.github.crdt4j.stress;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** One {@link LamportClock}, or {@link HybridClock}, used by several threads. */
public final class ClockStress {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final InstantSource MILLISECOND_2 = InstantSource.fixed(Instant.ofEpochMilli(2));

    private ClockStress() {}

    private static int tick(LamportClock clock) {
        return (int) clock.tick().counter();
    }

    @JCStressTest
    @Description("LamportClock, guarantee 1: no two stamps are equal.")
    @Outcome(
            id = {"1, 2, 2", "2, 1, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "one came first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one stamp twice, or one left out")
    @State
    public static class TickAndTick {
        private final LamportClock clock = LamportClock.of(A);

        @Actor
        public void one(III_Result result) {
            result.r1 = tick(clock);
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = tick(clock);
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = (int) clock.last();
        }
    }

    @JCStressTest
    @Description("LamportClock, guarantee 1: a stamp exceeds what was observed before it.")
    @Outcome(
            id = {"1, 9", "10, 10"},
            expect = Expect.ACCEPTABLE,
            desc = "before or after the receipt")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the receipt was overwritten")
    @State
    public static class TickAndObserve {
        private final LamportClock clock = LamportClock.of(A);

        @Actor
        public void tick(II_Result result) {
            result.r1 = ClockStress.tick(clock);
        }

        @Actor
        public void observe() {
            clock.observe(8);
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = (int) clock.last();
        }
    }

    @JCStressTest
    @Description("LamportClock, guarantee 2: whose stamp is greater sees what was done before the smaller one.")
    @Outcome(
            id = {"1, 0", "1, 1", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "in the order of the stamps")
    @Outcome(id = "2, 0", expect = Expect.FORBIDDEN, desc = "a later stamp without what came before")
    @State
    public static class Consistency {
        private final LamportClock clock = LamportClock.of(A);
        private int before; // plain

        @Actor
        public void one() {
            before = 1;
            clock.tick();
        }

        @Actor
        public void other(II_Result result) {
            result.r1 = ClockStress.tick(clock);
            result.r2 = before;
        }
    }

    @JCStressTest
    @Description("HybridClock, guarantee 1, and those of LamportClock: within one millisecond no two stamps are equal.")
    @Outcome(
            id = {"0, 1, 1", "1, 0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "logical numbers 0 and 1")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one stamp twice, or behind the physical clock")
    @State
    public static class HybridTickAndTick {
        private final HybridClock clock = HybridClock.of(A, MILLISECOND_2, Duration.ZERO);

        private int tick() {
            return ClockStress.tick(clock) - (2 << Short.SIZE);
        }

        @Actor
        public void one(III_Result result) {
            result.r1 = tick();
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = tick();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = HybridClock.logical(clock.last());
        }
    }
}
