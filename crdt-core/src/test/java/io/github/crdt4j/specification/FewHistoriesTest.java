package io.github.crdt4j.specification;

import static io.github.crdt4j.causal.Embeddings.shift;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every law, and the slow reference, on a few histories that are the same at each run and are not cut down when they
 * fail: what a mutant of a type has to survive.
 */
class FewHistoriesTest {

    private static final int STEPS = 80;
    private static final int PAIRS = 60;

    /** Three replicas and the steps that every history has. */
    private static final String ALL =
            "3:" + IntStream.range(0, STEPS).mapToObj(Integer::toString).collect(Collectors.joining(","));

    private static Stream<Arguments> onEachPath(Stream<Named<Subject<?, ?>>> subjects) {
        return subjects.flatMap(subject -> Stream.of(Path.values()).map(path -> arguments(subject, path)));
    }

    static Stream<Arguments> causal() {
        return onEachPath(Subjects.causal());
    }

    static Stream<Arguments> all() {
        return onEachPath(Subjects.all());
    }

    @ParameterizedTest
    @MethodSource("all")
    <S extends Crdt<S>, O> void everyLawHolds(Subject<S, O> subject, Path path) {
        Laws.replay(subject, path, 1, ALL);
    }

    @ParameterizedTest
    @MethodSource("causal")
    <S extends Causal<S>, O> void theReferenceAgrees(Subject<S, O> subject, Path path) {
        var watched = new Watched<>(subject);
        Laws.replay(watched, path, 2, ALL);
        List<S> states = watched.states();
        var random = new SplittableRandom(2);
        for (int i = 0; i < PAIRS; i++) {
            S a = states.get(random.nextInt(states.size()));
            S b = states.get(random.nextInt(states.size()));
            ReferenceTest.compare(a, b, path.toString());
            ReferenceTest.compare(a.delta(b), b.delta(a), path.toString());
        }
    }

    /** One hash code for all would be correct, and every collection of states slow. */
    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#causal")
    <S extends Causal<S>, O> void hashCodesTellStatesApart(Subject<S, O> subject) {
        var watched = new Watched<>(subject);
        Laws.replay(watched, Path.STATE, 2, ALL);
        Set<S> states = Set.copyOf(watched.states());
        long codes = states.stream().mapToInt(Object::hashCode).distinct().count();
        assertTrue(2 * codes > states.size(), codes + " hash codes of " + states.size() + " states");
    }

    /** A map renumbers the events of the value that an edit makes. What the value shows is not touched by it. */
    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#causal")
    <S extends Causal<S>, O> void renumberedEventsShowTheSame(Subject<S, O> subject) {
        var watched = new Watched<>(subject);
        Laws.replay(watched, Path.STATE, 3, ALL);
        for (S state : Set.copyOf(watched.states())) {
            for (ReplicaId replica : state.context().replicas()) {
                long half = state.context().last(replica) / 2;
                S renumbered = shift(state, replica, half, 1_000);
                assertEquals(state.context().shift(replica, half, 1_000), renumbered.context());
                assertEquals(subject.value(state), subject.value(renumbered));
                assertEquals(state.isEmpty(), renumbered.isEmpty());
                assertNotEquals(state, renumbered);
            }
        }
    }
}
