package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What exceptions say to a user who has only the message; those of bytes are in {@code CodecMessagesTest}. */
class MessagesTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    record Max(long value) implements Crdt<Max> {
        @Override
        public Max merge(Max other) {
            return value >= other.value ? this : other;
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void anUpdateOfAKeyNamesTheForeignEvent() {
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        String message =
                "update of key k by a: the returned value has event 1 of b; pass the same replica id to the value's"
                        + " mutators";
        refused(message, () -> map.update(A, "k", count -> count.increment(B)));
        refused(message, () -> map.edit(A, all -> all.update("k", count -> count.increment(B))));
        ORMap<String, ORMap<String, ORSet<String>>> nested = ORMap.empty(ORMap.empty(ORSet.empty()));
        refused(
                "update of key l by a: the returned value has event 1 of b; pass the same replica id to the value's mutators",
                () -> nested.update(A, "k", inner -> inner.update(A, "l", set -> set.add(B, "x"))));
    }

    @Test
    void anUpdateOfAKeyThatLosesSomethingSaysSo() {
        ORMap<String, ORSet<String>> map =
                ORMap.<String, ORSet<String>>empty(ORSet.empty()).update(A, "k", set -> set.add(A, "x"));
        refused(
                "update of key k by a: the returned value does not contain the one that was given; return what the given"
                        + " value's mutators made of it",
                () -> map.update(A, "k", set -> ORSet.empty()));
    }

    @Test
    void mapsThatDoNotMergeAreNamedByTheirTypes() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // what generics would refuse
        ORMap<String, ORMap<String, PNCounter>> sets = (ORMap) ORMap.empty(ORMap.empty(ORSet.empty()));
        refused(
                "ORMap[ORMap[PNCounter]] does not merge with ORMap[ORMap[ORSet]]; every replica must give ORMap.empty the"
                        + " same empty value",
                () -> ORMap.<String, ORMap<String, PNCounter>>empty(ORMap.empty(PNCounter.empty()))
                        .merge(sets));
        refused(
                "two of type Removable[Max] do not merge: one begins with Max[value=0], the other with Max[value=9]; every"
                        + " replica must give Removable.of the same empty state",
                () -> Removable.of(new Max(0)).merge(Removable.of(new Max(9))));
    }

    @Test
    void aStampThatIsNotGreaterTellsHowToShowTheClockWhatWasReceived() {
        LWWRegister<String> seen = LWWRegister.<String>empty().set(new LamportTimestamp(7, B), "x");
        refused(
                "stamp 6@a does not exceed 7@b, the greatest this register has seen. Show the clock what is received:"
                        + " Replica.of(id, state, clock)",
                () -> seen.set(new LamportTimestamp(6, A), "y"));
    }

    private static String violation(Runnable check) {
        return assertThrows(LawViolation.class, check::run).getMessage().replace("\r", "");
    }

    @Test
    void aValueAndASpecificationThatReadAlikeAreToldWithTheirTypes() {
        var numbers = Script.startingWith(new Max(0))
                .step("raise", random -> random.nextLong(9), (Max max, Issuer issuer, Long n) -> max.merge(new Max(n)));
        String message = violation(() -> Laws.check(
                numbers.reading(Max::value)
                        .specifiedBy(visible -> visible.events().stream()
                                .mapToInt(event -> ((Long) event.operation().argument()).intValue())
                                .max()
                                .orElse(0)),
                1,
                1));
        assertTrue(message.contains("  value     = 0 (Long)\n  specified = 0 (Integer)\n"), message);
        String lists = violation(
                () -> Laws.check(numbers.reading(max -> List.of(1L)).specifiedBy(visible -> List.of(1)), 1, 1));
        assertTrue(lists.contains("  value     = [1] (List of Long)\n  specified = [1] (List of Integer)\n"), lists);
    }

    static final class NoEq implements Crdt<NoEq> {
        @Override
        public NoEq merge(NoEq other) {
            return new NoEq();
        }
    }

    @Test
    void aStateWithoutEqualsIsNamed() {
        String message = violation(() -> Laws.check(
                Script.startingWith(new NoEq())
                        .step("nothing", random -> 0, (NoEq state, Issuer issuer, Integer n) -> state)
                        .reading(state -> 0)
                        .specifiedBy(visible -> 0),
                1,
                1));
        assertTrue(message.contains("NoEq does not override equals and hashCode"), message);
    }

    record Forgetful(ORSet<String> tags, ORSet<String> admins) implements Composite<Forgetful> {
        @Override
        public Forgetful zip(Forgetful other, Zip with) {
            return new Forgetful(with.apply(tags, other.tags), ORSet.empty());
        }
    }

    @Test
    void aRecordWhoseZipForgetsAComponentIsToldWhich() {
        String message = violation(() -> Laws.check(
                Script.startingWith(new Forgetful(ORSet.empty(), ORSet.empty()))
                        .step(
                                "admin",
                                random -> random.nextInt(3),
                                (Forgetful state, Issuer issuer, Integer n) -> new Forgetful(
                                        state.tags(), state.admins().add(issuer.self(), "admin" + n)))
                        .reading(state -> state.tags().elements())
                        .specifiedBy(visible -> java.util.Set.of()),
                1,
                20));
        assertTrue(message.contains("Forgetful does not hand over admins: pass each component"), message);
    }
}
