package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Hazard;
import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.Report;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of each operation-based type: a few by default, as many as asked for with {@code -Dcrdt4j.histories=N}. */
class OpManyHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("crdt4j.histories", 15);

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.OpSubjects#all")
    <S extends OpCrdt<S, P>, P extends Operation, O> void everyLawHolds(OpSubject<S, P, O> subject, TestInfo test) {
        Report report = OpLaws.check(subject, 2_000_000, HISTORIES);
        Assertions.assertTrue(
                report.met(Hazard.RESTART_IN_PLACE) > 0 && report.met(Hazard.REPEATED) > 0, report::toString);
        for (Hazard hazard : List.of(Hazard.WALL_CLOCK_BEHIND, Hazard.UPDATE_REFUSED, Hazard.OTHER_CONTENT)) {
            Assertions.assertTrue(report.met(hazard) > 0, () -> hazard + ": none in\n" + report);
        }
        ManyHistoriesTest.assertAMillionSteps(HISTORIES, report);
        if (HISTORIES > 15) {
            System.out.println("== " + test.getDisplayName() + System.lineSeparator() + report);
        }
    }
}
