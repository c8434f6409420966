package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two maps share is not visited, and what a result could share it does share. */
class SharingTest {

    private static final int SIZE = 20_000;

    /** Each entry lies among so many others, and no other is compared with it. */
    private static final int VISITS_PER_EDIT = Bucket.MOST;

    /** A union that counts the questions. */
    private static class Counting implements Combiner<Integer, String> {
        int questions;

        @Override
        public String both(Integer key, String left, String right) {
            questions++;
            return left.compareTo(right) >= 0 ? left : right;
        }

        @Override
        public String left(Integer key, String left) {
            questions++;
            return left;
        }

        @Override
        public String right(Integer key, String right) {
            questions++;
            return right;
        }
    }

    /** The same union, which says that it keeps what only one side has. */
    private static final class Keeping extends Counting {
        @Override
        public boolean keepsLeft() {
            return true;
        }

        @Override
        public boolean keepsRight() {
            return true;
        }
    }

    private static PersistentMap<Integer, String> range(int from, int to) {
        Builder<Integer, String> builder = PersistentMap.<Integer, String>empty().toBuilder();
        for (int i = from; i < to; i++) {
            builder.put(i, "value " + i);
        }
        return builder.build();
    }

    private static PersistentMap<Integer, String> edited(PersistentMap<Integer, String> map, int edits, long seed) {
        Random random = new Random(seed);
        PersistentMap<Integer, String> result = map;
        for (int i = 0; i < edits; i++) {
            int key = random.nextInt(2 * SIZE);
            result = i % 2 == 0 ? result.put(key, "edit " + i + " of " + seed) : result.remove(key % SIZE);
        }
        return result;
    }

    @Test
    void theSameMapIsNotVisited() {
        PersistentMap<Integer, String> map = range(0, SIZE);
        Counting counting = new Counting();
        assertSame(map, map.merge(map, counting));
        assertTrue(map.forEachDifference(map, (key, left, right) -> false));
        assertEquals(0, counting.questions);
    }

    @Test
    void identicalEntriesOfMapsThatShareNoNodesAreNotAskedAbout() {
        PersistentMap<Integer, String> map = range(0, SIZE);
        PersistentMap<Integer, String> copy = PersistentMap.from(map);
        Counting counting = new Counting();
        assertSame(map, map.merge(copy, counting));
        assertTrue(map.forEachDifference(copy, (key, left, right) -> false));
        assertEquals(0, counting.questions);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void mergeCostsTheDifference(int edits) {
        PersistentMap<Integer, String> map = range(0, SIZE);
        PersistentMap<Integer, String> left = edited(map, edits, 1);
        PersistentMap<Integer, String> right = edited(map, edits, 2);
        Counting counting = new Counting();
        PersistentMap<Integer, String> merged = left.merge(right, counting);
        Shape.check(merged);
        assertTrue(counting.questions <= 2 * edits, "questions: " + counting.questions);
        Set<Object> known = new HashSet<>(nodes(left));
        known.addAll(nodes(right));
        long fresh =
                nodes(merged).stream().filter(node -> !known.contains(node)).count();
        assertTrue(fresh <= 8L * edits, "nodes that neither side has: " + fresh);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void differencesCostTheDifference(int edits) {
        PersistentMap<Integer, String> map = range(0, SIZE);
        PersistentMap<Integer, String> left = edited(map, edits, 3);
        PersistentMap<Integer, String> right = edited(map, edits, 4);
        List<Integer> visited = new ArrayList<>();
        assertTrue(left.forEachDifference(right, (key, inLeft, inRight) -> visited.add(key)));
        assertTrue(visited.size() <= 2 * edits, "visits: " + visited.size());
        for (Integer key : visited) {
            assertTrue(left.get(key) != right.get(key));
        }
    }

    @Test
    void comparisonsOfKeysAreThoseOfThePathsThatDiffer() {
        CountingKey.Counter counter = new CountingKey.Counter();
        Builder<CountingKey, String> builder = PersistentMap.<CountingKey, String>empty().toBuilder();
        for (int i = 0; i < SIZE; i++) {
            builder.put(counter.key(i, i), "value");
        }
        PersistentMap<CountingKey, String> map = builder.build();
        PersistentMap<CountingKey, String> left = map;
        PersistentMap<CountingKey, String> right = map;
        for (int i = 0; i < 10; i++) {
            left = left.put(counter.key(SIZE + i, SIZE + i), "left");
            right = right.remove(counter.key(17 * i, 17 * i));
        }
        PersistentMap<CountingKey, String> other = right;
        counter.reset();
        assertTrue(left.forEachDifference(other, (key, inLeft, inRight) -> true));
        assertTrue(counter.equalities() <= 20 * VISITS_PER_EDIT, "calls of equals: " + counter.equalities());
        counter.reset();
        assertNotEquals(left, right);
        assertTrue(counter.equalities() <= 20 * VISITS_PER_EDIT, "calls of equals: " + counter.equalities());
    }

    @Test
    void whatOneSideKeepsIsNotVisited() {
        PersistentMap<Integer, String> large = range(0, SIZE);
        PersistentMap<Integer, String> small = range(SIZE - 5, SIZE + 5);
        Keeping keeping = new Keeping();
        PersistentMap<Integer, String> intoLarge = large.merge(small, keeping);
        PersistentMap<Integer, String> intoSmall = small.merge(large, keeping);
        assertTrue(keeping.questions <= 10, "questions: " + keeping.questions);
        assertEquals(range(0, SIZE + 5), intoLarge);
        assertEquals(intoLarge, intoSmall);
        Shape.check(intoLarge);
        Shape.check(intoSmall);
        assertSame(intoLarge, intoLarge.merge(small, keeping));
        assertSame(intoLarge, large.merge(intoLarge, keeping));
    }

    @Test
    void aPutCopiesOnlyThePathToItsEntry() {
        PersistentMap<Integer, String> map = range(0, SIZE);
        PersistentMap<Integer, String> next = map.put(SIZE / 2, "changed");
        Set<Object> known = nodes(map);
        long fresh = nodes(next).stream().filter(node -> !known.contains(node)).count();
        assertTrue(fresh <= 6, "nodes copied: " + fresh);
    }

    private static Set<Object> nodes(PersistentMap<?, ?> map) {
        Set<Object> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(map.root(), nodes);
        return nodes;
    }

    private static void collect(Node<?, ?> node, Set<Object> nodes) {
        nodes.add(node);
        if (node instanceof InnerNode<?, ?> inner) {
            for (int place = 0; place < inner.places(); place++) {
                if (inner.child(place) != null) {
                    collect(inner.child(place), nodes);
                }
            }
        }
    }
}
