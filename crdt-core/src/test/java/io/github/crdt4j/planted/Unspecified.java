package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.sync.Endpoint;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A subject without its specification: the laws of lattices, convergence and the protocol are all that is left. */
record Unspecified<S extends Crdt<S>, O>(Subject<S, O> subject) implements Subject<S, O> {

    @Override
    public S bottom() {
        return subject.bottom();
    }

    @Override
    public O draw(RandomGenerator random) {
        return subject.draw(random);
    }

    @Override
    public S apply(S state, Issuer issuer, O operation) {
        return subject.apply(state, issuer, operation);
    }

    @Override
    public Object value(S state) {
        return subject.value(state);
    }

    @Override
    public Object expected(View<O> visible) {
        return UNSPECIFIED;
    }

    @Override
    public Endpoint<S> endpoint(Replica<S> replica, long firstSession) {
        return subject.endpoint(replica, firstSession);
    }

    @Override
    public Set<Promise> promises() {
        return subject.promises();
    }
}
