package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One replica of a set and its endpoint; what it has sent or acknowledged is durable. */
final class Node {

    static final ORSet<String> EMPTY = ORSet.empty();

    final ReplicaId id;
    final Replica<ORSet<String>> replica;
    final AntiEntropy<ORSet<String>> sync;
    private ORSet<String> durable;

    private Node(ReplicaId id, ORSet<String> initial, long session) {
        this.id = id;
        this.replica = Replica.of(id, initial);
        this.sync = new AntiEntropy<>(replica, EMPTY, session);
        this.durable = initial;
    }

    static Node of(String name) {
        return new Node(ReplicaId.of(name), EMPTY, 1);
    }

    /** The next start, with its memory lost. */
    Node restartedFresh() {
        return new Node(new ReplicaId(id.name(), id.incarnation() + 1), EMPTY, 1);
    }

    /** The next start of the same incarnation, from its durable state. */
    Node restartedDurable(long session) {
        return new Node(id, durable, session);
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

    /** One push to everybody, each message delivered and answered. */
    @CanIgnoreReturnValue
    int round(Node... others) {
        int messages = 0;
        for (var message : push()) {
            messages++;
            for (Node to : others) {
                if (to.id.name().equals(message.to().name())) {
                    List<SyncMessage<ORSet<String>>> answers = new ArrayList<>(to.receive(message));
                    answers.forEach(answer -> assertTrue(receive(answer).isEmpty()));
                }
            }
        }
        return messages;
    }

    void assertKnowsNoMoreThanTrue(Node peer) {
        sync.known(peer.id)
                .ifPresent(known -> assertTrue(
                        known.leq(peer.replica.state()),
                        () -> id + " thinks that " + peer.id + " has " + known + ", it has " + peer.replica.state()));
    }
}
