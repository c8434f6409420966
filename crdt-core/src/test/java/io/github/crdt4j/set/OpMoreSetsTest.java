package io.github.crdt4j.set;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpMoreSetsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);

    private static final OpGSet<String> GROWING = OpGSet.empty();
    private static final OpTwoPSet<String> TWO_PHASES = OpTwoPSet.empty();
    private static final OpTwoPSet<String> ADDED = after(TWO_PHASES, TWO_PHASES.add("x"), A, NOTHING);
    private static final OpRWSet<String> REMOVE_WINS = OpRWSet.empty();
    private static final OpRWSet<String> PRESENT = after(REMOVE_WINS, REMOVE_WINS.add("x"), A, NOTHING);

    private static LamportTimestamp at(long counter, ReplicaId replica) {
        return new LamportTimestamp(counter, replica);
    }

    @Test
    void anElementOfAGrowOnlySetStays() {
        OpGSet<String> x = after(GROWING, GROWING.add("x"), A, NOTHING);
        OpGSet<String> both = after(x, x.add("y"), B, NOTHING);
        assertEquals(Set.of("x", "y"), both.elements());
        assertEquals(2, both.size());
        assertTrue(both.contains("x"));
        assertFalse(x.contains("y"));
        assertEquals(Set.of("y"), both.forget(ONE_OF_A).elements());
        assertSame(x, x.forget(NOTHING.tick(B)));
        assertSame(GROWING, x.forget(ONE_OF_A));
        assertEquals("OpGSet [x] ({x/a:1})", x.toString());
        assertEquals("OpGSet []", GROWING.toString());
        assertNotEquals(x, both);
        assertEquals(x.hashCode(), after(GROWING, GROWING.add("x"), A, NOTHING).hashCode());
        assertNames("element", () -> x.contains(null));
    }

    @Test
    void aRemoveOfATwoPhaseSetIsForEver() {
        OpTwoPSet<String> again = after(ADDED, ADDED.add("x"), B, NOTHING);
        OpTwoPSet<String> removed = after(again, again.remove("x"), A, ONE_OF_A);
        assertEquals(Set.of(), removed.elements(), "also what was added concurrently");
        assertEquals(0, removed.size());
        assertTrue(removed.isRemoved("x"));
        assertFalse(ADDED.isRemoved("x"));
        assertFalse(TWO_PHASES.isRemoved("x"));
        assertRefused(
                "element x was removed, and an OpTwoPSet never takes one back: give it another name, or use an OpORSet or"
                        + " OpRWSet",
                () -> removed.add("x"));
        assertRefused(
                "element y was never added here, so it cannot be removed: receive the message that adds it first, or use"
                        + " an OpRWSet",
                () -> removed.remove("y"));
        assertEquals(Set.of("x"), ADDED.elements());
        assertSame(TWO_PHASES, ADDED.forget(ONE_OF_A));
        assertSame(ADDED, ADDED.forget(NOTHING));
        assertEquals("OpTwoPSet [x] ({x->[a:1->true]})", ADDED.toString());
        assertNotEquals(ADDED, removed);
        assertEquals(
                ADDED.hashCode(),
                after(TWO_PHASES, TWO_PHASES.add("x"), A, NOTHING).hashCode());
        assertNames("element", () -> ADDED.isRemoved(null));
        assertThrows(IllegalArgumentException.class, () -> OpTwoPSet.empty().add(new int[0]));
    }

    @Test
    void aRemoveWinsOverAConcurrentAdd() {
        assertFalse(after(PRESENT, PRESENT.remove("x"), B, NOTHING).contains("x"));
        OpRWSet<String> unseen = after(PRESENT, PRESENT.remove("y"), B, NOTHING);
        assertFalse(after(unseen, unseen.add("y"), A, ONE_OF_A).contains("y"), "also of what was never added before");
        assertTrue(after(unseen, unseen.add("y"), A, ONE_OF_A.tick(B)).contains("y"));
        assertEquals(Set.of("x"), unseen.elements());
        assertEquals(1, unseen.size());
        assertEquals(unseen, unseen.forget(NOTHING));
        assertEquals(PRESENT, unseen.forget(NOTHING.tick(B)));
        assertSame(REMOVE_WINS, PRESENT.forget(ONE_OF_A));
    }

    @Test
    void aClearRemovesWhatWasPresentWhereItWasPrepared() {
        OpRWSet.Change<String> clear = PRESENT.clear();
        OpRWSet<String> other = after(PRESENT, PRESENT.add("y"), B, NOTHING);
        assertEquals(new OpRWSet.Clear<>(List.of("x")), clear);
        assertEquals(Set.of("y"), after(other, clear, A, ONE_OF_A).elements());
        assertSame(PRESENT, after(PRESENT, REMOVE_WINS.clear(), B, NOTHING));
        assertThrows(IllegalArgumentException.class, () -> new OpRWSet.Clear<Object>(List.of(new int[0])));
        assertEquals("OpRWSet [x] ({x->[a:1->true]})", PRESENT.toString());
        assertEquals(
                PRESENT.hashCode(),
                after(REMOVE_WINS, REMOVE_WINS.add("x"), A, NOTHING).hashCode());
        assertNotEquals(PRESENT, other);
    }

    @Test
    void theBiasDecidesBetweenAnAddAndARemoveWithOneCounter() {
        for (LWWElementSet.Bias bias : LWWElementSet.Bias.values()) {
            OpLWWElementSet<String> empty = OpLWWElementSet.empty(bias);
            var added = after(empty, empty.add(at(7, B), "x"), B, NOTHING);
            var both = after(added, empty.remove(at(7, A), "x"), A, NOTHING);
            assertEquals(bias, both.bias());
            assertEquals(bias == LWWElementSet.Bias.ADD, both.contains("x"));
            var later = after(both, both.remove(at(8, A), "x"), A, ONE_OF_A);
            assertFalse(later.contains("x"));
            assertEquals(0, later.size());
            assertEquals(8, later.greatestStamp());
            assertRefused(
                    "stamp 8@b does not exceed 8@a, the greatest element x has seen. Show the clock what is received:"
                            + " OpReplica.of(id, snapshot, clock, codec)",
                    () -> later.add(at(8, B), "x"));
            assertEquals(empty, added.forget(NOTHING.tick(B)));
            assertSame(added, added.forget(NOTHING.tick(A)));
            assertEquals(Set.of("x"), added.elements());
            assertEquals("OpLWWElementSet [x] ({x->[b:1->true/7@b]})", added.toString());
            assertEquals(
                    added.hashCode(),
                    after(empty, empty.add(at(7, B), "x"), B, NOTHING).hashCode());
        }
        assertNotEquals(
                OpLWWElementSet.empty(LWWElementSet.Bias.ADD), OpLWWElementSet.empty(LWWElementSet.Bias.REMOVE));
    }
}
