package io.github.crdt4j.internal.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.counter.Lane;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The three kinds of sorted stores against the definition of their join, dot by dot. */
class SortedDotsTest {

    private static final List<ReplicaId> IDS = List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"));
    private static final int RUNS = 20_000;

    /** A store written out: a number for each live dot, that only grows, and what was seen. */
    private record Model(TreeMap<Dot, Integer> live, CausalContext seen) {

        static Model draw(SplittableRandom random, int most) {
            var live = new TreeMap<Dot, Integer>();
            var seen = CausalContext.builder();
            for (int i = random.nextInt(8); i > 0; i--) {
                Dot dot = new Dot(IDS.get(random.nextInt(IDS.size())), 1 + random.nextInt(4));
                seen.add(dot);
                if (random.nextBoolean()) {
                    live.put(dot, 1 + random.nextInt(most));
                }
            }
            return new Model(live, seen.build());
        }

        Model join(Model other) {
            var joined = new TreeMap<Dot, Integer>();
            live.forEach((dot, number) -> {
                if (other.live.containsKey(dot) || !other.seen.contains(dot)) {
                    joined.merge(dot, number, Math::max);
                }
            });
            other.live.forEach((dot, number) -> {
                if (live.containsKey(dot) || !seen.contains(dot)) {
                    joined.merge(dot, number, Math::max);
                }
            });
            return new Model(joined, seen.merge(other.seen));
        }

        Set<Dot> missingFrom(Model other) {
            Set<Dot> missing = new HashSet<>(live.keySet());
            missing.removeAll(other.live.keySet());
            return missing;
        }
    }

    @Test
    void setsOfDots() {
        check(1, model -> Dots.of(new ArrayList<>(model.live.keySet())));
    }

    @Test
    void dotsWithPayloads() {
        check(
                3,
                model -> DotFun.of(model.live.entrySet().stream()
                        .map(entry -> new DotFun.Write<>(entry.getKey(), numbers(entry.getValue())))
                        .toList()));
    }

    @Test
    void lanes() {
        check(
                3,
                model -> Lanes.of(model.live.entrySet().stream()
                        .map(entry -> new Lane(entry.getKey(), entry.getValue(), 0, 0, 0))
                        .toList()));
    }

    /** The numbers up to one, so that the join is the greater. */
    private static CausalContext numbers(int last) {
        return CausalContext.builder().add(IDS.get(0), 1, last).build();
    }

    private static <D extends DotStore<D>> void check(int most, Function<Model, D> store) {
        var random = new SplittableRandom(11);
        int same = 0;
        int below = 0;
        for (int run = 0; run < RUNS; run++) {
            Model left = Model.draw(random, most);
            Model right = random.nextInt(4) == 0 ? left.join(Model.draw(random, most)) : Model.draw(random, most);
            D here = store.apply(left);
            D there = store.apply(right);
            Model joined = left.join(right);
            D join = here.join(left.seen, there, right.seen);
            assertEquals(store.apply(joined), join);
            assertEquals(store.apply(joined).digest(), join.digest());
            if (join.equals(here)) {
                assertSame(here, join);
                same++;
            } else if (join.equals(there)) {
                assertSame(there, join);
                same++;
            }
            boolean isBelow = left.seen.leq(right.seen) && here.leq(left.seen, there, right.seen);
            assertEquals(joined.equals(right), isBelow);
            below += isBelow ? 1 : 0;
            checkDelta(left, here, right, there, joined);
            Set<Dot> missing = new HashSet<>();
            assertTrue(here.forEachMissingFrom(
                    there, (replica, number) -> assertTrue(missing.add(new Dot(replica, number)))));
            assertEquals(left.missingFrom(right), missing);
            assertEquals(left.live.keySet().stream().noneMatch(right.seen::contains), here.isDisjointFrom(right.seen));
            var live = CausalContext.builder();
            here.addLive(live);
            assertEquals(left.live.keySet(), Set.copyOf(dots(live.build())));
            checkShift(left, here, store);
        }
        assertTrue(same > RUNS / 10 && below > RUNS / 10, same + " " + below);
    }

    private static <D extends DotStore<D>> void checkDelta(Model left, D here, Model right, D there, Model joined) {
        var mentioned = CausalContext.builder().addAll(left.seen.minus(right.seen));
        D delta = here.delta(left.seen, there, right.seen, mentioned);
        assertEquals(here.join(left.seen, there, right.seen), there.join(right.seen, delta, mentioned.build()));
        if (left.equals(joined) && right.live.isEmpty() && right.seen.isEmpty()) {
            assertSame(here, delta);
        }
    }

    private static <D extends DotStore<D>> void checkShift(Model model, D store, Function<Model, D> make) {
        var shifted = new TreeMap<Dot, Integer>();
        for (Map.Entry<Dot, Integer> entry : model.live.entrySet()) {
            Dot dot = entry.getKey();
            boolean isMeant = dot.replica().equals(IDS.get(1)) && dot.number() > 2;
            shifted.put(isMeant ? new Dot(dot.replica(), dot.number() + 5) : dot, entry.getValue());
        }
        assertEquals(make.apply(new Model(shifted, model.seen)), store.shift(IDS.get(1), 2, 5));
    }

    private static List<Dot> dots(CausalContext context) {
        List<Dot> dots = new ArrayList<>();
        context.forEachRun((replica, from, to) -> {
            for (long number = from; number <= to; number++) {
                dots.add(new Dot(replica, number));
            }
        });
        return dots;
    }
}
