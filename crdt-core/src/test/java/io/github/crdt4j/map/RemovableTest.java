package io.github.crdt4j.map;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RemovableTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final Removable<CausalContext> EMPTY = Removable.of(CausalContext.empty());

    private static Removable<CausalContext> add(Removable<CausalContext> state, ReplicaId self, long number) {
        return state.update(self, dots -> dots.add(new Dot(A, number)));
    }

    @Test
    void emptyShowsTheBottomOfWhatItWraps() {
        assertSame(CausalContext.empty(), EMPTY.value());
        assertTrue(EMPTY.isEmpty());
        assertEquals(EMPTY, Removable.of(CausalContext.empty()));
    }

    @Test
    void valueIsTheJoinOfTheUpdates() {
        assertEquals(
                CausalContext.of(new Dot(A, 3), new Dot(A, 7)),
                add(add(EMPTY, A, 3), B, 7).value());
        assertEquals(
                CausalContext.of(new Dot(A, 3), new Dot(A, 7)),
                add(EMPTY, A, 3).merge(add(EMPTY, B, 7)).value());
    }

    @Test
    void changeThatReadsItsStateIsRefused() {
        var once = Removable.of(VectorClock.empty()).update(A, clock -> clock.tick(A));
        var thrown = assertThrows(IllegalArgumentException.class, () -> once.update(A, clock -> clock.tick(A)));
        assertTrue(thrown.getMessage().contains("of {a:1} it makes {a:2}"), thrown::getMessage);
        assertEquals(1, once.value().get(A));
        var dots = add(add(EMPTY, A, 3), B, 7);
        assertThrows(
                IllegalArgumentException.class,
                () -> dots.update(A, all -> all.minus(CausalContext.of(new Dot(A, 3)))),
                "a removal");
        assertThrows(
                IllegalArgumentException.class,
                () -> dots.update(A, all -> all.isEmpty() ? all : all.add(new Dot(B, 9))),
                "a condition");
    }

    @Test
    void changeThatDrawsSomethingItselfIsRefused() {
        var number = new AtomicLong();
        assertThrows(
                IllegalArgumentException.class,
                () -> EMPTY.update(A, dots -> dots.add(new Dot(A, number.incrementAndGet()))));
    }

    @Test
    void changeThatReadsItsStateIsRefusedInAMapAndItsRecords() {
        ORMap<String, Holder> map = ORMap.<String, Holder>empty(Holder.EMPTY)
                .update(A, "k", holder -> new Holder(holder.clock().update(A, clock -> clock.tick(A)), holder.tags()));
        assertThrows(
                IllegalArgumentException.class,
                () -> map.update(
                        A, "k", holder -> new Holder(holder.clock().update(A, clock -> clock.tick(A)), holder.tags())));
        assertThrows(
                IllegalArgumentException.class,
                () -> map.edit(
                        A,
                        editor -> editor.update(
                                "k",
                                holder ->
                                        new Holder(holder.clock().update(A, clock -> clock.tick(A)), holder.tags()))));
        assertEquals(1, map.get("k").clock().value().get(A));
    }

    /** A record with a wrapped lattice. */
    record Holder(Removable<VectorClock> clock, ORSet<String> tags) implements Composite<Holder> {

        static final Holder EMPTY = new Holder(Removable.of(VectorClock.empty()), ORSet.empty());

        @Override
        public Holder zip(Holder other, Zip with) {
            return new Holder(with.apply(clock, other.clock), with.apply(tags, other.tags));
        }
    }

    @Test
    void updateThatCoversEarlierOnesReplacesThem() {
        var wide = add(add(EMPTY, A, 3), B, 7)
                .update(A, dots -> dots.add(new Dot(A, 3)).add(new Dot(A, 7)));
        assertTrue(wide.toString().contains("({a:2->"), wide::toString);
        assertTrue(add(EMPTY, A, 3).leq(wide));
    }

    @Test
    void updateConcurrentWithForgettingSurvives() {
        var past = add(EMPTY, A, 3);
        var merged = forget(past).merge(add(past, A, 7));
        assertEquals(CausalContext.of(new Dot(A, 7)), merged.value());
        assertEquals(merged, add(past, A, 7).merge(forget(past)));
    }

    @Test
    void updateThatAddsNothingIsAnEvent() {
        var updated = EMPTY.update(A, dots -> dots);
        assertFalse(updated.isEmpty());
        assertEquals(CausalContext.empty(), updated.value());
        assertEquals(CausalContext.of(new Dot(A, 1)), updated.context());
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        var small = add(EMPTY, A, 3);
        var big = add(small, B, 7);
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(add(EMPTY, A, 3)));
        var forgotten = forget(big);
        assertSame(forgotten, forget(forgotten));
        assertSame(forgotten, big.merge(forgotten));
    }

    @Test
    void deltaHoldsItsOwnDotsOnly() {
        var before = add(EMPTY, A, 3);
        var after = add(before, B, 7);
        assertEquals(add(EMPTY, B, 7), after.delta(before));
        assertEquals(EMPTY, before.delta(after));
        assertFalse(after.leq(before));
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("bottom", () -> Removable.<VectorClock>of(null));
        assertNames("self", () -> EMPTY.update(null, dots -> dots));
        assertNames("change", () -> EMPTY.update(A, null));
        assertNames("the changed state", () -> EMPTY.update(A, dots -> null));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }
}
