package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Forwarding;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;

/** A subject without its specification: the laws of lattices, convergence and the protocol are all that is left. */
record Unspecified<S extends Crdt<S>, O>(Subject<S, O> subject) implements Forwarding<S, O> {

    @Override
    public Object expected(View<O> visible) {
        return UNSPECIFIED;
    }
}
