package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final Combiner<String, String> UNION = new Combiner<>() {
        @Override
        public String both(String key, String left, String right) {
            return left.compareTo(right) >= 0 ? left : right;
        }

        @Override
        public String left(String key, String left) {
            return left;
        }

        @Override
        public String right(String key, String right) {
            return right;
        }
    };

    private static PersistentMap<String, String> numbers(int from, int to) {
        PersistentMap<String, String> map = PersistentMap.empty();
        for (int i = from; i < to; i++) {
            map = map.put("key " + i, "value " + i);
        }
        return map;
    }

    /** An object of its own, so that identity can be told from equality. */
    private static String copyOf(String text) {
        return String.valueOf(text.toCharArray());
    }

    @Test
    void mergeKeepsTheKeyOfTheLeft() {
        String leftKey = copyOf("a");
        PersistentMap<String, String> left = numbers(0, 3).put(leftKey, "1");
        PersistentMap<String, String> right = numbers(3, 6).put(copyOf("a"), "2");
        PersistentMap<String, String> merged = left.merge(right, UNION);
        assertEquals("2", merged.get("a"));
        for (Map.Entry<String, String> entry : merged) {
            assertTrue(!entry.getKey().equals("a") || entry.getKey() == leftKey);
        }
    }

    @Test
    void mergeReturnsTheSideThatHasEverything() {
        PersistentMap<String, String> all = numbers(0, 1000);
        PersistentMap<String, String> some = all;
        for (int i = 0; i < 1000; i += 7) {
            some = some.remove("key " + i);
        }
        assertSame(all, all.merge(some, UNION));
        assertSame(all, some.merge(all, UNION));
        assertSame(all, all.merge(PersistentMap.empty(), UNION));
        assertSame(all, PersistentMap.<String, String>empty().merge(all, UNION));
        assertSame(all, all.merge(all, UNION));
    }

    @Test
    void mergeReturnsTheLeftWhenBothHaveEverything() {
        PersistentMap<String, String> left = numbers(0, 1000);
        PersistentMap<String, String> right = PersistentMap.from(left);
        assertSame(left, left.merge(right, UNION));
        assertSame(right, right.merge(left, UNION));
    }

    @Test
    void mergeIntoNothingIsTheEmptyMap() {
        Combiner<String, String> drop = new Combiner<>() {
            @Override
            public String both(String key, String left, String right) {
                return null;
            }

            @Override
            public String left(String key, String left) {
                return null;
            }

            @Override
            public String right(String key, String right) {
                return null;
            }
        };
        PersistentMap<String, String> left = numbers(0, 100);
        assertSame(PersistentMap.empty(), left.merge(numbers(50, 150), drop));
        assertSame(PersistentMap.empty(), left.merge(PersistentMap.empty(), drop));
        assertSame(PersistentMap.empty(), PersistentMap.<String, String>empty().merge(left, drop));
    }
}
