package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.NullPointerTester;
import io.github.crdt4j.ReplicaId;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");
    private final AtomicLong millis = new AtomicLong(NOW);
    private final HybridClock clock = HybridClock.of(a, physical(), MINUTE);

    private InstantSource physical() {
        return () -> Instant.ofEpochMilli(millis.get());
    }

    private static long counter(long millis, int logical) {
        return millis << 16 | logical;
    }

    private LamportTimestamp fromPeer(long millis, int logical) {
        return new LamportTimestamp(counter(millis, logical), b);
    }

    @Test
    void theExampleOfTheDocumentationHolds() {
        InstantSource wall = InstantSource.fixed(Instant.parse("2026-07-01T12:00:00.123456Z"));
        HybridClock atA = HybridClock.of(a, wall, Duration.ofMinutes(1));
        LamportTimestamp stamp = atA.tick();
        Instant written = Instant.ofEpochMilli(HybridClock.millis(stamp.counter()));
        assertEquals(Instant.parse("2026-07-01T12:00:00.123Z"), written);
    }

    @Test
    void itInheritsNoFactoryThatWouldMakeAClockWithoutPhysicalTime() {
        List<Method> factories = Arrays.stream(HybridClock.class.getMethods())
                .filter(method -> method.getName().equals("of"))
                .toList();
        assertEquals(2, factories.size());
        for (Method factory : factories) {
            assertEquals(HybridClock.class, factory.getReturnType());
            assertTrue(List.of(factory.getParameterTypes()).contains(InstantSource.class), factory::toString);
        }
        assertEquals(2, LamportClock.of(a, 1).tick().counter());
    }

    @Test
    void aStampTellsThePhysicalTime() {
        assertEquals(new LamportTimestamp(counter(NOW, 0), a), clock.tick());
        assertEquals(NOW, HybridClock.millis(clock.last()));
        assertEquals(0, HybridClock.logical(clock.last()));
    }

    @Test
    void eventsOfOneMillisecondAreCounted() {
        assertEquals(counter(NOW, 0), clock.tick().counter());
        assertEquals(counter(NOW, 1), clock.tick().counter());
        assertEquals(2, HybridClock.logical(clock.tick().counter()));
        millis.incrementAndGet();
        assertEquals(counter(NOW + 1, 0), clock.tick().counter());
    }

    @Test
    void aPhysicalClockThatStepsBackDoesNotTakeTheStampsAlong() {
        assertEquals(counter(NOW, 0), clock.tick().counter());
        millis.addAndGet(-3_600_000);
        assertEquals(counter(NOW, 1), clock.tick().counter());
        assertEquals(
                counter(NOW, 2), clock.receive(fromPeer(NOW - 3_600_000, 9)).counter());
    }

    @Test
    void aPeerThatIsAheadIsFollowed() {
        assertEquals(
                counter(NOW + 60_000, 6),
                clock.receive(fromPeer(NOW + 60_000, 5)).counter());
        assertEquals(
                counter(NOW + 60_000, 8),
                clock.receive(fromPeer(NOW + 60_000, 7)).counter());
        assertEquals(
                counter(NOW + 60_000, 9),
                clock.receive(fromPeer(NOW + 60_000, 1)).counter());
        assertEquals(counter(NOW + 60_000, 10), clock.tick().counter());
        clock.observe(counter(NOW + 60_000, 20));
        assertEquals(counter(NOW + 60_000, 21), clock.last());
    }

    @Test
    void aPeerThatIsTooFarAheadIsRefused() {
        assertEquals(counter(NOW, 0), clock.tick().counter());
        ClockDriftException refused =
                assertThrows(ClockDriftException.class, () -> clock.receive(fromPeer(NOW + 60_001, 0)));
        assertEquals(
                "the stamp " + counter(NOW + 60_001, 0)
                        + " says 2026-01-01T00:01:00.001Z, which is PT1M0.001S ahead of the"
                        + " physical clock here, 2026-01-01T00:00:00Z; at most PT1M is allowed. Nothing was merged: set the"
                        + " clock that is wrong, and take it again",
                refused.getMessage());
        assertEquals(counter(NOW + 60_001, 0), refused.counter());
        assertEquals(counter(NOW, 0), refused.last());
        assertEquals(MINUTE, refused.maxAhead());
        assertEquals(Duration.ofMillis(1), refused.excess());
        assertEquals(Instant.ofEpochMilli(NOW + 60_001), refused.received());
        assertEquals(Instant.ofEpochMilli(NOW), refused.physical());
        assertThrows(ClockDriftException.class, () -> clock.observe(counter(NOW + 60_001, 0)));
        assertThrows(ClockDriftException.class, () -> clock.observe(Long.MAX_VALUE));
        assertEquals(counter(NOW, 0), clock.last());
        millis.incrementAndGet();
        assertEquals(
                counter(NOW + 60_001, 1),
                clock.receive(fromPeer(NOW + 60_001, 0)).counter());
    }

    @Test
    void aStampThatIsNotGreaterThanTheLastIsNeverRefusedWhereverThePhysicalClockIs() {
        long last = clock.tick().counter();
        for (long back : new long[] {60_001, 3_600_000, NOW, NOW + 1}) {
            millis.set(NOW - back);
            clock.observe(last);
            clock.observe(last - 1);
            assertEquals(last, clock.last());
            HybridClock resumed = HybridClock.of(a, physical(), MINUTE, last);
            resumed.observe(last);
            HybridClock fresh = HybridClock.of(a, physical(), MINUTE);
            fresh.resume(last);
            assertEquals(last, fresh.last());
        }
        millis.set(NOW - 3_600_000);
        assertEquals(last + 1, clock.receive(new LamportTimestamp(last, b)).counter());
        assertThrows(ClockDriftException.class, () -> clock.observe(last + 2));
        assertEquals(last + 1, clock.last());
    }

    @Test
    void theLogicalNumberCarriesOverIntoTheMilliseconds() {
        HybridClock full = HybridClock.of(a, physical(), MINUTE, counter(NOW, 65_535));
        assertEquals(counter(NOW + 1, 0), full.tick().counter());
        assertEquals(counter(NOW + 1, 1), full.tick().counter());
        assertEquals(
                counter(NOW + 6, 0), full.receive(fromPeer(NOW + 5, 65_535)).counter());
        millis.addAndGet(6);
        assertEquals(counter(NOW + 6, 1), full.tick().counter());
    }

    @Test
    void aClockResumesWhereItsPredecessorEnded() {
        LamportTimestamp last = clock.tick();
        millis.addAndGet(-1_000);
        HybridClock after = HybridClock.of(a, physical(), MINUTE, clock.last());
        assertEquals(last, after.latest());
        assertEquals(last.counter() + 1, after.tick().counter());
        assertThrows(IllegalArgumentException.class, () -> HybridClock.of(a, physical(), MINUTE, -1));
    }

    @Test
    void thePhysicalClockIsBetween1970AndTheYear4199() {
        assertEquals(counter(NOW, 0), clock.tick().counter());
        millis.set(-1);
        IllegalArgumentException early = assertThrows(IllegalArgumentException.class, clock::tick);
        assertEquals("the physical clock is outside 0 to 2^46 ms: 1969-12-31T23:59:59.999Z", early.getMessage());
        millis.set((1L << 46) + 1);
        assertThrows(IllegalArgumentException.class, clock::tick);
        clock.observe(1);
        assertThrows(IllegalArgumentException.class, () -> clock.observe(counter(NOW, 1)));
        assertEquals(counter(NOW, 0), clock.last());
        HybridClock end = HybridClock.of(a, () -> Instant.MAX, MINUTE);
        IllegalArgumentException late = assertThrows(IllegalArgumentException.class, end::tick);
        assertEquals(
                "the physical clock is outside 0 to 2^46 ms: +1000000000-12-31T23:59:59.999999999Z", late.getMessage());
        millis.set(0);
        assertEquals(1, HybridClock.of(a, physical(), MINUTE).tick().counter());
        millis.set(1L << 46);
        assertEquals(LamportClock.MAX_RECEIVED, clock.tick().counter());
    }

    @Test
    void whatIsAllowedAheadIsNotNegativeAndNotBeyondAllCounters() {
        IllegalArgumentException behind = assertThrows(
                IllegalArgumentException.class, () -> HybridClock.of(a, physical(), Duration.ofMillis(-1)));
        assertEquals("a peer cannot be allowed to be ahead by PT-0.001S", behind.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> HybridClock.of(a, physical(), Duration.ofMillis((1L << 46) + 1)));
        HybridClock strict = HybridClock.of(a, physical(), Duration.ZERO);
        assertThrows(ClockDriftException.class, () -> strict.observe(counter(NOW + 1, 0)));
        assertEquals(counter(NOW, 1), strict.receive(fromPeer(NOW, 0)).counter());
        HybridClock trusting = HybridClock.of(a, physical(), Duration.ofMillis(1L << 46));
        trusting.observe(LamportClock.MAX_RECEIVED);
        assertEquals(LamportClock.MAX_RECEIVED + 1, trusting.last());
    }

    @Test
    void negativeCountersHaveNoParts() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> HybridClock.millis(-1));
        assertEquals("negative counter: -1", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> HybridClock.logical(-1));
        assertEquals(0, HybridClock.millis(0));
        assertEquals((1L << 47) - 1, HybridClock.millis(Long.MAX_VALUE));
        assertEquals(65_535, HybridClock.logical(Long.MAX_VALUE));
    }

    @Test
    void nullIsRefused() {
        new NullPointerTester()
                .setDefault(ReplicaId.class, a)
                .setDefault(InstantSource.class, physical())
                .testAllPublicStaticMethods(HybridClock.class);
    }

    @Test
    void noTwoThreadsGetOneStampWhileThePhysicalClockStepsBack() throws Exception {
        InstantSource unsteady = () -> Instant.ofEpochMilli(NOW + Math.floorMod(millis.getAndIncrement() * 7, 5));
        LamportClockTest.assertStampsDistinct(HybridClock.of(a, unsteady, MINUTE));
    }
}
