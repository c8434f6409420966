package io.github.crdt4j.map;

import static io.github.crdt4j.Effects.after;
import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSetMultimap;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpMoreMapsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpLWWMap<String, String> SETTINGS = OpLWWMap.empty();
    private static final OpORMultimap<String, String> TAGS = OpORMultimap.empty();
    private static final OpORMultimap<String, String> SEA = after(TAGS, TAGS.put("photo", "sea"), A, NOTHING);

    private static LamportTimestamp at(long counter, ReplicaId replica) {
        return new LamportTimestamp(counter, replica);
    }

    @Test
    void theLastWriteOfAKeyCounts() {
        var dark = after(SETTINGS, SETTINGS.put(at(7, A), "theme", "dark"), A, NOTHING);
        var light = after(dark, SETTINGS.put(at(9, B), "theme", "light"), B, NOTHING);
        assertEquals(Optional.of("light"), light.get("theme"));
        assertEquals(Optional.of(at(9, B)), light.stamp("theme"));
        assertEquals(Map.of("theme", "light"), light.entries());
        assertEquals(9, light.greatestStamp());
        var gone = after(light, light.remove(at(10, A), "theme"), A, ONE_OF_A.tick(B));
        assertFalse(gone.containsKey("theme"));
        assertEquals(0, gone.size());
        assertEquals(Set.of(), gone.keys());
        assertEquals(dark, light.forget(NOTHING.tick(B)));
        assertSame(dark, dark.forget(NOTHING));
        assertSame(SETTINGS, dark.forget(ONE_OF_A));
        assertRefused(
                "stamp 7@b does not exceed 10@a, the greatest key theme has seen. Show the clock what is received:"
                        + " OpReplica.of(id, snapshot, clock, codec)",
                () -> gone.put(at(7, B), "theme", "x"));
        assertEquals("OpLWWMap {theme=dark} ({theme->[a:1->dark/7@a]})", dark.toString());
        assertNotEquals(dark, light);
        assertNotEquals(dark.hashCode(), SETTINGS.hashCode());
        assertEquals(Map.of("theme", "dark"), dark.plain());
        assertThrows(UnsupportedOperationException.class, () -> dark.entries().clear());
        assertNames("key", () -> dark.get(null));
        assertNames("value", () -> dark.put(at(8, A), "theme", null));
        assertNames("stamp", () -> dark.remove(null, "theme"));
    }

    @Test
    void aKeyOfAMultimapGoesWithItsLastValue() {
        var both = after(SEA, SEA.put("photo", "sun"), B, NOTHING);
        assertEquals(Set.of("sea", "sun"), both.get("photo"));
        assertEquals(2, both.size());
        assertTrue(both.contains("photo", "sun"));
        assertFalse(both.contains("other", "sun"));
        assertEquals(Map.of("photo", Set.of("sea", "sun")), both.entries());
        assertEquals(ImmutableSetMultimap.of("photo", "sea", "photo", "sun"), both.toSetMultimap());
        var sun = after(both, both.removeAll("photo"), A, ONE_OF_A);
        assertEquals(Set.of("sun"), sun.get("photo"), "only what was seen goes");
        assertEquals(
                TAGS, after(sun, sun.remove("photo", "sun"), A, ONE_OF_A.tick(A).tick(B)));
        assertSame(TAGS, after(SEA, SEA.clear(), A, ONE_OF_A));
        assertSame(SEA, after(SEA, SEA.clear(), B, NOTHING));
        assertSame(SEA, after(SEA, SEA.remove("photo", "rain"), B, ONE_OF_A));
        assertSame(SEA, after(SEA, SEA.removeAll("other"), B, ONE_OF_A));
        assertSame(SEA, after(SEA, SEA.remove("photo", "sea"), B, NOTHING));
        assertEquals(Set.of(), TAGS.keys());
        assertEquals("OpORMultimap {photo=[sea]} ({photo->{sea/a:1}})", SEA.toString());
        assertNotEquals(SEA, both);
        assertNotEquals(SEA.hashCode(), TAGS.hashCode());
        assertNames("value", () -> SEA.contains("photo", null));
        assertThrows(IllegalArgumentException.class, () -> OpORMultimap.empty().put("k", new int[0]));
    }

    @Test
    void aGrowOnlyMapHandsEverythingOnToItsValues() {
        OpGMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names = OpGMap.empty(OpLWWRegister.empty());
        var write = names.update("x", register -> register.set(at(7, A), "Ada"));
        assertEquals(7, write.greatestStamp());
        var named = after(names, write, A, NOTHING);
        assertEquals(7, named.greatestStamp());
        assertEquals(Optional.of("Ada"), named.get("x").value());
        assertEquals(Set.of("x"), named.keys());
        assertEquals(1, named.size());
        assertTrue(named.containsKey("x"));
        assertFalse(names.containsKey("x"));
        assertSame(named, named.settle(ONE_OF_A));
        assertEquals(0, named.unsettled());
        assertNotEquals(names, named);
        assertNotEquals(names.hashCode(), named.hashCode());
        assertEquals("OpGMap {x=OpLWWRegister Ada}", named.toString());
        assertThrows(IllegalArgumentException.class, () -> new OpGMap.Update<>(new int[0], write));

        OpGMap<String, OpPNCounter, OpPNCounter.Change> counts =
                OpGMap.empty(OpPNCounter.empty().removable());
        var three = after(counts, counts.update("x", count -> count.increment(3)), A, NOTHING);
        assertEquals(1, three.unsettled());
        assertEquals(0, three.settle(ONE_OF_A).unsettled());
        assertEquals(3, three.settle(ONE_OF_A).get("x").value());
    }

    @Test
    void aMapOfMapsIsDeclaredInALine() {
        var stock = OpORMap.of(String.class, OpORMap.of(String.class, OpPNCounter.empty()));
        var five = after(
                stock, stock.update("berlin", shop -> shop.update("milk", milk -> milk.increment(5))), A, NOTHING);
        assertEquals(5, five.get("berlin").get("milk").value());
        assertEquals(OpORMap.empty(OpORMap.empty(OpPNCounter.empty())), stock);
        var counts = OpGMap.of(String.class, OpPNCounter.empty());
        assertEquals(
                List.of(1L),
                after(counts, counts.update("x", OpPNCounter::increment), A, NOTHING).entries().values().stream()
                        .map(OpPNCounter::value)
                        .toList());
        assertNames("keys", () -> OpORMap.of(null, OpPNCounter.empty()));
    }
}
