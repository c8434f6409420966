package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of one replica is durable, and so may be let go: messages to send, those that the channel is not known to have, and
 * leave to acknowledge.
 *
 * @param <P> the type of the payload
 */
final class Outbox<P> {

    private final ReplicaId self;
    private final TreeMap<Long, OpMessage<P>> unconfirmed = new TreeMap<>();
    private long sent = 0;
    private OriginClock durable = OriginClock.NOTHING;
    private Set<Dot> durablyHeld = Set.of();

    /** With the messages of a snapshot, of which those of another replica are its business. */
    Outbox(ReplicaId self, List<OpMessage<P>> messages) {
        this.self = self;
        messages.stream()
                .filter(message -> message.dot().replica().equals(self))
                .forEach(this::add);
    }

    /** A message was made, which may leave once it is durable. */
    void add(OpMessage<P> message) {
        unconfirmed.put(message.dot().number(), message);
    }

    /** A snapshot is durable now; returns the messages that may leave for the first time in this run. */
    List<OpMessage<P>> persisted(OriginClock clock, List<OpMessage<P>> held) {
        durable = clock;
        var early = new HashSet<Dot>();
        held.forEach(message -> early.add(message.dot()));
        durablyHeld = early;
        long last = clock.get(self);
        List<OpMessage<P>> leaving = List.copyOf(
                unconfirmed.subMap(sent, false, Math.max(sent, last), true).values());
        sent = last;
        return leaving;
    }

    /** What the last durable snapshot has carried out; nothing before the first. */
    VectorClock durable() {
        return durable.toClock();
    }

    /** Whether the last durable snapshot accounts for a message. */
    boolean isDurable(Dot dot) {
        return durable.contains(dot) || durablyHeld.contains(dot);
    }

    /** The channel has a message for good. */
    void confirm(Dot dot) {
        if (dot.replica().equals(self)) {
            unconfirmed.remove(dot.number());
        }
    }

    /** All that is not confirmed, durable or not. */
    List<OpMessage<P>> messages() {
        return List.copyOf(unconfirmed.values());
    }

    /** Those of them that have left. */
    List<OpMessage<P>> unconfirmed() {
        return List.copyOf(unconfirmed.headMap(sent, true).values());
    }
}
