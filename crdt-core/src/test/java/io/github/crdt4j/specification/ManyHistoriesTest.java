package io.github.crdt4j.specification;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Subject;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As many histories of each type as asked for: {@code mvn -Pnightly …}, or {@code -Dcrdt4j.histories=N}. */
@EnabledIfSystemProperty(named = "crdt4j.histories", matches = "[1-9][0-9]*")
class ManyHistoriesTest {

    static Stream<Subject<?, ?>> subjects() {
        return Stream.concat(Subjects.causal(), Stream.of(Clocks.VECTOR, Clocks.CONTEXT, Profiles.RECORD));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    <S extends Crdt<S>, O> void everyLawHolds(Subject<S, O> subject) {
        System.out.println(Laws.check(subject, 1_000_000, Integer.getInteger("crdt4j.histories")));
    }
}
