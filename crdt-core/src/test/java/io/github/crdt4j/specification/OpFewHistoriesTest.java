package io.github.crdt4j.specification;

import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every law of operation-based types on a few histories that are the same at each run and are not cut down when they fail:
 * what a mutant of a type, or of the protocol, has to survive. Those of odd seeds have little room for early messages.
 */
class OpFewHistoriesTest {

    private static final int STEPS = 80;
    private static final int SEEDS = 4;

    /** Three replicas and the steps that every history has. */
    private static final String ALL =
            "3:" + IntStream.range(0, STEPS).mapToObj(Integer::toString).collect(Collectors.joining(","));

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.OpSubjects#all")
    <S extends OpCrdt<S, P>, P extends Operation, O> void everyLawHolds(OpSubject<S, P, O> subject) {
        for (int seed = 0; seed < SEEDS; seed++) {
            OpLaws.replay(subject, seed, ALL);
        }
    }

    /** A false alarm of the kit: what another's snapshot said was stable is unknown after a restart from an older one. */
    @Test
    void stabilityThatWasNotPersistedIsForgottenByARestart() {
        OpLaws.replay(OpSubjects.ADD_WINS, 2_007_289, "3:15,24,25,27,32,33,40,47~0,48");
    }
}
