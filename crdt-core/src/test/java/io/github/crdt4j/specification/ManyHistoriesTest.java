package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Report;
import io.github.crdt4j.laws.Subject;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As many histories of each type as asked for: {@code mvn -Pnightly …}, or {@code -Dcrdt4j.histories=N}. */
@EnabledIfSystemProperty(named = "crdt4j.histories", matches = "[1-9][0-9]*")
class ManyHistoriesTest {

    /** So many histories, of a hundred steps and more, are a million steps. */
    private static final int NIGHTLY = 9_500;

    /** Whether, if that many were asked for, a million steps were run. */
    static void assertAMillionSteps(int histories, Report report) {
        assertTrue(histories < NIGHTLY || report.steps() >= 1_000_000, report::toString);
    }

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#all")
    <S extends Crdt<S>, O> void everyLawHolds(Subject<S, O> subject, TestInfo test) {
        int histories = Integer.getInteger("crdt4j.histories");
        Report report = Laws.check(new CodecLawsTest.Encoded<>(subject), 1_000_000, histories);
        System.out.println("== " + test.getDisplayName() + System.lineSeparator() + report);
        assertAMillionSteps(histories, report);
    }
}
