package io.github.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
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
        assertNames("context", () -> EMPTY.within(null));
    }

    private static void assertNames(String parameter, Executable call) {
        var refused = assertThrows(NullPointerException.class, call);
        assertTrue(refused.getMessage().contains(parameter), refused::getMessage);
    }
}
