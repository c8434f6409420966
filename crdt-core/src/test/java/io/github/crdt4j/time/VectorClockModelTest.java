package io.github.crdt4j.time;

import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link VectorClock} against happened-before in simulated histories, and against a map of numbers. */
class VectorClockModelTest {

    private static final List<ReplicaId> REPLICAS =
            List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"), ReplicaId.of("d"));

    @Provide
    Arbitrary<List<History.Step>> histories() {
        return History.steps(REPLICAS.size(), 60);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void compareIsHappenedBefore(@ForAll("histories") List<History.Step> steps) {
        List<History.Event> events = History.run(steps, REPLICAS.size());
        List<VectorClock> clocks = new ArrayList<>();
        for (History.Event event : events) {
            VectorClock clock = event.previous() < 0 ? VectorClock.empty() : clocks.get(event.previous());
            clock = event.received() < 0 ? clock : clock.merge(clocks.get(event.received()));
            clocks.add(clock.tick(REPLICAS.get(event.process())));
        }
        for (int e = 0; e < events.size(); e++) {
            for (int f = 0; f < events.size(); f++) {
                Causality expected = e == f
                        ? Causality.EQUAL
                        : events.get(f).past().get(e)
                                ? Causality.BEFORE
                                : events.get(e).past().get(f) ? Causality.AFTER : Causality.CONCURRENT;
                assertEquals(expected, clocks.get(e).compare(clocks.get(f)), "event " + e + " to event " + f);
                assertEquals(expected.inverse(), clocks.get(f).compare(clocks.get(e)));
            }
            assertEquals(past(events, e), clocks.get(e).entries());
        }
    }

    private static Map<ReplicaId, Long> past(List<History.Event> events, int last) {
        BitSet seen = (BitSet) events.get(last).past().clone();
        seen.set(last);
        Map<ReplicaId, Long> counts = new TreeMap<>();
        seen.stream().forEach(e -> counts.merge(REPLICAS.get(events.get(e).process()), 1L, Long::sum));
        return counts;
    }

    @Provide
    Arbitrary<Map<ReplicaId, Long>> entries() {
        Arbitrary<Long> numbers = Arbitraries.of(0L, 0L, 1L, 2L, 3L, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        return Combinators.combine(numbers, numbers, numbers, numbers).as((p, q, r, s) -> {
            Map<ReplicaId, Long> entries = new HashMap<>();
            List<Long> all = List.of(p, q, r, s);
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i) != 0) {
                    entries.put(REPLICAS.get(i), all.get(i));
                }
            }
            return entries;
        });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void mergeAndOrderArePointwise(
            @ForAll("entries") Map<ReplicaId, Long> first,
            @ForAll("entries") Map<ReplicaId, Long> second,
            @ForAll("entries") Map<ReplicaId, Long> third) {
        VectorClock x = VectorClock.of(first);
        VectorClock y = VectorClock.of(second);
        assertEquals(first, x.entries());
        Map<ReplicaId, Long> merged = new HashMap<>(first);
        second.forEach((replica, number) -> merged.merge(replica, number, Math::max));
        assertEquals(merged, x.merge(y).entries());
        assertEquals(merged.equals(second), x.leq(y));
        Map<ReplicaId, Long> greater = new HashMap<>(first);
        greater.entrySet().removeIf(entry -> entry.getValue() <= second.getOrDefault(entry.getKey(), 0L));
        assertEquals(greater, x.delta(y).entries());
        for (ReplicaId replica : REPLICAS) {
            assertEquals(greater.getOrDefault(replica, 0L), unseenEvents(x, replica, y));
        }
        LatticeLaws.check(x, y, VectorClock.of(third), VectorClock.empty());
        LatticeLaws.check(x, VectorClock.of(first), y, VectorClock.empty());
    }
}
