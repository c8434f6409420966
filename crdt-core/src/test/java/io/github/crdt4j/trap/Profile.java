package io.github.crdt4j.trap;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;

/** A record of a register and a set. */
record Profile(LWWRegister<String> name, ORSet<String> tags) implements Composite<Profile> {

    static final Profile EMPTY = new Profile(LWWRegister.empty(), ORSet.empty());

    @Override
    public Profile zip(Profile other, Zip with) {
        return new Profile(with.apply(name, other.name), with.apply(tags, other.tags));
    }
}
