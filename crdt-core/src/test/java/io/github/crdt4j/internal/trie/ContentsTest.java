package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Equal objects have equal digests, others do not, whatever their hash codes. */
class ContentsTest {

    /** One of the four pairs had the same digest, whatever the secrets were, while factors had signs. */
    @Test
    void complementsOfTextsHaveDigestsOfTheirOwn() {
        for (int low = 0; low < 4; low++) {
            char[] text = "abcdefgh".toCharArray();
            text[0] ^= (char) (low & 1);
            text[4] ^= (char) (low >> 1);
            char[] turned = text.clone();
            for (int i = 0; i < 8; i++) {
                turned[i] ^= (char) (i % 4 == 0 ? 0xFFFE : 0xFFFF);
            }
            assertNotEquals(Contents.digest(new String(text)), Contents.digest(new String(turned)));
        }
    }

    /** Their texts would be made in time that grows faster than their size, and take several times the memory. */
    @Test
    void numbersOfAnySizeAreDigestedByTheirOctets() {
        byte[] octets = new byte[1 << 20];
        Arrays.fill(octets, (byte) 0x55);
        var integer = new BigInteger(octets);
        for (Object number : List.of(integer, new BigDecimal(integer, -1_000_000_000))) {
            long digest = Contents.digest(number);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(digest, Contents.digest(number));
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 3L * octets.length, () -> allocated + " bytes allocated");
        }
        octets[octets.length - 1]++;
        assertNotEquals(Contents.digest(integer), Contents.digest(new BigInteger(octets)));
        assertNotEquals(Contents.digest(integer), Contents.digest(integer.negate()));
        assertNotEquals(Contents.digest(BigInteger.ZERO), Contents.digest(BigInteger.ZERO.setBit(128)));
        assertNotEquals(Contents.digest(new BigDecimal("1.0")), Contents.digest(new BigDecimal("1.00")));
    }

    /** A set can hold states; whoever makes them can make their hash codes collide. */
    @Test
    void statesOfThisLibraryHaveDigests() {
        ReplicaId a = ReplicaId.of("a");
        ORSet<String> set = ORSet.<String>empty().add(a, "x");
        VectorClock clock = VectorClock.of(Map.of(a, 1L));
        ORMap<String, PNCounter> counters = ORMap.empty(PNCounter.empty());
        List<Object> different = List.of(
                ORSet.empty(),
                set,
                set.remove("x"),
                GCounter.empty(),
                PNCounter.empty(),
                GCounter.empty().increment(a),
                clock,
                CausalContext.of(clock),
                counters,
                ORMap.empty(GCounter.empty()),
                ORMap.empty(counters),
                MVRegister.empty().set(a, "x"),
                Removable.of(clock),
                Removable.of(VectorClock.empty()).update(a, at -> clock));
        var digests = new HashMap<Long, Object>();
        for (Object state : different) {
            assertNotEquals(Digested.UNKNOWN, Contents.digest(state), state.toString());
            Object other = digests.put(Contents.digest(state), state);
            assertTrue(other == null, () -> state + " and " + other);
        }
        assertEquals(Contents.digest(set), Contents.digest(ORSet.<String>empty().add(a, "x")));
        assertEquals(Contents.digest(clock), Contents.digest(VectorClock.of(Map.of(a, 1L))));
    }

    private record Pair(Object first, long second) {}

    private record Twin(Object first, long second) {}

    private record OwnEquality(String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof OwnEquality that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static final List<Object> DIFFERENT = Collections.unmodifiableList(Arrays.asList(
            "",
            "Aa",
            "BB", // one hash code with the one before
            "1",
            1,
            1L,
            (short) 1,
            (byte) 1,
            '1',
            (char) 1,
            true,
            false,
            1.0,
            1.0f,
            0.0,
            -0.0,
            Double.NaN,
            Float.NaN,
            -1L,
            Long.MIN_VALUE,
            Integer.MIN_VALUE,
            new UUID(1, 2),
            new UUID(2, 1),
            Instant.ofEpochSecond(1, 2),
            Instant.ofEpochSecond(2, 1),
            LocalDate.ofEpochDay(1),
            LocalDate.ofEpochDay(2),
            TimeUnit.DAYS,
            TimeUnit.HOURS,
            Thread.State.NEW,
            BigInteger.ONE,
            BigInteger.TWO.pow(70),
            new BigDecimal("1"),
            new BigDecimal("1.0"),
            List.of(),
            List.of("a", "b"),
            List.of("b", "a"),
            List.of("ab"),
            List.of(1, 1L),
            List.of(1L, 1),
            List.of(List.of()),
            Optional.empty(),
            Optional.of("a"),
            Optional.of(List.of("a")),
            Set.of(),
            Set.of("a"),
            Set.of("a", "b"),
            Set.of(Map.entry("a", "b")),
            Map.of(),
            Map.of("a", "b"),
            Map.of("b", "a"),
            Map.entry("a", "b"),
            new Pair("a", 1),
            new Pair("b", 1),
            new Pair("a", 2),
            new Pair(null, 1),
            new Pair(new Pair("a", 1), 1),
            new Twin("a", 1),
            ReplicaId.of("a"),
            ReplicaId.of("b"),
            new ReplicaId("a", 1),
            Collections.singletonList(null)));

    @Test
    void tellApartWhatIsDifferent() {
        Map<Long, Object> seen = new HashMap<>();
        for (Object object : DIFFERENT) {
            long digest = Contents.digest(object);
            assertNotEquals(Digested.UNKNOWN, digest, () -> "of " + object);
            Object other = seen.put(digest, object);
            assertEquals(null, other, () -> object + " and " + other);
        }
    }

    @Test
    void areThoseOfAnyEqualObject() {
        assertEquals(Contents.digest("word"), Contents.digest(new String("word".toCharArray())));
        assertEquals(Contents.digest(700_000L), Contents.digest(Long.valueOf("700000"))); // not the cached object
        assertEquals(Contents.digest(List.of("a", 1)), Contents.digest(new ArrayList<>(List.of("a", 1))));
        assertEquals(Contents.digest(Set.of("a", "b")), Contents.digest(new TreeSet<>(Set.of("b", "a"))));
        assertEquals(Contents.digest(Map.of("a", 1, "b", 2)), Contents.digest(new HashMap<>(Map.of("b", 2, "a", 1))));
        assertEquals(
                Contents.digest(Optional.of(List.of(1))), Contents.digest(Optional.of(new ArrayList<>(List.of(1)))));
        assertEquals(Contents.digest(new Pair("a", 1)), Contents.digest(new Pair("a", 1)));
        assertEquals(Contents.digest(new BigDecimal("1.50")), Contents.digest(new BigDecimal("1.50")));
    }

    @Test
    void ofManyStringsNoTwoAgree() {
        var random = new SplittableRandom(1);
        Map<Long, String> seen = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int blocks = random.nextInt(20); blocks >= 0; blocks--) {
                text.append(random.nextBoolean() ? "Aa" : "BB");
            }
            String other = seen.put(Contents.digest(text.toString()), text.toString());
            assertEquals(other == null ? text.toString() : other, text.toString());
        }
    }

    @Test
    void areUnknownOfOtherClasses() {
        assertEquals(Digested.UNKNOWN, Contents.digest(new OwnEquality("a")));
        assertEquals(Digested.UNKNOWN, Contents.digest(List.of("a", new OwnEquality("a"))));
        assertEquals(Digested.UNKNOWN, Contents.digest(new Pair(new Object(), 1)));
        assertEquals(Digested.UNKNOWN, Contents.digest(new Object()));
    }
}
