package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many entries at once make the very trie that putting them one by one makes. */
class BulkTest {

    /** A key with a hash code as given. */
    private record Key(int number, int hash) implements Comparable<Key> {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Key other) {
            return Integer.compare(number, other.number);
        }
    }

    /** Values whose digest is known, so that those of the nodes are compared too. */
    private record Value(long number) implements Digested {
        @Override
        public long digest() {
            return Digest.mix(number + 1);
        }
    }

    private static <K> void builds(int size, IntFunction<K> key) {
        Object[] keys = new Object[size + 3];
        Object[] values = new Object[size + 3];
        Builder<Object, Object> oneByOne = PersistentMap.empty().toBuilder();
        for (int i = 0; i < size; i++) {
            keys[i] = key.apply(i);
            values[i] = new Value(i);
            oneByOne.put(keys[i], values[i]);
        }
        PersistentMap<Object, Object> expected = oneByOne.build();
        PersistentMap<Object, Object> built = PersistentMap.of(keys, values, size);
        assertEquals(expected.size(), built.size());
        assertEquals(expected, built);
        assertEquals(expected.digest(), built.digest());
        assertEquals(expected.hashCode(), built.hashCode());
        Shape.check(built);
        for (int i = 0; i < size; i++) {
            assertSame(expected.get(keys[i]), built.get(keys[i]));
        }
    }

    @Test
    void anyNumberOfEntries() {
        for (int size : new int[] {0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 100, 1_000, 20_000}) {
            builds(size, i -> i);
            builds(size, i -> "key " + i);
        }
    }

    @Test
    void entriesWhoseHashesCollideOrAlmostDo() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            int hashes = 1 + random.nextInt(40);
            int mask = random.nextBoolean() ? 7 : -1;
            int[] codes = random.ints(hashes).map(code -> code & mask).toArray();
            builds(random.nextInt(200), i -> new Key(i, codes[random.nextInt(hashes)]));
        }
    }

    @Test
    void equalKeys() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            int kinds = 1 + random.nextInt(60);
            builds(random.nextInt(200), i -> {
                int number = random.nextInt(kinds);
                return new Key(number, number % 3 == 0 ? 1 : number);
            });
        }
    }

    @Test
    void noEntriesAreTheEmptyMap() {
        assertSame(PersistentMap.empty(), PersistentMap.of(new Object[0], new Object[0], 0));
    }
}
