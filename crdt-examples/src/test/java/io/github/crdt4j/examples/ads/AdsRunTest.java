package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.ads.AdsRun.Options;
import io.github.crdt4j.examples.ads.AdsRun.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdsRunTest {

    private static final List<Impression> LOG = IntStream.range(0, 120)
            .mapToObj(i -> new Impression("host" + i % 7, "/page" + i % 11, i % 5 == 0))
            .toList();

    @Test
    void sidesThatStayApartAgreeAmongThemselvesAndMissWhatTheOthersCounted() throws InterruptedException {
        Outcome outcome = new AdsRun(new Options(4, 0.3, 0.2, 3, false), LOG, (stage, counted, round) -> {}).run();
        List<AdState> states = List.copyOf(outcome.states().values());
        assertEquals(states.get(0), states.get(1));
        assertEquals(states.get(2), states.get(3));
        assertNotEquals(states.get(0), states.get(2));
        assertFalse(outcome.converged());
        assertFalse(outcome.equal());
        AdState together = states.get(0).merge(states.get(2));
        assertEquals(outcome.expected(), together.values());
    }

    @Test
    void partitionComesInTheMiddleOfTheLog() throws InterruptedException {
        List<Long> counted = new ArrayList<>();
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        new AdsRun(new Options(3, 0.2, 0.1, 1, true), LOG, (stage, count, round) -> {
                    if (stages.add(stage)) {
                        counted.add(count);
                    }
                })
                .run();
        assertEquals(EnumSet.allOf(Stage.class), stages);
        assertEquals(4, counted.size());
        assertTrue(35 <= counted.get(1) && counted.get(1) <= 50, "partitioned at " + counted);
        assertTrue(75 <= counted.get(2) && counted.get(2) <= 90, "healed at " + counted);
        assertEquals(120, counted.get(3), "settling begins when all is counted");
    }

    @Test
    void fullStatesWouldCostMoreThanDeltas() throws InterruptedException {
        Outcome outcome = new AdsRun(new Options(3, 0.2, 0.1, 1, true), LOG, (stage, counted, round) -> {}).run();
        assertTrue(outcome.traffic().bytes() > 0);
        assertTrue(
                outcome.traffic().fullBytes() > outcome.traffic().bytes(),
                outcome.traffic().toString());
    }

    @Test
    void everybodyCanReachEverybodyAndNobodyHasMoreThanFourNeighbours() {
        for (int count = 1; count <= 64; count++) {
            Set<Integer> reached = new HashSet<>(Set.of(0));
            List<Integer> frontier = List.of(0);
            while (!frontier.isEmpty()) {
                List<Integer> next = new ArrayList<>();
                for (int index : frontier) {
                    List<Integer> neighbours = AdsRun.neighbours(index, count);
                    assertTrue(neighbours.size() <= 4, count + " replicas");
                    for (int neighbour : neighbours) {
                        assertTrue(AdsRun.neighbours(neighbour, count).contains(index), count + " replicas");
                        if (reached.add(neighbour)) {
                            next.add(neighbour);
                        }
                    }
                }
                frontier = next;
            }
            assertEquals(count, reached.size(), count + " replicas");
        }
        assertEquals(List.of(0, 1, 3, 4), AdsRun.neighbours(2, 5));
        assertEquals(List.of(), AdsRun.neighbours(0, 1));
    }
}
