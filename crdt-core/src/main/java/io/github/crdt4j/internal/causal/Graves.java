package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.CausalContext;
import org.jspecify.annotations.Nullable;

/**
 * Which dots died lately. What is dead in a state stays dead in every later one, so these need not be looked for when a
 * delta comes again, as it does by every way there is from replica to replica. Of other dots this says nothing.
 */
final class Graves implements Notes {

    /** The dead of so many deltas are kept at least; of twice as many at most. */
    static final int MOST = 32;

    /** The most dots of one delta. */
    static final long MOST_DOTS = 1024;

    private record Row(CausalContext dead, @Nullable Row rest) {}

    private final Row row;
    private final int length;
    private final @Nullable Row older;

    private Graves(Row row, int length, @Nullable Row older) {
        this.row = row;
        this.length = length;
        this.older = older;
    }

    /** With dots that are dead. */
    static Notes add(Notes notes, CausalContext dead) {
        if (!(notes instanceof Graves graves)) {
            return new Graves(new Row(dead, null), 1, null);
        }
        return graves.length < MOST
                ? new Graves(new Row(dead, graves.row), graves.length + 1, graves.older)
                : new Graves(new Row(dead, null), 1, graves.row);
    }

    @Override
    public CausalContext lessDead(CausalContext dots) {
        return less(less(dots, row), older);
    }

    private static CausalContext less(CausalContext dots, @Nullable Row row) {
        CausalContext rest = dots;
        for (Row next = row; next != null && !rest.isEmpty(); next = next.rest) {
            rest = rest.minus(next.dead);
        }
        return rest;
    }
}
