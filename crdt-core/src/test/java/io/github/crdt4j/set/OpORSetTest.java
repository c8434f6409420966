package io.github.crdt4j.set;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.VectorClock;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpORSetTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpORSet<String> EMPTY = OpORSet.empty();
    private static final OpORSet<String> X = after(EMPTY, EMPTY.add("x"), A, NOTHING);

    @Test
    void addWinsOverAConcurrentRemove() {
        OpORSet<String> added = after(X, X.add("x"), A, ONE_OF_A);
        assertEquals(Set.of("x"), after(added, added.remove("x"), B, ONE_OF_A).elements());
        assertEquals(
                Set.of(), after(added, added.remove("x"), B, ONE_OF_A.tick(A)).elements());
    }

    @Test
    void clearTakesAwayWhatItHasSeen() {
        OpORSet<String> both = after(X, X.add("y"), B, NOTHING);
        assertEquals(Set.of("y"), after(both, both.clear(), A, ONE_OF_A).elements());
        assertSame(EMPTY, after(both, both.clear(), A, ONE_OF_A.tick(B)));
    }

    @Test
    void eachConcurrentAddKeepsAnElementAlone() {
        OpORSet<String> twice = after(X, X.add("x"), B, NOTHING);
        assertEquals("OpORSet [x] ({x/[a:1, b:1]})", twice.toString());
        assertEquals("OpORSet [x] ({x/b:1})", twice.forget(ONE_OF_A).toString());
        assertEquals(
                "OpORSet [x] ({x/b:2})",
                after(twice, twice.add("x"), B, ONE_OF_A.tick(B)).toString());
        assertNotEquals(X, twice);
        assertNotEquals(X.hashCode(), twice.hashCode());
        assertEquals(X, twice.forget(NOTHING.tick(B)));
        assertEquals(X.hashCode(), twice.forget(NOTHING.tick(B)).hashCode());
    }

    @Test
    void whatChangesNothingIsTheSameObject() {
        assertSame(X, after(X, X.remove("y"), B, ONE_OF_A));
        assertSame(X, after(X, X.remove("x"), B, NOTHING));
        assertSame(X, X.forget(NOTHING));
        assertSame(EMPTY, X.forget(ONE_OF_A));
    }

    @Test
    void elementsCanBeLookedAtAndNotChanged() {
        assertTrue(X.contains("x"));
        assertFalse(X.contains("y"));
        assertEquals(1, X.size());
        assertEquals(0, EMPTY.size());
        assertThrows(UnsupportedOperationException.class, () -> X.elements().clear());
        assertThrows(UnsupportedOperationException.class, () -> X.elements().remove("x"));
    }

    @Test
    void nullAndArraysAreRefused() {
        assertNames("element", () -> X.add(null));
        assertNames("element", () -> X.remove(null));
        assertNames("element", () -> X.contains(null));
        assertThrows(
                IllegalArgumentException.class, () -> OpORSet.<int[]>empty().add(new int[0]));
        assertThrows(
                IllegalArgumentException.class, () -> OpORSet.<int[]>empty().remove(new int[0]));
    }
}
