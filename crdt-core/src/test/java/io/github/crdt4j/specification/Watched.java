package io.github.crdt4j.specification;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Keeps every state that an operation was carried out on or led to. */
record Watched<S extends Causal<S>, O>(Subject<S, O> subject, List<S> states) implements Subject<S, O> {

    Watched(Subject<S, O> subject) {
        this(subject, new ArrayList<>());
    }

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
        S after = subject.apply(state, issuer, operation);
        states.add(state);
        states.add(after);
        return after;
    }

    @Override
    public Object value(S state) {
        return subject.value(state);
    }

    @Override
    public Object expected(View<O> visible) {
        return subject.expected(visible);
    }
}
