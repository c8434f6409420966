package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contexts and clocks of as many replicas as make one chunk or several, against plain maps, step by step. Numbers are such
 * that gaps come and go; copies share nothing, not even ids, as after decoding.
 */
class ManyReplicasTest {

    private static final int SLOTS = 4;
    private static final int STEPS = 500;

    private final SplittableRandom random = new SplittableRandom(5);
    private List<ReplicaId> replicas = List.of();

    /** A context, and per replica the numbers it stands for. */
    private record Seen(CausalContext context, Map<ReplicaId, NavigableSet<Long>> model) {}

    /** A clock, and what it stands for. */
    private record Counted(VectorClock clock, Map<ReplicaId, Long> model) {}

    private ReplicaId draw() {
        return replicas.get(random.nextInt(replicas.size()));
    }

    private void prepare(int count) {
        var names = new ArrayList<ReplicaId>();
        for (int i = 0; i < count; i++) {
            names.add(new ReplicaId("r" + i, i % 3));
        }
        replicas = names;
    }

    private static ReplicaId copy(ReplicaId id) {
        return new ReplicaId(new String(id.name().toCharArray()), id.incarnation());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 31, 32, 33, 64, 65, 130})
    void contextsAreSetsOfDots(int count) {
        prepare(count);
        Seen[] slots = new Seen[SLOTS];
        Arrays.fill(slots, seen(fullModel(count / 2)));
        for (int step = 0; step < STEPS; step++) {
            int slot = random.nextInt(SLOTS);
            Seen next = contextStep(slots[slot], slots[random.nextInt(SLOTS)]);
            assertAgree(next);
            slots[slot] = next;
            Seen other = slots[random.nextInt(SLOTS)];
            assertEquals(containsAll(other.model, next.model), next.context.leq(other.context));
            assertEquals(containsAll(next.model, other.model), other.context.leq(next.context));
            assertEquals(next.model.equals(other.model), next.context.equals(other.context));
            LatticeLaws.check(next.context, other.context, seen(next.model).context, CausalContext.empty());
        }
    }

    private Map<ReplicaId, NavigableSet<Long>> fullModel(int count) {
        var model = new TreeMap<ReplicaId, NavigableSet<Long>>();
        for (ReplicaId replica : replicas.subList(0, count)) {
            model.put(replica, new TreeSet<>(List.of(1L, 2L)));
        }
        return model;
    }

    /** Built from scratch, of new ids. */
    private static Seen seen(Map<ReplicaId, NavigableSet<Long>> model) {
        CausalContext.Builder builder = CausalContext.builder();
        model.forEach((replica, numbers) -> numbers.forEach(number -> builder.add(new Dot(copy(replica), number))));
        return new Seen(builder.build(), model);
    }

    private static Map<ReplicaId, NavigableSet<Long>> deepCopy(Map<ReplicaId, NavigableSet<Long>> model) {
        var copy = new TreeMap<ReplicaId, NavigableSet<Long>>();
        model.forEach((replica, numbers) -> copy.put(replica, new TreeSet<>(numbers)));
        return copy;
    }

    private static boolean containsAll(
            Map<ReplicaId, NavigableSet<Long>> model, Map<ReplicaId, NavigableSet<Long>> subset) {
        return subset.entrySet().stream()
                .allMatch(entry ->
                        model.getOrDefault(entry.getKey(), new TreeSet<>()).containsAll(entry.getValue()));
    }

    private Seen contextStep(Seen seen, Seen other) {
        var model = deepCopy(seen.model);
        CausalContext after;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Dot dot = new Dot(copy(draw()), 1 + random.nextInt(6));
                assertEquals(
                        model.getOrDefault(dot.replica(), new TreeSet<>()).contains(dot.number()),
                        seen.context.contains(dot));
                model.computeIfAbsent(dot.replica(), any -> new TreeSet<>()).add(dot.number());
                after = seen.context.add(dot);
            }
            case 3, 4 -> {
                Dot dot = seen.context.next(draw());
                assertTrue(model.computeIfAbsent(dot.replica(), any -> new TreeSet<>())
                        .add(dot.number()));
                after = seen.context.add(dot);
            }
            case 5 -> {
                other.model.forEach((replica, numbers) ->
                        model.computeIfAbsent(replica, any -> new TreeSet<>()).addAll(numbers));
                after = seen.context.merge(other.context);
                assertNoNews(model.equals(seen.model), seen.context, model.equals(other.model), other.context, after);
            }
            case 6 -> {
                other.model.forEach((replica, numbers) ->
                        model.getOrDefault(replica, new TreeSet<>()).removeAll(numbers));
                model.values().removeIf(Set::isEmpty);
                after = seen.context.minus(other.context);
                assertNoNews(model.equals(seen.model), seen.context, model.isEmpty(), CausalContext.empty(), after);
            }
            default -> after = seen(model).context;
        }
        return new Seen(after, model);
    }

    private static <S> void assertNoNews(boolean isMine, S mine, boolean isTheirs, S theirs, S result) {
        if (isMine) {
            assertSame(mine, result);
        } else if (isTheirs) {
            assertSame(theirs, result);
        }
    }

    private void assertAgree(Seen seen) {
        var dots = new TreeMap<ReplicaId, NavigableSet<Long>>();
        seen.context.forEachRun((replica, from, to) -> {
            for (long n = from; n <= to; n++) {
                assertTrue(dots.computeIfAbsent(replica, any -> new TreeSet<>()).add(n));
            }
        });
        assertEquals(seen.model, dots);
        assertEquals(seen.model.keySet(), seen.context.replicas());
        ReplicaId replica = copy(draw());
        NavigableSet<Long> numbers = seen.model.getOrDefault(replica, new TreeSet<>());
        assertEquals(numbers.isEmpty() ? 0 : numbers.last(), seen.context.last(replica));
        assertEquals(seen.model.containsKey(replica), seen.context.replicas().contains(replica));
        for (long n = 1; n < 9; n++) {
            assertEquals(numbers.contains(n), seen.context.contains(replica, n));
        }
        assertRebuilt(seen(seen.model).context, seen.context);
        VectorClock vector = seen.context.vector();
        assertTrue(CausalContext.of(vector).leq(seen.context));
        vector.entries().forEach((who, n) -> assertTrue(!seen.context.contains(who, n + 1)));
    }

    private static <S extends Crdt<S>> void assertRebuilt(S rebuilt, S state) {
        assertEquals(rebuilt, state);
        assertEquals(state, rebuilt);
        assertEquals(rebuilt.hashCode(), state.hashCode());
        assertEquals(rebuilt.toString(), state.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 31, 32, 33, 64, 65, 130})
    void clocksAreMapsOfNumbers(int count) {
        prepare(count);
        Counted[] slots = new Counted[SLOTS];
        Arrays.fill(slots, new Counted(VectorClock.empty(), Map.of()));
        for (int step = 0; step < STEPS; step++) {
            int slot = random.nextInt(SLOTS);
            Counted next = clockStep(slots[slot], slots[random.nextInt(SLOTS)]);
            assertEquals(next.model, next.clock.entries());
            assertRebuilt(counted(next.model).clock, next.clock);
            slots[slot] = next;
            Counted other = slots[random.nextInt(SLOTS)];
            boolean before = isWithin(next.model, other.model);
            boolean after = isWithin(other.model, next.model);
            assertEquals(before, next.clock.leq(other.clock));
            assertEquals(
                    before
                            ? after ? Causality.EQUAL : Causality.BEFORE
                            : after ? Causality.AFTER : Causality.CONCURRENT,
                    next.clock.compare(other.clock));
            LatticeLaws.check(next.clock, other.clock, counted(next.model).clock, VectorClock.empty());
        }
    }

    private static boolean isWithin(Map<ReplicaId, Long> some, Map<ReplicaId, Long> more) {
        return some.entrySet().stream().allMatch(entry -> entry.getValue() <= more.getOrDefault(entry.getKey(), 0L));
    }

    private static Counted counted(Map<ReplicaId, Long> model) {
        var copies = new TreeMap<ReplicaId, Long>();
        model.forEach((replica, number) -> copies.put(copy(replica), number));
        return new Counted(VectorClock.of(copies), model);
    }

    private Counted clockStep(Counted counted, Counted other) {
        var model = new TreeMap<>(counted.model);
        VectorClock after;
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                ReplicaId replica = copy(draw());
                model.merge(replica, 1L, Long::sum);
                after = counted.clock.tick(replica);
            }
            case 2 -> {
                Dot dot = new Dot(copy(draw()), 1 + random.nextInt(5));
                assertEquals(
                        model.getOrDefault(dot.replica(), 0L) >= dot.number(),
                        counted.clock.with(dot) == counted.clock);
                model.merge(dot.replica(), dot.number(), Math::max);
                after = counted.clock.with(dot);
            }
            case 3 -> {
                other.model.forEach((replica, number) -> model.merge(replica, number, Math::max));
                after = counted.clock.merge(other.clock);
                assertNoNews(model.equals(counted.model), counted.clock, model.equals(other.model), other.clock, after);
            }
            case 4 -> {
                model.entrySet().removeIf(entry -> entry.getValue() <= other.model.getOrDefault(entry.getKey(), 0L));
                after = counted.clock.delta(other.clock);
                assertNoNews(model.equals(counted.model), counted.clock, model.isEmpty(), VectorClock.empty(), after);
            }
            default -> after = counted(model).clock;
        }
        return new Counted(after, model);
    }
}
