package io.github.crdt4j.trap;

import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Counters in maps, and counters near the end of {@code long}. */
class CounterTrapsTest {

    private static final ORMap<String, PNCounter> EMPTY = ORMap.empty(PNCounter.empty());
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private static ORMap<String, PNCounter> count(ORMap<String, PNCounter> map, ReplicaId self, long amount) {
        return map.update(
                self, "k", counter -> amount < 0 ? counter.decrement(self, -amount) : counter.increment(self, amount));
    }

    private static long read(ORMap<String, PNCounter> map) {
        Places.assertOnePlacePerDot(map);
        return map.get("k").value();
    }

    @Test
    void fiveThenRemoveAgainstPlusOneGivesOne() {
        var five = count(EMPTY, A, 5);
        assertEquals(1, read(Meeting.of(EMPTY, five, five.remove("k"), count(five, B, 1))));
    }

    @Test
    void fiveThenRemoveAgainstPlusOneOfTheSameReplicaGivesOne() {
        var five = count(EMPTY, A, 5);
        assertEquals(1, read(Meeting.of(EMPTY, five, five.remove("k"), count(five, A, 1))));
    }

    @Test
    void fiveThenRemoveAgainstMinusOneOfTheSameReplicaGivesMinusOne() {
        var five = count(EMPTY, A, 5);
        assertEquals(-1, read(Meeting.of(EMPTY, five, five.remove("k"), count(five, A, -1))));
    }

    @Test
    void removesThatSawDifferentTotalsTakeTheGreaterOnce() {
        var five = count(EMPTY, A, 5);
        var six = count(five, A, 1);
        assertEquals(2, read(Meeting.of(EMPTY, five, five.remove("k"), six.remove("k"), count(six, A, 2))));
    }

    @Test
    void removeThatSawTheSurvivorOfAnotherRemoveTakesItToo() {
        var five = count(EMPTY, A, 5);
        var survivor = five.remove("k").merge(count(five, A, 1));
        assertEquals(10, read(Meeting.of(EMPTY, survivor, survivor.remove("k"), count(survivor, B, 10))));
    }

    @Test
    void writerThatSawTheRemoveBeginsANewLane() {
        var five = count(EMPTY, A, 5);
        var again = count(five.remove("k"), A, 1);
        assertEquals(1, read(again));
        assertEquals(3, read(Meeting.of(EMPTY, five, again, count(five.remove("k"), B, 2), five.remove("k"))));
    }

    @Test
    void secondRemoveTakesTheNewLaneWhateverTheFirstLaneCounted() {
        var five = count(EMPTY, A, 5);
        var one = count(five.remove("k"), A, 1);
        assertEquals(4, read(Meeting.of(EMPTY, one, one.remove("k"), count(one, A, 4), five)));
    }

    @Test
    void keyWhoseCounterIsZeroIsPresent() {
        var zero = count(count(EMPTY, A, 5), B, -5);
        assertTrue(zero.containsKey("k"));
        assertEquals(0, read(zero));
        assertEquals(1, zero.size());
        assertFalse(zero.get("k").isEmpty());
    }

    @Test
    void incrementsByManyReplicasPassTheEndOfLongWithoutWrapping() {
        var bySelf = GCounter.empty().increment(A, Long.MAX_VALUE);
        var merged = Meeting.of(
                GCounter.empty(), GCounter.empty(), bySelf, GCounter.empty().increment(B));
        assertEquals(MAX.add(BigInteger.ONE), merged.exactValue());
        var overflow = assertThrows(ArithmeticException.class, merged::value);
        assertTrue(overflow.getMessage().contains("9223372036854775808"), overflow::getMessage);
    }

    @Test
    void incrementPastTheEndOfLongIsRefusedAndTheStateUntouched() {
        var full = GCounter.empty().increment(A, Long.MAX_VALUE);
        var overflow = assertThrows(ArithmeticException.class, () -> full.increment(A));
        assertTrue(overflow.getMessage().contains("9223372036854775807"), overflow::getMessage);
        assertEquals(Long.MAX_VALUE, full.value());
    }

    @Test
    void decrementPastTheEndOfLongIsRefusedAndTheOtherDirectionGoesOn() {
        var full = PNCounter.empty().decrement(A, Long.MAX_VALUE);
        var overflow = assertThrows(ArithmeticException.class, () -> full.decrement(A, 2));
        assertTrue(overflow.getMessage().contains("9223372036854775807"), overflow::getMessage);
        assertEquals(-Long.MAX_VALUE + 3, full.increment(A, 3).value());
    }

    @Test
    void valueReachesBothEndsOfLongExactly() {
        var lowest = Meeting.of(
                PNCounter.empty(),
                PNCounter.empty(),
                PNCounter.empty().decrement(A, Long.MAX_VALUE),
                PNCounter.empty().decrement(B));
        assertEquals(Long.MIN_VALUE, lowest.value());
        var beyond = lowest.decrement(C);
        assertThrows(ArithmeticException.class, beyond::value);
        assertEquals(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE), beyond.exactValue());
        assertEquals(Long.MIN_VALUE, beyond.increment(A).value());
    }

    @Test
    void sumsWhoseStepsOverflowAreExact() {
        var counter = PNCounter.empty()
                .increment(A, Long.MAX_VALUE)
                .increment(B, Long.MAX_VALUE)
                .decrement(C, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, counter.value());
        assertEquals(MAX, counter.exactValue());
    }

    @Test
    void aRemovedFullCounterCountsFromZeroAgain() {
        var full = count(EMPTY, A, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> count(full, A, 1));
        var again = count(full.remove("k"), A, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, read(again));
        assertEquals(Long.MAX_VALUE, read(Meeting.of(EMPTY, full, again, full.remove("k"))));
    }
}
