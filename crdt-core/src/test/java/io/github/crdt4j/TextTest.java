package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The texts of states: the value first, then what it consists of, both cut. */
class TextTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    /** The text up to what the value consists of. */
    private static String value(Object state) {
        String text = state.toString();
        int end = text.indexOf(" (");
        return end < 0 ? text : text.substring(0, end);
    }

    private static ORSet<Integer> numbers(int count) {
        return ORSet.<Integer>empty().edit(A, set -> IntStream.range(0, count).forEach(set::add));
    }

    @Test
    void theValueIsFirst() {
        assertEquals("GCounter 0", GCounter.empty().toString());
        assertEquals("GCounter 5", value(GCounter.empty().increment(A, 2).increment(B, 3)));
        assertEquals("PNCounter -5", value(PNCounter.empty().decrement(A, 5)));
        assertEquals("LWWRegister without a value", LWWRegister.empty().toString());
        assertEquals("LWWRegister x", value(LWWRegister.<String>empty().set(new LamportTimestamp(1, A), "x")));
        assertEquals("MVRegister [x]", value(MVRegister.<String>empty().set(A, "x")));
        assertEquals("ORSet []", ORSet.empty().toString());
        assertEquals("ORSet [x]", value(ORSet.<String>empty().add(A, "x")));
        assertEquals("Removable {a:1}", value(Removable.of(VectorClock.empty()).update(A, clock -> clock.tick(A))));
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        assertEquals("ORMap {k=PNCounter 2}", value(map.update(A, "k", count -> count.increment(A, 2))));
        OpORMap<String, OpPNCounter, OpPNCounter.Change> none = OpORMap.empty(OpPNCounter.empty());
        var two = none.effect(
                none.update("k", count -> count.decrement(2)),
                new Dot(A, 1),
                VectorClock.empty().tick(A));
        assertEquals("OpORMap {k=OpPNCounter -2}", value(two));
    }

    @Test
    void whatTheValueConsistsOfFollows() {
        assertEquals(
                "ORSet [x] ({x/a:1}, {a:1})", ORSet.<String>empty().add(A, "x").toString());
        assertEquals(
                "ORSet [] ({}, {a:1})",
                ORSet.<String>empty().add(A, "x").remove("x").toString());
        ORMap<String, ORSet<String>> map = ORMap.empty(ORSet.empty());
        assertEquals(
                "ORMap {k=ORSet [x]} ({k->{x/a:1}}, {a:1})",
                map.update(A, "k", set -> set.add(A, "x")).toString());
    }

    @Test
    void twentyElementsAreShownAndTheOthersCounted() {
        String text = numbers(3_000).toString();
        assertTrue(value(numbers(3_000)).endsWith(", … and 2 980 more]"), text);
        assertTrue(text.length() < 600, text);
        assertEquals("ORSet [0]", value(numbers(1)));
        assertTrue(numbers(20).toString().indexOf('…') < 0);
    }

    @Test
    void nestedStatesShareWhatIsShown() {
        ORMap<Integer, ORMap<Integer, ORSet<Integer>>> map = ORMap.empty(ORMap.empty(ORSet.empty()));
        ORSet<Integer> leaf = numbers(30);
        for (int i = 0; i < 30; i++) {
            int key = i;
            map = map.update(A, key, inner -> {
                var next = inner;
                for (int k = 0; k < 30; k++) {
                    next = next.update(A, k, set -> set.add(A, 1).add(A, 2));
                }
                return next;
            });
        }
        assertTrue(map.toString().length() < 5_000, map::toString);
        assertTrue(map.toString().contains(", … and 28 more} ("), map::toString);
        assertTrue(map.toString().endsWith(", {a:1-1800})"), map::toString);
        assertTrue(leaf.toString().contains("… and 10 more"), leaf::toString);
    }

    private record Holder(ORMap<Integer, ORSet<Integer>> sets) implements Composite<Holder> {
        @Override
        public Holder zip(Holder other, Zip with) {
            return new Holder(with.apply(sets, other.sets));
        }
    }

    @Test
    void statesWithinUsersRecordsShareItToo() {
        ORMap<Integer, Holder> map = ORMap.empty(new Holder(ORMap.empty(ORSet.empty())));
        for (int i = 0; i < 30; i++) {
            map = map.update(A, i, holder -> {
                var sets = holder.sets();
                for (int k = 0; k < 30; k++) {
                    sets = sets.update(A, k, set -> set.add(A, 1).add(A, 2));
                }
                return new Holder(sets);
            });
        }
        assertTrue(map.toString().length() < 6_000, map::toString);
        assertTrue(map.toString().startsWith("ORMap {0=Holder[sets=ORMap {0=ORSet ["), map::toString);
    }

    @Test
    void clocksAndContextsAreCut() {
        Map<ReplicaId, Long> many = new HashMap<>();
        CausalContext gaps = CausalContext.empty();
        for (int i = 0; i < 1_000; i++) {
            many.put(ReplicaId.of("r" + i), 1L);
            gaps = gaps.add(new Dot(A, 2L * i + 1));
        }
        VectorClock clock = VectorClock.of(many);
        assertTrue(clock.toString().endsWith(", … and 980 more}"), clock::toString);
        CausalContext context = CausalContext.of(clock);
        assertTrue(context.toString().endsWith(", … and 980 more}"), context::toString);
        assertTrue(gaps.toString().endsWith(", … and 980 more}"), gaps::toString);
        assertEquals(
                "{a:1, a:3, b:1}",
                CausalContext.empty()
                        .add(new Dot(A, 1))
                        .add(new Dot(A, 3))
                        .add(new Dot(B, 1))
                        .toString());
    }

    @Test
    void countersOfManyWritersAreCut() {
        GCounter counter = GCounter.empty();
        for (int i = 0; i < 1_000; i++) {
            counter = counter.increment(ReplicaId.of("r" + i));
        }
        assertTrue(counter.toString().startsWith("GCounter 1000 ("), counter::toString);
        assertTrue(counter.toString().length() < 2_000, counter::toString);
    }

    @Test
    void longValuesAreCut() {
        String text = MVRegister.<String>empty().set(A, "x".repeat(12_000)).toString();
        assertTrue(text.startsWith("MVRegister [" + "x".repeat(200) + "… (12 000 characters)]"), text);
        List<Integer> list = Collections.nCopies(1_000_000, 7);
        text = ORSet.<List<Integer>>empty().add(A, list).toString();
        assertTrue(text.startsWith("ORSet [[7, 7, "), text);
        assertTrue(text.contains("… and 999 980 more]"), text);
        text = MVRegister.<BigInteger>empty()
                .set(A, BigInteger.ONE.shiftLeft(1 << 20))
                .toString();
        assertTrue(text.startsWith("MVRegister [a BigInteger of more than 2048 bits]"), text);
    }

    /** An element that counts how often it is asked for its text. */
    private record Asked(int number, AtomicInteger asked) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Asked that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public String toString() {
            asked.incrementAndGet();
            return "e" + number;
        }
    }

    @Test
    void aTextCostsWhatItShows() {
        AtomicInteger asked = new AtomicInteger();
        ORSet<Asked> set = ORSet.<Asked>empty()
                .edit(A, all -> IntStream.range(0, 5_000).forEach(i -> all.add(new Asked(i, asked))));
        assertTrue(set.toString().contains("… and 4 980 more"), set::toString);
        assertTrue(asked.get() <= 4 * 20, () -> asked + " texts");
    }

    @Test
    void anElementThatThrowsLeavesLaterTextsWhole() {
        record Thrower(int number) {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }
        ORSet<Object> set = ORSet.empty().add(A, new Thrower(1));
        try {
            throw new AssertionError(set.toString());
        } catch (IllegalStateException expected) {
            assertEquals(
                    "ORSet [x] ({x/a:1}, {a:1})",
                    ORSet.<String>empty().add(A, "x").toString());
        }
    }
}
