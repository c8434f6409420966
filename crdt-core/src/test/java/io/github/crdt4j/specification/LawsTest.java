package io.github.crdt4j.specification;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every law of every type, on as many histories as a class has that implements {@link CrdtProperties}, new ones at each run. A
 * failure prints the line that runs its history again.
 */
class LawsTest {

    private static LongStream seeds(long count) {
        return new SplittableRandom().longs(count);
    }

    static Stream<Arguments> onEachPath() {
        return Subjects.all().flatMap(subject -> Stream.of(Path.values()).map(path -> arguments(subject, path)));
    }

    @ParameterizedTest
    @MethodSource("onEachPath")
    <S extends Crdt<S>, O> void everyLawHolds(Subject<S, O> subject, Path path) {
        seeds(CrdtProperties.TRIES).forEach(seed -> Laws.replay(subject, path, seed));
    }

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.OpSubjects#all")
    <S extends OpCrdt<S, P>, P extends Operation, O> void everyLawHoldsByOperation(OpSubject<S, P, O> subject) {
        seeds(2L * CrdtProperties.TRIES).forEach(seed -> OpLaws.replay(subject, seed));
    }
}
