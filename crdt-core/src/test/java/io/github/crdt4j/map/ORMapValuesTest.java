package io.github.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.set.ORSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values at the edge: records without components, and values that begin differently. */
class ORMapValuesTest {

    private static final ReplicaId A = ReplicaId.of("a");

    /** A value that says nothing: the map is a set of keys. */
    record Nothing() implements Composite<Nothing> {
        @Override
        public Nothing zip(Nothing other, Zip with) {
            return this;
        }
    }

    record Max(long value) implements Crdt<Max> {
        @Override
        public Max merge(Max other) {
            return value >= other.value ? this : other;
        }
    }

    @Test
    void aRecordWithoutComponentsIsAPresence() {
        var before = ORMap.<String, Nothing>empty(new Nothing()).update(A, "j", nothing -> nothing);
        var after = before.update(A, "k", nothing -> nothing);
        assertTrue(before.leq(after));
        assertEquals(Set.of("j", "k"), before.merge(after).keys());
        assertEquals(Set.of("k"), before.remove("j").merge(after).keys());
    }

    @Test
    void valuesThatBeginDifferentlyMakeDifferentMaps() {
        assertNotEquals(ORMap.empty(GCounter.empty()), ORMap.empty(ORSet.empty()));
        assertNotEquals(Removable.of(new Max(0)), Removable.of(new Max(5)));
    }

    @Test
    void statesThatBeginDifferentlyDoNotMerge() {
        var fromZero = Removable.of(new Max(0));
        var fromFive = Removable.of(new Max(5));
        assertThrows(IllegalArgumentException.class, () -> fromZero.merge(fromFive));
        var zeros = ORMap.<String, Removable<Max>>empty(fromZero);
        var fives = ORMap.<String, Removable<Max>>empty(fromFive);
        assertThrows(IllegalArgumentException.class, () -> zeros.merge(fives));
    }
}
