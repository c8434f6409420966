package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Colliding keys of several classes, of classes without an order, and of classes whose order is not their equality. */
class KeyOrderTest {

    /** A comparable class with a subclass whose objects equal its own: the order of classes must not hide that. */
    private static class Name implements Comparable<Name> {
        private final String text;

        Name(String text) {
            this.text = text;
        }

        @Override
        public int compareTo(Name other) {
            return text.compareTo(other.text);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }

    private static final class Nickname extends Name {
        Nickname(String text) {
            super(text);
        }
    }

    @Test
    void classesMix() {
        List<Object> keys = List.of("Aa", "BB", 2112, 2112L, (short) 2112, new TestKey.Plain(1, Node.spread(2112)));
        assertEquals(Set.of(2112), keys.stream().map(Object::hashCode).collect(Collectors.toSet()));
        for (int seed = 0; seed < 50; seed++) {
            List<Object> order = new ArrayList<>(keys);
            Collections.shuffle(order, new Random(seed));
            PersistentMap<Object, String> map = PersistentMap.empty();
            Map<Object, String> model = new HashMap<>();
            for (Object key : order) {
                map = map.put(key, "value of " + key);
                model.put(key, "value of " + key);
                Shape.check(map);
            }
            assertEquals(model, contentOf(map));
            PersistentMap<Object, String> left = map.remove(order.get(0)).remove(order.get(1));
            PersistentMap<Object, String> right = map.remove(order.get(2));
            assertEquals(map, left.merge(right, Texts.union()));
            Shape.check(left.merge(right, Texts.union()));
            PersistentMap<Object, String> rest = map;
            for (Object key : order) {
                rest = rest.remove(key);
                Shape.check(rest);
            }
            assertSame(PersistentMap.empty(), rest);
        }
    }

    @Test
    void keysThatCompareAsEqualAndAreNotAreDifferentKeys() {
        PersistentMap<TestKey.Coarse, String> map = PersistentMap.empty();
        for (int i = 0; i < 30; i++) {
            map = map.put(new TestKey.Coarse(i, 5), "value " + i);
        }
        Shape.check(map);
        assertEquals(30, map.size());
        for (int i = 0; i < 30; i++) {
            assertEquals("value " + i, map.get(new TestKey.Coarse(i, 5)));
            PersistentMap<TestKey.Coarse, String> without = map.remove(new TestKey.Coarse(i, 5));
            assertEquals(29, without.size());
            assertNull(without.get(new TestKey.Coarse(i, 5)));
            assertSame(map, without.merge(map, Texts.union()));
        }
    }

    @Test
    void keysWithoutAnOrderDegradeToALinearSearch() {
        PersistentMap<TestKey.Plain, String> map = PersistentMap.empty();
        for (int i = 0; i < 500; i++) {
            map = map.put(new TestKey.Plain(i, -1), "value " + i);
        }
        Shape.check(map);
        PersistentMap<TestKey.Plain, String> half = map;
        for (int i = 0; i < 500; i += 2) {
            half = half.remove(new TestKey.Plain(i, -1));
            assertEquals("value " + (i + 1), half.get(new TestKey.Plain(i + 1, -1)));
        }
        Shape.check(half);
        assertSame(map, half.merge(map, Texts.union()));
        assertSame(map, map.merge(half, Texts.union()));
    }

    @Test
    void equalKeysOfDifferentClassesAreOneKey() {
        PersistentMap<Name, String> names = PersistentMap.empty();
        PersistentMap<Name, String> nicknames = PersistentMap.empty();
        for (String text : List.of("a", "b", "c", "d")) {
            names = names.put(new Name(text), "name");
            nicknames = nicknames.put(new Nickname(text), "nickname");
        }
        assertEquals("name", names.get(new Nickname("c")));
        assertEquals("nickname", nicknames.get(new Name("c")));
        assertEquals(4, names.put(new Nickname("c"), "other").size());
        assertEquals("other", names.put(new Nickname("c"), "other").get(new Name("c")));
        assertEquals(3, names.remove(new Nickname("c")).size());
        assertEquals(3, nicknames.remove(new Name("c")).size());
        PersistentMap<Name, String> merged = names.put(new Name("e"), "name").merge(nicknames, Texts.union());
        assertEquals(5, merged.size());
        assertEquals("nickname", merged.get(new Name("a")));
        assertEquals("name", merged.get(new Nickname("e")));
        PersistentMap<Name, String> mixed = names.put(new Nickname("e"), "nickname");
        assertEquals("nickname", mixed.get(new Name("e")));
        assertEquals(5, mixed.put(new Name("e"), "name").size());
        assertEquals(names, mixed.remove(new Name("e")));
    }

    private static <K, V> Map<K, V> contentOf(PersistentMap<K, V> map) {
        Map<K, V> content = new HashMap<>();
        map.forEach(content::put);
        return content;
    }
}
