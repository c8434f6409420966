package io.github.crdt4j.causal;

import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.retire;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import org.junit.jupiter.api.Test;

class StoredTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static final class Own implements Stored<Own> {}

    @Test
    void aClassOfAUserIsRefusedInASentence() {
        var refusal = assertThrows(IllegalStateException.class, () -> new Own().merge(new Own()));
        assertEquals(
                Own.class.getName()
                        + " implements Stored, which is for the types of this library: implement Composite or Causal",
                refusal.getMessage());
        assertThrows(IllegalStateException.class, () -> ORMap.<String, Own>empty(new Own()));
    }

    @Test
    void whatChangesNothingReturnsTheSameObject() {
        ORSet<String> set = ORSet.<String>empty().add(A, "x");
        assertSame(set, within(set, set.context()));
        assertSame(set, retire(set, A));
        assertSame(set, set.merge(ORSet.empty()));
        assertSame(set, ORSet.<String>empty().merge(set));
        assertSame(forget(forget(set)).getClass(), set.getClass());
        ORSet<String> emptied = forget(set);
        assertSame(emptied, forget(emptied));
    }

    /** A record in a record, in a map: stored as the stores of the innermost components. */
    record Inner(PNCounter count, ORSet<String> tags) implements Composite<Inner> {
        @Override
        public Inner zip(Inner other, Zip with) {
            return new Inner(with.apply(count, other.count), with.apply(tags, other.tags));
        }
    }

    record Outer(Inner inner, ORMap<String, PNCounter> counts) implements Composite<Outer> {
        @Override
        public Outer zip(Outer other, Zip with) {
            return new Outer(with.apply(inner, other.inner), with.apply(counts, other.counts));
        }
    }

    @Test
    void recordsInRecordsAreResetByWhatARemovalHasSeen() {
        var bottom = new Outer(new Inner(PNCounter.empty(), ORSet.empty()), ORMap.empty(PNCounter.empty()));
        ORMap<String, Outer> here = ORMap.<String, Outer>empty(bottom)
                .update(
                        A,
                        "k",
                        outer -> new Outer(
                                new Inner(
                                        outer.inner().count().increment(A, 5),
                                        outer.inner().tags().add(A, "old")),
                                outer.counts().update(A, "n", count -> count.increment(A, 3))));
        ORMap<String, Outer> there = here.update(
                B,
                "k",
                outer -> new Outer(
                        new Inner(
                                outer.inner().count().increment(B),
                                outer.inner().tags()),
                        outer.counts().update(B, "n", count -> count.increment(B))));
        ORMap<String, Outer> merged = here.remove("k").merge(there);
        Outer left = merged.get("k");
        assertEquals(1, left.inner().count().value());
        assertEquals(0, left.inner().tags().size());
        assertEquals(1, left.counts().get("n").value());
        assertEquals(merged, there.merge(here.remove("k")));
        assertEquals(merged, there.merge(here.remove("k").delta(here)));
        assertSame(merged, merged.merge(there));
    }
}
