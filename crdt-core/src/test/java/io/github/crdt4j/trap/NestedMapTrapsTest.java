package io.github.crdt4j.trap;

import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Removes at one level against updates at another. */
class NestedMapTrapsTest {

    private static final ORMap<String, ORMap<String, PNCounter>> EMPTY = ORMap.empty(ORMap.empty(PNCounter.empty()));

    private static ORMap<String, ORMap<String, PNCounter>> count(
            ORMap<String, ORMap<String, PNCounter>> map, ReplicaId self, String inner, long amount) {
        return map.update(self, "k", value -> value.update(self, inner, counter -> counter.increment(self, amount)));
    }

    private static ORMap<String, ORMap<String, PNCounter>> removeInner(
            ORMap<String, ORMap<String, PNCounter>> map, ReplicaId self, String inner) {
        return map.update(self, "k", value -> value.remove(inner));
    }

    private static Map<String, Long> read(ORMap<String, ORMap<String, PNCounter>> map) {
        Places.assertOnePlacePerDot(map);
        return Map.copyOf(Maps.transformValues(map.get("k").entries(), PNCounter::value));
    }

    @Test
    void innerUpdateSurvivesConcurrentInnerRemove() {
        var past = count(EMPTY, A, "x", 5);
        assertEquals(Map.of("x", 1L), read(Meeting.of(EMPTY, past, removeInner(past, B, "x"), count(past, A, "x", 1))));
    }

    @Test
    void innerUpdateSurvivesConcurrentOuterRemove() {
        var past = count(count(EMPTY, A, "x", 5), B, "y", 7);
        assertEquals(Map.of("x", 1L), read(Meeting.of(EMPTY, past, past.remove("k"), count(past, A, "x", 1))));
    }

    @Test
    void innerUpdateSurvivesInnerAndOuterRemoveOnce() {
        var past = count(EMPTY, A, "x", 5);
        var merged = Meeting.of(EMPTY, past, past.remove("k"), removeInner(past, B, "x"), count(past, A, "x", 1));
        assertEquals(Map.of("x", 1L), read(merged));
    }

    @Test
    void innerRemoveIsAnUpdateOfTheOuterKeyAndKeepsItEmpty() {
        var past = count(EMPTY, A, "x", 5);
        var merged = Meeting.of(EMPTY, past, past.remove("k"), removeInner(past, B, "x"));
        assertTrue(merged.containsKey("k"));
        assertEquals(Map.of(), read(merged));
        assertEquals(0, merged.get("k").size());
    }

    @Test
    void outerRemoveAfterInnerRemoveLeavesNothing() {
        var past = count(EMPTY, A, "x", 5);
        var inner = removeInner(past, B, "x");
        var merged = Meeting.of(EMPTY, past, inner, inner.remove("k"), past.remove("k"));
        assertFalse(merged.containsKey("k"));
        assertEquals(Map.of(), read(merged));
    }

    @Test
    void innerKeyAddedConcurrentlyWithOuterRemoveAndReAddJoinsIt() {
        var past = count(EMPTY, A, "x", 5);
        var merged = Meeting.of(
                EMPTY, past, count(past.remove("k"), B, "x", 2), count(past, C, "y", 3), count(past, A, "x", 1));
        assertEquals(Map.of("x", 3L, "y", 3L), read(merged));
    }

    @Test
    void innerLeavingsVanishOnceTheirWriterUpdatesTheOuterMap() {
        var past = count(count(EMPTY, A, "x", 5), B, "y", 7);
        var removed = past.remove("k");
        assertTrue(Places.entries(removed).all().containsKey("k"));
        var later = removed.update(A, "j", value -> value).update(B, "j", value -> value);
        assertFalse(Places.entries(later).all().containsKey("k"), later::toString);
        assertEquals(later, later.merge(past));
    }

    @Test
    void elementRemovedInsideSurvivesNeitherRemove() {
        ORMap<String, ORSet<String>> empty = ORMap.empty(ORSet.empty());
        var past = empty.update(A, "k", tags -> tags.add(A, "x").add(A, "y"));
        var merged = Meeting.of(
                empty,
                past,
                past.remove("k"),
                past.update(B, "k", tags -> tags.remove("x")),
                past.update(A, "k", tags -> tags.add(A, "z")));
        assertEquals(Set.of("z"), merged.get("k").elements());
    }
}
