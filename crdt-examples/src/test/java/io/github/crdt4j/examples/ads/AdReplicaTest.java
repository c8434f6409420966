package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdReplicaTest {

    private static final List<ReplicaId> IDS = List.of(ReplicaId.of("a"), ReplicaId.of("b"));
    private static final Instant NOON = Instant.parse("2015-05-17T12:00:00Z");

    @Test
    void creativeChosenByASlowPhysicalClockReplacesTheOneItsReplicaHasSeen() {
        FaultyNetwork network = new FaultyNetwork(2, 0, 0, 1);
        AdReplica right = new AdReplica(0, IDS, List.of(1), network, InstantSource.fixed(NOON));
        AdReplica slow = new AdReplica(1, IDS, List.of(0), network, InstantSource.fixed(NOON.minusSeconds(59)));
        List<AdReplica> both = List.of(right, slow);

        right.round(0, List.of(), List.of(choice(0, "spring-1")));
        rounds(network, both, 1);
        assertEquals(Map.of("spring", "spring-1"), slow.state().values().creatives());

        slow.round(20, List.of(), List.of(choice(1, "spring-2")));
        rounds(network, both, 21);
        assertEquals(Map.of("spring", "spring-2"), slow.state().values().creatives());
        assertEquals(slow.state(), right.state());
    }

    private static void rounds(FaultyNetwork network, List<AdReplica> replicas, long first) {
        for (long round = first; round < first + 19; round++) {
            long number = round;
            network.advance();
            replicas.forEach(replica -> replica.round(number, List.of(), List.of()));
        }
    }

    private static Act choice(int replica, String creative) {
        return new Act(Stage.OPENING, 1, replica, "spring", Optional.of(creative));
    }
}
