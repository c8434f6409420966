package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.Crdt;
import java.util.List;

/** What {@link Crdt} promises of any three states, and what the types of this library promise beyond. */
final class LatticeLaws {

    private LatticeLaws() {}

    static <S extends Crdt<S>> void check(S a, S b, S c, S bottom) {
        for (S x : List.of(a, b, c)) {
            assertSame(x, x.merge(x));
            assertSame(x, x.merge(bottom));
            assertSame(x, bottom.merge(x));
            assertSame(bottom, x.delta(x));
            assertSame(x, x.delta(bottom));
            for (S y : List.of(a, b, c)) {
                checkPair(x, y);
            }
        }
        assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
    }

    private static <S extends Crdt<S>> void checkPair(S x, S y) {
        S merged = x.merge(y);
        assertEquals(merged, y.merge(x));
        assertEquals(merged.hashCode(), y.merge(x).hashCode());
        assertEquals(merged.toString(), y.merge(x).toString());
        assertEquals(merged.equals(y), x.leq(y));
        if (y.leq(x)) {
            assertSame(x, merged);
        } else if (x.leq(y)) {
            assertSame(y, merged);
        }

        S delta = x.delta(y);
        assertEquals(y.merge(x), y.merge(delta));
        assertEquals(x, x.merge(delta));
        // A difference that had anything to spare would lose it when taken twice.
        assertEquals(delta, delta.delta(y));
        assertEquals(delta, merged.delta(y));
    }
}
