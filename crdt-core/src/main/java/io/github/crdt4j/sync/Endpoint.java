package io.github.crdt4j.sync;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import java.util.List;
import java.util.Optional;

/**
 * One side of a protocol that keeps replicas in step: what the law kit calls to put it to the test.
 * {@link AntiEntropy} is the one of this library.
 *
 * @param <S> the type of the state
 */
public interface Endpoint<S extends Crdt<S>> {

    /**
     * Adds a peer.
     *
     * @param peer its identity
     */
    void connect(ReplicaId peer);

    /**
     * The lower bound of what a peer has.
     *
     * @param peer its identity
     * @return that state, empty if this is not a peer
     */
    Optional<S> known(ReplicaId peer);

    /**
     * What to send to one peer now.
     *
     * @param peer its identity
     * @return the message, empty when there is nothing to tell
     */
    Optional<SyncMessage<S>> push(ReplicaId peer);

    /**
     * What the endpoint has done so far.
     *
     * @return its counts
     */
    SyncStats stats();

    /**
     * Takes a message.
     *
     * @param message what arrived
     * @return what to send in answer
     */
    List<SyncMessage<S>> receive(SyncMessage<S> message);
}
