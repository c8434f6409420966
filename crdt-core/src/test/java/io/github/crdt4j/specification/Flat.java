package io.github.crdt4j.specification;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The slow, obviously correct reference: a causal state written out as the set of all its live marks, a dot at a place
 * with numbers that only grow, and the set of all dots it has seen.
 */
record Flat(Map<Mark, List<Long>> live, Set<Dot> seen) {

    /** A dot at a place: the keys on the way down to it, and what stands there. */
    record Mark(List<Object> place, Dot dot) {}

    static Flat of(Causal<?> state) {
        var flat = new Flat(new HashMap<>(), new HashSet<>());
        flat.see(state.context());
        flat.walk(List.of(), state);
        return flat;
    }

    Flat join(Flat other) {
        var joined = new Flat(new HashMap<>(), new HashSet<>(seen));
        joined.seen.addAll(other.seen);
        live.forEach((mark, numbers) -> {
            if (other.live.containsKey(mark) || !other.seen.contains(mark.dot())) {
                joined.live.put(mark, numbers);
            }
        });
        other.live.forEach((mark, numbers) -> {
            if (live.containsKey(mark) || !seen.contains(mark.dot())) {
                joined.live.merge(mark, numbers, Flat::maxima);
            }
        });
        return joined;
    }

    boolean leq(Flat other) {
        return join(other).equals(other);
    }

    /** The least delta by its definition: its own dots are those unseen, those killed, and those whose numbers grew. */
    Flat delta(Flat since) {
        var delta = new Flat(new HashMap<>(), new HashSet<>(seen));
        delta.seen.removeAll(since.seen);
        since.live.keySet().forEach(mark -> {
            if (seen.contains(mark.dot()) && !live.containsKey(mark)) {
                delta.seen.add(mark.dot());
            }
        });
        live.forEach((mark, numbers) -> {
            List<Long> before = since.live.get(mark);
            if (!since.seen.contains(mark.dot())) {
                delta.live.put(mark, numbers);
            } else if (before != null && !maxima(numbers, before).equals(before)) {
                delta.seen.add(mark.dot());
                delta.live.put(mark, least(numbers, before));
            }
        });
        return delta;
    }

    private static List<Long> maxima(List<Long> left, List<Long> right) {
        var maxima = new ArrayList<Long>();
        for (int i = 0; i < left.size(); i++) {
            maxima.add(Math.max(left.get(i), right.get(i)));
        }
        return maxima;
    }

    /** Of all pairs (total, forgotten) up to the given, no more forgotten than counted, the least that join to the same. */
    private static List<Long> least(List<Long> numbers, List<Long> before) {
        var least = new ArrayList<Long>();
        for (int i = 0; i < numbers.size(); i += 2) {
            List<Long> pair = numbers.subList(i, i + 2);
            List<Long> old = before.subList(i, i + 2);
            least.addAll(Stream.of(0L, pair.get(1), pair.get(0))
                    .flatMap(total -> Stream.of(0L, pair.get(1)).map(forgotten -> List.of(total, forgotten)))
                    .filter(candidate -> candidate.get(1) <= candidate.get(0))
                    .filter(candidate -> maxima(candidate, old).equals(maxima(pair, old)))
                    .min(Comparator.<List<Long>>comparingLong(candidate -> candidate.get(0))
                            .thenComparing(candidate -> candidate.get(1)))
                    .orElseThrow());
        }
        return least;
    }

    private void see(CausalContext context) {
        context.forEachRun((replica, from, to) -> {
            for (long number = from; number <= to; number++) {
                seen.add(new Dot(replica, number));
            }
        });
    }

    private void walk(List<Object> place, Causal<?> state) {
        if (state instanceof Composite<?> record) {
            walkRecord(place, record);
        } else {
            walkStore(place, open(Parts.of(state.getClass()), state).store());
        }
    }

    private <S extends Composite<S>> void walkRecord(List<Object> place, Composite<S> record) {
        int[] component = {0};
        @SuppressWarnings("unchecked") // a record is of its own type
        S self = (S) record;
        S same = record.zip(self, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                walk(with(place, component[0]++), mine);
                return mine;
            }
        });
        if (!same.equals(self)) {
            throw new AssertionError("zip changed " + record);
        }
    }

    @SuppressWarnings("unchecked") // the parts are those of the state's own class
    private static CausalState<?> open(Parts<?, ?> parts, Object state) {
        return ((Function<Object, CausalState<?>>) (Function<?, ?>) parts.open()).apply(state);
    }

    private void walkStore(List<Object> place, Object store) {
        if (store instanceof Dots dots) {
            dots.asList().forEach(dot -> mark(place, dot));
        } else if (store instanceof DotMap<?, ?> map) {
            map.all().forEach((key, under) -> walkStore(with(place, key), under));
        } else if (store instanceof DotFun<?> writes) {
            writes.writes().forEach(write -> mark(with(place, write.payload()), write.dot()));
        } else if (store instanceof Kept<?> kept) {
            walkStore(place, kept.updates());
        } else if (store instanceof Lanes lanes) {
            lanes.asList()
                    .forEach(lane -> mark(
                            place, lane.birth(), lane.up(), lane.upForgotten(), lane.down(), lane.downForgotten()));
        } else {
            Keyed<?> keyed = (Keyed<?>) store;
            walkStore(place, keyed.presence());
            walk(with(place, "value"), keyed.value());
        }
    }

    private void mark(List<Object> place, Dot dot, Long... numbers) {
        if (live.put(new Mark(place, dot), List.of(numbers)) != null) {
            throw new AssertionError(dot + " twice at " + place);
        }
    }

    private static List<Object> with(List<Object> place, Object next) {
        var longer = new ArrayList<>(place);
        longer.add(next);
        return longer;
    }
}
