package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.time.HybridClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CampaignScriptTest {

    private static final int SEEDS = 50;

    @Test
    void expectationIsWhatTheTypesComeToHoweverTheSidesAreMerged() {
        for (int replicas : new int[] {1, 2, 3, 5, 8}) {
            for (long seed = 0; seed < SEEDS; seed++) {
                CampaignScript script = new CampaignScript(replicas, seed);
                AdState start = AdState.EMPTY;
                for (int replica = 0; replica < replicas; replica++) {
                    start = start.merge(play(AdState.EMPTY, script, Stage.OPENING, replica));
                }
                List<AdState> ends = new ArrayList<>();
                for (int replica = 0; replica < replicas; replica++) {
                    ends.add(play(start, script, Stage.PARTITIONED, replica));
                }
                AdState forwards = ends.stream().reduce(start, AdState::merge);
                AdState backwards = ends.stream().reduce(start, (a, b) -> b.merge(a));
                String which = "seed " + seed + ", replicas " + replicas;
                Map<String, String> expected = script.expectedCreatives();
                assertEquals(expected, forwards.values().creatives(), which);
                assertEquals(expected, backwards.values().creatives(), which);
                assertEquals(expected.keySet(), forwards.values().campaigns(), which);
            }
        }
    }

    @Test
    void concurrentLaunchWinsOverWithdrawalAndTheLastWriterOverTheFirst() {
        Set<Map<String, String>> outcomes = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            outcomes.add(new CampaignScript(5, seed).expectedCreatives());
        }
        assertEquals(
                Set.of(Map.of(
                        "spring", "spring-2",
                        "autumn", "autumn-2",
                        "winter", "winter-3",
                        "flash", "flash-1",
                        "newsletter", "newsletter-1")),
                outcomes);
    }

    @Test
    void singleReplicaPlaysOneSideOnly() {
        assertEquals(
                Map.of(
                        "autumn", "autumn-2",
                        "winter", "winter-2",
                        "flash", "flash-1",
                        "clearance", "clearance-1",
                        "newsletter", "newsletter-1"),
                new CampaignScript(1, 7).expectedCreatives());
    }

    @Test
    void oneReplicaActsOnEachSideOfThePartition() {
        for (long seed = 0; seed < SEEDS; seed++) {
            CampaignScript script = new CampaignScript(6, seed);
            List<Integer> actors = IntStream.range(0, 6)
                    .filter(replica -> !acts(script, Stage.PARTITIONED, replica).isEmpty())
                    .boxed()
                    .toList();
            assertEquals(2, actors.size(), "seed " + seed);
            assertTrue(actors.get(0) < 3 && actors.get(1) >= 3, "seed " + seed + ": " + actors);
        }
    }

    private static AdState play(AdState state, CampaignScript script, Stage stage, int replica) {
        ReplicaId self = ReplicaId.of("r" + replica);
        for (Act act : acts(script, stage, replica)) {
            InstantSource physical =
                    InstantSource.fixed(Instant.ofEpochSecond(100L * stage.thirdsBefore() + act.round()));
            HybridClock clock = HybridClock.of(
                    self, physical, Duration.ZERO, state.witness().greatestStamp(state));
            state = state.act(self, clock.tick(), act);
        }
        return state;
    }

    private static List<Act> acts(CampaignScript script, Stage stage, int replica) {
        return IntStream.rangeClosed(1, CampaignScript.LAST_ROUND)
                .mapToObj(round -> script.acts(stage, round, replica))
                .flatMap(List::stream)
                .toList();
    }
}
