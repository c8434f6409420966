package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link LamportClock} against happened-before in simulated histories. */
class LamportClockHistoryTest {

    private static final List<ReplicaId> REPLICAS =
            List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"), ReplicaId.of("d"));

    @Provide
    Arbitrary<List<History.Step>> histories() {
        return History.steps(REPLICAS.size(), 60);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatHappenedBeforeHasTheSmallerStamp(@ForAll("histories") List<History.Step> steps) {
        List<LamportClock> clocks = REPLICAS.stream().map(LamportClock::of).toList();
        List<History.Event> events = History.run(steps, REPLICAS.size());
        List<LamportTimestamp> stamps = new ArrayList<>();
        for (History.Event event : events) {
            LamportClock clock = clocks.get(event.process());
            LamportTimestamp stamp = event.received() < 0 ? clock.tick() : clock.receive(stamps.get(event.received()));
            assertEquals(REPLICAS.get(event.process()), stamp.replica());
            assertEquals(1 + greatest(event, stamps), stamp.counter());
            assertEquals(stamp, clock.latest());
            stamps.add(stamp);
        }
        for (int f = 0; f < events.size(); f++) {
            LamportTimestamp later = stamps.get(f);
            events.get(f).past().stream().forEach(e -> assertTrue(stamps.get(e).compareTo(later) < 0));
        }
        assertEquals(stamps.size(), new HashSet<>(stamps).size());
    }

    private static long greatest(History.Event event, List<LamportTimestamp> stamps) {
        long previous = event.previous() < 0 ? 0 : stamps.get(event.previous()).counter();
        long received = event.received() < 0 ? 0 : stamps.get(event.received()).counter();
        return Math.max(previous, received);
    }
}
