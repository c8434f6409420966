package io.github.crdt4j.laws;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToLongFunction;

/** Views that no history has made, for tests that ask a specification about events of their own. */
public final class ViewOf {

    private ViewOf() {}

    /** A view of events, of which each has seen those with the numbers that are bits of a number. */
    public static <O> View<O> events(List<Event<O>> events, ToLongFunction<Event<O>> seen) {
        BitSet[] seenByNumber = new BitSet[Long.SIZE];
        events.forEach(event -> seenByNumber[event.number()] = BitSet.valueOf(new long[] {seen.applyAsLong(event)}));
        return new View<>(events, Arrays.asList(seenByNumber));
    }
}
