package io.github.crdt4j.map;

import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableSetMultimap;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainMapsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static LamportTimestamp at(long counter, ReplicaId replica) {
        return new LamportTimestamp(counter, replica);
    }

    @Test
    void aRemoveOfAKeyNeverPutWinsOverAnEarlierPut() {
        LWWMap<String, String> none = LWWMap.empty();
        LWWMap<String, String> merged = none.put(at(7, A), "k", "x").merge(none.remove(at(9, B), "k"));
        assertEquals(Optional.empty(), merged.get("k"));
        assertEquals(Optional.of(at(9, B)), merged.stamp("k"));
        assertFalse(merged.containsKey("k"));
        assertEquals(0, merged.size());
    }

    @Test
    void aStampThatTheKeyHasSeenIsRefused() {
        LWWMap<String, String> map = LWWMap.<String, String>empty().put(at(7, A), "k", "x");
        assertRefused(
                "stamp 7@a does not exceed 7@a, the greatest key k has seen. Show the clock what is received:"
                        + " Replica.of(id, state, clock)",
                () -> map.remove(at(7, A), "k"));
        assertEquals(Map.of("k", "x", "l", "y"), map.put(at(7, A), "l", "y").entries());
    }

    @Test
    void twoValuesUnderOneStampReadTheSameEverywhere() {
        LWWMap<String, String> none = LWWMap.empty();
        LWWMap<String, String> x = none.put(at(7, A), "k", "x");
        LWWMap<String, String> y = none.put(at(7, A), "k", "y");
        assertEquals(x.merge(y), y.merge(x));
        assertEquals(Optional.of("y"), x.merge(y).get("k"));
    }

    @Test
    void viewsCannotBeChanged() {
        LWWMap<String, String> map = LWWMap.<String, String>empty().put(at(7, A), "k", "x");
        assertThrows(UnsupportedOperationException.class, () -> map.entries().remove("k"));
        assertThrows(UnsupportedOperationException.class, () -> map.entries().put("l", "y"));
        assertThrows(UnsupportedOperationException.class, () -> map.keys().clear());
        ORMultimap<String, String> many = ORMultimap.<String, String>empty().put(A, "k", "x");
        assertThrows(UnsupportedOperationException.class, () -> many.get("k").remove("x"));
        assertThrows(UnsupportedOperationException.class, () -> many.entries().remove("k"));
        GMap<String, GCounter> counts =
                GMap.<String, GCounter>empty(GCounter.empty()).update("k", c -> c.increment(A));
        assertThrows(UnsupportedOperationException.class, () -> counts.entries().remove("k"));
    }

    @Test
    void aKeyGoesWithItsLastValue() {
        ORMultimap<String, String> tags =
                ORMultimap.<String, String>empty().put(A, "k", "x").put(A, "k", "y");
        assertEquals(2, tags.size());
        assertEquals(ImmutableSetMultimap.of("k", "x", "k", "y"), tags.toSetMultimap());
        ORMultimap<String, String> none = tags.remove("k", "x").remove("k", "y");
        assertEquals(Set.of(), none.keys());
        assertEquals(Map.of(), none.entries());
        assertSame(none, none.remove("k", "x"));
        assertSame(none, none.removeAll("k"));
        assertSame(none, none.clear());
    }

    @Test
    void aPutWinsOverAConcurrentRemovalOfItsKey() {
        ORMultimap<String, String> tags = ORMultimap.<String, String>empty().put(A, "k", "x");
        ORMultimap<String, String> merged = tags.put(B, "k", "y").merge(tags.removeAll("k"));
        assertEquals(Map.of("k", Set.of("y")), merged.entries());
    }

    @Test
    void anUpdateThatLosesSomethingIsRefused() {
        GMap<String, GCounter> map =
                GMap.<String, GCounter>empty(GCounter.empty()).update("k", c -> c.increment(A));
        assertRefused(
                "update of key k must not lose anything: it returned GCounter 0, which does not contain GCounter 1. Return what"
                        + " the mutators of the argument made of it",
                () -> map.update("k", c -> GCounter.empty()));
    }

    @Test
    void mapsThatBeginDifferentlyAreNotMerged() {
        GMap<String, BoundedCounter> map = GMap.empty(BoundedCounter.empty());
        assertRefused(
                "two of type GMap[BoundedCounter] do not merge: one begins with BoundedCounter 0, the other with BoundedCounter 3;"
                        + " every replica must give GMap.empty the same first value",
                () -> map.merge(GMap.empty(BoundedCounter.of(3))));
    }
}
