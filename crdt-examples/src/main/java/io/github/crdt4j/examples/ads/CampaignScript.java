package io.github.crdt4j.examples.ads;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Which replica launches and withdraws which campaign, and what must come of it.
 *
 * <p>The opening acts are seen by everybody before the network is partitioned, and then one replica acts on each side. So
 * who saw what is known without running anything: an act was seen by all acts of a later stage, and by its own replica's
 * later acts, and by no other. Nor do both sides choose a creative for one campaign in the same round, so which choice is
 * the later one is known as well.
 */
public final class CampaignScript {

    /**
     * One thing a replica does.
     *
     * @param stage when
     * @param round when in the stage, from 1
     * @param replica where, as an index
     * @param campaign what it is about
     * @param creative what the campaign shows from now on; empty to withdraw the campaign
     */
    public record Act(Stage stage, int round, int replica, String campaign, Optional<String> creative) {

        private static final Comparator<Act> BY_TIME =
                Comparator.comparing(Act::stage).thenComparing(Act::round);

        private boolean sees(Act earlier) {
            return earlier.stage.compareTo(stage) < 0
                    || earlier.stage == stage && earlier.replica == replica && earlier.round < round;
        }
    }

    /** The last round of a stage in which anybody acts. */
    public static final int LAST_ROUND = 7;

    private final List<Act> acts = new ArrayList<>();

    /**
     * The script of a seed.
     *
     * @param replicas how many take part; those before the middle are one side of the partition
     * @param seed who does what
     */
    public CampaignScript(int replicas, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int round = 1;
        for (String campaign : List.of("spring", "summer", "autumn", "winter", "clearance", "newsletter")) {
            launch(Stage.OPENING, random.nextInt(replicas), round++, campaign, campaign + "-1");
        }
        int middle = replicas / 2;
        int one = middle + random.nextInt(replicas - middle);
        withdraw(one, 1, "spring");
        withdraw(one, 2, "summer");
        withdraw(one, 3, "autumn");
        launch(Stage.PARTITIONED, one, 4, "autumn", "autumn-2");
        launch(Stage.PARTITIONED, one, 5, "winter", "winter-2");
        launch(Stage.PARTITIONED, one, LAST_ROUND, "flash", "flash-1");
        if (middle > 0) { // a single replica has no other side
            int other = random.nextInt(middle);
            launch(Stage.PARTITIONED, other, 1, "spring", "spring-2");
            withdraw(other, 2, "summer");
            withdraw(other, 3, "autumn");
            withdraw(other, 4, "clearance");
            launch(Stage.PARTITIONED, other, 5, "flash", "flash-2");
            launch(Stage.PARTITIONED, other, 6, "winter", "winter-3");
        }
    }

    private void launch(Stage stage, int replica, int round, String campaign, String creative) {
        acts.add(new Act(stage, round, replica, campaign, Optional.of(creative)));
    }

    private void withdraw(int replica, int round, String campaign) {
        acts.add(new Act(Stage.PARTITIONED, round, replica, campaign, Optional.empty()));
    }

    /** What a replica does in a round of a stage, from 1. */
    public List<Act> acts(Stage stage, int round, int replica) {
        return acts.stream()
                .filter(act -> act.stage == stage && act.round == round && act.replica == replica)
                .toList();
    }

    /** The campaigns everybody must have seen before the network is partitioned. */
    Set<String> opening() {
        return acts.stream()
                .filter(act -> act.stage == Stage.OPENING)
                .map(Act::campaign)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Add wins, last writer wins: of the launches that no withdrawal has seen, the latest. */
    public Map<String, String> expectedCreatives() {
        Map<String, Act> current = new HashMap<>();
        for (Act act : acts) {
            boolean withdrawn = acts.stream()
                    .anyMatch(other ->
                            other.creative.isEmpty() && other.campaign.equals(act.campaign) && other.sees(act));
            if (act.creative.isPresent() && !withdrawn) {
                current.merge(act.campaign, act, BinaryOperator.maxBy(Act.BY_TIME));
            }
        }
        return current.values().stream()
                .collect(Collectors.toUnmodifiableMap(Act::campaign, act -> act.creative.orElseThrow()));
    }
}
