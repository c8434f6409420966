package io.github.crdt4j.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The kit for operation-based types is put to the test itself: a type and a protocol that are wrong in one way at a time,
 * each to be caught, as a user would catch it, and each right without the bug.
 */
class PlantedOpBugsTest {

    private static final int HISTORIES = 300;

    private static Map<String, OpSubject<?, ?, ?>> everything() {
        Map<String, OpSubject<?, ?, ?>> planted = new LinkedHashMap<>();
        for (ToyOpMap.Bug bug : ToyOpMap.Bug.values()) {
            planted.put("ToyOpMap." + bug, ToyOpMap.subject(bug));
        }
        for (ToyOpReplica.Bug bug : ToyOpReplica.Bug.values()) {
            planted.put("ToyOpReplica." + bug, new ToyOpReplica.Kept<>(ToyOpMap.subject(ToyOpMap.Bug.NONE), bug));
        }
        return planted;
    }

    @Test
    void everyPlantedBugIsCaught() {
        List<String> survivors = new ArrayList<>();
        int[] planted = {0};
        everything().forEach((name, subject) -> {
            if (!name.endsWith(".NONE")) {
                planted[0]++;
                LawViolation violation = violation(subject);
                if (violation == null) {
                    survivors.add(name);
                } else {
                    System.out.printf("%-60s %s%n", name, violation.law());
                }
            }
        });
        System.out.println("caught " + (planted[0] - survivors.size()) + " of " + planted[0] + " planted bugs");
        assertEquals(List.of(), survivors);
        assertTrue(planted[0] >= 15, () -> "at least 15 bugs are to be planted");
    }

    @Test
    void withoutABugNothingIsFound() {
        everything().forEach((name, subject) -> {
            if (name.endsWith(".NONE")) {
                check(subject, 100);
            }
        });
    }

    private static LawViolation violation(OpSubject<?, ?, ?> subject) {
        try {
            check(subject, HISTORIES);
            return null;
        } catch (LawViolation violation) {
            return violation;
        }
    }

    @SuppressWarnings("unchecked") // whatever the subject is, it fits itself
    private static <S extends OpCrdt<S, P>, P extends Operation, O> void check(
            OpSubject<?, ?, ?> subject, int histories) {
        OpLaws.check((OpSubject<S, P, O>) subject, 1, histories);
    }
}
