package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ORSetEditTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ORSet<String> EMPTY = ORSet.empty();

    @Test
    void editEqualsTheChainOfMutators() {
        var before = EMPTY.add(B, "w").add(A, "x");
        var edited = before.edit(A, editor -> {
            editor.add("y");
            editor.remove("x");
            editor.add("z");
            editor.add("z");
            editor.remove("absent");
        });
        var chain = before.add(A, "y").remove("x").add(A, "z").add(A, "z").remove("absent");
        assertEquals(chain, edited);
        assertEquals(chain.hashCode(), edited.hashCode());
        assertEquals(before.add(A, "u").clear().add(A, "v"), before.edit(A, editor -> {
            editor.add("u");
            editor.clear();
            editor.add("v");
        }));
    }

    @Test
    void editThatAddsAndRemovesOneElementLeavesItsMark() {
        var edited = EMPTY.edit(A, editor -> {
            editor.add("x");
            editor.remove("x");
        });
        assertEquals(EMPTY.add(A, "x").remove("x"), edited);
        assertNotEquals(EMPTY, edited);
    }

    @Test
    void editThatChangesNothingIsTheSameObject() {
        var before = EMPTY.add(A, "x");
        assertSame(before, before.edit(B, editor -> {}));
        assertSame(before, before.edit(B, editor -> editor.remove("y")));
        assertSame(EMPTY, EMPTY.edit(B, ORSetEditor::clear));
    }

    @Test
    void editThatOnlyRemovesRemoves() {
        var before = EMPTY.add(A, "x").add(A, "y");
        assertEquals(before.remove("x"), before.edit(B, editor -> editor.remove("x")));
    }

    @Test
    void editSeesWhatItHasDone() {
        var edited = EMPTY.add(A, "x").edit(A, editor -> {
            assertTrue(editor.contains("x"));
            editor.remove("x");
            assertFalse(editor.contains("x"));
            editor.add("y");
            assertTrue(editor.contains("y"));
        });
        assertEquals(Set.of("y"), edited.elements());
    }

    @Test
    void editorIsRefusedOnceTheEditIsOver() {
        List<ORSetEditor<String>> kept = new ArrayList<>();
        assertSame(EMPTY, EMPTY.edit(A, kept::add));
        ORSetEditor<String> late = kept.get(0);
        for (Executable use : List.<Executable>of(
                () -> late.add("x"), () -> late.remove("x"), late::clear, () -> late.contains("x"))) {
            assertEquals(
                    "this edit is over: its editor cannot be used any more",
                    assertThrows(IllegalStateException.class, use).getMessage());
        }
    }

    @Test
    void editThatThrowsChangesNothing() {
        var before = EMPTY.add(A, "x");
        assertThrows(
                IllegalStateException.class,
                () -> before.edit(A, editor -> {
                    editor.remove("x");
                    throw new IllegalStateException("in the middle");
                }));
        assertEquals(Set.of("x"), before.elements());
    }
}
