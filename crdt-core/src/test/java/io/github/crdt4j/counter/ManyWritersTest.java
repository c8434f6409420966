package io.github.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters of so many writers that their lanes take several chunks, and blocks of chunks. */
class ManyWritersTest {

    private static final KryoCodec CODEC = KryoCodec.create();

    private static ReplicaId writer(int i) {
        return ReplicaId.of("writer-" + i);
    }

    private static PNCounter counted(List<Integer> writers) {
        PNCounter counter = PNCounter.empty();
        for (int i : writers) {
            counter = counter.increment(writer(i), i + 1);
        }
        return counter;
    }

    private static List<Integer> shuffled(int writers, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 16, 17, 512, 513, 1100})
    void neitherOrderNorTheWayThroughBytesShows(int writers) {
        PNCounter counter = counted(shuffled(writers, 1));
        PNCounter other = counted(shuffled(writers, 2));
        assertEquals(writers * (writers + 1L) / 2, counter.value());
        assertEquals(counter, other);
        assertEquals(counter.hashCode(), other.hashCode());
        assertSame(counter, counter.merge(other));
        PNCounter decoded = CODEC.decode(CODEC.encode(counter), PNCounter.empty());
        assertEquals(counter, decoded);
        assertSame(counter, counter.merge(decoded));
        assertTrue(counter.leq(decoded));
        assertSame(decoded, PNCounter.empty().merge(decoded));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 513, 1100})
    void mergesOfWhatBothHaveGoneOnWithCountEverythingOnce(int writers) {
        var random = new Random(writers);
        PNCounter base = counted(shuffled(writers, 3));
        PNCounter here = base;
        PNCounter there = base;
        long expected = base.value();
        for (int i = 0; i < 40; i++) {
            int amount = random.nextInt(9);
            int at = random.nextInt(writers);
            expected += at % 2 == 0 ? amount : -amount;
            here = at % 2 == 0 ? here.increment(writer(at), amount) : here;
            there = at % 2 == 1 ? there.decrement(writer(at), amount) : there;
        }
        for (PNCounter theirs : List.of(there, CODEC.decode(CODEC.encode(there), PNCounter.empty()))) {
            PNCounter merged = here.merge(theirs);
            assertEquals(expected, merged.value());
            assertEquals(merged, theirs.merge(here));
            assertSame(merged, merged.merge(theirs));
            assertTrue(here.leq(merged) && theirs.leq(merged));
            assertFalse(merged.leq(here) || merged.leq(theirs));
            assertEquals(merged, here.merge(theirs.delta(base)));
            assertSame(theirs, base.merge(theirs));
            assertEquals(here.delta(base), merged.delta(theirs));
        }
    }

    /** Where digests of chunks are compared: they must tell writers, chunks, and ups and downs apart. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 512})
    void amountsThatChangedPlacesAreNotTheSame(int distance) {
        PNCounter base = counted(shuffled(1100, 7));
        for (int at = 3; at + distance < 1100; at += 101) {
            PNCounter one = base.increment(writer(at), 5);
            PNCounter far = base.increment(writer(at + distance), 5);
            PNCounter down = base.decrement(writer(at), 5);
            PNCounter[] states = {one, far, down};
            for (PNCounter here : states) {
                for (PNCounter there : states) {
                    PNCounter decoded = CODEC.decode(CODEC.encode(there), PNCounter.empty());
                    assertEquals(here == there, here.equals(decoded));
                    assertEquals(here == there, here.leq(decoded));
                    assertEquals(here.merge(there), here.merge(decoded));
                    assertEquals(here.delta(there), here.delta(decoded));
                    assertEquals(
                            base.value()
                                    + (here == there
                                            ? here.value() - base.value()
                                            : here.value() + there.value() - 2 * base.value()),
                            here.merge(decoded).value());
                }
            }
        }
    }

    @Test
    void noDecrementOfOneWriterIsLeftWhereNobodyCountedDown() {
        PNCounter up = counted(shuffled(40, 4));
        PNCounter down = up.decrement(writer(3), 7).decrement(writer(35), 1);
        assertEquals(up.value() - 8, down.value());
        assertEquals(down.value(), up.merge(down.delta(up)).value());
        assertFalse(down.equals(up));
        assertTrue(up.leq(down));
    }

    @Test
    void removedInAMapOnlyConcurrentPartsCount() {
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        for (int i = 0; i < 600; i++) {
            ReplicaId self = writer(i);
            map = map.update(self, "k", counter -> counter.increment(self, 2));
        }
        var removed = map.remove("k");
        var counted = map;
        for (int i = 0; i < 600; i += 100) {
            ReplicaId self = writer(i);
            counted = counted.update(self, "k", counter -> counter.increment(self));
        }
        var merged = removed.merge(counted);
        assertEquals(6, merged.get("k").value());
        assertEquals(merged, counted.merge(CODEC.decode(CODEC.encode(removed), ORMap.empty(PNCounter.empty()))));
        var retired = merged;
        for (int i = 0; i < 600; i++) {
            ReplicaId self = writer(i);
            retired = retired.update(self, "other", counter -> counter.increment(self));
        }
        assertEquals(6, retired.get("k").value());
        assertEquals(600, retired.get("other").value());
        assertTrue(CODEC.encode(retired.remove("other").clear()).length < CODEC.encode(removed).length * 3);
    }

    @Test
    void sumsBeyondALongAreExactAndComeBack() {
        PNCounter counter = counted(shuffled(20, 5));
        BigInteger exact = counter.exactValue();
        for (int i = 0; i < 3; i++) {
            counter = counter.increment(writer(20 + i), Long.MAX_VALUE);
            exact = exact.add(BigInteger.valueOf(Long.MAX_VALUE));
        }
        assertEquals(exact, counter.exactValue());
        PNCounter beyond = counter;
        assertThrows(ArithmeticException.class, beyond::value);
        assertThrows(ArithmeticException.class, () -> beyond.increment(writer(20)));
        for (int i = 0; i < 3; i++) {
            counter = counter.decrement(writer(20 + i), Long.MAX_VALUE);
        }
        assertEquals(20 * 21 / 2, counter.value());
        assertEquals(beyond.exactValue(), beyond.merge(counted(shuffled(20, 6))).exactValue());
    }
}
