package io.github.crdt4j.counter;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PNCounterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final PNCounter EMPTY = PNCounter.empty();

    @Test
    void emptyIsZeroAndShared() {
        assertSame(PNCounter.empty(), PNCounter.empty());
        assertEquals(0, EMPTY.value());
        assertTrue(EMPTY.isEmpty());
    }

    @Test
    void incrementsAddAndDecrementsTakeAway() {
        assertEquals(2, EMPTY.increment(A, 3).decrement(A).value());
        assertEquals(-2, EMPTY.decrement(A, 3).increment(A).value());
    }

    @Test
    void concurrentIncrementAndDecrementBothCount() {
        assertEquals(3, EMPTY.increment(A, 5).merge(EMPTY.decrement(B, 2)).value());
    }

    @Test
    void twoReplicasThatTakeTheLastItemPassZero() {
        PNCounter one = EMPTY.increment(A);
        assertEquals(-1, one.decrement(A).merge(one.decrement(B)).value());
    }

    @Test
    void downToZeroIsNotTheEmptyCounter() {
        PNCounter zero = EMPTY.increment(A, 2).decrement(A, 2);
        assertEquals(0, zero.value());
        assertNotEquals(EMPTY, zero);
        assertFalse(zero.isEmpty());
    }

    @Test
    void zeroIsTheSameObject() {
        PNCounter one = EMPTY.increment(A);
        assertSame(one, one.increment(B, 0));
        assertSame(one, one.decrement(B, 0));
        assertSame(one, one.edit(B, editor -> {}));
        assertSame(one, one.edit(B, editor -> editor.increment(0)));
    }

    @Test
    void negativeAmountsAreRefused() {
        assertMessage(
                "a counter counts amounts from 0 up, not -3",
                IllegalArgumentException.class,
                () -> EMPTY.increment(A, -3));
        assertMessage(
                "a counter counts amounts from 0 up, not -4",
                IllegalArgumentException.class,
                () -> EMPTY.decrement(A, -4));
        assertMessage(
                "a counter counts amounts from 0 up, not -5",
                IllegalArgumentException.class,
                () -> EMPTY.edit(A, editor -> editor.decrement(-5)));
    }

    @Test
    void overflowEitherWayIsRefusedWithItsNumbers() {
        PNCounter full = EMPTY.increment(A, Long.MAX_VALUE).decrement(A, Long.MAX_VALUE);
        String refusal = "replica a has counted 9223372036854775807 and cannot count 1 more";
        assertMessage(refusal, ArithmeticException.class, () -> full.increment(A));
        assertMessage(refusal, ArithmeticException.class, () -> full.decrement(A));
        assertEquals(0, full.value());
    }

    @Test
    void overflowWithinAnEditNamesTheValue() {
        var refused = assertThrows(
                ArithmeticException.class,
                () -> EMPTY.edit(A, editor -> {
                    editor.increment(Long.MAX_VALUE);
                    editor.increment(1);
                }));
        assertTrue(refused.getMessage().contains("9223372036854775807"), refused::getMessage);
    }

    @Test
    void editEqualsTheChainOfMutators() {
        PNCounter before = EMPTY.increment(B, 4);
        PNCounter edited = before.edit(A, editor -> {
            editor.increment(5);
            editor.decrement(2);
            editor.increment(1);
        });
        assertEquals(before.increment(A, 5).decrement(A, 2).increment(A), edited);
        assertEquals(before.decrement(A), before.edit(A, editor -> editor.decrement(1)));
    }

    @Test
    void editorIsRefusedOnceTheEditIsOver() {
        List<PNCounter.Editor> kept = new ArrayList<>();
        assertEquals(EMPTY, EMPTY.edit(A, kept::add));
        assertThrows(IllegalStateException.class, () -> kept.get(0).increment(1));
        assertThrows(IllegalStateException.class, () -> kept.get(0).decrement(1));
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("self", () -> EMPTY.increment(null));
        assertNames("self", () -> EMPTY.decrement(null, 0));
        assertNames("self", () -> EMPTY.edit(null, editor -> {}));
        assertNames("edit", () -> EMPTY.edit(A, null));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }

    private static void assertMessage(String message, Class<? extends Exception> type, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        PNCounter small = EMPTY.decrement(A);
        PNCounter big = small.increment(A).decrement(B);
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(EMPTY.decrement(A)));
    }

    @Test
    void deltaIsWhatIsNewAndNoMore() {
        PNCounter before = EMPTY.increment(A, 5).decrement(A, 2).increment(B, 7);
        PNCounter after = before.decrement(A);
        assertEquals(EMPTY.decrement(A, 3), after.delta(before));
        assertEquals(after, before.merge(after.delta(before)));
        assertTrue(before.leq(after));
        assertFalse(after.leq(before));
    }

    @Test
    void forgetMakesItZeroAndKeepsTheContext() {
        PNCounter forgotten = forget(EMPTY.increment(A, 5));
        assertEquals(0, forgotten.value());
        assertTrue(forgotten.isEmpty());
        assertSame(forgotten, forget(forgotten));
        assertEquals(0, forgotten.merge(EMPTY.increment(A, 5)).value());
        assertEquals(1, forgotten.merge(EMPTY.increment(A, 6)).value());
    }

    @Test
    void toStringShowsLanesAndContext() {
        assertEquals(
                "PNCounter 2 ([a:1+5-2, b:1+0-1], {a:1, b:1})",
                EMPTY.increment(A, 5).decrement(A, 2).decrement(B).toString());
        assertEquals(
                "PNCounter 0 ([a:1+5(5 forgotten)], {a:1})",
                forget(EMPTY.increment(A, 5)).toString());
    }

    @Test
    void anotherReplicasCountOfMineIsAnUnseenEvent() {
        PNCounter mine = EMPTY.increment(A, 5);
        assertEquals(1, unseenEvents(mine.decrement(A, 2), A, mine));
        assertEquals(0, unseenEvents(mine, A, mine.decrement(A)));
        assertEquals(0, unseenEvents(mine.decrement(B), A, mine));
    }
}
