package io.github.crdt4j.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.store.ReplicaStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;

/** Replicas that gossip over a network that a seed drives: messages take time, are lost, repeated and overtaken. */
final class Town {

    static final ORSet<String> EMPTY = ORSet.empty();

    final SyncCodec<ORSet<String>> codec = KryoCodec.create().forSync(EMPTY);
    final Random random;
    final Map<String, House> houses = new TreeMap<>();
    final List<GossipEvent> events = new ArrayList<>();
    /** What was sent lately. */
    final List<String> trace = new ArrayList<>();

    /** The last state of each incarnation: what it has, or had when it ended. */
    final Map<ReplicaId, ORSet<String>> lives = new HashMap<>();

    private final TreeMap<Long, List<Runnable>> underWay = new TreeMap<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ScheduledExecutorService executor = (ScheduledExecutorService) Proxy.newProxyInstance(
            Town.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
                if (!method.getName().equals("execute")) {
                    throw new UnsupportedOperationException(method.getName());
                }
                tasks.add((Runnable) arguments[0]);
                return null;
            });
    private long now;
    private long incarnations;

    /** Faults of an application: its store saves late, a lost disk keeps its incarnation. */
    boolean savesLate;

    boolean keepsIncarnation;

    double loss;
    double repetition;
    int latency = 1;
    int interval = 4;
    long messages;
    long bytes;
    /** Messages of at least so many bytes count as whole states. */
    int large = Integer.MAX_VALUE;

    long largeMessages;

    Town(long seed) {
        random = new Random(seed);
    }

    /** What a process keeps on its disk. */
    static final class Disk implements ReplicaStore<ORSet<String>> {
        private final boolean savesLate;
        private ORSet<String> last = EMPTY;
        private Restored<ORSet<String>> kept;
        private boolean fails;

        Disk(ReplicaId id, boolean savesLate) {
            this.savesLate = savesLate;
            kept = new Restored<>(id, EMPTY, 0, true, "first start");
        }

        @Override
        public Restored<ORSet<String>> restored() {
            return kept;
        }

        @Override
        public void save(ORSet<String> state, long greatestStamp) throws IOException {
            if (fails) {
                throw new IOException("disk full");
            }
            kept = new Restored<>(kept.id(), savesLate ? last : state, greatestStamp, true, "found whole");
            last = state;
        }

        @Override
        public void close() {}

        void fails(boolean doesFail) {
            fails = doesFail;
        }
    }

    /** An address, and the process that runs there. */
    final class House {
        final String address;
        Disk disk;
        Replica<ORSet<String>> replica;
        Gossip<ORSet<String>, String> gossip;
        boolean isStopped;
        int group;

        House(String address) {
            this.address = address;
        }

        void start() {
            var restored = disk.restored();
            replica = Replica.of(restored.id(), restored.state());
            gossip = Gossip.<ORSet<String>, String>builder(replica, EMPTY, codec, this::send, executor)
                    .store(disk)
                    .seed(random.nextLong())
                    .listener(events::add)
                    .still();
        }

        /** Stops at once, and starts again from its disk, or without it as the next incarnation. */
        void restart(boolean withDisk) {
            gossip.close(); // what it has not sent and saved is gone
            lives.put(replica.id(), disk.restored().state());
            if (!withDisk) {
                var next = new ReplicaId(replica.id().name(), ++incarnations);
                disk = new Disk(keepsIncarnation ? replica.id() : next, savesLate);
            }
            Collection<String> all = houses.keySet();
            start();
            gossip.members(all);
        }

        private boolean send(String to, byte[] message) {
            messages++;
            trace.add(now + " " + replica.id() + " to " + to + ": "
                    + (message[0] == Greeting.FIRST_BYTE
                            ? Greeting.decode(message)
                            : codec.decode(Arrays.copyOfRange(message, 1, message.length))));
            bytes += message.length;
            largeMessages += message.length >= large ? 1 : 0;
            int copies = random.nextDouble() < loss ? 0 : random.nextDouble() < repetition ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                long at = now + 1 + random.nextInt(latency);
                underWay.computeIfAbsent(at, any -> new ArrayList<>()).add(() -> {
                    House there = houses.get(to);
                    if (there != null && !there.isStopped && there.group == group) {
                        there.gossip.received(address, message);
                    }
                });
            }
            return true;
        }

        void add(String element) {
            boolean unused = replica.update((self, set) -> set.add(self, element)) != null;
        }

        ORSet<String> state() {
            return replica.state();
        }
    }

    /** Adds a process under a name of its own, which nobody is told of. */
    @CanIgnoreReturnValue
    House house(String name) {
        var house = new House(name);
        house.disk = new Disk(new ReplicaId(name, ++incarnations), savesLate);
        house.start();
        houses.put(name, house);
        return house;
    }

    /** Tells everybody of everybody. */
    void introduce() {
        houses.values().forEach(house -> house.gossip.members(houses.keySet()));
    }

    /** Lets time go by. */
    void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            now++;
            List<Runnable> due = underWay.remove(now);
            if (due != null) {
                due.forEach(Runnable::run);
            }
            int phase = 0;
            for (House house : houses.values()) {
                if ((now + phase++) % interval == 0 && !house.isStopped) {
                    house.gossip.scheduledRound();
                }
            }
            work();
        }
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        houses.values().forEach(house -> lives.put(house.replica.id(), house.state()));
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    void rounds(int rounds) {
        run(rounds * interval);
    }

    /** Stops counting what came before. */
    void forgetFigures() {
        messages = 0;
        bytes = 0;
        largeMessages = 0;
        events.clear();
    }
}
