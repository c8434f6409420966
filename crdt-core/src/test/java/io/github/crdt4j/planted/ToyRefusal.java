package io.github.crdt4j.planted;

import static io.github.crdt4j.causal.Embeddings.forget;

import io.github.crdt4j.Forwarding;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.sync.SyncStats;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The library's anti-entropy, which does one thing wrong when the replica's clock refuses what a message brings. */
record ToyRefusal(
        ToyRefusal.Bug bug,
        Replica<ORMap<Integer, LWWRegister<Integer>>> replica,
        Endpoint<ORMap<Integer, LWWRegister<Integer>>> endpoint)
        implements Endpoint<ORMap<Integer, LWWRegister<Integer>>> {

    enum Bug {
        NONE,
        REFUSED_AND_ACKNOWLEDGED,
        REFUSED_WITH_ITS_EVENTS_SEEN,
        REFUSED_BUT_FOR_WHAT_THE_CLOCK_TAKES
    }

    @Override
    public void connect(ReplicaId peer) {
        endpoint.connect(peer);
    }

    @Override
    public Optional<ORMap<Integer, LWWRegister<Integer>>> known(ReplicaId peer) {
        return endpoint.known(peer);
    }

    @Override
    public Optional<SyncMessage<ORMap<Integer, LWWRegister<Integer>>>> push(ReplicaId peer) {
        return endpoint.push(peer);
    }

    @Override
    public SyncStats stats() {
        return endpoint.stats();
    }

    @Override
    public List<SyncMessage<ORMap<Integer, LWWRegister<Integer>>>> receive(
            SyncMessage<ORMap<Integer, LWWRegister<Integer>>> message) {
        try {
            return endpoint.receive(message);
        } catch (RuntimeException refused) {
            if (message instanceof SyncMessage.Delta<ORMap<Integer, LWWRegister<Integer>>> delta) {
                var brought = delta.delta();
                switch (bug) {
                    case REFUSED_AND_ACKNOWLEDGED -> {
                        return List.of(
                                new SyncMessage.Ack<>(replica.id(), delta.from(), delta.session(), delta.number()));
                    }
                    case REFUSED_WITH_ITS_EVENTS_SEEN -> replica.merge(forget(brought));
                    case REFUSED_BUT_FOR_WHAT_THE_CLOCK_TAKES -> {
                        for (Integer key : brought.keys()) {
                            try {
                                var one = brought;
                                for (Integer other : brought.keys()) {
                                    one = other.equals(key) ? one : one.remove(other);
                                }
                                replica.merge(one);
                            } catch (RuntimeException still) {
                                // the next key
                            }
                        }
                    }
                    case NONE -> {}
                }
            }
            throw refused;
        }
    }

    /** A map of registers, kept in step by this endpoint. */
    static Subject<ORMap<Integer, LWWRegister<Integer>>, Script.Call> subject(Bug bug) {
        Script<ORMap<Integer, LWWRegister<Integer>>> map = Script.startingWith(
                        ORMap.<Integer, LWWRegister<Integer>>empty(LWWRegister.empty()))
                .step(
                        "set",
                        random -> random.nextInt(3),
                        (ORMap<Integer, LWWRegister<Integer>> state, Issuer issuer, Integer key) ->
                                state.update(issuer.self(), key, register -> register.set(issuer.stamp(), key * 2)))
                .reading(state -> state.keys().stream()
                        .collect(
                                HashMap::new,
                                (read, key) -> read.put(key, state.get(key).value()),
                                Map::putAll))
                .specifiedBy(visible -> {
                    var values = new HashMap<Object, Object>();
                    visible.events().stream()
                            .sorted(Comparator.comparing(event -> event.issuer().stamp()))
                            .forEach(event -> values.put(
                                    event.operation().argument(),
                                    Optional.of((Integer) event.operation().argument() * 2)));
                    return values;
                });
        return new Forwarding<>() {
            @Override
            public Subject<ORMap<Integer, LWWRegister<Integer>>, Script.Call> subject() {
                return map;
            }

            @Override
            public Endpoint<ORMap<Integer, LWWRegister<Integer>>> endpoint(
                    Replica<ORMap<Integer, LWWRegister<Integer>>> replica,
                    SyncCodec<ORMap<Integer, LWWRegister<Integer>>> codec,
                    RandomGenerator sessions,
                    Runnable store) {
                return new ToyRefusal(bug, replica, map.endpoint(replica, codec, sessions, store));
            }
        };
    }
}
