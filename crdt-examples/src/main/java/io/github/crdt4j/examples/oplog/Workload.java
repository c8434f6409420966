package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.examples.ads.CampaignScript;
import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.ads.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deals the log and the campaigns' script to replicas, as messages to be made second by second. */
final class Workload {

    /** The most impressions in one message. */
    static final int IMPRESSIONS_PER_MESSAGE = 5;

    private static final int MAX_SECONDS_PER_STAGE = 24;
    private static final int MIN_SECONDS_PER_STAGE = CampaignScript.LAST_ROUND + 5;
    private static final int IMPRESSIONS_PER_SECOND = 16;
    private static final List<Stage> WORKING = List.of(Stage.OPENING, Stage.PARTITIONED, Stage.HEALED);

    private final int secondsPerStage;
    private final List<List<Batch>> batches = new ArrayList<>();

    Workload(int replicas, List<Impression> log, CampaignScript script, RandomGenerator random) {
        int perReplica = log.size() / replicas / WORKING.size();
        secondsPerStage =
                Math.max(MIN_SECONDS_PER_STAGE, Math.min(MAX_SECONDS_PER_STAGE, perReplica / IMPRESSIONS_PER_SECOND));
        List<List<Impression>> shares = new ArrayList<>();
        for (int replica = 0; replica < replicas; replica++) {
            shares.add(new ArrayList<>());
        }
        log.forEach(impression -> shares.get(random.nextInt(replicas)).add(impression));
        for (int replica = 0; replica < replicas; replica++) {
            batches.add(deal(replica, shares.get(replica), script));
        }
    }

    private List<Batch> deal(int replica, List<Impression> share, CampaignScript script) {
        List<Batch> dealt = new ArrayList<>();
        long seconds = (long) WORKING.size() * secondsPerStage;
        int from = 0;
        for (Stage stage : WORKING) {
            for (int round = 1; round <= secondsPerStage; round++) {
                int second = second(stage, round);
                int to = (int) ((long) share.size() * second / seconds);
                for (; from < to; from = Math.min(to, from + IMPRESSIONS_PER_MESSAGE)) {
                    int end = Math.min(to, from + IMPRESSIONS_PER_MESSAGE);
                    dealt.add(new Batch(second, List.copyOf(share.subList(from, end)), List.of()));
                }
                script.acts(stage, round, replica)
                        .forEach(act -> dealt.add(new Batch(second, List.of(), List.of(act))));
            }
        }
        return List.copyOf(dealt);
    }

    /** What a replica does, in order. */
    List<Batch> of(int replica) {
        return batches.get(replica);
    }

    /** How long a stage takes, at least. */
    int seconds(Stage stage) {
        return stage == Stage.SETTLING ? 0 : secondsPerStage;
    }

    /** The second of a round of a stage, from 1; rounds beyond its end take no time. */
    int second(Stage stage, int round) {
        return stage.thirdsBefore() * secondsPerStage + Math.min(round, seconds(stage));
    }

    /** How many of a replica's messages are due by a second. */
    long due(int replica, int second) {
        return batches.get(replica).stream()
                .filter(batch -> batch.second() <= second)
                .count();
    }

    /** How many impressions are in the first messages of a replica. */
    long impressions(int replica, long messages) {
        return batches.get(replica).stream()
                .limit(messages)
                .mapToLong(batch -> batch.impressions().size())
                .sum();
    }
}
