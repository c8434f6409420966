package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

    private static final Combiner<String, String> UNION = Texts.union();

    @Test
    void theEmptyMapHasNothing() {
        PersistentMap<String, String> empty = PersistentMap.empty();
        assertTrue(empty.isEmpty());
        assertEquals(0, empty.size());
        assertNull(empty.get("a"));
        assertFalse(empty.containsKey("a"));
        assertSame(empty, empty.remove("a"));
        assertSame(empty, empty.merge(PersistentMap.empty(), UNION));
        assertSame(empty, empty.toBuilder().build());
        assertSame(empty, PersistentMap.from(List.of()));
        assertFalse(empty.iterator().hasNext());
        assertEquals("{}", empty.toString());
    }

    @Test
    void aPutLeavesTheOldMapAsItWas() {
        PersistentMap<String, String> one =
                PersistentMap.<String, String>empty().put("a", "1");
        PersistentMap<String, String> two = one.put("b", "2").put("a", "3");
        assertEquals("1", one.get("a"));
        assertNull(one.get("b"));
        assertEquals(1, one.size());
        assertEquals("3", two.get("a"));
        assertEquals("2", two.get("b"));
        assertEquals(2, two.size());
        assertTrue(two.containsKey("b"));
        assertFalse(two.isEmpty());
    }

    @Test
    void aPutOfTheIdenticalValueReturnsTheSameMap() {
        PersistentMap<String, String> map = Texts.numbers(0, 100);
        for (int i = 0; i < 100; i++) {
            assertSame(map, map.put("key " + i, map.get("key " + i)));
        }
    }

    @Test
    void aPutOfAnEqualValueReplacesItAndKeepsTheKey() {
        String key = Texts.copyOf("a");
        String value = Texts.copyOf("1");
        PersistentMap<String, String> map =
                PersistentMap.<String, String>empty().put(key, "1").put(Texts.copyOf("a"), value);
        assertSame(value, map.get("a"));
        assertSame(key, map.iterator().next().getKey());
    }

    @Test
    void aRemoveOfAnAbsentKeyReturnsTheSameMap() {
        PersistentMap<String, String> map = Texts.numbers(0, 100);
        for (int i = 100; i < 200; i++) {
            assertSame(map, map.remove("key " + i));
        }
    }

    @Test
    void aRemoveOfTheLastKeyReturnsTheEmptyMap() {
        PersistentMap<String, String> map = Texts.numbers(0, 100);
        for (int i = 0; i < 100; i++) {
            map = map.remove("key " + i);
            Shape.check(map);
            assertEquals(99 - i, map.size());
        }
        assertSame(PersistentMap.empty(), map);
    }

    @Test
    void nullsAreRefused() {
        PersistentMap<String, String> map = Texts.numbers(0, 2);
        Builder<String, String> builder = map.toBuilder();
        assertThrows(NullPointerException.class, () -> map.get(null));
        assertThrows(NullPointerException.class, () -> map.containsKey(null));
        assertThrows(NullPointerException.class, () -> map.put(null, "1"));
        assertThrows(NullPointerException.class, () -> map.put("a", null));
        assertThrows(NullPointerException.class, () -> map.remove(null));
        assertThrows(NullPointerException.class, () -> map.merge(null, UNION));
        assertThrows(NullPointerException.class, () -> map.merge(map, null));
        assertThrows(NullPointerException.class, () -> map.forEachDifference(null, (key, left, right) -> true));
        assertThrows(NullPointerException.class, () -> map.forEachDifference(map, null));
        assertThrows(NullPointerException.class, () -> builder.get(null));
        assertThrows(NullPointerException.class, () -> builder.put(null, "1"));
        assertThrows(NullPointerException.class, () -> builder.put("a", null));
        assertThrows(NullPointerException.class, () -> builder.remove(null));
    }

    @Test
    void anIteratorGivesEveryEntryAndThenRefuses() {
        PersistentMap<String, String> map = Texts.numbers(0, 2000);
        Map<String, String> seen = new TreeMap<>();
        Iterator<Map.Entry<String, String>> entries = map.iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            assertNull(seen.put(entry.getKey(), entry.getValue()));
        }
        assertEquals(2000, seen.size());
        assertThrows(NoSuchElementException.class, entries::next);
        assertThrows(NoSuchElementException.class, PersistentMap.empty().iterator()::next);
        assertThrows(UnsupportedOperationException.class, map.iterator()::remove);
    }

    @Test
    void equalMapsAreThoseOfEqualEntries() {
        PersistentMap<String, String> map = Texts.numbers(0, 100);
        PersistentMap<String, String> copy = PersistentMap.empty();
        for (int i = 99; i >= 0; i--) {
            copy = copy.put("key " + i, Texts.copyOf("value " + i));
        }
        assertEquals(map, copy);
        assertEquals(map.hashCode(), copy.hashCode());
        assertNotEquals(map, copy.put("key 5", "other"));
        assertNotEquals(map, copy.remove("key 5"));
        assertNotEquals(map, copy.remove("key 5").put("key 500", "value 5"));
        assertNotEquals(map, Map.of());
        assertNotEquals(map, null);
    }

    @Test
    void aMapShowsItsEntries() {
        assertEquals("{a=1}", PersistentMap.from(Map.of("a", 1).entrySet()).toString());
        String two = PersistentMap.from(Map.of("a", 1, "b", 2).entrySet()).toString();
        assertTrue(two.equals("{a=1, b=2}") || two.equals("{b=2, a=1}"), two);
    }
}
