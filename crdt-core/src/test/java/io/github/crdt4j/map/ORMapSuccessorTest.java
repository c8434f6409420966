package io.github.crdt4j.map;

import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an update recognizes without subtracting states, and what looks like it and is none of it. */
class ORMapSuccessorTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ORMap<String, ORSet<String>> SETS = ORMap.empty(ORSet.empty());
    private static final ORMap<String, PNCounter> COUNTERS = ORMap.empty(PNCounter.empty());
    private static final ORMap<String, Both> RECORDS = ORMap.empty(new Both(ORSet.empty(), PNCounter.empty()));

    record Both(ORSet<String> set, PNCounter counter) implements Composite<Both> {
        @Override
        public Both zip(Both other, Zip with) {
            return new Both(with.apply(set, other.set), with.apply(counter, other.counter));
        }
    }

    private static <V extends Causal<V>> void assertRefused(ORMap<String, V> map, UnaryOperator<V> change) {
        var refused = assertThrows(IllegalArgumentException.class, () -> map.update(A, "k", change));
        assertTrue(refused.getMessage().startsWith("update of key k by a: the returned value "), refused::getMessage);
        assertThrows(IllegalArgumentException.class, () -> map.edit(A, editor -> editor.update("k", change)));
    }

    @Test
    void elementsThatWereRemovedDoNotComeBackWithANewOne() {
        var old = SETS.update(A, "k", set -> set.add(A, "x")).get("k");
        var map = SETS.update(A, "k", set -> set.add(A, "x")).update(A, "k", set -> set.remove("x"));
        assertRefused(map, set -> within(old, set.context()));
        assertRefused(map, set -> within(old, set.context()).add(A, "y"));
    }

    @Test
    void totalsDoNotShrink() {
        var three = COUNTERS.update(A, "k", counter -> counter.increment(A, 3));
        var map = three.update(A, "k", counter -> counter.increment(A, 4));
        assertRefused(map, counter -> within(three.get("k"), counter.context()));
        var removed = map.remove("k");
        assertRefused(removed, counter -> within(three.get("k"), counter.context()));
        assertRefused(
                removed, counter -> within(three.get("k"), counter.context()).increment(A));
    }

    @Test
    void nobodyElseCountsBesides() {
        var map = COUNTERS.update(B, "k", counter -> counter.increment(B));
        assertRefused(map, counter -> counter.increment(B));
        assertRefused(map, counter -> counter.increment(A).increment(B));
        assertRefused(map, counter -> counter.increment(B).increment(A));
        assertRefused(COUNTERS, counter -> counter.increment(B));
    }

    @Test
    void nobodyElseCountsInARecordBesides() {
        var map = RECORDS.update(
                B, "k", both -> new Both(both.set(), both.counter().increment(B)));
        assertRefused(map, both -> new Both(both.set(), both.counter().increment(B)));
        assertRefused(
                map, both -> new Both(both.set().add(A, "x"), both.counter().increment(B)));
        assertRefused(map, both -> new Both(both.set().add(B, "x"), both.counter()));
        assertRefused(map, both -> new Both(both.set(), within(PNCounter.empty(), CausalContext.empty())));
    }

    @Test
    void componentsOfARecordShareNoEvent() {
        var map = RECORDS.update(
                A, "k", both -> new Both(both.set().add(A, "x"), both.counter().increment(A)));
        assertEquals(2, map.context().last(A));
        assertEquals(Set.of("x"), map.get("k").set().elements());
        var again = map.update(
                A, "k", both -> new Both(both.set().add(A, "y"), both.counter().increment(A)));
        assertEquals(3, again.context().last(A));
        assertEquals(2, again.get("k").counter().value());
        var cleared = again.remove("k");
        assertTrue(cleared.isEmpty());
    }

    @Test
    void keyStaysThoughItsNewEventDiesAtOnce() {
        var map = SETS.update(A, "k", set -> set.add(A, "x").remove("x"));
        assertTrue(map.containsKey("k"));
        assertEquals(2, map.context().last(A));
        var maps = ORMap.<String, ORMap<String, PNCounter>>empty(COUNTERS)
                .update(
                        A,
                        "k",
                        inner -> inner.update(A, "i", counter -> counter.increment(A))
                                .remove("i"));
        assertTrue(maps.containsKey("k"));
        assertEquals(Set.of(), maps.get("k").keys());
        assertEquals(2, maps.context().last(A));
    }

    @Test
    void oneEventOfTheValueIsEnoughToKeepItsKey() {
        var map = SETS.update(A, "k", set -> set.add(A, "x"));
        assertEquals(1, map.context().last(A));
        var counted = COUNTERS.update(A, "k", counter -> counter.increment(A));
        assertEquals(1, counted.context().last(A));
        var deep = ORMap.<String, ORMap<String, PNCounter>>empty(COUNTERS)
                .update(A, "k", inner -> inner.update(A, "i", counter -> counter.increment(A)));
        assertEquals(1, deep.context().last(A));
        assertTrue(deep.containsKey("k"));
    }
}
