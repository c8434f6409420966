package io.github.crdt4j.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The kit is put to the test itself: types and a protocol that are wrong in one way at a time, each to be caught, as a
 * user would catch it, and each right without the bug.
 */
class PlantedBugsTest {

    private static final int HISTORIES = 200;

    private record Planted(String name, Subject<?, ?> subject) {}

    private static <B extends Enum<B>> List<Planted> all(Class<B> bugs, Function<B, Subject<?, ?>> subject) {
        return Arrays.stream(bugs.getEnumConstants())
                .map(bug -> new Planted(bugs.getEnclosingClass().getSimpleName() + "." + bug, subject.apply(bug)))
                .toList();
    }

    private static List<Planted> everything() {
        List<Planted> planted = new ArrayList<>();
        planted.addAll(all(ToySet.Bug.class, ToySet::subject));
        planted.addAll(all(ToyCounter.Bug.class, ToyCounter::subject));
        planted.addAll(all(ToyRegister.Bug.class, ToyRegister::subject));
        planted.addAll(all(ToyMap.Bug.class, ToyMap::subject));
        planted.addAll(all(ToyEndpoint.Bug.class, ToyEndpoint::subject));
        return planted;
    }

    @Test
    void everyPlantedBugIsCaught() {
        List<String> survivors = new ArrayList<>();
        int planted = 0;
        for (Planted bug : everything()) {
            if (bug.name().endsWith(".NONE")) {
                continue;
            }
            planted++;
            LawViolation violation = violation(bug.subject());
            if (violation == null) {
                survivors.add(bug.name());
            } else {
                System.out.printf("%-55s %s%n", bug.name(), violation.law());
            }
        }
        System.out.println("caught " + (planted - survivors.size()) + " of " + planted + " planted bugs");
        assertEquals(List.of(), survivors);
        assertTrue(planted >= 40, () -> "at least 40 bugs are to be planted");
    }

    @Test
    void withoutABugNothingIsFound() {
        for (Planted right : everything()) {
            if (right.name().endsWith(".NONE")) {
                check(right.subject(), 60);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "crdt4j.histories", matches = "[1-9][0-9]*")
    void someObeyEveryLawOfLatticesAndOnlyTheSpecificationFindsThem() {
        List<String> found = new ArrayList<>();
        for (Planted bug : everything()) {
            if (!bug.name().endsWith(".NONE") && violation(unspecified(bug.subject())) == null) {
                System.out.println("obeys every law: " + bug.name());
                found.add(bug.name());
            }
        }
        assertTrue(found.contains("ToyMap.RESET_BY_SUBTRACTION"), found::toString);
    }

    private static LawViolation violation(Subject<?, ?> subject) {
        try {
            check(subject, HISTORIES);
            return null;
        } catch (LawViolation violation) {
            return violation;
        }
    }

    @SuppressWarnings("unchecked") // whatever the subject is, it fits itself
    private static <S extends Crdt<S>, O> void check(Subject<?, ?> subject, int histories) {
        Laws.check((Subject<S, O>) subject, 1, histories);
    }

    @SuppressWarnings("unchecked") // whatever the subject is, it fits itself
    private static <S extends Crdt<S>, O> Subject<?, ?> unspecified(Subject<?, ?> subject) {
        return new Unspecified<>((Subject<S, O>) subject);
    }
}
