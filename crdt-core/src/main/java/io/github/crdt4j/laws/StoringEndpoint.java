package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.sync.SyncStats;
import java.util.List;
import java.util.Optional;

/** An endpoint whose state is durable before anything it says is sent, as anti-entropy asks of a replica that restarts. */
record StoringEndpoint<S extends Crdt<S>>(Endpoint<S> endpoint, Runnable store) implements Endpoint<S> {

    @Override
    public void connect(ReplicaId peer) {
        endpoint.connect(peer);
    }

    @Override
    public Optional<S> known(ReplicaId peer) {
        return endpoint.known(peer);
    }

    @Override
    public SyncStats stats() {
        return endpoint.stats();
    }

    @Override
    public Optional<SyncMessage<S>> push(ReplicaId peer) {
        Optional<SyncMessage<S>> message = endpoint.push(peer);
        store.run();
        return message;
    }

    @Override
    public List<SyncMessage<S>> receive(SyncMessage<S> message) {
        List<SyncMessage<S>> answers = endpoint.receive(message);
        store.run();
        return answers;
    }
}
