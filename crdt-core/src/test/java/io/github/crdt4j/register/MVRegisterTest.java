package io.github.crdt4j.register;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.List;
import org.junit.jupiter.api.Test;

class MVRegisterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final MVRegister<String> EMPTY = MVRegister.empty();

    @Test
    void emptyHasNoValueAndIsShared() {
        assertSame(MVRegister.empty(), EMPTY);
        assertEquals(List.of(), EMPTY.values());
        assertTrue(EMPTY.isEmpty());
    }

    @Test
    void setReplacesWhatItSaw() {
        assertEquals(List.of("y"), EMPTY.set(A, "x").set(B, "y").values());
    }

    @Test
    void concurrentSetsAreSiblings() {
        assertEquals(
                List.of("x", "y"), EMPTY.set(A, "x").merge(EMPTY.set(B, "y")).values());
    }

    @Test
    void concurrentSetsOfOneValueAreTwoSiblings() {
        assertEquals(
                List.of("x", "x"), EMPTY.set(A, "x").merge(EMPTY.set(B, "x")).values());
    }

    @Test
    void setReplacesAllSiblings() {
        var siblings = EMPTY.set(A, "x").merge(EMPTY.set(B, "y"));
        assertEquals(List.of("z"), siblings.set(A, "z").values());
    }

    @Test
    void resolveHandsOutTheSiblingsAndWritesTheResult() {
        var siblings = EMPTY.set(A, "x").merge(EMPTY.set(B, "y"));
        assertEquals(
                List.of("x+y"),
                siblings.resolve(B, all -> String.join("+", all)).values());
        assertTrue(siblings.leq(siblings.resolve(B, all -> all.get(1))));
    }

    @Test
    void resolveOfOneOrNoneIsTheSameObject() {
        var one = EMPTY.set(A, "x");
        assertSame(one, one.resolve(B, all -> fail("nothing to resolve in " + all)));
        assertSame(EMPTY, EMPTY.resolve(B, all -> fail("nothing to resolve in " + all)));
    }

    @Test
    void valuesAreUnmodifiable() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> EMPTY.set(A, "x").values().add("y"));
        var siblings = EMPTY.set(A, "x").merge(EMPTY.set(B, "y"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> siblings.resolve(A, all -> {
                    all.clear();
                    return "z";
                }));
    }

    @Test
    void arraysAreRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> MVRegister.<Object>empty().set(A, new String[] {"x"}));
        assertTrue(refused.getMessage().contains("String[]"), refused::getMessage);
    }

    @Test
    void nullIsRefusedByName() {
        var siblings = EMPTY.set(A, "x").merge(EMPTY.set(B, "y"));
        assertNames("self", () -> EMPTY.set(null, "x"));
        assertNames("value", () -> EMPTY.set(A, null));
        assertNames("value", () -> siblings.resolve(A, all -> null));
        assertNames("policy", () -> EMPTY.resolve(A, null));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        var small = EMPTY.set(A, "x");
        var big = small.set(B, "y");
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(EMPTY.set(A, "x")));
    }

    @Test
    void orderIsThatOfWhatWasSeen() {
        var x = EMPTY.set(A, "x");
        assertTrue(x.leq(x.set(B, "y")));
        assertFalse(x.set(B, "y").leq(x));
        assertFalse(x.leq(EMPTY.set(B, "y")));
        assertTrue(x.leq(x.merge(EMPTY.set(B, "y"))));
    }

    @Test
    void deltaIsTheNewWriteAndWhatItReplaced() {
        var before = EMPTY.set(A, "x");
        var after = before.set(B, "y");
        assertEquals(List.of("y"), after.delta(before).values());
        assertEquals(
                CausalContext.of(new Dot(A, 1), new Dot(B, 1)),
                after.delta(before).context());
        assertEquals(after, before.merge(after.delta(before)));
    }

    @Test
    void toStringShowsWritesAndContext() {
        assertEquals("MVRegister []", EMPTY.toString());
        assertEquals(
                "MVRegister [y] ({b:1->y}, {a:1, b:1})",
                EMPTY.set(A, "x").set(B, "y").toString());
    }
}
