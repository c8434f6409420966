package io.github.crdt4j.causal;

import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.retire;
import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompositeTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    /** A record of three kinds of state. */
    record Page(LWWRegister<String> title, ORSet<String> tags, PNCounter likes) implements Composite<Page> {

        static final Page EMPTY = new Page(LWWRegister.empty(), ORSet.empty(), PNCounter.empty());

        Page titled(ReplicaId self, long counter, String title) {
            return new Page(this.title.set(new LamportTimestamp(counter, self), title), tags, likes);
        }

        Page tagged(ReplicaId self, String tag) {
            return new Page(title, tags.add(self, tag), likes);
        }

        Page liked(ReplicaId self) {
            return new Page(title, tags, likes.increment(self));
        }

        @Override
        public Page zip(Page other, Zip with) {
            return new Page(
                    with.apply(title, other.title), with.apply(tags, other.tags), with.apply(likes, other.likes));
        }
    }

    /** Records within a record. */
    record Spread(Page left, Page right) implements Composite<Spread> {

        static final Spread EMPTY = new Spread(Page.EMPTY, Page.EMPTY);

        @Override
        public Spread zip(Spread other, Zip with) {
            return new Spread(with.apply(left, other.left), with.apply(right, other.right));
        }
    }

    @Test
    void mergesByComponent() {
        var merged = Page.EMPTY
                .titled(A, 1, "x")
                .liked(A)
                .merge(Page.EMPTY.tagged(B, "y").liked(B));
        assertEquals(Optional.of("x"), merged.title().value());
        assertEquals(Set.of("y"), merged.tags().elements());
        assertEquals(2, merged.likes().value());
    }

    @Test
    void orderAndDeltaAreThoseOfTheComponents() {
        var before = Page.EMPTY.titled(A, 1, "x").liked(A);
        var after = before.tagged(A, "y").liked(A);
        assertTrue(before.leq(after));
        assertFalse(after.leq(before));
        assertEquals(
                new Page(LWWRegister.empty(), after.tags(), PNCounter.empty().increment(A, 2)), after.delta(before));
        assertEquals(after, before.merge(after.delta(before)));
        assertEquals(Page.EMPTY, before.delta(after));
    }

    @Test
    void whatChangesNothingIsTheSameObject() {
        var small = Page.EMPTY.titled(A, 1, "x");
        var big = small.tagged(B, "y");
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(Page.EMPTY, forget(Page.EMPTY));
        assertSame(Page.EMPTY, within(Page.EMPTY, CausalContext.empty()));
        assertSame(big, retire(big, A));
    }

    @Test
    void isEmptyWhenEveryComponentIs() {
        assertTrue(Page.EMPTY.isEmpty());
        assertFalse(Page.EMPTY.liked(A).isEmpty());
        assertTrue(forget(Page.EMPTY.liked(A).tagged(A, "x").titled(A, 1, "y")).isEmpty());
    }

    @Test
    void contextAndStampAreThoseOfAllComponents() {
        var page = Page.EMPTY.titled(A, 9, "x").tagged(B, "y").tagged(B, "z");
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(B, 1), new Dot(B, 2)), page.context());
        assertEquals(9, greatestStamp(page));
    }

    @Test
    void unseenEventsAreFoundInTheComponentThatHasThem() {
        var mine = Page.EMPTY.titled(A, 1, "x").tagged(A, "y").tagged(A, "z");
        var forged = Page.EMPTY.titled(A, 1, "x").titled(A, 2, "forged");
        assertEquals(2, unseenEvents(forged, A, mine), "the second event of the register, though the set has two");
        assertEquals(0, unseenEvents(mine, B, Page.EMPTY));
        assertEquals(0, unseenEvents(mine, A, mine));
    }

    @Test
    void componentsUpdatedTogetherInAMapGetDotsOfTheirOwn() {
        ORMap<String, Page> empty = ORMap.empty(Page.EMPTY);
        var map = empty.update(B, "j", page -> page.liked(B))
                .update(
                        A,
                        "k",
                        page -> page.titled(A, 1, "old")
                                .titled(A, 2, "x")
                                .tagged(A, "y")
                                .liked(A));
        assertEquals(4, map.context().last(A));
        var page = map.get("k");
        var only = map.update(A, "k", same -> new Page(same.title(), same.tags().remove("y"), same.likes()));
        assertEquals(Optional.of("x"), only.get("k").title().value());
        assertEquals(1, only.get("k").likes().value());
        assertEquals(Set.of(), only.merge(map).get("k").tags().elements());
        assertEquals(Set.of("y"), page.tags().elements());
    }

    @Test
    void recordsWithinRecordsGetDotsOfTheirOwn() {
        ORMap<String, Spread> empty = ORMap.empty(Spread.EMPTY);
        var map = empty.update(
                A,
                "k",
                spread -> new Spread(
                        spread.left().titled(A, 1, "x").tagged(A, "y").liked(A),
                        spread.right().titled(A, 1, "x").tagged(A, "y").liked(A)));
        assertEquals(6, map.context().last(A));
        var untagged = map.update(
                A,
                "k",
                spread -> new Spread(
                        spread.left(),
                        new Page(
                                spread.right().title(),
                                spread.right().tags().clear(),
                                spread.right().likes())));
        var merged = map.merge(untagged.delta(map));
        assertEquals(untagged, merged);
        assertEquals(Set.of("y"), merged.get("k").left().tags().elements());
        assertEquals(Set.of(), merged.get("k").right().tags().elements());
        assertEquals(1, merged.get("k").right().likes().value());
    }

    @Test
    void aRecordBuiltOutsideTheMapCanBeItsFirstValue() {
        var page = Page.EMPTY.titled(A, 1, "x").tagged(A, "y").liked(A);
        ORMap<String, Page> empty = ORMap.empty(Page.EMPTY);
        var map = empty.update(A, "k", none -> page);
        assertEquals(3, map.context().last(A));
        assertEquals(Set.of("y"), map.get("k").tags().elements());
    }
}
