package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Values of the JDK's classes around parts that all have one hash code: what is counted is how often two parts are compared. */
class CollidingValuesTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final int MANY = 2_000;

    /** What one look-up compares at most, where a search of all would compare {@link #MANY}. */
    private static final int FEW = 40;

    private static final List<Function<Part, Object>> FORMS = List.of(
            part -> part,
            List::of,
            Optional::of,
            part -> List.of(Optional.of(List.of(part))),
            Set::of,
            part -> Map.of("key", part),
            part -> ORSet.<Object>empty().add(A, Optional.of(part)));

    private static long comparisons;
    private static long texts;

    /** A record whose equality is that of its components. */
    private record Part(int id) {
        @Override
        public final boolean equals(Object other) {
            comparisons++;
            return other instanceof Part that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 42;
        }

        @Override
        public String toString() {
            texts++;
            return "part " + id;
        }
    }

    private static void assertFew(String what, Object value) {
        long made = comparisons;
        comparisons = 0;
        assertTrue(made <= (long) FEW * MANY, () -> what + " of " + value + ": " + made + " comparisons");
    }

    private static ORSet<Object> setOf(Function<Part, Object> form) {
        return ORSet.empty().edit(A, editor -> {
            for (int i = 0; i < MANY; i++) {
                editor.add(form.apply(new Part(i)));
            }
        });
    }

    @Test
    void elementsAreAddedMergedComparedAndSubtractedWithFewComparisons() {
        for (Function<Part, Object> form : FORMS) {
            Object example = form.apply(new Part(1));
            comparisons = 0;
            ORSet<Object> one = setOf(form);
            ORSet<Object> other = setOf(form);
            assertFew("adding twice", example);
            assertEquals(one, other);
            assertTrue(one.merge(other).leq(other));
            assertEquals(one, one.delta(ORSet.empty()));
            assertFew("merging, comparing and subtracting", example);
        }
    }

    @Test
    void aPlainViewIsMadeWithFewComparisons() {
        for (Function<Part, Object> form : FORMS) {
            Object example = form.apply(new Part(1));
            ORSet<Object> set = setOf(form);
            ORMap<Object, MVRegister<String>> map = ORMap.<Object, MVRegister<String>>empty(MVRegister.empty())
                    .edit(
                            A,
                            editor -> set.elements()
                                    .forEach(key -> editor.update(key, register -> register.set(A, "x"))));
            comparisons = 0;
            assertEquals(MANY, ((Set<?>) set.plain()).size());
            assertEquals(MANY, ((Map<?, ?>) map.plain()).size());
            assertFew("the plain view", example);
        }
    }

    @Test
    void keysThatAnotherReplicaRemovedAreTakenAwayWithFewComparisons() {
        for (Function<Part, Object> form : FORMS) {
            Object example = form.apply(new Part(1));
            ORMap<Object, MVRegister<String>> here = ORMap.<Object, MVRegister<String>>empty(MVRegister.empty())
                    .edit(A, editor -> {
                        for (int i = 0; i < MANY; i++) {
                            editor.update(form.apply(new Part(i)), register -> register.set(A, "x"));
                        }
                    });
            ORMap<Object, MVRegister<String>> there = here;
            for (int i = 0; i < MANY / 2; i++) {
                there = there.remove(form.apply(new Part(i)));
            }
            there = there.update(B, "news", register -> register.set(B, "y"));
            comparisons = 0;
            assertEquals(MANY / 2 + 1, here.merge(there).size());
            assertEquals(MANY / 2 + 1, there.merge(here).size());
            assertFew("merging", example);
        }
    }

    @Test
    void valuesUnderOneStampAreReadAndReportedWithFewComparisonsAndTexts() {
        var stamp = new LamportTimestamp(1, A);
        LWWRegister<Object> register = LWWRegister.empty();
        MVRegister<Object> siblings = MVRegister.empty();
        for (int i = 0; i < MANY; i++) {
            Object value = List.of(Optional.of(i), new Part(i));
            register = register.merge(LWWRegister.empty().set(stamp, value));
            siblings = siblings.merge(MVRegister.empty().set(A, value));
        }
        comparisons = 0;
        texts = 0;
        assertEquals(MANY, register.clashes().get(stamp).size());
        assertFew("clashes", stamp);
        Object greatest = List.of(Optional.of(MANY - 1), new Part(MANY - 1));
        assertEquals(Optional.of(greatest), register.value());
        assertEquals(greatest, siblings.values().get(MANY - 1));
        assertEquals(0, texts, "texts of values that differ before them");
    }
}
