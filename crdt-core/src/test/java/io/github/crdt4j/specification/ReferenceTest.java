package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Join, order and delta of every causal type, on the states of random histories, against the slow reference. */
class ReferenceTest {

    private static final int HISTORIES = Integer.getInteger("crdt4j.histories", 40);

    static Stream<Subject<?, ?>> subjects() {
        return Stream.of(
                Counters.GROW_ONLY,
                Counters.UP_AND_DOWN,
                Registers.LAST_WRITER,
                Registers.MULTI_VALUE,
                Sets.ADD_WINS,
                Removables.WORDS,
                Maps.of(Counters.UP_AND_DOWN),
                Maps.of(Registers.LAST_WRITER),
                Maps.of(Sets.ADD_WINS),
                Maps.of(Profiles.RECORD),
                Maps.of(Removables.WORDS),
                Maps.of(Maps.of(Counters.UP_AND_DOWN)),
                Maps.of(Maps.of(Profiles.RECORD)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    <S extends Causal<S>, O> void agreesWithTheSlowReference(Subject<S, O> subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var watched = new Watched<>(subject);
            Laws.replay(watched, Path.MIXED, seed);
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 150; i++) {
                S a = watched.states.get(random.nextInt(watched.states.size()));
                S b = watched.states.get(random.nextInt(watched.states.size()));
                compare(a, b, "seed " + seed);
                compare(a.delta(b), b.delta(a), "seed " + seed);
            }
        }
    }

    private static <S extends Causal<S>> void compare(S a, S b, String message) {
        Flat flatA = Flat.of(a);
        Flat flatB = Flat.of(b);
        assertEquals(flatA.join(flatB), Flat.of(a.merge(b)), () -> message + ": " + a + " merge " + b);
        assertEquals(flatA.leq(flatB), a.leq(b), () -> message + ": " + a + " leq " + b);
        assertEquals(flatA.delta(flatB), Flat.of(a.delta(b)), () -> message + ": " + a + " delta " + b);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    <S extends Causal<S>, O> void oneDotLivesInOnePlaceAndWithinTheContext(Subject<S, O> subject) {
        for (long seed = 1000; seed < 1000 + HISTORIES; seed++) {
            var watched = new Watched<>(subject);
            Laws.replay(watched, Path.DELTA, seed);
            for (S state : watched.states) {
                Flat flat = Flat.of(state);
                var dots = new HashSet<>();
                flat.live().keySet().forEach(mark -> assertTrue(dots.add(mark.dot()), () -> mark + " in " + state));
                assertTrue(flat.seen().containsAll(dots), state::toString);
            }
        }
    }

    /** Keeps every state that an operation was carried out on or led to. */
    private record Watched<S extends Causal<S>, O>(Subject<S, O> subject, List<S> states) implements Subject<S, O> {

        Watched(Subject<S, O> subject) {
            this(subject, new ArrayList<>());
        }

        @Override
        public S bottom() {
            return subject.bottom();
        }

        @Override
        public O draw(RandomGenerator random) {
            return subject.draw(random);
        }

        @Override
        public S apply(S state, Issuer issuer, O operation) {
            S after = subject.apply(state, issuer, operation);
            states.add(state);
            states.add(after);
            return after;
        }

        @Override
        public Object value(S state) {
            return subject.value(state);
        }

        @Override
        public Object expected(View<O> visible) {
            return subject.expected(visible);
        }
    }
}
