package io.github.crdt4j.map;

import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ORMapTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ORMap<String, ORSet<String>> SETS = ORMap.empty(ORSet.empty());
    private static final ORMap<String, PNCounter> COUNTERS = ORMap.empty(PNCounter.empty());

    @Test
    void emptyHasNoKey() {
        assertEquals(ORMap.empty(ORSet.empty()), SETS);
        assertEquals(0, SETS.size());
        assertTrue(SETS.isEmpty());
        assertEquals(Set.of(), SETS.keys());
        assertEquals(Map.of(), SETS.entries());
        assertEquals(ORSet.empty(), SETS.get("k"));
        assertFalse(SETS.containsKey("k"));
        assertEquals(0, greatestStamp(SETS));
    }

    @Test
    void updateChangesTheValueOfItsKeyOnly() {
        var map = SETS.update(A, "k", set -> set.add(A, "x")).update(B, "j", set -> set.add(B, "y"));
        assertEquals(Set.of("x"), map.get("k").elements());
        assertEquals(Set.of("y"), map.get("j").elements());
        assertEquals(Set.of("j", "k"), map.keys());
        assertEquals(2, map.size());
    }

    @Test
    void valuesLiveInTheContextOfTheMap() {
        var map = SETS.update(A, "k", set -> set.add(A, "x")).update(B, "j", set -> set.add(B, "y"));
        assertSame(map.context(), map.get("k").context());
        assertSame(map.context(), map.entries().get("j").context());
        assertSame(map.context(), map.get("absent").context());
    }

    @Test
    void entriesContainPairsOfAKeyAndItsValue() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        var entries = map.entries().entrySet();
        assertTrue(entries.contains(Map.entry("k", map.get("k"))));
        assertFalse(entries.contains(Map.entry("k", map.get("absent"))));
        assertFalse(entries.contains(Map.entry("absent", map.get("k"))));
        assertFalse(entries.contains(new AbstractMap.SimpleEntry<>("k", null)));
        Collection<?> ofAnything = entries;
        assertFalse(ofAnything.contains("k"));
    }

    @Test
    void concurrentUpdatesOfAKeyJoin() {
        var merged = COUNTERS.update(A, "k", counter -> counter.increment(A, 5))
                .merge(COUNTERS.update(B, "k", counter -> counter.decrement(B, 2)));
        assertEquals(3, merged.get("k").value());
    }

    @Test
    void updateThatChangesNothingIsAnEventAndMakesTheKeyPresent() {
        var map = SETS.update(A, "k", set -> set);
        assertTrue(map.containsKey("k"));
        assertEquals(Set.of(), map.get("k").elements());
        assertEquals(CausalContext.of(new Dot(A, 1)), map.context());
        assertNotEquals(map, map.update(A, "k", set -> set));
    }

    @Test
    void updateThatAddsAndRemovesAgainKeepsTheKeyAgainstAConcurrentRemove() {
        var past = SETS.update(B, "k", set -> set.add(B, "old"));
        var updated = past.update(A, "k", set -> set.clear().add(A, "x").remove("x"));
        assertTrue(updated.containsKey("k"));
        for (var merged :
                List.of(updated.merge(past.remove("k")), past.remove("k").merge(updated))) {
            assertEquals(Set.of("k"), merged.keys());
            assertEquals(Set.of(), merged.get("k").elements());
        }
    }

    @Test
    void removeMintsNoEvent() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        assertSame(map.context(), map.remove("k").context());
        assertFalse(map.remove("k").containsKey("k"));
    }

    @Test
    void removeOfAnAbsentKeyIsTheSameObject() {
        var map = COUNTERS.update(A, "k", counter -> counter.increment(A));
        assertSame(map, map.remove("j"));
        assertSame(SETS, SETS.clear());
        var cleared = map.clear();
        assertSame(cleared, cleared.clear());
        assertSame(cleared, cleared.remove("k"));
        assertEquals(map.remove("k"), cleared);
    }

    @Test
    void updateIsCalledOnceWithTheValueInTheContextOfTheMap() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        int[] calls = {0};
        var next = map.update(A, "k", set -> {
            calls[0]++;
            assertEquals(map.get("k"), set);
            return set.add(A, "y").remove("x");
        });
        assertEquals(1, calls[0]);
        assertEquals(Set.of("y"), next.get("k").elements());
        assertTrue(map.leq(next));
    }

    @Test
    void updateThatThrowsChangesNothing() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        assertThrows(
                IllegalStateException.class,
                () -> map.update(A, "k", set -> {
                    throw new IllegalStateException("in the middle");
                }));
        assertEquals(Set.of("x"), map.get("k").elements());
    }

    @Test
    void mapsWithDifferentBottomsDoNotMerge() {
        ORMap<String, ORMap<String, PNCounter>> counters = ORMap.empty(COUNTERS);
        assertThrows(IllegalArgumentException.class, () -> mergeAs(SETS, counters));
    }

    private static <M extends ORMap<?, ?>> void mergeAs(ORMap<String, ORSet<String>> left, M right) {
        @SuppressWarnings("unchecked") // what a mistaken decoder might do
        var mistaken = (ORMap<String, ORSet<String>>) right;
        assertEquals(left, left.merge(mistaken));
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        var small = COUNTERS.update(A, "k", counter -> counter.increment(A));
        var big = small.update(B, "k", counter -> counter.increment(B)).update(B, "j", counter -> counter);
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(COUNTERS.update(A, "k", counter -> counter.increment(A))));
        assertSame(small, small.merge(COUNTERS));
        assertSame(small, COUNTERS.merge(small));
        var removed = big.remove("k");
        assertSame(removed, removed.merge(big));
        assertSame(removed, big.merge(removed));
    }

    @Test
    void orderIsThatOfWhatWasSeenAndWhatWasRemoved() {
        var map = COUNTERS.update(A, "k", counter -> counter.increment(A));
        assertTrue(COUNTERS.leq(map));
        assertFalse(map.leq(COUNTERS));
        assertTrue(map.leq(map.remove("k")));
        assertFalse(map.remove("k").leq(map));
        assertFalse(map.leq(COUNTERS.update(B, "k", counter -> counter.increment(B))));
    }

    @Test
    void deltaHoldsItsOwnKeysAndDotsOnly() {
        var before = COUNTERS.update(A, "k", counter -> counter.increment(A, 5)).update(B, "j", counter -> counter);
        var after = before.update(A, "k", counter -> counter.increment(A));
        var delta = after.delta(before);
        assertEquals(Set.of("k"), delta.keys());
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(A, 2)), delta.context());
        assertEquals(COUNTERS, before.delta(after));
        assertSame(after, after.delta(COUNTERS));
        var removal = after.remove("j").delta(after);
        assertEquals(CausalContext.of(new Dot(B, 1)), removal.context());
        assertEquals(Set.of("k"), after.merge(removal).keys());
    }

    @Test
    void greatestStampIsThatOfAnyValue() {
        ORMap<String, LWWRegister<String>> registers = ORMap.empty(LWWRegister.empty());
        var map = registers
                .update(A, "k", register -> register.set(new LamportTimestamp(9, A), "x"))
                .update(A, "j", register -> register.set(new LamportTimestamp(7, A), "y"));
        assertEquals(9, greatestStamp(map));
        assertEquals(7, greatestStamp(map.remove("k")));
    }

    @Test
    void unseenEventsAreThoseOfTheContext() {
        var map = COUNTERS.update(A, "k", counter -> counter.increment(A));
        var more = map.update(A, "k", counter -> counter.increment(A));
        assertEquals(2, unseenEvents(more, A, map));
        assertEquals(0, unseenEvents(map, A, more));
        assertEquals(0, unseenEvents(more, B, map));
    }

    @Test
    void toStringShowsEntriesAndContext() {
        assertEquals("ORMap {}", SETS.toString());
        String text = COUNTERS.update(A, "k", counter -> counter.increment(A))
                .update(A, "k", counter -> counter.increment(A))
                .toString();
        assertTrue(text.startsWith("ORMap {k=PNCounter 2} ({k->[a:1+2]"), text);
        assertTrue(text.endsWith("/a:2}, {a:1-2})"), text);
    }
}
