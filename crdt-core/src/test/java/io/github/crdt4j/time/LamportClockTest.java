package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.NullPointerTester;
import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class LamportClockTest {

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");

    @Test
    void theExampleOfTheDocumentationHolds() {
        LamportTimestamp sent = LamportClock.of(a).tick();
        assertEquals("1@a", sent.toString());
        assertEquals("2@b", LamportClock.of(b).receive(sent).toString());
    }

    @Test
    void aReceiptIsAfterWhatWasReceivedAndAfterWhatWasHereBefore() {
        LamportClock clock = LamportClock.of(a, 10);
        assertEquals(new LamportTimestamp(11, a), clock.receive(new LamportTimestamp(5, b)));
        assertEquals(new LamportTimestamp(21, a), clock.receive(new LamportTimestamp(20, b)));
        assertEquals(new LamportTimestamp(22, a), clock.tick());
    }

    @Test
    void observingACounterIsReceivingIt() {
        LamportClock clock = LamportClock.of(a);
        LongConsumer observer = clock::observe;
        observer.accept(41);
        assertEquals(42, clock.last());
        assertEquals(new LamportTimestamp(42, a), clock.latest());
    }

    @Test
    void aCounterThatIsNotGreaterThanTheLastChangesNothingAndIsNeverRefused() {
        for (long last : new long[] {7, LamportClock.MAX_RECEIVED + 9, Long.MAX_VALUE}) {
            LamportClock clock = LamportClock.of(a, last);
            clock.observe(3);
            clock.observe(last);
            assertEquals(last, clock.last());
        }
        LamportClock far = LamportClock.of(a, LamportClock.MAX_RECEIVED + 9);
        assertEquals(
                LamportClock.MAX_RECEIVED + 10,
                far.receive(new LamportTimestamp(LamportClock.MAX_RECEIVED + 5, b))
                        .counter());
    }

    @Test
    void aClockResumesFromWhatItsReplicaStoredHoweverGreat() {
        LamportClock clock = LamportClock.of(a, 7);
        clock.resume(3);
        assertEquals(7, clock.last());
        clock.resume(LamportClock.MAX_RECEIVED + 3);
        assertEquals(LamportClock.MAX_RECEIVED + 4, clock.tick().counter());
        assertThrows(IllegalArgumentException.class, () -> clock.resume(-1));
        assertEquals(LamportClock.MAX_RECEIVED + 4, clock.last());
    }

    @Test
    void replicasThatHaveMetAStampOf2To62GoOnTogether() {
        LamportClock one = LamportClock.of(a);
        LamportClock other = LamportClock.of(b);
        one.observe(LamportClock.MAX_RECEIVED);
        other.observe(LamportClock.MAX_RECEIVED);
        for (int i = 0; i < 100; i++) {
            one.receive(other.receive(one.tick()));
        }
        long far = one.last() + LamportClock.MAX_STEP;
        assertEquals(
                far + 1,
                LamportClock.of(a, one.last())
                        .receive(new LamportTimestamp(far, b))
                        .counter());
        LamportTimestamp further = new LamportTimestamp(far + 1, b);
        assertThrows(IllegalArgumentException.class, () -> one.receive(further));
    }

    @Test
    void observingZeroChangesNothing() {
        LamportClock clock = LamportClock.of(a, 7);
        clock.observe(0);
        assertEquals(7, clock.last());
    }

    @Test
    void aClockResumesWhereItsPredecessorEnded() {
        LamportClock before = LamportClock.of(a);
        LamportTimestamp last = before.tick();
        LamportClock after = LamportClock.of(a, before.last());
        assertEquals(last, after.latest());
        assertEquals(new LamportTimestamp(2, a), after.tick());
        assertEquals("2@a", after.toString());
    }

    @Test
    void aClockWithoutEventsHasNoLatestStamp() {
        IllegalStateException none = assertThrows(
                IllegalStateException.class, () -> LamportClock.of(a).latest());
        assertEquals("the clock of replica a has seen no event", none.getMessage());
    }

    @Test
    void aClockDoesNotResumeBelowZero() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> LamportClock.of(a, -1));
        assertEquals("the clock of replica a cannot resume at -1", refused.getMessage());
    }

    @Test
    void aPeerCannotExhaustTheClock() {
        LamportClock clock = LamportClock.of(a, 7);
        LamportTimestamp tooGreat = new LamportTimestamp(LamportClock.MAX_RECEIVED + 1, b);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> clock.receive(tooGreat));
        assertEquals(
                "replica a received the counter 4611686018427387905, greater than 2^62 and more than 2^32 ahead of its clock,"
                        + " which is at 7: the sender's clock is broken",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> clock.observe(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> clock.observe(-1));
        assertEquals(7, clock.last());
        clock.observe(LamportClock.MAX_RECEIVED);
        assertEquals(LamportClock.MAX_RECEIVED + 2, clock.tick().counter());
    }

    @Test
    void theCounterDoesNotWrap() {
        LamportClock clock = LamportClock.of(a, Long.MAX_VALUE - 1);
        assertEquals(Long.MAX_VALUE, clock.tick().counter());
        ArithmeticException refused = assertThrows(ArithmeticException.class, clock::tick);
        assertEquals("the clock of replica a has no counter after 9223372036854775807", refused.getMessage());
        assertThrows(ArithmeticException.class, () -> clock.receive(new LamportTimestamp(1, b)));
        assertEquals(Long.MAX_VALUE, clock.last());
    }

    @Test
    void nullIsRefused() {
        NullPointerTester tester = new NullPointerTester().setDefault(ReplicaId.class, a);
        tester.testAllPublicStaticMethods(LamportClock.class);
        tester.testAllPublicInstanceMethods(LamportClock.of(a, 1));
    }

    @Test
    void noTwoThreadsGetOneStamp() throws Exception {
        assertStampsDistinct(LamportClock.of(a));
    }

    static void assertStampsDistinct(LamportClock clock) throws Exception {
        int threads = 4;
        int rounds = 2_000;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<LamportTimestamp>>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    start.await();
                    List<LamportTimestamp> own = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        own.add(clock.tick());
                        own.add(clock.receive(own.get(own.size() - 1)));
                    }
                    return own;
                }));
            }
            Set<LamportTimestamp> all = new HashSet<>();
            for (Future<List<LamportTimestamp>> thread : running) {
                List<LamportTimestamp> own = thread.get();
                for (int i = 1; i < own.size(); i++) {
                    assertTrue(own.get(i - 1).compareTo(own.get(i)) < 0);
                }
                all.addAll(own);
            }
            assertEquals(threads * rounds * 2, all.size());
        } finally {
            pool.shutdownNow();
        }
    }
}
