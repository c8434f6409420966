package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript;
import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.ads.Stage;
import io.github.crdt4j.examples.ads.Values;
import io.github.crdt4j.examples.oplog.OpServer.Machine;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A run of the cluster: writers that count a share of the log each, and two followers that come later. One thread gives each
 * a turn, round by round, so that over the log in memory a run is a function of its options.
 *
 * <p>During the second third of the log nobody reads, so that what is done then is concurrent. As the last third begins, a
 * follower subscribes, and joins with the snapshot of a writer that has carried out all that was appended before. When
 * everything is counted, another begins that has nothing, and replays the log from its start.
 */
final class OplogRun {

    /** The follower that joins with a snapshot. */
    static final String JOINED = "joined";

    /** The follower that replays the log. */
    static final String LATE = "late";

    /** The most rounds without news before a run gives up. */
    static final int MAX_QUIET_ROUNDS = 200;

    /**
     * What a run is a function of, besides its broker.
     *
     * @param replicas how many writers there are, from 1
     * @param seed for everything that is drawn
     * @param limits how much a replica holds back in memory
     * @param crashes who crashes when
     * @param forced whether snapshots are forced to the disk
     */
    record Options(int replicas, long seed, Limits limits, Crash.Plan crashes, boolean forced) {

        /** The names of the writers. */
        List<String> writers() {
            return IntStream.rangeClosed(1, replicas)
                    .mapToObj(number -> "r" + number)
                    .toList();
        }
    }

    /**
     * How a run ended.
     *
     * @param expected the plain count
     * @param disks what each replica has on its disk
     * @param tallies what was counted about each
     * @param rounds how many rounds it took
     */
    record Outcome(
            Values expected,
            Map<String, OpSnapshot<OpAdState, AdChange<?, ?>>> disks,
            Map<String, Tally> tallies,
            long rounds) {

        /** Whether all replicas have the same state and clock. */
        boolean converged() {
            return disks.values().stream()
                            .map(disk -> Map.entry(disk.state(), disk.clock()))
                            .distinct()
                            .count()
                    == 1;
        }

        /** Whether all replicas show the plain count. */
        boolean equal() {
            return disks.values().stream()
                    .allMatch(disk -> disk.state().values().equals(expected));
        }

        /** Everything that was counted. */
        Tally total() {
            Tally total = new Tally();
            tallies.values().forEach(total::add);
            return total;
        }
    }

    /** Is told how far a run has come. */
    interface Progress {
        /**
         * Called after every round.
         *
         * @param doing what is going on
         * @param counted how many impressions have been counted
         * @param round which round it was, from 1
         */
        void round(String doing, long counted, long round);
    }

    private final List<Impression> log;
    private final Broker broker;
    private final Progress progress;
    private final CampaignScript script;
    private final Workload workload;
    private final List<ReplicaId> ids;
    private final List<Node> writers = new ArrayList<>();
    private final List<Node> running = new ArrayList<>();
    private final Node joined;
    private final Node late;
    private Optional<VectorClock> joinsAt = Optional.empty();
    private long round;

    /**
     * A run that has not begun.
     *
     * @param options what it is a function of
     * @param log the impressions to count
     * @param broker an empty broker, started for {@link Options#writers}
     * @param folder where the replicas keep their snapshots
     * @param progress is told how far it has come
     */
    OplogRun(Options options, List<Impression> log, Broker broker, Path folder, Progress progress) {
        this.log = log;
        this.broker = broker;
        this.progress = progress;
        RandomGenerator random = new SplittableRandom(options.seed());
        ids = options.writers().stream()
                .map(name -> ReplicaId.fresh(name, random))
                .toList();
        script = new CampaignScript(ids.size(), random.nextLong());
        workload = new Workload(ids.size(), log, script, random);
        for (int index = 0; index < ids.size(); index++) {
            writers.add(node(ids.get(index), workload.of(index), options, folder));
        }
        joined = node(ReplicaId.fresh(JOINED, random), List.of(), options, folder);
        late = node(ReplicaId.fresh(LATE, random), List.of(), options, folder);
    }

    private Node node(ReplicaId id, List<Batch> work, Options options, Path folder) {
        SnapshotFile disk = new SnapshotFile(folder.resolve(id.name() + ".snapshot"), options.forced());
        return new Node(new Machine(id, work, disk, ids, options.limits(), options.crashes(), new Tally()), broker);
    }

    Outcome run() throws IOException {
        try {
            for (Node writer : writers) {
                broker.subscribe(writer.name());
            }
            broker.subscribe(late.name());
            running.addAll(writers);
            for (Stage stage : Stage.values()) {
                begin(stage);
                play(stage);
            }
            return outcome();
        } finally {
            running.forEach(Node::close);
        }
    }

    private void begin(Stage stage) throws IOException {
        if (stage == Stage.HEALED) {
            broker.subscribe(joined.name());
            VectorClock appended = VectorClock.empty();
            for (Node writer : writers) {
                appended = appended.merge(writer.durable().clock());
            }
            joinsAt = Optional.of(appended); // all that may have been appended before it subscribed
        } else if (stage == Stage.SETTLING) {
            running.add(late);
        }
    }

    private void join() {
        for (Node writer : writers) {
            var gift = writer.gift().filter(snapshot -> joinsAt.orElseThrow().leq(snapshot.clock()));
            if (gift.isPresent()) {
                joined.accept(gift.get());
                running.add(joined);
                joinsAt = Optional.empty();
                return;
            }
        }
    }

    private void play(Stage stage) throws IOException {
        int quiet = 0;
        List<VectorClock> before = clocks();
        for (int done = 1; done <= workload.seconds(stage) || !isOver(stage) && quiet < MAX_QUIET_ROUNDS; done++) {
            int second = workload.second(stage, done);
            VectorClock all = due(second);
            for (Node node : List.copyOf(running)) {
                boolean announces =
                        stage == Stage.SETTLING && node.durable().clock().equals(all);
                node.turn(second, stage != Stage.PARTITIONED, announces);
            }
            if (joinsAt.isPresent()) {
                join();
            }
            List<VectorClock> after = clocks();
            quiet = after.equals(before) ? quiet + 1 : 0;
            before = after;
            round++;
            progress.round(title(stage), counted(), round);
        }
    }

    private static String title(Stage stage) {
        return switch (stage) {
            case OPENING -> "counting";
            case PARTITIONED -> "counting, nobody reads";
            case HEALED -> "counting, reading again";
            case SETTLING -> "settling";
        };
    }

    private boolean isOver(Stage stage) throws IOException {
        VectorClock due = due(workload.second(stage, workload.seconds(stage)));
        for (Node node : running) {
            OpSnapshot<?, ?> durable = node.durable();
            boolean over = switch (stage) {
                // what the script relies on: everybody has seen the opening acts, and nobody those of the others
                case OPENING -> due.leq(durable.clock());
                case PARTITIONED -> node.tally().latest >= due.get(ids.get(writers.indexOf(node)));
                case HEALED -> true;
                case SETTLING -> due.equals(durable.clock()) && due.equals(durable.stable());
            };
            if (!over) {
                return false;
            }
        }
        return stage != Stage.SETTLING || joinsAt.isEmpty();
    }

    /** All messages that are due by a second. */
    private VectorClock due(int second) {
        Map<ReplicaId, Long> due = new HashMap<>();
        for (int index = 0; index < ids.size(); index++) {
            long messages = workload.due(index, second);
            if (messages > 0) {
                due.put(ids.get(index), messages);
            }
        }
        return VectorClock.of(due);
    }

    private List<VectorClock> clocks() throws IOException {
        List<VectorClock> clocks = new ArrayList<>();
        for (Node node : running) {
            clocks.add(node.durable().clock());
            clocks.add(node.durable().stable());
        }
        return clocks;
    }

    private long counted() {
        return IntStream.range(0, writers.size())
                .mapToLong(
                        index -> workload.impressions(index, writers.get(index).tally().latest))
                .sum();
    }

    private Outcome outcome() throws IOException {
        Map<String, OpSnapshot<OpAdState, AdChange<?, ?>>> disks = new LinkedHashMap<>();
        Map<String, Tally> tallies = new LinkedHashMap<>();
        List<Node> all = new ArrayList<>(writers);
        all.add(joined);
        all.add(late);
        for (Node node : all) {
            disks.put(node.name(), node.onDisk());
            tallies.put(node.name(), node.tally());
        }
        return new Outcome(
                Values.count(log, script),
                Collections.unmodifiableMap(disks),
                Collections.unmodifiableMap(tallies),
                round);
    }
}
