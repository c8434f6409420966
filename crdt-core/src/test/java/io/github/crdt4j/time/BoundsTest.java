package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Greatest lower bounds, compared with sets of events. */
class BoundsTest {

    private static final List<ReplicaId> REPLICAS =
            IntStream.range(0, 40).mapToObj(i -> ReplicaId.of("r" + i)).toList();

    private static Set<Dot> events(SplittableRandom random, int replicas) {
        Set<Dot> events = new HashSet<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            events.add(new Dot(REPLICAS.get(random.nextInt(replicas)), 1 + random.nextInt(6)));
        }
        return events;
    }

    private static Causality compared(Set<Dot> mine, Set<Dot> theirs) {
        if (mine.equals(theirs)) {
            return Causality.EQUAL;
        }
        return theirs.containsAll(mine)
                ? Causality.BEFORE
                : mine.containsAll(theirs) ? Causality.AFTER : Causality.CONCURRENT;
    }

    @RepeatedTest(200)
    void theIntersectionOfContextsIsThatOfTheirEvents(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        int replicas = 1 + random.nextInt(REPLICAS.size());
        Set<Dot> mine = events(random, replicas);
        Set<Dot> theirs = random.nextInt(4) == 0 ? new HashSet<>(mine) : events(random, replicas);
        CausalContext first = CausalContext.of(mine.toArray(Dot[]::new));
        CausalContext second = CausalContext.of(theirs.toArray(Dot[]::new));
        assertEquals(compared(mine, theirs), first.compare(second));
        Set<Dot> both = new HashSet<>(mine);
        both.retainAll(theirs);
        assertEquals(CausalContext.of(both.toArray(Dot[]::new)), first.intersect(second));
        assertEquals(first.intersect(second), second.intersect(first));
        assertSame(first, first.intersect(first.merge(second)), "absorbed");
    }

    @RepeatedTest(200)
    void theMeetOfClocksIsTheGreatestThatBothContain(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        int replicas = 1 + random.nextInt(REPLICAS.size());
        VectorClock first = clock(random, replicas);
        VectorClock second = random.nextInt(4) == 0 ? first.merge(clock(random, replicas)) : clock(random, replicas);
        VectorClock meet = first.meet(second);
        assertTrue(meet.leq(first) && meet.leq(second));
        for (ReplicaId replica : REPLICAS) {
            assertEquals(Math.min(first.get(replica), second.get(replica)), meet.get(replica));
        }
        assertEquals(meet, second.meet(first));
        assertSame(first, first.meet(first.merge(second)), "absorbed");
        assertEquals(CausalContext.of(first).intersect(CausalContext.of(second)), CausalContext.of(meet));
    }

    private static VectorClock clock(SplittableRandom random, int replicas) {
        VectorClock clock = VectorClock.empty();
        for (int i = random.nextInt(80); i > 0; i--) {
            clock = clock.tick(REPLICAS.get(random.nextInt(replicas)));
        }
        return clock;
    }
}
