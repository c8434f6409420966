package io.github.crdt4j.counter;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class OpBoundedCounterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final OpBoundedCounter EMPTY = OpBoundedCounter.empty();
    private static final OpBoundedCounter TEN = after(EMPTY, EMPTY.increment(10), A, NOTHING);

    private static void assertLacks(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, call::run).getMessage());
    }

    @Test
    void whoDecrementsUsesRightsOfItsOwn() {
        OpBoundedCounter given = after(TEN, TEN.transfer(A, B, 4), A, NOTHING.tick(A));
        assertEquals(10, given.value());
        assertEquals(6, given.rights(A));
        OpBoundedCounter sold =
                after(given, given.decrement(B, 3), B, NOTHING.tick(A).tick(A));
        assertEquals(7, sold.value());
        assertEquals(1, sold.rights(B));
        assertEquals("OpBoundedCounter 7 ({a has 6, b has 1})", sold.toString());
        assertLacks(
                "a decrement by 2 lacks 1 rights, for b has 1; a has 6: let it transfer some",
                () -> assertNotNull(sold.decrement(B, 2)));
        assertLacks(
                "a transfer of 9 lacks 3 rights, for a has 6; b has 1: let it transfer some",
                () -> assertNotNull(sold.transfer(A, B, 9)));
        assertLacks(
                "a decrement by 1 lacks 1 rights, for a has 0; nobody else has any: increment first",
                () -> assertNotNull(EMPTY.decrement(A, 1)));
    }

    @Test
    void amountsAndReceiversAreChecked() {
        assertRefused("amount 0 is not positive: give at least 1", () -> EMPTY.increment(0));
        assertRefused("amount -1 is not positive: give at least 1", () -> TEN.decrement(A, -1));
        assertRefused("a cannot transfer rights to itself: name another receiver", () -> TEN.transfer(A, A, 1));
    }

    @Test
    void anOperationThatNamesAnotherReplicaThanItsSenderChangesNothing() {
        assertSame(TEN, after(TEN, TEN.decrement(A, 3), B, NOTHING.tick(A)));
        assertSame(TEN, after(TEN, TEN.transfer(A, B, 3), B, NOTHING.tick(A)));
    }

    @Test
    void theValueIsNeverBelowItsBoundAndKeptPastLong() {
        OpBoundedCounter low = OpBoundedCounter.of(-3);
        assertEquals(-3, low.value());
        assertEquals(-3, low.bound());
        assertNotEquals(low, EMPTY);
        OpBoundedCounter most = after(EMPTY, EMPTY.increment(Long.MAX_VALUE), A, NOTHING);
        OpBoundedCounter more = after(most, most.increment(1), A, NOTHING.tick(A));
        assertThrows(ArithmeticException.class, more::value);
        assertThrows(ArithmeticException.class, () -> more.rights(A));
        assertEquals(BigInteger.ONE.shiftLeft(63), more.exactValue());
        assertEquals(10L, TEN.plain());
        assertEquals(
                TEN.hashCode(), after(EMPTY, EMPTY.increment(10), A, NOTHING).hashCode());
    }

    @Test
    void theLastItemIsSoldOnce() {
        var stock = OpReplica.of(A, EMPTY, OperationCheck.inMemory());
        var other = OpReplica.of(B, EMPTY, OperationCheck.inMemory());
        stock.update(counter -> counter.increment(1));
        stock.flush().forEach(other::receive);
        assertEquals(1, other.state().value());
        assertThrows(IllegalStateException.class, () -> other.update(counter -> counter.decrement(B, 1)));
        stock.update(counter -> counter.decrement(A, 1));
        stock.flush().forEach(other::receive);
        assertEquals(0, other.state().value());
    }
}
