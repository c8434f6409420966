package io.github.crdt4j.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Project;
import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.specification.OpSubjects;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final String TABLE = "docs/planted-bugs.md";
    private static final String HEAD = "| planted in operations | the law that catches it |\n|---|---|\n";

    private static Map<String, OpSubject<?, ?, ?>> everything() {
        Map<String, OpSubject<?, ?, ?>> planted = new LinkedHashMap<>();
        for (ToyOpMap.Bug bug : ToyOpMap.Bug.values()) {
            planted.put("ToyOpMap." + bug, ToyOpMap.subject(bug));
        }
        for (ToyOpReplica.Bug bug : ToyOpReplica.Bug.values()) {
            planted.put(
                    "ToyOpReplica." + bug,
                    bug.name().contains("STAMP") || bug.name().endsWith("TO_THE_CLOCK")
                            ? stamped(bug)
                            : new ToyOpReplica.Kept<>(ToyOpMap.subject(ToyOpMap.Bug.NONE), bug));
        }
        for (ToyOpBytes.Bug bug : ToyOpBytes.Bug.values()) {
            planted.put("ToyOpBytes." + bug, ToyOpBytes.of(register(), bug));
        }
        BENT.forEach((type, bugs) -> {
            OpSubject<?, ?, ?> subject = named(type);
            bugs.forEach(bug -> planted.put(type + "." + bug, bent(subject, bug)));
            planted.put(type + ".NONE", bent(subject, BentOperations.Bug.NONE));
        });
        planted.put("stamped ToyOpReplica.NONE", stamped(ToyOpReplica.Bug.NONE));
        return planted;
    }

    /** The types of the catalogue, and what shows as wrong with each of them alone. */
    private static final Map<String, List<BentOperations.Bug>> BENT = new LinkedHashMap<>();

    static {
        var lost = BentOperations.Bug.EVERY_THIRD_IS_LOST;
        var twice = BentOperations.Bug.CARRIED_OUT_TWICE;
        var all = BentOperations.Bug.EVERYTHING_COUNTS_AS_SEEN;
        var none = BentOperations.Bug.NOTHING_COUNTS_AS_SEEN;
        var settled = BentOperations.Bug.SETTLE_FORGETS;
        BENT.put("OpEWFlag", List.of(all, none, settled, lost));
        BENT.put("OpDWFlag", List.of(all, none, settled, lost));
        BENT.put("OpGSet", List.of(settled, lost));
        BENT.put("OpTwoPSet", List.of(all, settled, lost));
        BENT.put("OpRWSet", List.of(all, none, settled, lost));
        BENT.put("OpLWWElementSet", List.of(all, settled, lost));
        BENT.put("OpMaxRegister", List.of(all, settled, lost));
        BENT.put("OpMinRegister", List.of(all, settled, lost));
        BENT.put("OpLWWMap", List.of(all, settled, lost));
        BENT.put("OpORMultimap", List.of(all, none, settled, lost));
        BENT.put("OpBoundedCounter", List.of(twice, lost));
        BENT.put("OpGMap of OpBoundedCounter", List.of(twice, lost));
    }

    private static OpSubject<?, ?, ?> named(String type) {
        return OpSubjects.all()
                .filter(named -> named.getName().equals(type))
                .<OpSubject<?, ?, ?>>map(named -> named.getPayload())
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // whatever the subject is, it fits itself
    private static OpSubject<?, ?, ?> bent(OpSubject<?, ?, ?> subject, BentOperations.Bug bug) {
        return BentOperations.of((OpSubject) subject, bug);
    }

    /** A register whose writes have stamps, kept by a replica that is wrong in one way. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // whatever the subject is, it fits itself
    private static OpSubject<?, ?, ?> stamped(ToyOpReplica.Bug bug) {
        return new ToyOpReplica.Kept(register(), bug);
    }

    private static OpSubject<?, ?, ?> register() {
        return OpSubjects.all()
                .<OpSubject<?, ?, ?>>map(named -> named.getPayload())
                .filter(subject -> subject.initial() instanceof OpLWWRegister)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyPlantedBugIsCaughtAsTheTableSays() throws IOException {
        List<String> survivors = new ArrayList<>();
        var table = new StringBuilder(HEAD);
        int[] planted = {0};
        everything().forEach((name, subject) -> {
            if (!name.endsWith(".NONE")) {
                planted[0]++;
                LawViolation violation = violation(subject);
                if (violation == null) {
                    survivors.add(name);
                } else {
                    System.out.printf("%-60s %s%n", name, violation.law());
                    table.append("| `")
                            .append(name)
                            .append("` | ")
                            .append(violation.law())
                            .append(" |\n");
                }
            }
        });
        System.out.println("caught " + (planted[0] - survivors.size()) + " of " + planted[0] + " planted bugs");
        assertEquals(List.of(), survivors);
        assertTrue(planted[0] >= 80, () -> "at least 80 bugs are to be planted");
        String before = Project.read(TABLE);
        int start = before.indexOf(HEAD);
        int end = before.indexOf("\n\n", start) + 1;
        String after = before.substring(0, start) + table + before.substring(end);
        if (Boolean.getBoolean("crdt4j.golden.write")) {
            Files.writeString(Project.root().resolve(TABLE), after);
        } else {
            assertEquals(before, after);
        }
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
