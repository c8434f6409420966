package io.github.crdt4j.counter;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class GCounterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    @Test
    void emptyIsZeroAndShared() {
        assertSame(GCounter.empty(), GCounter.empty());
        assertEquals(0, GCounter.empty().value());
        assertEquals(BigInteger.ZERO, GCounter.empty().exactValue());
        assertTrue(GCounter.empty().isEmpty());
    }

    @Test
    void whatWasCountedIsNotEmptyUntilItIsForgotten() {
        GCounter one = GCounter.empty().increment(A);
        assertFalse(one.isEmpty());
        assertTrue(forget(one).isEmpty());
    }

    @Test
    void incrementsAdd() {
        assertEquals(42, GCounter.empty().increment(A).increment(A, 41).value());
    }

    @Test
    void concurrentIncrementsBothCount() {
        assertEquals(
                6,
                GCounter.empty()
                        .increment(A, 5)
                        .merge(GCounter.empty().increment(B))
                        .value());
    }

    @Test
    void incrementLeavesTheStateItIsCalledOnAsItWas() {
        GCounter one = GCounter.empty().increment(A);
        assertNotEquals(one, one.increment(A));
        assertEquals(1, one.value());
    }

    @Test
    void incrementByZeroIsTheSameObject() {
        GCounter one = GCounter.empty().increment(A);
        assertSame(one, one.increment(B, 0));
    }

    @Test
    void negativeIncrementIsRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> GCounter.empty().increment(A, -3));
        assertEquals("a counter counts amounts from 0 up, not -3", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> GCounter.empty().increment(A, Long.MIN_VALUE));
    }

    @Test
    void overflowOfOneReplicaIsRefusedWithItsNumbers() {
        GCounter full = GCounter.empty().increment(A, Long.MAX_VALUE - 1);
        var refused = assertThrows(ArithmeticException.class, () -> full.increment(A, 2));
        assertEquals("replica a has counted 9223372036854775806 and cannot count 2 more", refused.getMessage());
        assertEquals(Long.MAX_VALUE, full.increment(A).value());
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("self", () -> GCounter.empty().increment(null));
        assertNames("self", () -> GCounter.empty().increment(null, 0));
        assertNames("other", () -> GCounter.empty().merge(null));
        assertNames("other", () -> GCounter.empty().leq(null));
        assertNames("since", () -> GCounter.empty().delta(null));
        assertNames("context", () -> within(GCounter.empty(), null));
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        GCounter small = GCounter.empty().increment(A);
        GCounter big = small.increment(A).increment(B);
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(big, big.merge(GCounter.empty()));
        assertSame(big, GCounter.empty().merge(big));
        assertSame(small, small.merge(GCounter.empty().increment(A)));
    }

    @Test
    void orderIsThatOfWhatWasSeen() {
        GCounter one = GCounter.empty().increment(A);
        GCounter two = one.increment(A);
        GCounter other = one.increment(B);
        assertTrue(one.leq(two));
        assertFalse(two.leq(one));
        assertFalse(two.leq(other));
        assertFalse(other.leq(two));
        assertTrue(GCounter.empty().leq(one));
    }

    @Test
    void deltaIsWhatIsNewAndNoMore() {
        GCounter before = GCounter.empty().increment(A, 5).increment(B, 7);
        GCounter after = before.increment(A);
        assertEquals(GCounter.empty().increment(A, 6), after.delta(before));
        assertEquals(GCounter.empty(), before.delta(after));
        assertSame(after, after.delta(GCounter.empty()));
        assertEquals(after, before.merge(after.delta(before)));
    }

    @Test
    void toStringShowsLanesAndContext() {
        assertEquals("GCounter 0", GCounter.empty().toString());
        assertEquals(
                "GCounter 6 ([a:1+5, b:1+1], {a:1, b:1})",
                GCounter.empty().increment(A, 5).increment(B).toString());
    }

    @Test
    void anotherReplicasCountOfMineIsAnUnseenEvent() {
        GCounter mine = GCounter.empty().increment(A, 5);
        assertEquals(0, unseenEvents(mine, A, mine.increment(A)));
        assertEquals(1, unseenEvents(mine.increment(A), A, mine));
        assertEquals(1, unseenEvents(mine, A, GCounter.empty()));
        assertEquals(0, unseenEvents(mine.increment(A), B, mine));
        assertEquals(0, greatestStamp(mine));
    }
}
