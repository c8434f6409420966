package io.github.crdt4j.examples.ads;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Which replica launches and withdraws which campaign, and what must come of it.
 *
 * <p>The opening acts are seen by everybody before the network is partitioned, and then one replica acts on each side. So
 * who saw what is known without running anything: an act was seen by all acts of a later stage, and by its own replica's
 * later acts, and by no other.
 */
final class CampaignScript {

    /**
     * One thing a replica does.
     *
     * @param stage when
     * @param replica where, as an index
     * @param campaign what it is about
     * @param stamp when and by whom the creative was chosen
     * @param creative what the campaign shows from now on; empty to withdraw the campaign
     */
    record Act(Stage stage, int replica, String campaign, LamportTimestamp stamp, Optional<String> creative) {

        private boolean sees(Act earlier) {
            return earlier.stage.compareTo(stage) < 0
                    || earlier.stage == stage
                            && earlier.replica == replica
                            && earlier.stamp.counter() < stamp.counter();
        }
    }

    private final List<Act> acts = new ArrayList<>();
    private final List<ReplicaId> replicas;

    /**
     * The script of a seed.
     *
     * @param replicas who takes part; those before the middle are one side of the partition
     * @param seed who does what
     */
    CampaignScript(List<ReplicaId> replicas, long seed) {
        this.replicas = List.copyOf(replicas);
        RandomGenerator random = new SplittableRandom(seed);
        long time = 1;
        for (String campaign : List.of("spring", "summer", "autumn", "winter", "clearance", "newsletter")) {
            launch(Stage.OPENING, random.nextInt(replicas.size()), time++, campaign, campaign + "-1");
        }
        int middle = replicas.size() / 2;
        int one = middle + random.nextInt(replicas.size() - middle);
        withdraw(one, 11, "spring");
        withdraw(one, 12, "summer");
        withdraw(one, 13, "autumn");
        launch(Stage.PARTITIONED, one, 14, "autumn", "autumn-2");
        launch(Stage.PARTITIONED, one, 15, "winter", "winter-2");
        launch(Stage.PARTITIONED, one, 17, "flash", "flash-1");
        if (middle > 0) { // a single replica has no other side
            int other = random.nextInt(middle);
            launch(Stage.PARTITIONED, other, 11, "spring", "spring-2");
            withdraw(other, 12, "summer");
            withdraw(other, 13, "autumn");
            withdraw(other, 14, "clearance");
            launch(Stage.PARTITIONED, other, 16, "winter", "winter-3");
            launch(Stage.PARTITIONED, other, 17, "flash", "flash-2");
        }
    }

    private void launch(Stage stage, int replica, long time, String campaign, String creative) {
        add(stage, replica, time, campaign, Optional.of(creative));
    }

    private void withdraw(int replica, long time, String campaign) {
        add(Stage.PARTITIONED, replica, time, campaign, Optional.empty());
    }

    private void add(Stage stage, int replica, long time, String campaign, Optional<String> creative) {
        acts.add(new Act(stage, replica, campaign, new LamportTimestamp(time, replicas.get(replica)), creative));
    }

    /** What a replica does in a stage, in this order. */
    List<Act> acts(Stage stage, int replica) {
        return acts.stream()
                .filter(act -> act.stage == stage && act.replica == replica)
                .toList();
    }

    /** The campaigns everybody must have seen before the network is partitioned. */
    Set<String> opening() {
        return acts.stream()
                .filter(act -> act.stage == Stage.OPENING)
                .map(Act::campaign)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Add wins, last writer wins: of the launches that no withdrawal has seen, the one with the greatest stamp. */
    Map<String, String> expectedCreatives() {
        Map<String, Act> current = new HashMap<>();
        for (Act act : acts) {
            boolean withdrawn = acts.stream()
                    .anyMatch(other ->
                            other.creative.isEmpty() && other.campaign.equals(act.campaign) && other.sees(act));
            if (act.creative.isPresent() && !withdrawn) {
                current.merge(act.campaign, act, (a, b) -> a.stamp.compareTo(b.stamp) > 0 ? a : b);
            }
        }
        return current.values().stream()
                .collect(Collectors.toUnmodifiableMap(Act::campaign, act -> act.creative.orElseThrow()));
    }
}
