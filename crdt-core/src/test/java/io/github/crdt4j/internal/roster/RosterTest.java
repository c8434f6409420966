package io.github.crdt4j.internal.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {

    /** Of one hash code, all of them: {@code Aa} and {@code BB} have the same. */
    private static ReplicaId colliding(int i) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 10; bit++) {
            name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return ReplicaId.of(name.toString());
    }

    private static ReplicaId spread(int i) {
        return new ReplicaId("node-" + i, i % 2);
    }

    private static void assertFindsAll(int size, IntFunction<ReplicaId> name) {
        var held = new TreeSet<ReplicaId>();
        for (int i = 0; i < 2 * size; i += 2) {
            held.add(name.apply(i));
        }
        List<ReplicaId> sorted = new ArrayList<>(held);
        Roster roster = Roster.ofSorted(held);
        // Often enough that the search by hash takes over from the search by order.
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 2 * size; i++) {
                ReplicaId id = name.apply(i);
                int expected = Collections.binarySearch(sorted, id);
                assertEquals(expected, roster.find(id), () -> id + " in " + size);
                assertEquals(Math.max(expected, -1), Math.max(roster.indexOf(id), -1), () -> id + " in " + size);
                assertEquals(expected, roster.find(id, 0));
                assertEquals(expected, roster.find(id, before(expected)));
            }
        }
    }

    /** A position from which a walk may look for an id that was found so. */
    private static int before(int found) {
        return Math.max(0, Roster.after(found) - 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 63, 64, 65, 500})
    void everyIdIsFoundAndNoOther(int size) {
        assertFindsAll(size, RosterTest::spread);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 31, 32, 33, 500})
    void idsOfOneHashCodeAreFoundToo(int size) {
        assertEquals(colliding(0).hashCode(), colliding(999).hashCode());
        assertFindsAll(size, RosterTest::colliding);
    }

    @Test
    void equalRostersMatchAgainAndUnequalOnesNever() {
        List<Roster> equal = new ArrayList<>();
        for (int copy = 0; copy < 3; copy++) {
            equal.add(roster(20, "end"));
        }
        Roster other = roster(20, "fin");
        for (int round = 0; round < 2; round++) {
            for (Roster one : equal) {
                for (Roster same : equal) {
                    assertTrue(one.matches(same));
                }
                assertFalse(one.matches(other));
                assertFalse(other.matches(one));
                assertFalse(one.matches(roster(19, "end")));
            }
        }
    }

    private static Roster roster(int size, String last) {
        var ids = new TreeSet<ReplicaId>();
        for (int i = 1; i < size; i++) {
            ids.add(spread(i));
        }
        ids.add(ReplicaId.of("z" + last));
        return Roster.ofSorted(ids);
    }

    @Test
    void selectingAllIsTheSameRoster() {
        Roster roster = roster(3, "end");
        assertSame(roster, roster.select(new int[] {0, 1, 2}, 3));
        assertSame(Roster.EMPTY, roster.select(new int[] {0}, 0));
        assertEquals(roster.get(2), roster.select(new int[] {0, 2}, 2).get(1));
    }
}
