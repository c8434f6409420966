package io.github.crdt4j.time;

import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** {@link CausalContext} against a hash set of dots, step by step, with numbers at both ends of their range. */
class CausalContextModelTest {

    private static final List<ReplicaId> REPLICAS =
            List.of(ReplicaId.of("a"), ReplicaId.of("b"), new ReplicaId("b", 7), ReplicaId.of("c"));
    private static final int SLOTS = 3;

    private enum Kind {
        ADD,
        NEXT,
        BUILD,
        MERGE,
        MINUS,
        SHIFT,
        FORGET
    }

    private record Step(Kind kind, int slot, int other, ReplicaId replica, long number, int length) {}

    /** A context, and the set it stands for. */
    private record Pair(CausalContext context, Set<Dot> model) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> low = Arbitraries.longs().between(1, 14);
        Arbitrary<Long> high = Arbitraries.longs().between(Long.MAX_VALUE - 7, Long.MAX_VALUE);
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, SLOTS - 1),
                        Arbitraries.integers().between(0, SLOTS - 1),
                        Arbitraries.of(REPLICAS),
                        Arbitraries.frequencyOf(Tuple.of(4, low), Tuple.of(1, high)),
                        Arbitraries.integers().between(0, 5))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyOperationIsThatOfTheSet(@ForAll("steps") List<Step> steps) {
        Pair[] slots = new Pair[SLOTS];
        Arrays.fill(slots, new Pair(CausalContext.empty(), Set.of()));
        for (Step step : steps) {
            Pair next = apply(step, slots[step.slot], slots[step.other]);
            assertSetEquals(next);
            slots[step.slot] = next;
        }
        for (Pair x : slots) {
            for (Pair y : slots) {
                assertComparisonsEqual(x, y);
            }
        }
        LatticeLaws.check(slots[0].context, slots[1].context, slots[2].context, CausalContext.empty());
    }

    private static Pair apply(Step step, Pair pair, Pair other) {
        Set<Dot> model = new HashSet<>(pair.model);
        CausalContext before = pair.context;
        switch (step.kind) {
            case ADD -> {
                Dot dot = new Dot(step.replica, step.number);
                CausalContext after = before.add(dot);
                assertEquals(!model.add(dot), after == before);
                return new Pair(after, model);
            }
            case NEXT -> {
                if (before.last(step.replica) == Long.MAX_VALUE) {
                    assertThrows(ArithmeticException.class, () -> before.next(step.replica));
                    return pair;
                }
                Dot dot = before.next(step.replica);
                assertTrue(model.add(dot));
                return new Pair(before.add(dot), model);
            }
            case BUILD -> {
                long to = step.number + Math.min(step.length, Long.MAX_VALUE - step.number);
                for (long n = to; n >= step.number; n--) {
                    model.add(new Dot(step.replica, n));
                }
                CausalContext built = CausalContext.builder()
                        .add(step.replica, step.number, to)
                        .addAll(before)
                        .build();
                return new Pair(built, model);
            }
            case MERGE -> {
                model.addAll(other.model);
                CausalContext merged = before.merge(other.context);
                if (model.equals(pair.model)) {
                    assertSame(before, merged);
                } else if (model.equals(other.model)) {
                    assertSame(other.context, merged);
                }
                return new Pair(merged, model);
            }
            case MINUS -> {
                model.removeAll(other.model);
                CausalContext rest = before.minus(other.context);
                if (model.equals(pair.model)) {
                    assertSame(before, rest);
                } else if (model.isEmpty()) {
                    assertSame(CausalContext.empty(), rest);
                }
                assertEquals(rest, before.delta(other.context));
                return new Pair(rest, model);
            }
            case SHIFT -> {
                return shift(step, pair);
            }
            default -> {
                return new Pair(CausalContext.empty(), Set.of());
            }
        }
    }

    private static Pair shift(Step step, Pair pair) {
        long after = step.number - 1;
        long last = pair.context.last(step.replica);
        if (last > after && last > Long.MAX_VALUE - step.length) {
            assertThrows(ArithmeticException.class, () -> pair.context.shift(step.replica, after, step.length));
            return pair;
        }
        Set<Dot> model = new HashSet<>();
        for (Dot dot : pair.model) {
            boolean moves = dot.replica().equals(step.replica) && dot.number() > after;
            model.add(moves ? new Dot(dot.replica(), dot.number() + step.length) : dot);
        }
        CausalContext shifted = pair.context.shift(step.replica, after, step.length);
        assertEquals(model.equals(pair.model), shifted == pair.context);
        return new Pair(shifted, model);
    }

    private static void assertSetEquals(Pair pair) {
        CausalContext context = pair.context;
        Set<Dot> model = pair.model;
        List<Dot> dots = new ArrayList<>();
        context.forEachRun((replica, from, to) -> {
            if (!dots.isEmpty() && dots.get(dots.size() - 1).replica().equals(replica)) {
                assertTrue(dots.get(dots.size() - 1).number() < from - 1, "two runs touch in " + context);
            }
            for (long left = to - from; left >= 0; left--) {
                dots.add(new Dot(replica, to - left));
            }
        });
        assertEquals(new ArrayList<>(new TreeSet<>(model)), dots);
        assertEquals(BigInteger.valueOf(model.size()), context.size());
        assertEquals(model.isEmpty(), context.isEmpty());

        Collections.shuffle(dots, new Random(dots.size()));
        CausalContext rebuilt = CausalContext.of(dots.toArray(Dot[]::new));
        assertEquals(rebuilt, context);
        assertEquals(rebuilt.hashCode(), context.hashCode());

        Set<ReplicaId> replicas = new TreeSet<>();
        model.forEach(dot -> replicas.add(dot.replica()));
        assertEquals(new ArrayList<>(replicas), new ArrayList<>(context.replicas()));
        assertEquals(replicas, context.replicas());
        for (ReplicaId replica : REPLICAS) {
            assertReplicaEquals(pair, replica);
        }
    }

    private static void assertReplicaEquals(Pair pair, ReplicaId replica) {
        CausalContext context = pair.context;
        assertEquals(highest(pair.model, replica), context.last(replica));
        assertEquals(
                pair.model.stream().anyMatch(dot -> dot.replica().equals(replica)),
                context.replicas().contains(replica));
        long prefix = 0;
        while (pair.model.contains(new Dot(replica, prefix + 1))) {
            prefix++;
        }
        assertEquals(prefix, context.vector().get(replica));
        for (long i = 0; i < 30; i++) {
            for (Dot dot : List.of(new Dot(replica, 1 + i), new Dot(replica, Long.MAX_VALUE - i))) {
                assertEquals(pair.model.contains(dot), context.contains(dot));
            }
        }
    }

    private static void assertComparisonsEqual(Pair x, Pair y) {
        assertEquals(y.model.containsAll(x.model), x.context.leq(y.context));
        assertEquals(x.model.equals(y.model), x.context.equals(y.context));
        Set<Dot> unseen = new HashSet<>(x.model);
        unseen.removeAll(y.model);
        for (ReplicaId replica : REPLICAS) {
            assertEquals(highest(unseen, replica), unseenEvents(x.context, replica, y.context));
        }
        CausalContext copy = CausalContext.of(x.model.toArray(Dot[]::new));
        if (!x.context.isEmpty()) {
            assertNotSame(x.context, copy);
        }
        LatticeLaws.check(x.context, copy, y.context, CausalContext.empty());
    }

    private static long highest(Set<Dot> dots, ReplicaId replica) {
        return dots.stream()
                .filter(dot -> dot.replica().equals(replica))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
    }
}
