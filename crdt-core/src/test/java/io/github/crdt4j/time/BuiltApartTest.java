package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.ReplicaId;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clocks and contexts of the same replicas that were built apart, as by decoding, and differ in a few of them: against plain maps.
 * One of the two goes on from step to step, so that what it has of its chunks is of earlier versions.
 */
class BuiltApartTest {

    private static final int ROUNDS = 60;

    private final SplittableRandom random = new SplittableRandom(17);

    /** New objects each time. */
    private static ReplicaId replica(int i) {
        return new ReplicaId("r" + i, i % 3);
    }

    private static VectorClock clock(long[] numbers) {
        var entries = new TreeMap<ReplicaId, Long>();
        for (int i = 0; i < numbers.length; i++) {
            entries.put(replica(i), numbers[i]);
        }
        return VectorClock.of(entries);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 40, 600, 1100})
    void clocksDifferWhereTheirNumbersDo(int count) {
        long[] model = random.longs(count, 1, 4).toArray();
        VectorClock here = clock(model);
        for (int round = 0; round < ROUNDS; round++) {
            long[] other = model.clone();
            for (int changes = random.nextInt(5); changes > 0; changes--) {
                int at = random.nextInt(count);
                other[at] = Math.max(1, other[at] + random.nextInt(-1, 3));
            }
            for (int ticks = random.nextInt(3); ticks > 0; ticks--) {
                int at = random.nextInt(count);
                model[at]++;
                here = here.tick(replica(at));
            }
            VectorClock there = clock(other);
            assertEquals(order(model, other), here.compare(there));
            assertEquals(order(other, model), there.compare(here));
            LatticeLaws.check(here, there, clock(model), VectorClock.empty());
            assertEquals(onlyGreater(model, other), here.delta(there).entries());
            VectorClock merged = here.merge(there);
            for (int i = 0; i < count; i++) {
                model[i] = Math.max(model[i], other[i]);
                assertEquals(model[i], merged.get(replica(i)));
            }
            here = merged;
        }
    }

    private static Causality order(long[] one, long[] other) {
        boolean more = false;
        boolean less = false;
        for (int i = 0; i < one.length; i++) {
            more |= one[i] > other[i];
            less |= one[i] < other[i];
        }
        return more ? less ? Causality.CONCURRENT : Causality.AFTER : less ? Causality.BEFORE : Causality.EQUAL;
    }

    private static Map<ReplicaId, Long> onlyGreater(long[] numbers, long[] than) {
        var greater = new TreeMap<ReplicaId, Long>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > than[i]) {
                greater.put(replica(i), numbers[i]);
            }
        }
        return greater;
    }

    /** Where digests are compared: they must tell places in a chunk apart, and chunks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64, 577})
    void numbersThatChangedPlacesAreNotTheSame(int distance) {
        long[] numbers = random.longs(1200, 5, 6).toArray();
        for (int from = 1; from + distance < numbers.length; from += 97) {
            long[] swapped = numbers.clone();
            swapped[from] = 9;
            long[] other = numbers.clone();
            other[from + distance] = 9;
            assertNotEquals(clock(swapped), clock(other));
            assertEquals(Causality.CONCURRENT, clock(swapped).compare(clock(other)));
            CausalContext union = CausalContext.of(clock(swapped)).merge(CausalContext.of(clock(other)));
            assertEquals(9, union.last(replica(from)));
            assertEquals(9, union.last(replica(from + distance)));
        }
    }

    /** Whole chunks that changed places, all of whose numbers are found in the other clock, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 17})
    void chunksThatChangedPlacesAreNotTheSame(int distance) {
        long[] numbers = new long[1200];
        long[] swapped = new long[1200];
        var order = new TreeMap<ReplicaId, Integer>();
        for (int i = 0; i < numbers.length; i++) {
            order.put(replica(i), i);
        }
        int position = 0;
        for (int i : order.values()) {
            int chunk = position / 32;
            numbers[i] = chunk + 1L;
            swapped[i] = chunk == 10 ? 11 + distance : chunk == 10 + distance ? 11 : chunk + 1;
            position++;
        }
        assertNotEquals(clock(numbers), clock(swapped));
        assertEquals(Causality.CONCURRENT, clock(numbers).compare(clock(swapped)));
    }

    private static CausalContext context(Map<Integer, NavigableSet<Long>> model) {
        CausalContext.Builder builder = CausalContext.builder();
        model.forEach((i, numbers) -> numbers.forEach(number -> builder.add(new Dot(replica(i), number))));
        return builder.build();
    }

    private static Map<Integer, NavigableSet<Long>> copy(Map<Integer, NavigableSet<Long>> model) {
        var copy = new TreeMap<Integer, NavigableSet<Long>>();
        model.forEach((i, numbers) -> copy.put(i, new TreeSet<>(numbers)));
        return copy;
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 40, 600, 1100})
    void contextsDifferWhereTheirDotsDo(int count) {
        Map<Integer, NavigableSet<Long>> model = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            model.put(i, new TreeSet<>(List.of(1L, 2L)));
        }
        CausalContext here = context(model);
        for (int round = 0; round < ROUNDS; round++) {
            var other = copy(model);
            for (int changes = random.nextInt(5); changes > 0; changes--) {
                NavigableSet<Long> numbers = other.get(random.nextInt(count));
                numbers.add(numbers.last() + random.nextInt(1, 4));
                if (random.nextInt(4) == 0) {
                    numbers.pollFirst();
                }
            }
            for (int events = random.nextInt(3); events > 0; events--) {
                int at = random.nextInt(count);
                Dot dot = new Dot(replica(at), model.get(at).last() + random.nextInt(1, 3));
                model.get(at).add(dot.number());
                here = here.add(dot);
            }
            CausalContext there = context(other);
            LatticeLaws.check(here, there, context(model), CausalContext.empty());
            assertEquals(context(minus(model, other)), here.minus(there));
            assertEquals(context(minus(other, model)), there.minus(here));
            assertEquals(minus(model, other).isEmpty(), here.leq(there));
            assertSame(here, here.merge(context(model)));
            other.forEach((i, numbers) -> model.get(i).addAll(numbers));
            assertEquals(context(model), here.merge(there));
            here = here.merge(there);
        }
    }

    private static Map<Integer, NavigableSet<Long>> minus(
            Map<Integer, NavigableSet<Long>> model, Map<Integer, NavigableSet<Long>> removed) {
        var rest = copy(model);
        rest.forEach((i, numbers) -> numbers.removeAll(removed.get(i)));
        rest.values().removeIf(NavigableSet::isEmpty);
        return rest;
    }
}
