package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Join, order and delta of every causal type, on the states of random histories, against the slow reference. */
class ReferenceTest {

    private static final int HISTORIES = 15;

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#causal")
    <S extends Causal<S>, O> void agreesWithTheSlowReference(Subject<S, O> subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var watched = new Watched<>(subject);
            Laws.replay(watched, Path.MIXED, seed);
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 60; i++) {
                S a = watched.states().get(random.nextInt(watched.states().size()));
                S b = watched.states().get(random.nextInt(watched.states().size()));
                compare(a, b, "seed " + seed);
                compare(a.delta(b), b.delta(a), "seed " + seed);
            }
        }
    }

    static <S extends Causal<S>> void compare(S a, S b, String message) {
        Flat flatA = Flat.of(a);
        Flat flatB = Flat.of(b);
        assertEquals(flatA.join(flatB), Flat.of(a.merge(b)), () -> message + ": " + a + " merge " + b);
        assertEquals(flatA.leq(flatB), a.leq(b), () -> message + ": " + a + " leq " + b);
        assertEquals(flatA.delta(flatB), Flat.of(a.delta(b)), () -> message + ": " + a + " delta " + b);
    }

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#causal")
    <S extends Causal<S>, O> void oneDotLivesInOnePlaceAndWithinTheContext(Subject<S, O> subject) {
        for (long seed = 1000; seed < 1000 + HISTORIES; seed++) {
            var watched = new Watched<>(subject);
            Laws.replay(watched, Path.DELTA, seed);
            for (S state : watched.states()) {
                Flat flat = Flat.of(state);
                var dots = new HashSet<>();
                flat.live().keySet().forEach(mark -> assertTrue(dots.add(mark.dot()), () -> mark + " in " + state));
                assertTrue(flat.seen().containsAll(dots), state::toString);
            }
        }
    }
}
