package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link HybridClock} against figure 5 of Kulkarni et al. 2014, written as there, and the theorems that follow. */
class HybridClockFigureTest {

    private static final List<ReplicaId> REPLICAS = List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"));
    private static final long BASE = 1_700_000_000_000L;
    private static final int LIMIT = 1 << 16;

    /** The variables l and c of one process, with the paper's three cases of a receipt kept apart. */
    private static final class Figure {

        private long l;
        private int c;

        Figure(long l, int c) {
            this.l = l;
            this.c = c;
        }

        void sendOrLocal(long pt) {
            long before = l;
            l = Math.max(before, pt);
            c = l == before ? c + 1 : 0;
            carry();
        }

        void receive(long lm, int cm, long pt) {
            long before = l;
            l = Math.max(Math.max(before, lm), pt);
            if (l == before && l == lm) {
                c = Math.max(c, cm) + 1;
            } else if (l == before) {
                c = c + 1;
            } else if (l == lm) {
                c = cm + 1;
            } else {
                c = 0;
            }
            carry();
        }

        // Not in the figure, where c has no limit.
        private void carry() {
            l += c / LIMIT;
            c %= LIMIT;
        }
    }

    @Provide
    Arbitrary<List<History.Step>> histories() {
        return History.steps(REPLICAS.size(), 80);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyStampIsThatOfTheFigure(@ForAll("histories") List<History.Step> steps) {
        List<History.Event> events = History.run(steps, REPLICAS.size());
        List<LamportTimestamp> stamps = stampLikeTheFigure(events, 0, 0);
        for (int f = 0; f < events.size(); f++) {
            // l is the latest physical time in the causal past: figure 5 makes nothing up.
            long latest = Math.max(
                    events.get(f).physical(),
                    events.get(f).past().stream()
                            .mapToLong(e -> events.get(e).physical())
                            .max()
                            .orElse(0));
            assertEquals(BASE + latest, HybridClock.millis(stamps.get(f).counter()));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyStampIsThatOfTheFigureAlsoWhereTheLogicalNumberCarries(@ForAll("histories") List<History.Step> steps) {
        assertTrue(!stampLikeTheFigure(History.run(steps, REPLICAS.size()), BASE + 3, LIMIT - 4)
                .isEmpty());
    }

    private static List<LamportTimestamp> stampLikeTheFigure(List<History.Event> events, long l, int c) {
        long[] physical = new long[1];
        List<HybridClock> clocks = REPLICAS.stream()
                .map(replica -> HybridClock.of(
                        replica, () -> Instant.ofEpochMilli(physical[0]), Duration.ofDays(1), l << 16 | c))
                .toList();
        List<Figure> figures =
                REPLICAS.stream().map(replica -> new Figure(l, c)).toList();
        List<LamportTimestamp> stamps = new ArrayList<>();
        for (History.Event event : events) {
            physical[0] = BASE + event.physical();
            HybridClock clock = clocks.get(event.process());
            Figure figure = figures.get(event.process());
            long before = clock.last();
            LamportTimestamp stamp;
            if (event.received() < 0) {
                stamp = clock.tick();
                figure.sendOrLocal(physical[0]);
            } else {
                LamportTimestamp received = stamps.get(event.received());
                stamp = clock.receive(received);
                figure.receive(
                        HybridClock.millis(received.counter()), HybridClock.logical(received.counter()), physical[0]);
            }
            assertEquals(figure.l, HybridClock.millis(stamp.counter()));
            assertEquals(figure.c, HybridClock.logical(stamp.counter()));
            assertTrue(HybridClock.millis(stamp.counter()) >= physical[0]);
            assertTrue(stamp.counter() > before);
            stamps.add(stamp);
        }
        for (int f = 0; f < events.size(); f++) {
            LamportTimestamp later = stamps.get(f);
            events.get(f).past().stream().forEach(e -> assertTrue(stamps.get(e).compareTo(later) < 0));
        }
        return stamps;
    }
}
