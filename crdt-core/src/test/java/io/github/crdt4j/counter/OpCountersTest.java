package io.github.crdt4j.counter;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The operation-based counters, which count alike. */
class OpCountersTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpGCounter UP = OpGCounter.empty();
    private static final OpPNCounter BOTH = OpPNCounter.empty();

    @Test
    void amountsAreAdded() {
        OpGCounter one = after(UP, UP.increment(), A, NOTHING);
        assertEquals(1, one.value());
        assertEquals(5, after(one, one.increment(4), B, NOTHING).value());
        OpPNCounter two = after(BOTH, BOTH.increment(2), A, NOTHING);
        assertEquals(1, after(two, two.decrement(), B, NOTHING).value());
        assertEquals(-3, after(two, two.decrement(5), B, NOTHING).value());
        assertEquals(3, after(two, two.increment(), B, NOTHING).value());
    }

    @Test
    void zeroIsTheSameObject() {
        OpGCounter one = after(UP, UP.increment(), A, NOTHING);
        assertSame(one, after(one, one.increment(0), B, NOTHING));
        OpPNCounter two = after(BOTH, BOTH.increment(2), A, NOTHING);
        assertSame(two, after(two, two.decrement(0), B, NOTHING));
    }

    @Test
    void negativeAmountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> UP.increment(-1));
        assertThrows(IllegalArgumentException.class, () -> BOTH.increment(-1));
        assertThrows(IllegalArgumentException.class, () -> BOTH.decrement(-1));
    }

    @Test
    void aTotalPastLongIsKeptAndOnlyValueThrows() {
        OpGCounter full = after(UP, UP.increment(Long.MAX_VALUE), A, NOTHING);
        OpGCounter more = after(full, full.increment(), B, NOTHING);
        assertThrows(ArithmeticException.class, more::value);
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE), more.exactValue());
        OpPNCounter low = after(BOTH, BOTH.decrement(Long.MAX_VALUE), A, NOTHING);
        OpPNCounter lower = after(low, low.decrement(2), B, NOTHING);
        assertThrows(ArithmeticException.class, lower::value);
        assertEquals(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE), lower.exactValue());
    }

    @Test
    void onlyWhatWasSeenIsForgotten() {
        OpGCounter up = after(UP.removable(), UP.increment(3), A, NOTHING);
        assertEquals(4, after(up, up.increment(4), B, NOTHING).forget(ONE_OF_A).value());
        assertSame(up, up.forget(NOTHING.tick(B)));
        OpPNCounter down = after(BOTH.removable(), BOTH.decrement(3), A, NOTHING);
        assertEquals(
                -4, after(down, down.decrement(4), B, NOTHING).forget(ONE_OF_A).value());
        assertSame(down, down.forget(NOTHING.tick(B)));
    }

    @Test
    void whatCancelsOutInOneMessageLeavesNothing() {
        OpPNCounter three = after(BOTH.removable(), BOTH.increment(3), A, NOTHING);
        OpPNCounter none = after(three, three.decrement(3), A, NOTHING);
        assertEquals(BOTH.removable(), none);
    }

    @Test
    void whatEverybodyHasSeenIsNotRememberedByEvent() {
        OpGCounter up = after(UP.removable(), UP.increment(3), A, NOTHING);
        assertEquals("OpGCounter 3 ({a=3 at 1})", up.toString());
        assertEquals("OpGCounter 3", up.settle(ONE_OF_A).toString());
        assertSame(up, up.settle(NOTHING));
        assertEquals(0, up.settle(ONE_OF_A).forget(ONE_OF_A).value());
        OpPNCounter down = after(BOTH.removable(), BOTH.decrement(3), A, NOTHING);
        assertEquals("OpPNCounter -3", down.settle(ONE_OF_A).toString());
        assertSame(BOTH, BOTH.settle(ONE_OF_A));
    }

    @Test
    void onlyInAMapDoesACounterForget() {
        assertNames("removable()", () -> UP.forget(ONE_OF_A));
        assertNames("removable()", () -> BOTH.forget(ONE_OF_A));
        OpGCounter removable = UP.removable();
        assertSame(removable, removable.removable());
        OpPNCounter removableToo = BOTH.removable();
        assertSame(removableToo, removableToo.removable());
        assertNotEquals(UP, removable);
    }

    @Test
    void equalHistoriesAreEqualStates() {
        OpGCounter one = after(UP, UP.increment(), A, NOTHING);
        assertEquals(one, after(UP, UP.increment(), B, NOTHING));
        assertEquals(one.hashCode(), after(UP, UP.increment(), B, NOTHING).hashCode());
        assertNotEquals(one, UP);
        assertNotEquals(one.hashCode(), UP.hashCode());
        OpPNCounter two = after(BOTH, BOTH.increment(), A, NOTHING);
        assertEquals(two, after(BOTH, BOTH.increment(), B, NOTHING));
        assertEquals(two.hashCode(), after(BOTH, BOTH.increment(), B, NOTHING).hashCode());
        assertNotEquals(two, BOTH);
        assertNotEquals(two.hashCode(), BOTH.hashCode());
    }
}
