package io.github.crdt4j.examples.ads;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A run of the cluster: deals the log to the replicas, lets all of them work round by round, each on a thread of its own,
 * and between rounds, when all rest, moves the network on.
 *
 * <p>A round is a second on every physical clock. Who does what, and what the network does to whom, is a function of the
 * options; so is the outcome, byte for byte.
 */
final class AdsRun {

    /** The most rounds a run waits for news before it gives up on convergence. */
    static final int MAX_QUIET_ROUNDS = 800;

    private static final Instant START = Instant.parse("2015-05-17T10:05:00Z");
    private static final int MIN_ROUNDS_PER_STAGE = CampaignScript.LAST_ROUND + 5;
    private static final int MAX_ROUNDS_PER_STAGE = 24;
    private static final int IMPRESSIONS_PER_ROUND = 16;

    /**
     * What a run is a function of.
     *
     * @param replicas how many replicas there are, from 1
     * @param loss how likely the network loses a message
     * @param duplicate how likely it delivers one twice
     * @param seed for everything that is drawn
     * @param heals whether the partition ever ends
     */
    record Options(int replicas, double loss, double duplicate, long seed, boolean heals) {}

    /**
     * How a run ended.
     *
     * @param expected the plain count
     * @param states what each replica knows
     * @param traffic what went over the network
     * @param rounds how many rounds it took
     */
    record Outcome(Values expected, Map<ReplicaId, AdState> states, Traffic traffic, long rounds) {

        /** Whether all replicas know the same. */
        boolean converged() {
            return states.values().stream().distinct().count() == 1;
        }

        /** Whether all replicas show the plain count. */
        boolean equal() {
            return states.values().stream().allMatch(state -> state.values().equals(expected));
        }
    }

    /** Is told how far a run has come. */
    interface Progress {
        /**
         * Called after every round.
         *
         * @param stage what is going on
         * @param counted how many impressions have been counted
         * @param round which round it was, from 1
         */
        void round(Stage stage, long counted, long round);
    }

    private final Options options;
    private final List<Impression> log;
    private final Progress progress;
    private final List<ReplicaId> ids;
    private final CampaignScript script;
    private final FaultyNetwork network;
    private final List<AdReplica> replicas = new ArrayList<>();
    private final List<List<Impression>> shares = new ArrayList<>();
    private final int[] counted;
    private long round;

    AdsRun(Options options, List<Impression> log, Progress progress) {
        this.options = options;
        this.log = log;
        this.progress = progress;
        RandomGenerator random = new SplittableRandom(options.seed());
        ids = IntStream.rangeClosed(1, options.replicas())
                .mapToObj(number -> ReplicaId.fresh("r" + number, random))
                .toList();
        script = new CampaignScript(ids.size(), random.nextLong());
        network = new FaultyNetwork(ids.size(), options.loss(), options.duplicate(), random.nextLong());
        InstantSource physical = () -> START.plusSeconds(round);
        for (int index = 0; index < ids.size(); index++) {
            replicas.add(new AdReplica(index, ids, neighbours(index, ids.size()), network, physical));
            shares.add(new ArrayList<>());
        }
        log.forEach(impression -> shares.get(random.nextInt(ids.size())).add(impression));
        counted = new int[ids.size()];
    }

    /** A ring with chords: everybody with everybody up to five replicas, four neighbours each beyond. */
    static List<Integer> neighbours(int index, int count) {
        int chord = Math.max(2, (int) Math.sqrt(count));
        TreeSet<Integer> neighbours = new TreeSet<>();
        for (int step : new int[] {1, chord, count - chord, count - 1}) {
            neighbours.add(Math.floorMod(index + step, count));
        }
        neighbours.remove(index);
        return List.copyOf(neighbours);
    }

    Outcome run() throws InterruptedException {
        List<ExecutorService> threads = ids.stream()
                .map(id -> Executors.newSingleThreadExecutor(work -> new Thread(work, id.name())))
                .toList();
        try {
            for (Stage stage : Stage.values()) {
                if (stage == Stage.PARTITIONED) {
                    network.cut();
                } else if (stage == Stage.HEALED && options.heals()) {
                    network.heal();
                }
                play(stage, threads);
            }
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
        Map<ReplicaId, AdState> states = new LinkedHashMap<>();
        replicas.forEach(replica -> states.put(ids.get(states.size()), replica.state()));
        Traffic traffic = replicas.stream().map(AdReplica::traffic).reduce(Traffic.NONE, Traffic::plus);
        return new Outcome(Values.count(log, script), Collections.unmodifiableMap(states), traffic, round);
    }

    private void play(Stage stage, List<ExecutorService> threads) throws InterruptedException {
        int perReplica = log.size() / ids.size() / 3;
        int rounds = stage == Stage.SETTLING
                ? 0
                : Math.max(MIN_ROUNDS_PER_STAGE, Math.min(MAX_ROUNDS_PER_STAGE, perReplica / IMPRESSIONS_PER_ROUND));
        int quiet = 0;
        List<AdState> before = states();
        for (int done = 0; done < rounds || quiet < MAX_QUIET_ROUNDS && !isOver(stage); done++) {
            List<Future<?>> working = new ArrayList<>();
            for (int index = 0; index < ids.size(); index++) {
                List<Impression> impressions = share(stage, index, done + 1, rounds);
                List<Act> acts = script.acts(stage, done + 1, index);
                AdReplica replica = replicas.get(index);
                long now = round;
                working.add(threads.get(index).submit(() -> replica.round(now, impressions, acts)));
            }
            await(working);
            network.advance();
            List<AdState> after = states();
            quiet = after.equals(before) ? quiet + 1 : 0;
            before = after;
            round++;
            progress.round(stage, IntStream.of(counted).sum(), round);
        }
    }

    private boolean isOver(Stage stage) {
        return switch (stage) {
            // what the script relies on: everybody has seen the opening acts
            case OPENING ->
                replicas.stream()
                        .allMatch(replica ->
                                replica.state().campaigns().elements().containsAll(script.opening()));
            case PARTITIONED, HEALED -> true;
            case SETTLING -> network.isIdle() && replicas.stream().allMatch(AdReplica::isSettled);
        };
    }

    private List<Impression> share(Stage stage, int index, int done, int rounds) {
        List<Impression> share = shares.get(index);
        long parts = 3L * rounds;
        int to = stage == Stage.SETTLING || done > rounds
                ? counted[index]
                : (int) (share.size() * ((long) stage.thirdsBefore() * rounds + done) / parts);
        List<Impression> next = share.subList(counted[index], to);
        counted[index] = to;
        return next;
    }

    private List<AdState> states() {
        return replicas.stream().map(AdReplica::state).toList();
    }

    private static void await(List<Future<?>> working) throws InterruptedException {
        for (Future<?> work : working) {
            try {
                work.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a replica failed", failed.getCause());
            }
        }
    }
}
