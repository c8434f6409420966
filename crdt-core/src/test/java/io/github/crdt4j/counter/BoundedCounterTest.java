package io.github.crdt4j.counter;

import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BoundedCounterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");

    private static void lacks(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    @Test
    void theLastItemIsNotSoldTwice() {
        BoundedCounter stock = BoundedCounter.of(0).increment(A, 1);
        assertEquals(0, stock.decrement(A, 1).value());
        lacks(
                "a decrement by 1 lacks 1 rights, for b has 0; a has 1: let it transfer some",
                () -> stock.decrement(B, 1));
    }

    @Test
    void whoHasMostIsNamed() {
        BoundedCounter stock =
                BoundedCounter.of(-5).increment(A, 5).increment(B, 1).transfer(A, C, 3);
        lacks(
                "a decrement by 9 lacks 8 rights, for b has 1; c has 3: let it transfer some",
                () -> stock.decrement(B, 9));
        lacks(
                "a transfer of 3 lacks 1 rights, for a has 2; c has 3: let it transfer some",
                () -> stock.transfer(A, B, 3));
        lacks(
                "a decrement by 1 lacks 1 rights, for a has 0; nobody else has any: increment first",
                () -> BoundedCounter.empty().decrement(A, 1));
    }

    @Test
    void rightsMoveByTransferOnlyAndTheValueStays() {
        BoundedCounter stock =
                BoundedCounter.of(2).increment(A, 5).transfer(A, B, 4).transfer(B, C, 1);
        assertEquals(7, stock.value());
        assertEquals(1, stock.rights(A));
        assertEquals(3, stock.rights(B));
        assertEquals(1, stock.rights(C));
        assertEquals(4, stock.decrement(B, 3).value());
    }

    @Test
    void selfZeroAndNegativeAmountsAreRefused() {
        BoundedCounter stock = BoundedCounter.empty().increment(A, 5);
        assertRefused("a cannot transfer rights to itself: name another receiver", () -> stock.transfer(A, A, 1));
        assertRefused("amount 0 is not positive", () -> stock.transfer(A, B, 0));
        assertRefused("amount -1 is not positive", () -> stock.decrement(A, -1));
        assertRefused("amount -9223372036854775808 is not positive", () -> stock.increment(A, Long.MIN_VALUE));
    }

    @Test
    void aNewIncarnationHasNoRights() {
        BoundedCounter stock = BoundedCounter.empty().increment(new ReplicaId("a", 1), 5);
        assertEquals(0, stock.rights(new ReplicaId("a", 2)));
    }

    @Test
    void countersOfDifferentBoundsAreNotMerged() {
        assertRefused(
                "a BoundedCounter that is never below 0 does not merge with one that is never below 3; every replica must give"
                        + " BoundedCounter.of the same bound",
                () -> BoundedCounter.empty().merge(BoundedCounter.of(3)));
    }

    @Test
    void numbersAreCheckedWhereTheyGrowAndMergesNeverThrow() {
        BoundedCounter most = BoundedCounter.of(Long.MAX_VALUE).increment(A, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> most.increment(A, 1));
        BoundedCounter both = most.merge(BoundedCounter.of(Long.MAX_VALUE).increment(B, Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, both::value);
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(3)), both.exactValue());
        assertTrue(both.decrement(A, Long.MAX_VALUE)
                .leq(both.decrement(A, Long.MAX_VALUE).increment(C, 1)));
    }
}
