package io.github.crdt4j;

import io.github.crdt4j.laws.Clock;
import io.github.crdt4j.laws.Codec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A subject that is another one, but for what is overridden. */
public interface Forwarding<S extends Crdt<S>, O> extends Subject<S, O> {

    Subject<S, O> subject();

    @Override
    default S bottom() {
        return subject().bottom();
    }

    @Override
    default O draw(RandomGenerator random) {
        return subject().draw(random);
    }

    @Override
    default S apply(S state, Issuer issuer, O operation) {
        return subject().apply(state, issuer, operation);
    }

    @Override
    default Object value(S state) {
        return subject().value(state);
    }

    @Override
    default Object expected(View<O> visible) {
        return subject().expected(visible);
    }

    @Override
    default List<O> simpler(O operation) {
        return subject().simpler(operation);
    }

    @Override
    default String kind(O operation) {
        return subject().kind(operation);
    }

    @Override
    default Endpoint<S> endpoint(Replica<S> replica, SyncCodec<S> codec, RandomGenerator sessions, Runnable store) {
        return subject().endpoint(replica, codec, sessions, store);
    }

    @Override
    default Clock clock(ReplicaId self, InstantSource physical) {
        return subject().clock(self, physical);
    }

    @Override
    default Optional<Codec<S>> codec() {
        return subject().codec();
    }

    @Override
    default List<S> pieces(S delta) {
        return subject().pieces(delta);
    }

    @Override
    default Set<Promise> promises() {
        return subject().promises();
    }
}
