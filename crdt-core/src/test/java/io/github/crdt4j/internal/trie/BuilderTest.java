package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuilderTest {

    private static PersistentMap<String, String> numbers(int from, int to) {
        PersistentMap<String, String> map = PersistentMap.empty();
        for (int i = from; i < to; i++) {
            map = map.put("key " + i, "value " + i);
        }
        return map;
    }

    @Test
    void aBuilderLeavesItsSourceAndWhatItBuiltAsTheyWere() {
        PersistentMap<String, String> source = numbers(0, 500);
        Builder<String, String> builder = source.toBuilder();
        List<PersistentMap<String, String>> built = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 500; i += 3) {
                builder.put("key " + i, "round " + round);
            }
            assertEquals("value " + (100 + 3 * round), builder.remove("key " + (100 + 3 * round)));
            builder.put("new " + round, "new");
            built.add(builder.build());
        }
        assertEquals(numbers(0, 500), source);
        for (int round = 0; round < 5; round++) {
            PersistentMap<String, String> map = built.get(round);
            Shape.check(map);
            assertEquals("round " + round, map.get("key 0"));
            assertEquals("new", map.get("new " + round));
            assertNull(map.get("new " + (round + 1)));
            assertEquals(500, map.size(), "one removed and one new in each round");
        }
    }

    @Test
    void aBuilderWithoutChangesBuildsItsSource() {
        PersistentMap<String, String> source = numbers(0, 50);
        Builder<String, String> builder = source.toBuilder();
        assertEquals("value 7", builder.put("key 7", source.get("key 7")));
        assertNull(builder.remove("absent"));
        assertSame(source, builder.build());
        builder.remove("key 7");
        PersistentMap<String, String> built = builder.build();
        assertSame(built, builder.build());
    }

    @Test
    void ofEntriesWithTheSameKeyTheLastCounts() {
        PersistentMap<String, Integer> map =
                PersistentMap.from(List.of(Map.entry("a", 1), Map.entry("b", 2), Map.entry("a", 3)));
        assertEquals(PersistentMap.from(Map.of("a", 3, "b", 2).entrySet()), map);
    }
}
