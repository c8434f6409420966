package io.github.crdt4j.set;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ORSetTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ORSet<String> EMPTY = ORSet.empty();

    @Test
    void emptyHasNoElementAndIsShared() {
        assertSame(ORSet.empty(), EMPTY);
        assertEquals(Set.of(), EMPTY.elements());
        assertEquals(0, EMPTY.size());
        assertTrue(EMPTY.isEmpty());
        assertFalse(EMPTY.contains("x"));
        assertEquals(0, greatestStamp(EMPTY));
    }

    @Test
    void addAddsAndRemoveRemoves() {
        var set = EMPTY.add(A, "x").add(A, "y").remove("x");
        assertEquals(Set.of("y"), set.elements());
        assertEquals(1, set.size());
        assertTrue(set.contains("y"));
        assertFalse(set.contains("x"));
    }

    @Test
    void addOfAPresentElementIsAnEvent() {
        var once = EMPTY.add(A, "x");
        var twice = once.add(A, "x");
        assertNotEquals(once, twice);
        assertEquals(once.elements(), twice.elements());
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(A, 2)), twice.context());
    }

    @Test
    void removeMintsNoEvent() {
        var set = EMPTY.add(A, "x");
        assertSame(set.context(), set.remove("x").context());
    }

    @Test
    void removeOfAnAbsentElementIsTheSameObject() {
        var set = EMPTY.add(A, "x");
        assertSame(set, set.remove("y"));
        assertSame(EMPTY, EMPTY.clear());
        var cleared = set.clear();
        assertSame(cleared, cleared.clear());
    }

    @Test
    void clearRemovesEveryElement() {
        var cleared = EMPTY.add(A, "x").add(B, "y").clear();
        assertTrue(cleared.isEmpty());
        assertEquals(EMPTY.add(A, "x").add(B, "y").context(), cleared.context());
    }

    @Test
    void arraysAreRefused() {
        ORSet<Object> set = ORSet.empty();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> set.add(A, new int[0]))
                .getMessage()
                .contains("int[]"));
        assertThrows(IllegalArgumentException.class, () -> set.edit(A, editor -> editor.add(new Object[0])));
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("self", () -> EMPTY.add(null, "x"));
        assertNames("self", () -> EMPTY.edit(null, editor -> {}));
        assertNames("edit", () -> EMPTY.edit(A, null));
        assertNames("element", () -> EMPTY.add(A, null));
        assertNames("element", () -> EMPTY.remove(null));
        assertNames("element", () -> EMPTY.contains(null));
        assertNames("element", () -> EMPTY.edit(A, editor -> editor.add(null)));
        assertNames("element", () -> EMPTY.edit(A, editor -> editor.remove(null)));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }

    @Test
    void elementsAreAnUnmodifiableSnapshot() {
        var set = EMPTY.add(A, "x");
        Set<String> elements = set.elements();
        assertThrows(UnsupportedOperationException.class, () -> elements.add("y"));
        assertThrows(UnsupportedOperationException.class, () -> elements.remove("x"));
        assertThrows(UnsupportedOperationException.class, elements::clear);
        assertEquals(Set.of("x"), set.add(A, "y").remove("y").elements());
        assertEquals(Set.of("x"), elements);
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        var small = EMPTY.add(A, "x");
        var big = small.add(B, "y").remove("x");
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(EMPTY.add(A, "x")));
        assertSame(small, small.merge(EMPTY));
        assertSame(small, EMPTY.merge(small));
    }

    @Test
    void orderIsThatOfWhatWasSeenAndWhatWasRemoved() {
        var x = EMPTY.add(A, "x");
        assertTrue(x.leq(x.remove("x")));
        assertFalse(x.remove("x").leq(x));
        assertFalse(x.leq(EMPTY.add(B, "x")));
        assertTrue(x.leq(x.merge(EMPTY.add(B, "x"))));
    }

    @Test
    void deltaHoldsItsOwnDotsOnly() {
        var before = EMPTY.add(A, "x").add(A, "y").add(B, "z");
        var after = before.remove("x").add(B, "w");
        var delta = after.delta(before);
        assertEquals(Set.of("w"), delta.elements());
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(B, 2)), delta.context());
        assertEquals(EMPTY, before.delta(after));
        assertSame(after, after.delta(EMPTY));
    }

    @Test
    void elementsWhoseHashesCollideAreKeptApart() {
        ORSet<String> set = EMPTY;
        List<String> colliding = List.of("AaAa", "BBBB", "AaBB", "BBAa");
        for (String element : colliding) {
            set = set.add(A, element);
        }
        assertEquals(Set.copyOf(colliding), set.elements());
        assertEquals(
                Set.of("AaAa", "BBAa"),
                set.remove("BBBB").merge(set.remove("AaBB")).elements());
    }

    @Test
    void aThousandElementsConvergeWithTheirDeltas() {
        var past = EMPTY.edit(A, editor -> {
            for (int i = 0; i < 1000; i++) {
                editor.add("e" + i);
            }
        });
        var left = past.edit(B, editor -> {
            for (int i = 0; i < 1000; i += 3) {
                editor.remove("e" + i);
                editor.add("n" + i);
            }
        });
        var right = past.edit(A, editor -> {
            for (int i = 0; i < 1000; i += 2) {
                editor.add("e" + i);
            }
        });
        var merged = left.merge(right);
        assertEquals(merged, right.merge(left));
        assertEquals(merged, left.merge(right.delta(past)));
        assertEquals(merged, right.merge(left.delta(right)));
        assertTrue(merged.contains("e0") && merged.contains("n3") && !merged.contains("e3"));
        assertEquals(500 + 333 + 334, merged.size());
    }

    @Test
    void toStringShowsElementsAndContext() {
        assertEquals("ORSet []", EMPTY.toString());
        assertEquals(
                "ORSet [x] ({x/a:1}, {a:1-2})",
                EMPTY.add(A, "x").add(A, "y").remove("y").toString());
        assertEquals(
                "ORSet [x] ({x/[a:1, b:1]}, {a:1, b:1})",
                EMPTY.add(A, "x").merge(EMPTY.add(B, "x")).toString());
    }
}
