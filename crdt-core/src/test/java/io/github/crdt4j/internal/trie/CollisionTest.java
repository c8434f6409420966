package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Keys that collide on all 32 bits of their hashes. */
class CollisionTest {

    private static final int MANY = 100_000;
    private static final int SOME = 10_000;

    /** Comparisons to find one of {@link #MANY} keys in a balanced tree, and to find that a key is not among them. */
    private static final int SEARCH = 2 * 17 + 8;

    private static final Combiner<CountingKey, String> UNION = Texts.union();

    private static List<CountingKey> colliding(CountingKey.Counter counter, int from, int to) {
        List<CountingKey> keys = new ArrayList<>();
        for (int i = from; i < to; i++) {
            keys.add(counter.key(i, 42));
        }
        Collections.shuffle(keys, new Random(from));
        return keys;
    }

    private static PersistentMap<CountingKey, String> mapOf(List<CountingKey> keys) {
        PersistentMap<CountingKey, String> map = PersistentMap.empty();
        for (CountingKey key : keys) {
            map = map.put(key, "value");
        }
        return map;
    }

    private static void assertAtMost(long limit, CountingKey.Counter counter) {
        long operations = counter.comparisons() + counter.equalities();
        assertTrue(operations <= limit, () -> operations + " calls of compareTo and equals, more than " + limit);
        counter.reset();
    }

    @Test
    void aHundredThousandComparableKeysArePutFoundMergedAndRemovedInLogarithmicTime() {
        CountingKey.Counter counter = new CountingKey.Counter();
        List<CountingKey> keys = colliding(counter, 0, MANY);
        PersistentMap<CountingKey, String> map = mapOf(keys);
        assertAtMost(2L * MANY * SEARCH, counter);
        assertEquals(MANY, map.size());
        Shape.check(map);
        counter.reset();

        keys.forEach(key -> assertEquals("value", map.get(key)));
        assertNull(map.get(counter.key(MANY, 42)));
        assertAtMost((MANY + 1L) * SEARCH, counter);

        PersistentMap<CountingKey, String> other = mapOf(colliding(counter, MANY / 2, MANY + MANY / 2));
        counter.reset();
        PersistentMap<CountingKey, String> merged = map.merge(other, UNION);
        assertAtMost(4L * MANY * SEARCH, counter);
        assertEquals(MANY + MANY / 2, merged.size());
        Shape.check(merged);
        counter.reset();
        assertSame(merged, merged.merge(map, UNION));
        assertSame(merged, map.merge(merged, UNION));
        assertAtMost(8L * MANY * SEARCH, counter);

        int[] differences = {0};
        assertTrue(map.forEachDifference(other, (key, left, right) -> ++differences[0] > 0));
        assertEquals(MANY, differences[0]);
        assertAtMost(4L * MANY * SEARCH, counter);

        PersistentMap<CountingKey, String> rest = merged;
        for (CountingKey key : keys) {
            rest = rest.remove(key);
        }
        assertAtMost(2L * MANY * SEARCH, counter);
        assertEquals(MANY / 2, rest.size());
        Shape.check(rest);
        assertEquals(mapOf(colliding(counter, MANY, MANY + MANY / 2)), rest);
    }

    /** A key with a digest and no order: what is counted is how often two are compared. */
    private static final class Digestible implements Digested {
        private static long equalities;
        private final int id;

        Digestible(int id) {
            this.id = id;
        }

        @Override
        public long digest() {
            return Contents.digest(id);
        }

        @Override
        public boolean equals(Object other) {
            equalities++;
            return other instanceof Digestible that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 42;
        }

        static void assertAtMost(long limit, String what) {
            assertTrue(equalities <= limit, () -> what + ": " + equalities + " comparisons, more than " + limit);
            equalities = 0;
        }

        static PersistentMap<Digestible, String> bulk(int from, int to) {
            var keys = new Digestible[to - from];
            var values = new String[keys.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = new Digestible(from + i);
                values[i] = "value";
            }
            return PersistentMap.of(keys, values, keys.length);
        }
    }

    @Test
    void keysWithADigestAndNoOrderAreEachComparedWithFewOthers() {
        PersistentMap<Digestible, String> map = PersistentMap.empty();
        for (int i = 0; i < MANY; i++) {
            map = map.put(new Digestible(i), "value");
        }
        Digestible.assertAtMost(MANY, "puts");
        Shape.check(map);
        Digestible.equalities = 0;

        PersistentMap<Digestible, String> bulk = Digestible.bulk(0, MANY);
        Digestible.assertAtMost(2L * MANY, "all at once");
        assertEquals(map, bulk);
        Digestible.assertAtMost(2L * MANY, "equality");
        assertEquals(Shape.of(map), Shape.of(bulk));
        Shape.check(bulk);
        Digestible.equalities = 0;

        PersistentMap<Digestible, String> other = Digestible.bulk(MANY / 2, MANY + MANY / 2);
        Digestible.equalities = 0;
        PersistentMap<Digestible, String> merged = map.merge(other, Texts.union());
        Digestible.assertAtMost(2L * MANY, "merge");
        assertEquals(MANY + MANY / 2, merged.size());
        Shape.check(merged);
        Digestible.equalities = 0;
        int[] differences = {0};
        assertTrue(map.forEachDifference(other, (key, left, right) -> ++differences[0] > 0));
        Digestible.assertAtMost(2L * MANY, "differences");
        assertEquals(MANY, differences[0]);

        PersistentMap<Digestible, String> rest = merged;
        for (int i = 0; i < MANY + MANY / 2 - 3; i++) {
            assertTrue(rest.containsKey(new Digestible(i)));
            rest = rest.remove(new Digestible(i));
        }
        Digestible.assertAtMost(5L * MANY, "looks and removals");
        assertEquals(3, rest.size());
        Shape.check(rest);
        assertEquals(Shape.of(Digestible.bulk(MANY + MANY / 2 - 3, MANY + MANY / 2)), Shape.of(rest));
    }

    @Test
    void keysWithAndWithoutADigestCollideSideBySide() {
        CountingKey.Counter counter = new CountingKey.Counter();
        PersistentMap<Object, String> map = PersistentMap.empty();
        Builder<Object, String> builder = map.toBuilder();
        for (int i = 0; i < 200; i++) {
            Object key = i % 2 == 0 ? new Digestible(i) : counter.key(i, 42);
            map = map.put(key, "value");
            builder.put(key, "value");
            Shape.check(map);
        }
        assertEquals(Shape.of(map), Shape.of(builder.build()));
        int[] entries = {0};
        map.iterator().forEachRemaining(entry -> entries[0]++);
        assertEquals(200, entries[0]);
        PersistentMap<Object, String> fewer = map;
        for (int i = 0; i < 200; i++) {
            Object key = i % 2 == 0 ? new Digestible(i) : counter.key(i, 42);
            assertEquals("value", fewer.get(key));
            fewer = fewer.remove(key);
            builder.remove(key);
            Shape.check(fewer);
            assertEquals(Shape.of(fewer), Shape.of(builder.build()));
            assertSame(map, map.merge(fewer, Texts.union()));
            assertSame(map, fewer.merge(map, Texts.union()));
        }
    }

    @Test
    void ascendingAndDescendingKeysStayInBalance() {
        CountingKey.Counter counter = new CountingKey.Counter();
        Builder<CountingKey, String> ascending = PersistentMap.<CountingKey, String>empty().toBuilder();
        Builder<CountingKey, String> descending = PersistentMap.<CountingKey, String>empty().toBuilder();
        for (int i = 0; i < 2000; i++) {
            ascending.put(counter.key(i, 42), "value");
            descending.put(counter.key(2000 - 1 - i, 42), "value");
        }
        Shape.check(ascending.build());
        Shape.check(descending.build());
        assertEquals(ascending.build(), descending.build());
        for (int i = 0; i < 1900; i++) {
            ascending.remove(counter.key(i, 42));
            descending.remove(counter.key(2000 - 1 - i, 42));
        }
        Shape.check(ascending.build());
        Shape.check(descending.build());
        assertEquals(100, ascending.size());
        assertNotEquals(ascending.build(), descending.build());
    }

    @Test
    void sharedCollisionsAreEqualWithoutAComparison() {
        CountingKey.Counter counter = new CountingKey.Counter();
        PersistentMap<CountingKey, String> map = mapOf(colliding(counter, 0, 100));
        PersistentMap<CountingKey, String> left = map.put(counter.key(-1, 43), "value");
        PersistentMap<CountingKey, String> right = map.put(counter.key(-1, 43), "value");
        counter.reset();
        assertEquals(left, right);
        assertSame(left, left.merge(right, UNION));
        assertAtMost(2, counter);
    }

    @Test
    void mapsOfEqualSizeDifferInHowManyKeysCollideWhere() {
        CountingKey.Counter counter = new CountingKey.Counter();
        PersistentMap<CountingKey, String> both = mapOf(colliding(counter, 0, 3));
        for (int i = 3; i < 6; i++) {
            both = both.put(counter.key(i, 43), "value");
        }
        assertNotEquals(both.remove(counter.key(0, 42)), both.remove(counter.key(3, 43)));
        assertEquals(
                4, both.remove(counter.key(0, 42)).remove(counter.key(3, 43)).size());
    }

    @Test
    void nothingRecursesDeeply() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Runnable everything = () -> {
            CountingKey.Counter counter = new CountingKey.Counter();
            PersistentMap<CountingKey, String> map = mapOf(colliding(counter, 0, SOME));
            PersistentMap<CountingKey, String> other = mapOf(colliding(counter, 0, SOME));
            assertEquals(map, other);
            assertEquals(map.hashCode(), other.hashCode());
            assertSame(map, map.merge(other.put(counter.key(0, 42), "a value that loses"), UNION));
            assertTrue(map.forEachDifference(other, (key, left, right) -> false));
            int[] entries = {0};
            map.forEach((key, value) -> entries[0]++);
            map.iterator().forEachRemaining(entry -> entries[0]++);
            assertEquals(2 * SOME, entries[0]);
        };
        Thread thread = new Thread(null, everything, "a thread of little stack", 256 * 1024);
        thread.setUncaughtExceptionHandler((failed, problem) -> thrown.set(problem));
        thread.start();
        thread.join();
        assertNull(thrown.get());
    }
}
