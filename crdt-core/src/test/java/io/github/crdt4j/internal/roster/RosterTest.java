package io.github.crdt4j.internal.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

    /** As decoding makes them: rosters are looked for by some of their ids, and must be told apart by all of them. */
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 200, 1000})
    void rostersThatDifferAnywhereAreNeverTakenForEachOther(int size) {
        var ids = new ReplicaId[size];
        Arrays.setAll(ids, i -> ReplicaId.of(String.format(Locale.ROOT, "node-%05d", 2 * i)));
        Roster met = Roster.ofSorted(ids.clone());
        for (int at = 0; at < size; at += 1 + size / 50) {
            for (ReplicaId changed : List.of(
                    new ReplicaId(ids[at].name(), 1), // another incarnation
                    ReplicaId.of(ids[at].name() + "x"), // a name that goes on
                    ReplicaId.of(String.format(Locale.ROOT, "node-%05d", 2 * at + 1)))) {
                ReplicaId[] others = ids.clone();
                others[at] = changed;
                Roster other = Roster.ofSorted(others);
                assertEquals(Arrays.asList(others), new ArrayList<>(other.asSet()));
                assertFalse(met.matches(other));
                assertFalse(other.matches(met));
                assertEquals(-1, Math.max(-1, other.indexOf(ids[at])));
                assertEquals(at, other.indexOf(changed));
            }
            ReplicaId[] fewer = Arrays.copyOf(ids, size - 1);
            assertFalse(met.matches(Roster.ofSorted(fewer)));
            assertEquals(size - 1, Roster.ofSorted(fewer).size());
            assertTrue(met.matches(Roster.ofSorted(fewer).insert(size - 1, copy(ids[size - 1]))));
        }
        assertTrue(met.matches(Roster.ofSorted(copies(ids))));
    }

    /** As if none had been found where it was looked for. */
    @Test
    void equalRostersThatDidNotMeetMatchAndUnequalOnesOfOneHashCodeDoNot() {
        var ids = new ReplicaId[400];
        Arrays.setAll(ids, i -> colliding(2 * i));
        Arrays.sort(ids);
        ReplicaId[] others = ids.clone();
        others[50] = colliding(1);
        Arrays.sort(others);
        List<Roster> equal = List.of(new Roster(ids), new Roster(copies(ids)), new Roster(copies(ids)));
        Roster unequal = new Roster(others);
        for (int round = 0; round < 2; round++) {
            for (Roster one : equal) {
                assertFalse(one.matches(unequal));
                assertFalse(unequal.matches(one));
                for (Roster same : equal) {
                    assertTrue(one.matches(same));
                }
            }
        }
        assertSame(equal.get(0), Roster.ofSorted(copies(ids)), "met once it was found equal to another");
    }

    private static ReplicaId copy(ReplicaId id) {
        return new ReplicaId(new String(id.name().toCharArray()), id.incarnation());
    }

    private static ReplicaId[] copies(ReplicaId[] ids) {
        return Arrays.stream(ids).map(RosterTest::copy).toArray(ReplicaId[]::new);
    }
}
