package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One replica of a set and its endpoint; what it has sent or acknowledged is durable. */
final class Node {

    static final ORSet<String> EMPTY = ORSet.empty();
    static final SyncCodec<ORSet<String>> CODEC = KryoCodec.create().forSync(EMPTY);

    final ReplicaId id;
    final Replica<ORSet<String>> replica;
    final AntiEntropy<ORSet<String>> sync;
    final List<SyncEvent> events = new ArrayList<>();
    /** How many fingerprints were computed. */
    int fingerprints = 0;

    private ORSet<String> durable;

    private final SyncCodec<ORSet<String>> counting = new SyncCodec<>() {
        @Override
        public byte[] encode(SyncMessage<ORSet<String>> message) {
            return CODEC.encode(message);
        }

        @Override
        public SyncMessage<ORSet<String>> decode(byte[] bytes) {
            return CODEC.decode(bytes);
        }

        @Override
        public Fingerprint fingerprint(ORSet<String> state) {
            fingerprints++;
            return CODEC.fingerprint(state);
        }
    };

    private Node(ReplicaId id, ORSet<String> initial, RandomGenerator sessions) {
        this.id = id;
        this.replica = Replica.of(id, initial);
        this.sync = AntiEntropy.builder(replica, EMPTY, counting)
                .random(sessions)
                .listener(events::add)
                .build();
        this.durable = initial;
    }

    static Node of(String name) {
        return new Node(ReplicaId.of(name), EMPTY, numbers(name.hashCode()));
    }

    /** A source of sessions that yields these numbers, then others. */
    static RandomGenerator numbers(long seed, long... first) {
        var rest = new SplittableRandom(seed);
        var given = Arrays.stream(first).iterator();
        return () -> given.hasNext() ? given.nextLong() : rest.nextLong();
    }

    static Node of(String name, RandomGenerator sessions) {
        return new Node(ReplicaId.of(name), EMPTY, sessions);
    }

    /** The next start, with its memory lost. */
    Node restartedFresh() {
        return new Node(new ReplicaId(id.name(), id.incarnation() + 1), EMPTY, numbers(id.incarnation() + 1));
    }

    /** The next start of the same incarnation, from its durable state. */
    Node restartedDurable(long seed) {
        return restartedDurable(numbers(seed));
    }

    Node restartedDurable(RandomGenerator sessions) {
        return new Node(id, durable, sessions);
    }

    @CanIgnoreReturnValue
    Node connect(Node... peers) {
        for (Node peer : peers) {
            sync.connect(peer.id);
        }
        return this;
    }

    @CanIgnoreReturnValue
    Node add(String... elements) {
        for (String element : elements) {
            replica.update(set -> set.add(id, element));
        }
        return this;
    }

    @CanIgnoreReturnValue
    Node remove(String element) {
        replica.update(set -> set.remove(element));
        return this;
    }

    Set<String> elements() {
        return replica.state().elements();
    }

    ORSet<String> known(Node peer) {
        return sync.known(peer.id).orElseThrow();
    }

    /** The one message for a peer. */
    SyncMessage.Delta<ORSet<String>> delta(Node peer) {
        durable = replica.state();
        return (SyncMessage.Delta<ORSet<String>>) sync.push(peer.id).orElseThrow();
    }

    /** The messages for all peers. */
    @CanIgnoreReturnValue
    List<SyncMessage<ORSet<String>>> push() {
        durable = replica.state();
        return sync.push();
    }

    /** Hands over a message and returns the answers. */
    @CanIgnoreReturnValue
    List<SyncMessage<ORSet<String>>> receive(SyncMessage<ORSet<String>> message) {
        var answers = sync.receive(message);
        durable = replica.state();
        return answers;
    }

    /** Hands over a message that must have one answer, and returns that. */
    SyncMessage<ORSet<String>> answer(SyncMessage<ORSet<String>> message) {
        var answers = receive(message);
        assertTrue(answers.size() == 1, () -> "one answer, not " + answers);
        return answers.get(0);
    }

    /** Whether there is something to send, apart from a question for the fingerprint. */
    boolean hasNews(Node peer) {
        return sync.push(peer.id).filter(SyncMessage.Delta.class::isInstance).isPresent();
    }

    /** One push to everybody, each message delivered and answered; how many of them were deltas. */
    @CanIgnoreReturnValue
    int round(Node... others) {
        int messages = 0;
        for (var message : push()) {
            messages += message instanceof SyncMessage.Delta ? 1 : 0;
            for (Node to : others) {
                if (to.id.name().equals(message.to().name())) {
                    to.receive(message).forEach(answer -> settle(answer, to));
                }
            }
        }
        return messages;
    }

    /** Takes an answer of a peer, and gives it what there is to answer to that, and so on. */
    private void settle(SyncMessage<ORSet<String>> answer, Node peer) {
        List<SyncMessage<ORSet<String>>> mine = List.of(answer);
        for (int turn = 0; !mine.isEmpty(); turn++) {
            assertTrue(turn < 4, "answers without an end");
            Node reader = turn % 2 == 0 ? this : peer;
            mine = mine.stream().flatMap(one -> reader.receive(one).stream()).toList();
        }
    }

    void assertKnowsNoMoreThanTrue(Node peer) {
        sync.known(peer.id)
                .ifPresent(known -> assertTrue(
                        known.leq(peer.replica.state()),
                        () -> id + " thinks that " + peer.id + " has " + known + ", it has " + peer.replica.state()));
    }
}
