package io.github.crdt4j.internal.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FewDotsTest {

    private static final ReplicaId[] IDS = {ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c")};

    @Test
    void agreesWithContextsOfTheSameDots() {
        var random = new SplittableRandom(3);
        int yes = 0;
        for (int i = 0; i < 20_000; i++) {
            var few = new FewDots();
            var collected = CausalContext.builder();
            for (int dots = random.nextInt(8); dots > 0; dots--) {
                ReplicaId replica = IDS[random.nextInt(3)];
                long number = 1L + random.nextInt(4);
                few.visit(replica, number);
                collected.add(replica, number, number);
            }
            CausalContext dots = drawn(random);
            CausalContext seen = drawn(random);
            boolean expected = dots.minus(dots.minus(seen)).leq(collected.build());
            assertEquals(expected, few.haveAll(dots, seen), () -> dots + " seen " + seen);
            yes += expected ? 1 : 0;
        }
        assertTrue(yes > 2_000 && yes < 18_000, "one of the answers was hardly asked for: " + yes);
    }

    private static CausalContext drawn(SplittableRandom random) {
        var drawn = CausalContext.builder();
        for (int runs = random.nextInt(4); runs > 0; runs--) {
            long from = 1L + random.nextInt(4);
            drawn.add(IDS[random.nextInt(3)], from, from + random.nextInt(2));
        }
        return drawn.build();
    }

    @Test
    void theGreatestNumberIsADotLikeOthers() {
        var few = new FewDots();
        CausalContext last = CausalContext.of(new Dot(IDS[0], Long.MAX_VALUE), new Dot(IDS[0], Long.MAX_VALUE - 1));
        assertFalse(few.haveAll(last, last));
        few.visit(IDS[0], Long.MAX_VALUE);
        few.visit(IDS[0], Long.MAX_VALUE - 1);
        assertTrue(few.haveAll(last, last));
    }

    @Test
    void manyDotsAreNotLookedAt() {
        var few = new FewDots();
        for (long number = 1; number <= 2 * FewDots.MOST; number++) {
            few.visit(IDS[0], number);
        }
        CausalContext fits =
                CausalContext.builder().add(IDS[0], 1, FewDots.MOST).build();
        CausalContext more = fits.add(fits.next(IDS[0]));
        CausalContext all =
                CausalContext.builder().add(IDS[0], 1, Long.MAX_VALUE).build();
        assertTrue(few.haveAll(fits, fits));
        assertFalse(few.haveAll(more, more));
        assertFalse(few.haveAll(all, all));
        assertTrue(few.haveAll(all, CausalContext.empty()), "of a run that nobody has seen, nothing is looked at");
    }
}
