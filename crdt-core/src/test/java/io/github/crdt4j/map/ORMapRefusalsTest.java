package io.github.crdt4j.map;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Editors, views, and what a map refuses. */
class ORMapRefusalsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ORMap<String, PNCounter> EMPTY = ORMap.empty(PNCounter.empty());
    private static final ORMap<String, ORSet<String>> SETS = ORMap.empty(ORSet.empty());

    @Test
    void editEqualsTheChainOfMutators() {
        var before = EMPTY.update(B, "k", counter -> counter.increment(B, 5));
        var edited = before.edit(A, editor -> {
            editor.update("k", counter -> counter.increment(A));
            editor.remove("k");
            editor.update("k", counter -> counter.decrement(A));
            editor.update("j", counter -> counter);
            editor.remove("absent");
        });
        var chain = before.update(A, "k", counter -> counter.increment(A))
                .remove("k")
                .update(A, "k", counter -> counter.decrement(A))
                .update(A, "j", counter -> counter);
        assertEquals(chain, edited);
        assertEquals(chain.hashCode(), edited.hashCode());
        assertEquals(before.clear().update(A, "j", counter -> counter), before.edit(A, editor -> {
            editor.clear();
            editor.update("j", counter -> counter);
        }));
    }

    @Test
    void editThatChangesNothingIsTheSameObject() {
        var before = EMPTY.update(A, "k", counter -> counter.increment(A));
        assertSame(before, before.edit(B, editor -> {}));
        assertSame(before, before.edit(B, editor -> editor.remove("absent")));
        assertSame(EMPTY, EMPTY.edit(B, ORMapEditor::clear));
    }

    @Test
    void editSeesWhatItHasDone() {
        var edited = EMPTY.edit(A, editor -> {
            editor.update("k", counter -> counter.increment(A));
            assertTrue(editor.now().containsKey("k"));
            editor.remove("k");
            assertFalse(editor.now().containsKey("k"));
        });
        assertEquals(Set.of(), edited.keys());
    }

    @Test
    void editorIsRefusedOnceTheEditIsOver() {
        List<ORMapEditor<String, PNCounter>> kept = new ArrayList<>();
        assertSame(EMPTY, EMPTY.edit(A, kept::add));
        ORMapEditor<String, PNCounter> late = kept.get(0);
        for (Executable use : List.<Executable>of(
                () -> late.update("k", counter -> counter), () -> late.remove("k"), late::clear, late::now)) {
            assertEquals(
                    "this edit is over: its editor cannot be used any more",
                    assertThrows(IllegalStateException.class, use).getMessage());
        }
    }

    @Test
    void editThatThrowsChangesNothing() {
        var before = EMPTY.update(A, "k", counter -> counter.increment(A));
        assertThrows(
                IllegalArgumentException.class,
                () -> before.edit(A, editor -> {
                    editor.remove("k");
                    editor.update("k", counter -> counter.increment(A, -1));
                }));
        assertEquals(1, before.get("k").value());
    }

    @Test
    void viewsAreUnmodifiableSnapshots() {
        var map = EMPTY.update(A, "k", counter -> counter.increment(A));
        Map<String, PNCounter> entries = map.entries();
        Set<String> keys = map.keys();
        for (Executable change : List.<Executable>of(
                () -> entries.put("j", PNCounter.empty()),
                () -> entries.remove("k"),
                entries::clear,
                () -> entries.entrySet().iterator().next().setValue(PNCounter.empty()),
                () -> keys.add("j"),
                () -> keys.remove("k"),
                keys::clear,
                () -> entries.values().clear())) {
            assertThrows(UnsupportedOperationException.class, change);
        }
        assertEquals(Set.of(), map.remove("k").keys());
        assertEquals(Set.of("k"), keys);
    }

    @Test
    void updateRefusesAValueMadeOfAnEmptyOneInsteadOfItsArgument() {
        var map = SETS.update(A, "j", set -> set.add(A, "x"));
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> map.update(A, "k", set -> ORSet.<String>empty().add(A, "y")));
        assertTrue(refused.getMessage().contains("update of key k by a: the returned value "), refused::getMessage);
        var counters = EMPTY.update(A, "j", counter -> counter.increment(A));
        assertThrows(
                IllegalArgumentException.class,
                () -> counters.update(A, "k", counter -> PNCounter.empty().increment(A, 2)));
    }

    @Test
    void updateRefusesAnOlderValue() {
        var before = SETS.update(A, "k", set -> set.add(A, "x"));
        var removed = before.remove("k");
        assertThrows(IllegalArgumentException.class, () -> removed.update(A, "k", set -> before.get("k")));
        var after = before.update(A, "k", set -> set.add(A, "y"));
        assertThrows(IllegalArgumentException.class, () -> after.update(A, "k", set -> before.get("k")));
    }

    @Test
    void updateRefusesAValueThatForgotItsContext() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        assertThrows(
                IllegalArgumentException.class, () -> map.update(A, "k", set -> within(set, CausalContext.empty())));
    }

    @Test
    void updateRefusesEventsOfAnotherReplica() {
        var refused = assertThrows(IllegalArgumentException.class, () -> SETS.update(A, "k", set -> set.add(B, "x")));
        assertEquals(
                "update of key k by a: the returned value has event 1 of b; pass the same replica id to the value's mutators",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> EMPTY.update(A, "k", counter -> counter.increment(B)));
    }

    @Test
    void updateRefusesEventsOfAnotherReplicaInALaneThatIsOpen() {
        var counters = EMPTY.update(B, "k", counter -> counter.increment(B));
        var ofB = counters.get("k").increment(B, 7);
        assertEquals(8, ofB.value());
        assertThrows(IllegalArgumentException.class, () -> counters.update(A, "k", counter -> ofB));
    }

    @Test
    void bottomThatIsNotEmptyIsRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> ORMap.<String, ORSet<String>>empty(ORSet.<String>empty().add(A, "x")));
        assertTrue(refused.getMessage().contains("x/a:1"), refused::getMessage);
        assertThrows(
                IllegalArgumentException.class,
                () -> ORMap.<String, GCounter>empty(forget(GCounter.empty().increment(A))));
    }

    @Test
    void arraysAreRefusedAsKeys() {
        ORMap<Object, PNCounter> map = ORMap.empty(PNCounter.empty());
        var refused =
                assertThrows(IllegalArgumentException.class, () -> map.update(A, new long[] {1}, counter -> counter));
        assertTrue(refused.getMessage().contains("long[]"), refused::getMessage);
        assertThrows(
                IllegalArgumentException.class,
                () -> map.edit(A, editor -> editor.update(new String[0], counter -> counter)));
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("bottom", () -> ORMap.<String, PNCounter>empty(null));
        assertNames("self", () -> EMPTY.update(null, "k", counter -> counter));
        assertNames("key", () -> EMPTY.update(A, null, counter -> counter));
        assertNames("change", () -> EMPTY.update(A, "k", null));
        assertNames("the changed value", () -> EMPTY.update(A, "k", counter -> null));
        assertNames("key", () -> EMPTY.remove(null));
        assertNames("key", () -> EMPTY.get(null));
        assertNames("key", () -> EMPTY.containsKey(null));
        assertNames("self", () -> EMPTY.edit(null, editor -> {}));
        assertNames("edit", () -> EMPTY.edit(A, null));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }
}
