package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests are those of the contents, however they came about, and what has one digest is skipped. */
class DigestTest {

    private static final int NODES_PER_PATH = 7;

    /** A value with a digest; a negative one has none. */
    private record Marked(long mark) implements Digested {
        @Override
        public long digest() {
            return mark < 0 ? UNKNOWN : Digest.mix(mark + 1);
        }
    }

    /** A key with a digest of its own, in a place of the test's choice. */
    private record Key(int id, int hash) implements Comparable<Key>, Digested {
        @Override
        public long digest() {
            return Digest.mix(id + 1);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Key other) {
            return Integer.compare(id, other.id);
        }
    }

    /** A key of a class that says nothing of its contents; all have one hash code. */
    private static final class Opaque {
        private final int id;

        Opaque(int id) {
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }

    /** Keeps the greater mark, and of what only one side has all but multiples of seven; counts the questions. */
    private static final class Greater implements Combiner<Key, Marked> {
        private final Set<Key> asked = new HashSet<>();

        @Override
        public Marked both(Key key, Marked left, Marked right) {
            asked.add(key);
            return left.mark() >= right.mark() ? left : right;
        }

        @Override
        public Marked left(Key key, Marked left) {
            asked.add(key);
            return left.mark() % 7 == 0 ? null : left;
        }

        @Override
        public Marked right(Key key, Marked right) {
            return left(key, right);
        }
    }

    private static Key key(int id, int hashes) {
        return new Key(id, TestKey.hashFor(id % hashes));
    }

    private static PersistentMap<Key, Marked> rebuilt(PersistentMap<Key, Marked> map) {
        List<Map.Entry<Key, Marked>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(Map.entry(key, new Marked(value.mark()))));
        Collections.reverse(entries);
        return PersistentMap.from(entries);
    }

    private static PersistentMap<Key, Marked> edited(
            PersistentMap<Key, Marked> map, SplittableRandom random, int keys, int hashes, int edits) {
        PersistentMap<Key, Marked> result = map;
        for (int i = 0; i < edits; i++) {
            Key key = key(random.nextInt(keys), hashes);
            result = random.nextInt(3) == 0 ? result.remove(key) : result.put(key, new Marked(random.nextInt(50)));
        }
        return result;
    }

    /** Few hashes make collisions and deep paths. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1 << 30})
    void isThatOfTheContents(int hashes) {
        var random = new SplittableRandom(hashes);
        PersistentMap<Key, Marked> map = PersistentMap.empty();
        for (int round = 0; round < 200; round++) {
            PersistentMap<Key, Marked> before = map;
            if (random.nextBoolean()) {
                map = edited(map, random, 60, hashes, 10);
            } else if (random.nextBoolean()) {
                Builder<Key, Marked> builder = map.toBuilder();
                for (int i = 0; i < 20; i++) {
                    Key key = key(random.nextInt(60), hashes);
                    Marked old = random.nextInt(3) == 0
                            ? builder.remove(key)
                            : builder.put(key, new Marked(random.nextInt(50)));
                    assertTrue(old == null || old.mark() >= 0);
                }
                map = builder.build();
            } else {
                map = map.merge(rebuilt(edited(map, random, 60, hashes, 10)), new Greater());
            }
            Shape.check(map);
            assertNotEquals(Digested.UNKNOWN, map.digest());
            assertEquals(rebuilt(map).digest(), map.digest());
            assertEquals(before.equals(map), before.digest() == map.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1 << 30})
    void mergesAsIfNothingHadADigest(int hashes) {
        var random = new SplittableRandom(17L * hashes);
        for (int round = 0; round < 300; round++) {
            PersistentMap<Key, Marked> common = edited(PersistentMap.empty(), random, 60, hashes, 60);
            PersistentMap<Key, Marked> left = edited(common, random, 60, hashes, 6);
            PersistentMap<Key, Marked> right = rebuilt(edited(common, random, 60, hashes, 6));
            PersistentMap<Key, Marked> merged = left.merge(right, new Greater());

            Map<Key, Marked> expected = new HashMap<>();
            Set<Key> different = new HashSet<>();
            Set<Key> keys = new HashSet<>();
            left.forEach((key, value) -> keys.add(key));
            right.forEach((key, value) -> keys.add(key));
            for (Key key : keys) {
                Marked mine = left.get(key);
                Marked theirs = right.get(key);
                Marked answer = mine == null
                        ? new Greater().right(key, theirs)
                        : theirs == null ? new Greater().left(key, mine) : new Greater().both(key, mine, theirs);
                if (answer != null) {
                    expected.put(key, answer);
                }
                if (mine == null || !mine.equals(theirs)) {
                    different.add(key);
                }
            }
            Map<Key, Marked> actual = new HashMap<>();
            merged.forEach(actual::put);
            assertEquals(expected, actual);
            Shape.check(merged);

            Set<Key> visited = new HashSet<>();
            assertTrue(left.forEachDifference(right, (key, mine, theirs) -> visited.add(key)));
            assertEquals(different, visited);
            assertEquals(different.isEmpty(), left.equals(right));
        }
    }

    @Test
    void ofUnsharedMapsOnlyTheDifferenceIsAskedFor() {
        var random = new SplittableRandom(3);
        PersistentMap<Key, Marked> common = edited(PersistentMap.empty(), random, 30_000, 1 << 30, 20_000);
        PersistentMap<Key, Marked> left = common.put(key(40_000, 1 << 30), new Marked(1));
        PersistentMap<Key, Marked> right = rebuilt(common.put(key(40_001, 1 << 30), new Marked(2)));
        var asked = new Greater();
        PersistentMap<Key, Marked> merged = left.merge(right, asked);
        assertEquals(common.size() + 2, merged.size());
        assertTrue(asked.asked.size() <= 2 * NODES_PER_PATH, () -> asked.asked.size() + " questions");
    }

    @Test
    void equalUnsharedMapsMergeToTheLeftAndTheGreaterToItself() {
        var random = new SplittableRandom(4);
        PersistentMap<Key, Marked> map = edited(PersistentMap.empty(), random, 300, 1 << 30, 300);
        PersistentMap<Key, Marked> same = rebuilt(map);
        assertSame(map, map.merge(same, new Greater()));
        PersistentMap<Key, Marked> more = same.put(key(999, 1 << 30), new Marked(3));
        assertSame(more, map.merge(more, new Greater()));
        assertSame(more, more.merge(map, new Greater()));
    }

    @Test
    void aKeyWithoutADigestIsAlwaysLookedAt() {
        PersistentMap<Object, Marked> left = PersistentMap.empty();
        PersistentMap<Object, Marked> right = PersistentMap.empty();
        left = left.put(new Opaque(1), new Marked(1));
        right = right.put(new Opaque(2), new Marked(1));
        assertEquals(Digested.UNKNOWN, left.digest());
        assertFalse(left.equals(right));
        assertTrue(left.forEachDifference(right, (key, mine, theirs) -> mine == null || theirs == null));
    }

    @Test
    void aValueWithoutADigestIsAlwaysLookedAt() {
        Key key = key(1, 1 << 30);
        PersistentMap<Key, Marked> left =
                PersistentMap.<Key, Marked>empty().put(key, new Marked(-5)).put(key(2, 1 << 30), new Marked(1));
        PersistentMap<Key, Marked> right = left.put(key, new Marked(-3));
        assertEquals(Digested.UNKNOWN, left.digest());
        var asked = new Greater();
        assertSame(right, left.merge(right, asked));
        assertEquals(Set.of(key), asked.asked);
        assertFalse(left.equals(right));
        assertEquals(left, rebuilt(left));
    }
}
