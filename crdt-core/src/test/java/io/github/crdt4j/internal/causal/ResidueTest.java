package io.github.crdt4j.internal.causal;

import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.retire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What removed counters leave in a map: what it costs, counted in bytes allocated, and what is known of it. */
class ResidueTest {

    private static final int INCARNATIONS = 4000;

    /** More than a change of one lane and the way to it allocate, and far less than a word for each incarnation. */
    private static final long A_LITTLE = 24_000;

    /** A few words for each incarnation: a writer's first count copies the columns. */
    private static final long SOME_WORDS_EACH = 120L * INCARNATIONS;

    private static final ReplicaId ME = ReplicaId.of("me");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    record Stock(ORSet<String> notes, PNCounter first, GCounter second) implements Composite<Stock> {
        static final Stock EMPTY = new Stock(ORSet.empty(), PNCounter.empty(), GCounter.empty());

        @Override
        public Stock zip(Stock other, Zip with) {
            return new Stock(
                    with.apply(notes, other.notes), with.apply(first, other.first), with.apply(second, other.second));
        }
    }

    private static ReplicaId incarnation(int i) {
        return ReplicaId.of("service-" + i);
    }

    private static <V extends Causal<V>> ORMap<String, V> churned(V bottom, BiFunction<V, ReplicaId, V> count) {
        ORMap<String, V> map = ORMap.empty(bottom);
        for (int i = 0; i < INCARNATIONS; i++) {
            ReplicaId id = incarnation(i);
            map = map.update(id, "k", value -> count.apply(value, id));
        }
        map = map.remove("k");
        for (int i = 0; i < 100; i++) {
            map = map.update(ME, "other-" + i, value -> count.apply(value, ME));
        }
        return map;
    }

    /** The least of some runs: what else allocates in a thread, as a class that is loaded, does so once. */
    private static long allocated(Supplier<?> action) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Object kept = action.get();
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(kept != null);
            least = Math.min(least, bytes);
        }
        return least;
    }

    private static <V extends Causal<V>> void changesCostWhatChanges(V bottom, BiFunction<V, ReplicaId, V> count) {
        ORMap<String, V> residue = churned(bottom, count);
        ORMap<String, V> first = residue.update(ME, "k", value -> count.apply(value, ME));
        ORMap<String, V> second = first.update(ME, "k", value -> count.apply(value, ME));
        ORMap<String, V> removed = second.remove("k");
        ORMap<String, V> more = second.delta(first);
        ORMap<String, V> removal = removed.delta(second);
        assertTrue(second.equals(first.merge(more)));
        assertTrue(removed.equals(second.merge(removal)));
        expect("first update", SOME_WORDS_EACH, () -> residue.update(ME, "k", value -> count.apply(value, ME)));
        expect("update", A_LITTLE, () -> first.update(ME, "k", value -> count.apply(value, ME)));
        expect("edit", A_LITTLE, () -> first.edit(ME, edit -> edit.update("k", value -> count.apply(value, ME))));
        expect("update of another key", A_LITTLE, () -> first.update(ME, "other-1", value -> count.apply(value, ME)));
        expect("delta of an update", A_LITTLE, () -> second.delta(first));
        expect("delta of a removal", A_LITTLE, () -> removed.delta(second));
        expect("removal", A_LITTLE, () -> second.remove("k"));
        expect("merge of an update", A_LITTLE, () -> first.merge(more));
        expect("merge of a removal", A_LITTLE, () -> second.merge(removal));
    }

    private static void expect(String what, long atMost, Supplier<?> action) {
        long bytes = allocated(action);
        assertTrue(bytes <= atMost, () -> what + " allocates " + bytes + " bytes");
    }

    @Test
    void aChangeOfACounterDoesNotPayForTheResidueOfOthers() {
        changesCostWhatChanges(PNCounter.empty(), (counter, id) -> counter.increment(id));
        changesCostWhatChanges(GCounter.empty(), (counter, id) -> counter.increment(id));
    }

    @Test
    void neitherDoesAChangeDeeperDown() {
        changesCostWhatChanges(
                ORMap.<String, PNCounter>empty(PNCounter.empty()),
                (map, id) -> map.update(id, "inner", counter -> counter.increment(id)));
        changesCostWhatChanges(
                Stock.EMPTY,
                (stock, id) -> new Stock(stock.notes(), stock.first().increment(id), stock.second()));
    }

    /** Whatever happens to a map, what it knows of its residue is what its entries say. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsKnownOfTheResidueFollowsFromTheEntries(long seed) {
        check(
                seed,
                PNCounter.empty(),
                (random, id, counter) -> counter.increment(id).decrement(id, random.nextInt(2)));
        check(
                seed,
                ORMap.<String, PNCounter>empty(PNCounter.empty()),
                (random, id, map) -> random.nextInt(4) == 0
                        ? map.remove("i" + random.nextInt(3))
                        : map.update(id, "i" + random.nextInt(3), counter -> counter.increment(id)));
        check(
                seed,
                Stock.EMPTY,
                (random, id, stock) -> random.nextBoolean()
                        ? new Stock(stock.notes(), stock.first().increment(id), stock.second())
                        : new Stock(stock.notes(), stock.first(), stock.second().increment(id)));
    }

    private interface Change<V> {
        V of(Random random, ReplicaId id, V value);
    }

    private static <V extends Causal<V>> void check(long seed, V bottom, Change<V> change) {
        var random = new Random(seed);
        List<ORMap<String, V>> sites = new ArrayList<>(List.of(ORMap.empty(bottom), ORMap.empty(bottom)));
        for (int step = 0; step < 300; step++) {
            int at = random.nextInt(2);
            ReplicaId id = ReplicaId.of("w" + (random.nextInt(12) * 2 + at));
            String key = "k" + random.nextInt(3);
            ORMap<String, V> map = sites.get(at);
            ORMap<String, V> other = sites.get(1 - at);
            sites.set(
                    at,
                    switch (random.nextInt(6)) {
                        case 0 -> map.remove(key);
                        case 1 -> map.merge(other);
                        case 2 -> other.delta(map).merge(map);
                        case 3 -> random.nextInt(10) == 0 ? map.clear() : map.remove(key);
                        case 4 ->
                            map.edit(id, edit -> {
                                edit.update(key, value -> change.of(random, id, value));
                                edit.remove("k" + random.nextInt(3));
                            });
                        default -> map.update(id, key, value -> change.of(random, id, value));
                    });
            followsFromTheEntries(sites.get(at));
        }
    }

    private static <V extends Causal<V>> void followsFromTheEntries(ORMap<String, V> map) {
        @SuppressWarnings("unchecked") // it is the store of that map
        DotMap<String, Keyed<V>> store = (DotMap<String, Keyed<V>>) Parts.storeOf(map);
        DotMap<String, Keyed<V>> anew = store.of(store.all());
        assertEquals(anew.residue(), store.residue());
        assertEquals(anew.digest(), store.digest());
    }

    @Test
    void digestsOfManyLanesFollowFromTheLanes() {
        var random = new Random(7);
        PNCounter here = PNCounter.empty();
        PNCounter there = PNCounter.empty();
        for (int step = 0; step < 2000; step++) {
            ReplicaId id = incarnation(random.nextInt(40) * 2);
            ReplicaId other = incarnation(random.nextInt(40) * 2 + 1);
            here = random.nextInt(9) == 0 ? forget(here) : retire(here.increment(id), id);
            there = random.nextInt(9) == 0 ? forget(there) : retire(there.decrement(other, 3), other);
            here = random.nextInt(3) == 0 ? here.merge(there) : here;
            there = random.nextInt(3) == 0 ? there.merge(here) : there;
            Lanes lanes = (Lanes) Parts.storeOf(here);
            assertEquals(Lanes.of(lanes.asList()).digest(), lanes.digest());
        }
        assertFalse(here.isEmpty() && there.isEmpty());
    }
}
