package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What JSON libraries and logs are handed: objects of the JDK only, at any depth. */
class PlainViewTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    record Profile(LWWRegister<String> name, ORSet<String> tags, ORMap<String, PNCounter> scores)
            implements Composite<Profile> {
        static final Profile EMPTY = new Profile(LWWRegister.empty(), ORSet.empty(), ORMap.empty(PNCounter.empty()));

        @Override
        public Profile zip(Profile other, Zip with) {
            return new Profile(
                    with.apply(name, other.name), with.apply(tags, other.tags), with.apply(scores, other.scores));
        }
    }

    record Max(long value) implements Crdt<Max> {
        @Override
        public Max merge(Max other) {
            return value >= other.value ? this : other;
        }
    }

    private static final Profile ADA = new Profile(
            LWWRegister.<String>empty().set(new LamportTimestamp(1, A), "Ada"),
            ORSet.<String>empty().add(A, "z").add(A, "a"),
            ORMap.<String, PNCounter>empty(PNCounter.empty()).update(A, "go", go -> go.decrement(A, 3)));

    @Test
    void aCounterIsALongAndABigIntegerOnlyBeyond() {
        assertEquals(42L, GCounter.empty().increment(A, 42).plain());
        assertEquals(-1L, PNCounter.empty().decrement(A).plain());
        assertEquals(
                BigInteger.TWO.pow(63),
                GCounter.empty().increment(A, Long.MAX_VALUE).increment(B, 1).plain());
    }

    @Test
    void aRegisterIsItsValueOrNullAndSiblingsAreAList() {
        assertNull(LWWRegister.empty().plain());
        assertEquals("Ada", ADA.name().plain());
        MVRegister<String> one = MVRegister.<String>empty().set(A, "x");
        assertEquals(
                List.of("x", "y"),
                one.merge(MVRegister.<String>empty().set(B, "y")).plain());
    }

    @Test
    void setsAndMapsAreSortedWhereTheirElementsCompare() {
        assertEquals("[a, z]", ADA.tags().plain().toString());
        ORMap<Integer, GCounter> map = ORMap.empty(GCounter.empty());
        for (int key : new int[] {30, 1, 20, 7}) {
            map = map.update(A, key, count -> count.increment(A, key));
        }
        assertEquals("{1=1, 7=7, 20=20, 30=30}", map.plain().toString());
        Object mixed = ORSet.<Object>empty().add(A, 1).add(A, "x").plain();
        assertEquals(Set.of(1, "x"), mixed);
    }

    @Test
    void recordsAndMapsAreMapsAtAnyDepth() {
        ORMap<String, ORMap<String, Profile>> all = ORMap.empty(ORMap.empty(Profile.EMPTY));
        all = all.update(A, "team", team -> team.update(A, "ada", ada -> ADA));
        assertEquals(
                "{team={ada={name=Ada, tags=[a, z], scores={go=-3}}}}",
                all.plain().toString());
        isOfTheJdk(all.plain());
    }

    @Test
    void aStateOfAUsersOwnIsSeenByItsComponents() {
        assertEquals(Map.of("value", 7L), new Max(7).plain());
        assertEquals(
                Map.of("value", 7L),
                Removable.of(new Max(0)).update(A, max -> new Max(7)).plain());
        ORMap<String, Removable<Max>> map = ORMap.empty(Removable.of(new Max(0)));
        assertEquals(
                Map.of("k", Map.of("value", 7L)),
                map.update(A, "k", max -> max.update(A, zero -> new Max(7))).plain());
    }

    record Highest(long value) implements OpCrdt<Highest, Highest.Raise> {
        record Raise(long to) implements Operation {}

        @Override
        public Highest effect(Raise raise, Dot dot, CausalPast clock) {
            return new Highest(Math.max(value, raise.to()));
        }
    }

    static final class Words implements Crdt<Words> {
        @Override
        public Words merge(Words other) {
            return this;
        }

        @Override
        public String toString() {
            return "words";
        }
    }

    @Test
    void operationBasedRecordsAreSeenByTheirComponentsAndOtherClassesByTheirText() {
        assertEquals(Map.of("value", 3L), new Highest(3).plain());
        assertEquals("words", new Words().plain());
        assertEquals(Map.of("w", "words"), PlainView.of(Map.of("w", new Words())));
    }

    @Test
    void clocksAndContextsAreNumbersByTheTextOfTheReplica() {
        assertEquals(
                Map.of("a", 2L, "b", 1L),
                VectorClock.empty().tick(A).tick(B).tick(A).plain());
        CausalContext gaps = CausalContext.empty().add(new Dot(A, 1)).add(new Dot(A, 3));
        assertEquals(Map.of("a", List.of(List.of(1L, 1L), List.of(3L, 3L))), gaps.plain());
        ORMap<ReplicaId, LWWRegister<VectorClock>> seen = ORMap.empty(LWWRegister.empty());
        LamportTimestamp stamp = new LamportTimestamp(1, A);
        assertEquals(
                "{b={a=1}}",
                seen.update(A, B, clock -> clock.set(stamp, VectorClock.empty().tick(A)))
                        .plain()
                        .toString());
    }

    @Test
    void keysWhoseTextsCollideStayAsTheyAre() {
        ORSet<Object> both = ORSet.<Object>empty().add(A, A).add(A, "a");
        assertEquals(Set.of(A, "a"), both.plain());
        ORMap<Object, GCounter> map = ORMap.empty(GCounter.empty());
        map = map.update(A, A, count -> count.increment(A)).update(A, "a", count -> count.increment(A, 2));
        assertEquals(Map.of(A, 1L, "a", 2L), map.plain());
    }

    @Test
    void otherObjectsStayAndCollectionsAreLookedInto() {
        Object own = new Object();
        assertEquals(own, PlainView.of(own));
        List<Object> content = new ArrayList<>(Arrays.asList(null, Optional.of(ADA.tags()), Optional.empty()));
        assertEquals(Arrays.asList(null, Set.of("a", "z"), null), PlainView.of(content));
    }

    @Test
    void theViewCannotBeChanged() {
        assertThrows(
                UnsupportedOperationException.class, () -> ((Set<?>) ADA.tags().plain()).clear());
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) ADA.plain()).clear());
    }

    /** Fails unless an object consists of the JDK's classes alone. */
    public static void isOfTheJdk(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                isOfTheJdk(key);
                isOfTheJdk(value);
            });
        } else if (plain instanceof Iterable<?> elements) {
            elements.forEach(PlainViewTest::isOfTheJdk);
        }
        assertEquals(
                true, plain == null || plain.getClass().getName().startsWith("java."), () -> "a " + plain.getClass());
    }
}
