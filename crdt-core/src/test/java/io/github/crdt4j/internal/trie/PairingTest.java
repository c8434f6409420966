package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Collisions of keys without an order, and of such with others, where values tell which keys may be the same. */
class PairingTest {

    private static final int PATH = 5;

    /** A value that tells what it is by its digest. */
    private record Weight(long digest) implements Digested {}

    /** The greater number of both, of entries with the wanted keys. */
    private record Greatest(Predicate<TestKey> wanted) implements Combiner<TestKey, Weight> {
        @Override
        public Weight both(TestKey key, Weight left, Weight right) {
            return left(key, left.digest >= right.digest ? left : right);
        }

        @Override
        public Weight left(TestKey key, Weight left) {
            return wanted.test(key) ? left : null;
        }

        @Override
        public Weight right(TestKey key, Weight right) {
            return left(key, right);
        }
    }

    private static final Greatest UNION = new Greatest(key -> true);

    private static TestKey plain(int id) {
        return new TestKey.Plain(id, PATH);
    }

    private static TestKey ordered(int id) {
        return new TestKey.Ordered(id, PATH);
    }

    private static PersistentMap<TestKey, Weight> map(Object... keysAndDigests) {
        PersistentMap<TestKey, Weight> map = PersistentMap.empty();
        for (int i = 0; i < keysAndDigests.length; i += 2) {
            map = map.put((TestKey) keysAndDigests[i], new Weight((Integer) keysAndDigests[i + 1]));
        }
        Shape.check(map);
        return map;
    }

    private static PersistentMap<TestKey, Weight> merged(
            PersistentMap<TestKey, Weight> left, PersistentMap<TestKey, Weight> right, Greatest combiner) {
        PersistentMap<TestKey, Weight> merged = left.merge(right, combiner);
        Shape.check(merged);
        return merged;
    }

    @Test
    void aValueThatAnotherKeyHasMisleadsNobody() {
        var left = map(plain(1), 10, plain(2), 20, plain(3), 30);
        var right = map(plain(1), 20, plain(2), 10, plain(3), 20);
        assertNotEquals(left, right);
        assertEquals(map(plain(1), 20, plain(2), 20, plain(3), 30), merged(left, right, UNION));
        List<String> differences = new ArrayList<>();
        assertTrue(left.forEachDifference(
                right, (key, here, there) -> differences.add(key + " " + here.digest + " " + there.digest)));
        assertEquals(3, differences.size());
        assertTrue(differences.contains(plain(3) + " 30 20"));
    }

    @Test
    void aValueWithoutADigestLeavesTheKeyToFind() {
        int unknown = (int) Digested.UNKNOWN;
        TestKey shared = plain(1);
        var left = map(shared, unknown, plain(2), unknown, plain(3), 30);
        var right = map(shared, unknown, plain(2), 20, plain(4), unknown);
        var both = merged(left, right, UNION);
        assertEquals(map(shared, unknown, plain(2), 20, plain(3), 30, plain(4), unknown), both);
        assertSame(both, both.merge(left, UNION));
        assertNotEquals(left, right);
    }

    @Test
    void unorderedKeysComeAndGoBesideOrderedOnes() {
        var some = map(ordered(1), 1, ordered(2), 2, ordered(3), 3, ordered(4), 4);
        var others = map(plain(1), 1, plain(2), 2, ordered(2), 5);
        var both = map(ordered(1), 1, ordered(2), 5, ordered(3), 3, ordered(4), 4, plain(1), 1, plain(2), 2);
        assertEquals(both, merged(some, others, UNION));
        assertEquals(both, merged(others, some, UNION));
        assertSame(both, both.merge(others, UNION));
        assertSame(both, others.merge(both, UNION));

        var onlyOrdered = new Greatest(TestKey.Ordered.class::isInstance);
        var onlyPlain = new Greatest(TestKey.Plain.class::isInstance);
        assertEquals(some.put(ordered(2), new Weight(9)), merged(both, map(ordered(2), 9, plain(3), 3), onlyOrdered));
        assertEquals(map(plain(1), 1, plain(2), 2), merged(map(ordered(1), 7, ordered(8), 8), both, onlyPlain));
        assertSame(PersistentMap.empty(), both.merge(map(ordered(1), 7, plain(1), 7), new Greatest(key -> false)));
        assertFalse(both.forEachDifference(some, (key, here, there) -> there != null));
    }
}
