package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What small changes cost, counted in questions to the elements instead of in time. */
class RemovalCostTest {

    private static final int SIZE = 20_000;

    /** More than the path to an element costs, and far less than all elements. */
    private static final int A_FEW = 300;

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final AtomicLong ASKED = new AtomicLong();

    /** An element that counts how often it is asked for its hash code or for equality. */
    private record Watched(int id) {
        @Override
        public boolean equals(Object other) {
            ASKED.incrementAndGet();
            return other instanceof Watched that && id == that.id;
        }

        @Override
        public int hashCode() {
            ASKED.incrementAndGet();
            return id * 0x9e3779b9;
        }
    }

    private static ORSet<Watched> filled() {
        return ORSet.<Watched>empty().edit(A, set -> {
            for (int i = 0; i < SIZE; i++) {
                set.add(new Watched(i));
            }
        });
    }

    private static long asked(Runnable action) {
        ASKED.set(0);
        action.run();
        return ASKED.get();
    }

    @Test
    void aRemovalIsAppliedWithoutALookAtTheRest() {
        ORSet<Watched> full = filled();
        ORSet<Watched> here = full.merge(full.remove(new Watched(1)).delta(full)); // finds its way once
        ORSet<Watched> removal = full.remove(new Watched(2)).delta(full);
        long questions = asked(() -> assertEquals(SIZE - 2, here.merge(removal).size()));
        assertTrue(questions < A_FEW, () -> questions + " questions");
        assertFalse(here.merge(removal).contains(new Watched(2)));
        assertEquals(here.merge(removal), removal.merge(here));
    }

    @Test
    void removalsAmongOtherChangesAreAppliedWithoutALookAtTheRest() {
        ORSet<Watched> set = filled();
        ORSet<Watched> peer = set;
        set = set.merge(peer.remove(new Watched(0)).delta(peer));
        for (int i = 1; i < 200; i++) {
            ORSet<Watched> before = peer.add(B, new Watched(SIZE + i));
            ORSet<Watched> after = before.remove(new Watched(i));
            ORSet<Watched> here = set.merge(before);
            long questions = asked(() -> assertEquals(
                    here.size() - 1, here.merge(after.delta(before)).size()));
            assertTrue(questions < A_FEW, () -> questions + " questions");
            set = here.merge(after.delta(before)).add(A, new Watched(-i));
            peer = after;
        }
    }

    @Test
    void aRemovalDeepInMapsIsAppliedWithoutALookAtTheRest() {
        ORMap<String, ORSet<Watched>> map = ORMap.empty(ORSet.empty());
        for (int key = 0; key < 100; key++) {
            map = map.update(A, "key " + key, set -> set.edit(A, elements -> elements.add(new Watched(-1))));
        }
        ORMap<String, ORSet<Watched>> full = map.update(
                A,
                "key 7",
                set -> set.edit(A, elements -> {
                    for (int i = 0; i < SIZE; i++) {
                        elements.add(new Watched(i));
                    }
                }));
        ORMap<String, ORSet<Watched>> here = full.merge(without(full, 1).delta(full));
        ORMap<String, ORSet<Watched>> removal = without(full, 2).delta(full);
        long questions =
                asked(() -> assertFalse(here.merge(removal).get("key 7").contains(new Watched(2))));
        assertTrue(questions < A_FEW, () -> questions + " questions");
    }

    private static ORMap<String, ORSet<Watched>> without(ORMap<String, ORSet<Watched>> map, int id) {
        return map.update(B, "key 7", set -> set.remove(new Watched(id)));
    }

    /** The elements are those of the library's own, for the codec knows those. */
    @Test
    void aDecodedStateIsMergedWithoutALookAtTheRest() {
        KryoCodec codec = KryoCodec.create();
        ORSet<Long> common = ORSet.<Long>empty().edit(A, set -> {
            for (long i = 0; i < SIZE; i++) {
                set.add(i);
            }
        });
        ORSet<Long> here = common.add(A, -1L);
        ORSet<Long> there = codec.decode(codec.encode(common.add(B, -2L).remove(5L)), common);
        ORSet<Long> merged = here.merge(there);
        assertEquals(SIZE + 1, merged.size());
        assertEquals(merged, there.merge(here));
        assertEquals(merged, merged.merge(there));
        assertTrue(there.leq(merged));
        assertEquals(2, there.delta(here).context().size().intValueExact());
    }
}
