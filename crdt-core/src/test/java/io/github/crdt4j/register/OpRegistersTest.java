package io.github.crdt4j.register;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The operation-based registers: one shows the last of the concurrent writes, one all. */
class OpRegistersTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpLWWRegister<String> LAST = OpLWWRegister.empty();
    private static final OpMVRegister<String> ALL = OpMVRegister.empty();

    private static LamportTimestamp stamp(long counter, ReplicaId self) {
        return new LamportTimestamp(counter, self);
    }

    @Test
    void theGreatestStampIsShownWhicheverCameFirst() {
        var nine = LAST.set(stamp(9, A), "nine");
        var seven = LAST.set(stamp(7, B), "seven");
        var forwards = after(after(LAST, nine, A, NOTHING), seven, B, NOTHING);
        var backwards = after(after(LAST, seven, B, NOTHING), nine, A, NOTHING);
        assertEquals(Optional.of("nine"), forwards.value());
        assertEquals(Optional.of(stamp(9, A)), forwards.stamp());
        assertEquals(forwards, backwards);
        assertEquals(forwards.hashCode(), backwards.hashCode());
        assertNotEquals(forwards, LAST);
        assertNotEquals(forwards.hashCode(), LAST.hashCode());
        assertEquals("OpLWWRegister without a value", LAST.toString());
        assertEquals(9, forwards.greatestStamp());
        assertEquals(0, LAST.greatestStamp());
        assertEquals(Optional.empty(), LAST.value());
    }

    @Test
    void theGreatestStampIsShownWhetherItSetsOrUnsets() {
        var set = LAST.set(stamp(7, A), "seven");
        OpLWWRegister.Write<String> unset = LAST.unset(stamp(9, B));
        var both = after(after(LAST, set, A, NOTHING), unset, B, NOTHING);
        assertEquals(both, after(after(LAST, unset, B, NOTHING), set, A, NOTHING));
        assertEquals(Optional.empty(), both.value());
        assertEquals(Optional.of(stamp(9, B)), both.stamp());
        assertEquals(Optional.of("seven"), both.forget(NOTHING.tick(B)).value());
        assertEquals("unset(9@b)", unset.toString());
        assertEquals(9, unset.greatestStamp());
        assertThrows(IllegalArgumentException.class, () -> both.unset(stamp(9, A)));
        assertThrows(IllegalArgumentException.class, () -> both.set(stamp(8, A), "x"));
        assertEquals(
                Optional.of("x"),
                after(both, both.set(stamp(10, A), "x"), A, ONE_OF_A.tick(B)).value());
    }

    @Test
    void theNextShowsWhenTheLastIsTakenBack() {
        var both = after(
                after(LAST, LAST.set(stamp(9, A), "nine"), A, NOTHING), LAST.set(stamp(7, B), "seven"), B, NOTHING);
        assertEquals(Optional.of("seven"), both.forget(ONE_OF_A).value());
        assertSame(both, both.forget(NOTHING));
        assertEquals(LAST, both.forget(ONE_OF_A.tick(B)));
    }

    @Test
    void equalCountersFallToTheReplicasOrder() {
        var both = after(after(LAST, LAST.set(stamp(7, A), "a"), A, NOTHING), LAST.set(stamp(7, B), "b"), B, NOTHING);
        assertEquals(Optional.of("b"), both.value());
        assertEquals(Map.of(), both.clashes());
    }

    @Test
    void valuesUnderOneStampClashAndTheGreatestIsShown() {
        var both = after(after(LAST, LAST.set(stamp(7, A), "x"), A, NOTHING), LAST.set(stamp(7, A), "yy"), B, NOTHING);
        assertEquals(Map.of(stamp(7, A), Set.of("x", "yy")), both.clashes());
        assertEquals(Optional.of("yy"), both.value());
        assertEquals(
                Optional.of("x"),
                both.value(Comparator.comparing(String::length).reversed()));
        assertThrows(UnsupportedOperationException.class, () -> both.clashes().clear());
    }

    @Test
    void aStampThatDoesNotExceedThoseSeenIsRefused() {
        var seen = after(LAST, LAST.set(stamp(7, B), "x"), B, NOTHING);
        for (LamportTimestamp late : List.of(stamp(6, B), stamp(7, A), stamp(7, B))) {
            var refused = assertThrows(IllegalArgumentException.class, () -> seen.set(late, "y"));
            assertEquals(
                    "stamp " + late + " does not exceed " + stamp(7, B)
                            + ", the greatest this register has seen. Show the clock what is received: OpReplica.of(id, snapshot, clock, codec)",
                    refused.getMessage());
        }
        assertEquals(8, seen.set(stamp(8, A), "y").greatestStamp());
    }

    @Test
    void concurrentWritesAreSiblingsInTheOrderOfTheirEvents() {
        var b = after(ALL, ALL.set("of b"), B, NOTHING);
        var both = after(b, b.set("of a"), A, NOTHING);
        assertEquals(List.of("of a", "of b"), both.values());
        assertEquals(List.of("of b"), both.forget(ONE_OF_A).values());
        assertSame(both, both.forget(NOTHING));
        assertEquals(
                List.of("last"),
                after(both, both.set("last"), A, ONE_OF_A.tick(B)).values());
        assertEquals("OpMVRegister [of a, of b] ([a:1->of a, b:1->of b])", both.toString());
    }

    @Test
    void siblingsAreResolvedAndOneAloneIsNot() {
        var one = after(ALL, ALL.set("x"), A, NOTHING);
        assertEquals(Optional.empty(), one.resolve(siblings -> "never"));
        var two = after(one, one.set("y"), B, NOTHING);
        var resolution = two.resolve(siblings -> String.join("+", siblings)).orElseThrow();
        assertEquals(List.of("x+y"), after(two, resolution, A, ONE_OF_A.tick(B)).values());
        assertNotEquals(one, two);
        assertNotEquals(one.hashCode(), two.hashCode());
        assertEquals(one, two.forget(NOTHING.tick(B)));
        assertEquals(one.hashCode(), two.forget(NOTHING.tick(B)).hashCode());
    }

    @Test
    void nullAndArraysAreRefused() {
        assertNames("stamp", () -> LAST.set(null, "x"));
        assertNames("value", () -> LAST.set(stamp(1, A), null));
        assertNames("ties", () -> LAST.value(null));
        assertNames("value", () -> ALL.set(null));
        assertNames("policy", () -> ALL.resolve(null));
        assertThrows(
                IllegalArgumentException.class,
                () -> OpMVRegister.<int[]>empty().set(new int[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> OpLWWRegister.<int[]>empty().set(stamp(1, A), new int[0]));
    }
}
