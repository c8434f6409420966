package io.github.crdt4j.trap;

import com.google.common.collect.ImmutableSet;
import io.github.crdt4j.Crdt;

/** A lattice as users write their first one: a set that only grows, with merge alone. */
record Grown(ImmutableSet<Integer> elements) implements Crdt<Grown> {

    static final Grown EMPTY = new Grown(ImmutableSet.of());

    Grown with(int element) {
        return merge(new Grown(ImmutableSet.of(element)));
    }

    @Override
    public Grown merge(Grown other) {
        return new Grown(ImmutableSet.<Integer>builder()
                .addAll(elements)
                .addAll(other.elements)
                .build());
    }
}
