package io.github.crdt4j.map;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpORMapTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpORMap<String, OpPNCounter, OpPNCounter.Change> EMPTY = OpORMap.empty(OpPNCounter.empty());
    private static final OpORMap<String, OpPNCounter, OpPNCounter.Change> MILK = added(EMPTY, 2, A);

    private static OpORMap<String, OpPNCounter, OpPNCounter.Change> added(
            OpORMap<String, OpPNCounter, OpPNCounter.Change> map, int amount, ReplicaId self) {
        return after(map, map.update("milk", counter -> counter.increment(amount)), self, NOTHING);
    }

    @Test
    void removeTakesBackTheUpdatesItHasSeen() {
        var both = added(MILK, 3, B);
        assertEquals(5, both.get("milk").value());
        assertEquals(
                3, after(both, both.remove("milk"), A, ONE_OF_A).get("milk").value());
        assertEquals(EMPTY, after(both, both.remove("milk"), A, ONE_OF_A.tick(B)));
    }

    @Test
    void clearTakesBackTheUpdatesItHasSeenOfEveryKey() {
        var both = after(MILK, MILK.update("bread", OpPNCounter::increment), B, NOTHING);
        assertEquals(Set.of("bread"), after(both, both.clear(), A, ONE_OF_A).keys());
        assertEquals(EMPTY, after(both, both.clear(), A, ONE_OF_A.tick(B)));
    }

    @Test
    void anUpdateThatChangesNothingKeepsItsKey() {
        var touched = after(EMPTY, EMPTY.update("milk", counter -> counter.increment(0)), A, NOTHING);
        assertTrue(touched.containsKey("milk"));
        assertEquals(0, touched.get("milk").value());
        assertNotEquals(EMPTY, touched);
    }

    @Test
    void whatChangesNothingIsTheSameObject() {
        assertSame(MILK, after(MILK, MILK.remove("bread"), B, ONE_OF_A));
        assertSame(MILK, after(MILK, MILK.remove("milk"), B, NOTHING));
        assertSame(MILK, after(MILK, MILK.clear(), B, NOTHING));
        assertSame(MILK, MILK.settle(NOTHING));
    }

    @Test
    void whatEverybodyHasSeenIsNotRememberedByEvent() {
        assertEquals("OpORMap {milk=OpPNCounter 2} ({milk->{a=2 at 1}/a:1})", MILK.toString());
        assertEquals(
                "OpORMap {milk=OpPNCounter 2} ({milk->/a:1})",
                MILK.settle(ONE_OF_A).toString());
        assertEquals(2, MILK.settle(ONE_OF_A).get("milk").value());
        assertNotEquals(MILK, MILK.settle(ONE_OF_A));
    }

    @Test
    void theGreatestStampIsThatOfAnyValue() {
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names =
                OpORMap.empty(OpLWWRegister.empty());
        var seven = names.update("x", register -> register.set(new LamportTimestamp(7, A), "Ada"));
        var five = names.update("y", register -> register.set(new LamportTimestamp(5, B), "Bob"));
        assertEquals(7, seven.greatestStamp());
        assertEquals(7, after(after(names, seven, A, NOTHING), five, B, NOTHING).greatestStamp());
        assertEquals(0, names.greatestStamp());
    }

    @Test
    void entriesCanBeLookedAtAndNotChanged() {
        Map<String, OpPNCounter> entries = MILK.entries();
        OpPNCounter two = MILK.get("milk");
        assertEquals(Map.of("milk", two), entries);
        assertEquals(1, MILK.size());
        assertEquals(0, EMPTY.size());
        assertTrue(entries.containsKey("milk"));
        assertFalse(entries.containsKey("bread"));
        assertFalse(entries.containsKey(null));
        assertNull(entries.get("bread"));
        assertNull(entries.get(null));
        assertTrue(entries.entrySet().contains(Map.entry("milk", two)));
        assertFalse(entries.entrySet().contains(Map.entry("milk", OpPNCounter.empty())));
        assertFalse(entries.entrySet().contains(Map.entry("bread", two)));
        assertThrows(UnsupportedOperationException.class, () -> entries.remove("milk"));
        assertThrows(UnsupportedOperationException.class, entries::clear);
        var all = entries.entrySet().iterator();
        assertEquals("milk", all.next().getKey());
        assertThrows(UnsupportedOperationException.class, all::remove);
    }

    @Test
    void aKeyThatIsAbsentHasTheInitialValue() {
        assertFalse(MILK.containsKey("bread"));
        assertEquals(0, MILK.get("bread").value());
    }

    @Test
    void equalHistoriesAreEqualStates() {
        assertEquals(MILK, added(OpORMap.empty(OpPNCounter.empty()), 2, A));
        assertEquals(MILK.hashCode(), added(EMPTY, 2, A).hashCode());
        assertNotEquals(MILK, added(EMPTY, 3, A));
        assertNotEquals(MILK.hashCode(), added(EMPTY, 3, A).hashCode());
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("key", () -> MILK.update(null, OpPNCounter::increment));
        assertNames("operation", () -> MILK.update("milk", counter -> null));
        assertNames("key", () -> MILK.remove(null));
        assertNames("key", () -> MILK.get(null));
        assertNames("key", () -> MILK.containsKey(null));
    }
}
