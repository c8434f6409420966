package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.Dot;

/**
 * Whether something is so, each time as an event that takes the place of those it has seen. Of concurrent events a false one
 * decides: it has no later event, or that would have taken its place.
 */
public final class Verdicts {

    private Verdicts() {}

    /** The store of one event. */
    public static DotFun<Values<Boolean>> of(Dot dot, boolean verdict) {
        return DotFun.of(dot, Values.of(verdict));
    }

    /** Whether there is an event, and none that is left says false. */
    public static boolean hold(DotFun<Values<Boolean>> store) {
        return !store.isBottom()
                && store.writes().stream()
                        .allMatch(write -> write.payload().values().stream().allMatch(verdict -> verdict));
    }
}
