package io.github.crdt4j.trap;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;

/** A record of a counter, which leaves numbers behind, a map of counters, and a register. */
record Basket(PNCounter total, ORMap<String, PNCounter> items, MVRegister<Integer> note) implements Composite<Basket> {

    static final Basket EMPTY = new Basket(PNCounter.empty(), ORMap.empty(PNCounter.empty()), MVRegister.empty());

    @Override
    public Basket zip(Basket other, Zip with) {
        return new Basket(with.apply(total, other.total), with.apply(items, other.items), with.apply(note, other.note));
    }
}
