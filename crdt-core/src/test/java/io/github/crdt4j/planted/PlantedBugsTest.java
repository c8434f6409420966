package io.github.crdt4j.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Project;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kit is put to the test itself: types and a protocol that are wrong in one way at a time, each to be caught, as a
 * user would catch it, and each right without the bug.
 */
class PlantedBugsTest {

    /** As many as a test class that implements {@link CrdtProperties} runs. */
    private static final int HISTORIES = Path.values().length * CrdtProperties.TRIES;

    private static final String SPECIFICATION = "the value is the specified function of the visible updates";
    private static final String TABLE = "docs/planted-bugs.md";

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
        planted.addAll(all(ToySiblings.Bug.class, ToySiblings::subject));
        planted.addAll(all(ToyClock.Bug.class, ToyClock::subject));
        planted.addAll(all(ToyMap.Bug.class, ToyMap::subject));
        planted.addAll(all(ToyRecord.Bug.class, ToyRecord::subject));
        planted.addAll(all(ToyWords.Bug.class, ToyWords::subject));
        planted.addAll(all(ToyEndpoint.Bug.class, ToyEndpoint::subject));
        planted.addAll(all(ToyRefusal.Bug.class, ToyRefusal::subject));
        planted.addAll(all(ToyWitness.Bug.class, ToyWitness::subject));
        planted.addAll(all(ToyReport.Bug.class, ToyReport::subject));
        planted.addAll(all(ToyWrites.Bug.class, ToyWrites::subject));
        planted.addAll(all(ToyRights.Bug.class, ToyRights::subject));
        return planted;
    }

    /** The law that catches each, none if none does. */
    private static final Map<String, Optional<String>> CAUGHT = new TreeMap<>();

    /** Those that no law catches once the specification is taken away. */
    private static final Set<String> LAWFUL = new TreeSet<>();

    @BeforeAll
    static void judgeAll() {
        for (Planted bug : everything()) {
            if (!bug.name().endsWith("NONE")) {
                Optional<String> law = violation(bug.subject()).map(LawViolation::law);
                CAUGHT.put(bug.name(), law);
                // Without the specification, a history that breaks another law breaks it all the same.
                if (law.equals(Optional.of(SPECIFICATION))
                        && violation(unspecified(bug.subject())).isEmpty()) {
                    LAWFUL.add(bug.name());
                }
            }
        }
    }

    @Test
    void everyPlantedBugIsCaught() {
        List<String> survivors = CAUGHT.keySet().stream()
                .filter(name -> CAUGHT.get(name).isEmpty())
                .toList();
        System.out.printf(
                "caught %d of %d planted bugs; %d of them obey every law of lattices and converge%n",
                CAUGHT.size() - survivors.size(), CAUGHT.size(), LAWFUL.size());
        assertEquals(List.of(), survivors);
        assertTrue(CAUGHT.size() >= 40, () -> "at least 40 bugs are to be planted");
    }

    @Test
    void onlyTheSpecificationFindsThoseThatObeyEveryLaw() {
        assertTrue(LAWFUL.contains("ToyMap.RESET_BY_SUBTRACTION"), LAWFUL::toString);
        assertTrue(LAWFUL.size() < CAUGHT.size() / 2, LAWFUL::toString);
    }

    /** To write it anew: {@code mvn test -Dcrdt4j.golden.write=true}. */
    @Test
    void theTableSaysWhichLawCatchesWhat() throws IOException {
        String before = Project.read(TABLE);
        int start = before.indexOf("| planted bug |");
        String table = before.substring(0, start)
                + CAUGHT.keySet().stream()
                        .map(name -> "| `" + name + "` | " + CAUGHT.get(name).orElse("none") + " | "
                                + (LAWFUL.contains(name) ? "no" : "yes") + " |\n")
                        .collect(Collectors.joining(
                                "",
                                "| planted bug | the law that catches it | without a specification? |\n|---|---|---|\n",
                                ""));
        if (Boolean.getBoolean("crdt4j.golden.write")) {
            Files.writeString(Project.root().resolve(TABLE), table);
        } else {
            assertEquals(before, table);
        }
    }

    @Test
    void withoutABugNothingIsFound() {
        for (Planted right : everything()) {
            if (right.name().endsWith("NONE")) {
                check(right.subject(), 60);
            }
        }
    }

    private static Optional<LawViolation> violation(Subject<?, ?> subject) {
        try {
            check(subject, HISTORIES);
            return Optional.empty();
        } catch (LawViolation violation) {
            return Optional.of(violation);
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
