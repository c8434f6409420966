package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final Combiner<String, String> UNION = Texts.union();

    @Test
    void mergeKeepsTheKeyOfTheLeft() {
        String leftKey = Texts.copyOf("a");
        PersistentMap<String, String> left = Texts.numbers(0, 3).put(leftKey, "1");
        PersistentMap<String, String> right = Texts.numbers(3, 6).put(Texts.copyOf("a"), "2");
        PersistentMap<String, String> merged = left.merge(right, UNION);
        assertEquals("2", merged.get("a"));
        for (Map.Entry<String, String> entry : merged) {
            assertTrue(!entry.getKey().equals("a") || entry.getKey() == leftKey);
        }
    }

    @Test
    void mergeReturnsTheSideThatHasEverything() {
        PersistentMap<String, String> all = Texts.numbers(0, 1000);
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
        PersistentMap<String, String> left = Texts.numbers(0, 1000);
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
        PersistentMap<String, String> left = Texts.numbers(0, 100);
        assertSame(PersistentMap.empty(), left.merge(Texts.numbers(50, 150), drop));
        assertSame(PersistentMap.empty(), left.merge(PersistentMap.empty(), drop));
        assertSame(PersistentMap.empty(), PersistentMap.<String, String>empty().merge(left, drop));
    }
}
