package io.github.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.set.ORSet;
import org.junit.jupiter.api.Test;

/** What a removed counter leaves behind is gone once its writer has seen the removal and updates the map again. */
class ORMapLeavingsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    record Page(PNCounter views, ORSet<String> tags) implements Composite<Page> {
        static final Page EMPTY = new Page(PNCounter.empty(), ORSet.empty());

        @Override
        public Page zip(Page other, Zip with) {
            return new Page(with.apply(views, other.views), with.apply(tags, other.tags));
        }
    }

    @Test
    void aLaneIsRetiredThoughItsKeyIsPresentAgain() {
        var map = ORMap.<String, PNCounter>empty(PNCounter.empty()).update(A, "k", k -> k.increment(A, 5));
        map = map.remove("k").update(B, "k", k -> k.increment(B));
        map = map.update(A, "other", k -> k.increment(A));
        assertEquals("PNCounter 1 ([b:1+1], {a:1-2, b:1})", map.get("k").toString());
    }

    @Test
    void aLaneInARecordIsRetiredByAnUpdateOfAnotherComponent() {
        var map = ORMap.<String, Page>empty(Page.EMPTY)
                .update(A, "k", page -> new Page(page.views().increment(A, 5), page.tags()));
        map = map.remove("k")
                .update(A, "k", page -> new Page(page.views(), page.tags().add(A, "x")));
        assertEquals("PNCounter 0 ([], {a:1-2})", map.get("k").views().toString());
    }

    @Test
    void aLaneInAnInnerMapIsRetiredThoughItsKeysArePresentAgain() {
        var map = ORMap.<String, ORMap<String, PNCounter>>empty(ORMap.empty(PNCounter.empty()))
                .update(A, "k", inner -> inner.update(A, "l", l -> l.increment(A, 5)));
        map = map.remove("k").update(B, "k", inner -> inner.update(B, "l", l -> l.increment(B)));
        map = map.update(A, "other", inner -> inner);
        assertEquals(
                "PNCounter 1 ([b:1+1], {a:1-2, b:1})", map.get("k").get("l").toString());
    }

    @Test
    void nobodyRetiresTheLaneOfAnother() {
        var counted = ORMap.<String, PNCounter>empty(PNCounter.empty()).update(A, "k", k -> k.increment(A, 5));
        var removed = counted.remove("k").update(B, "other", k -> k.increment(B));
        var more = counted.update(A, "k", k -> k.increment(A));
        assertEquals(1, removed.merge(more).get("k").value());
    }
}
