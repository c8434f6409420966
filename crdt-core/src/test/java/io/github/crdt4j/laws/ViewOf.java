package io.github.crdt4j.laws;

import java.util.BitSet;
import java.util.List;

/** Views that no history has made, for tests that ask a specification about events of their own. */
public final class ViewOf {

    private ViewOf() {}

    /** A view of events, numbered from 0, none of which has seen another. */
    public static <O> View<O> concurrent(List<Event<O>> events) {
        return new View<>(events, events.stream().map(event -> new BitSet()).toList());
    }
}
