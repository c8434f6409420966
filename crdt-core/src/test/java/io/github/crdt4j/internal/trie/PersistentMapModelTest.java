package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Several maps that descend from each other, edited, merged and compared at random, against {@link HashMap}. */
class PersistentMapModelTest {

    private static final List<TestKey> KEYS = TestKey.mixed();
    private static final List<Value> VALUES = values();
    private static final int MAPS = 4;

    /** A value that has equals of which it is not the identical object. */
    record Value(int number) {}

    private static List<Value> values() {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            values.add(new Value(i / 2));
        }
        return values;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.sequences(MAPS);
    }

    @Property(tries = 40)
    void mapsBehaveAsTheirModels(@ForAll("steps") List<Step> steps) {
        List<PersistentMap<TestKey, Value>> maps = new ArrayList<>(Collections.nCopies(MAPS, PersistentMap.empty()));
        List<Map<TestKey, Value>> models = new ArrayList<>();
        for (int i = 0; i < MAPS; i++) {
            models.add(new HashMap<>());
        }
        for (Step step : steps) {
            Random random = new Random(step.seed());
            PersistentMap<TestKey, Value> map = maps.get(step.target());
            Map<TestKey, Value> model = models.get(step.target());
            Map<TestKey, Value> before = new HashMap<>(model);
            PersistentMap<TestKey, Value> otherMap = maps.get(step.other());
            Map<TestKey, Value> otherModel = models.get(step.other());
            PersistentMap<TestKey, Value> result = switch (step.kind()) {
                case PUT -> put(map, model, random);
                case REMOVE -> remove(map, model, random);
                case MERGE -> merge(map, model, otherMap, new HashMap<>(otherModel), random);
                case DIFFERENCE -> difference(map, model, otherMap, otherModel, random);
                case BUILD -> build(map, model, random);
                case COPY -> copy(model, otherMap, otherModel);
                case REBUILD -> rebuild(map, model, random);
            };
            assertContent(before, map);
            assertContent(model, result);
            Shape.check(result);
            maps.set(step.target(), result);
            assertEquals(model.equals(otherModel), result.equals(maps.get(step.other())));
        }
    }

    private static void assertContent(Map<TestKey, Value> expected, PersistentMap<TestKey, Value> actual) {
        assertEquals(expected.size(), actual.size());
        for (TestKey key : KEYS) {
            assertSame(expected.get(key), actual.get(key));
        }
        Map<TestKey, Value> visited = new HashMap<>();
        actual.forEach((key, value) -> assertNull(visited.put(key, value), "a key visited twice"));
        Map<TestKey, Value> iterated = new HashMap<>();
        for (Map.Entry<TestKey, Value> entry : actual) {
            assertNull(iterated.put(entry.getKey(), entry.getValue()), "a key iterated twice");
        }
        assertEquals(expected, visited);
        assertEquals(expected, iterated);
        assertEquals(expected.hashCode(), actual.hashCode());
    }

    private static PersistentMap<TestKey, Value> put(
            PersistentMap<TestKey, Value> map, Map<TestKey, Value> model, Random random) {
        TestKey key = any(KEYS, random);
        Value value = any(VALUES, random);
        PersistentMap<TestKey, Value> result = map.put(key, value);
        assertEquals(model.put(key, value) == value, result == map, "the same map when nothing changes");
        return result;
    }

    private static PersistentMap<TestKey, Value> remove(
            PersistentMap<TestKey, Value> map, Map<TestKey, Value> model, Random random) {
        TestKey key = any(KEYS, random);
        PersistentMap<TestKey, Value> result = map.remove(key);
        assertEquals(model.remove(key) == null, result == map, "the same map when nothing changes");
        return result;
    }

    private static PersistentMap<TestKey, Value> merge(
            PersistentMap<TestKey, Value> map,
            Map<TestKey, Value> model,
            PersistentMap<TestKey, Value> otherMap,
            Map<TestKey, Value> otherModel,
            Random random) {
        Map<TestKey, Value> left = new HashMap<>(model);
        RandomAnswers answers = new RandomAnswers(random.nextInt());
        Set<TestKey> keys = new HashSet<>(left.keySet());
        keys.addAll(otherModel.keySet());
        for (TestKey key : keys) {
            Value answer = answers.expected(key, left.get(key), otherModel.get(key));
            if (answer == null) {
                model.remove(key);
            } else {
                model.put(key, answer);
            }
        }
        PersistentMap<TestKey, Value> result = map.merge(otherMap, answers);
        if (identical(model, left)) {
            assertSame(map, result, "a merge that changes nothing is the left map");
        } else if (identical(model, otherModel)) {
            assertSame(otherMap, result, "a merge into what the right map has is the right map");
        }
        return result;
    }

    private static PersistentMap<TestKey, Value> difference(
            PersistentMap<TestKey, Value> map,
            Map<TestKey, Value> model,
            PersistentMap<TestKey, Value> otherMap,
            Map<TestKey, Value> otherModel,
            Random random) {
        Set<TestKey> expected = new HashSet<>();
        for (TestKey key : KEYS) {
            if (model.get(key) != otherModel.get(key)) {
                expected.add(key);
            }
        }
        Set<TestKey> visited = new HashSet<>();
        assertTrue(map.forEachDifference(otherMap, (key, left, right) -> {
            assertTrue(visited.add(key), "a key visited twice");
            assertSame(model.get(key), left);
            assertSame(otherModel.get(key), right);
            return true;
        }));
        assertEquals(expected, visited);
        int enough = 1 + random.nextInt(KEYS.size());
        int[] visits = {0};
        assertEquals(
                enough > expected.size(), map.forEachDifference(otherMap, (key, left, right) -> ++visits[0] < enough));
        assertEquals(Math.min(enough, expected.size()), visits[0], "visits until the visitor has enough");
        return map;
    }

    private static PersistentMap<TestKey, Value> build(
            PersistentMap<TestKey, Value> map, Map<TestKey, Value> model, Random random) {
        Builder<TestKey, Value> builder = map.toBuilder();
        Map<TestKey, Value> halfway = null;
        PersistentMap<TestKey, Value> built = null;
        int edits = random.nextInt(60);
        for (int i = 0; i < edits; i++) {
            TestKey key = any(KEYS, random);
            assertSame(model.get(key), builder.get(key));
            if (random.nextInt(3) == 0) {
                assertSame(model.remove(key), builder.remove(key));
            } else {
                Value value = any(VALUES, random);
                assertSame(model.put(key, value), builder.put(key, value));
            }
            assertEquals(model.size(), builder.size());
            if (i == 30) {
                built = builder.build();
                halfway = new HashMap<>(model);
            }
        }
        PersistentMap<TestKey, Value> result = builder.build();
        assertSame(result, builder.build());
        if (built != null) {
            assertContent(halfway, built);
            Shape.check(built);
        }
        return result;
    }

    private static PersistentMap<TestKey, Value> copy(
            Map<TestKey, Value> model, PersistentMap<TestKey, Value> otherMap, Map<TestKey, Value> otherModel) {
        Map<TestKey, Value> content = new HashMap<>(otherModel);
        model.clear();
        model.putAll(content);
        return otherMap;
    }

    /** Makes the same map by another history, with keys that come and go, and shares nothing with the first. */
    private static PersistentMap<TestKey, Value> rebuild(
            PersistentMap<TestKey, Value> map, Map<TestKey, Value> model, Random random) {
        List<TestKey> order = new ArrayList<>(KEYS);
        Collections.shuffle(order, random);
        PersistentMap<TestKey, Value> result = PersistentMap.empty();
        for (TestKey key : order) {
            result = result.put(key, model.getOrDefault(key, VALUES.get(0)));
        }
        Collections.shuffle(order, random);
        for (TestKey key : order) {
            result = model.containsKey(key) ? result : result.remove(key);
        }
        assertEquals(Shape.of(map), Shape.of(result), "the shape after another history");
        assertEquals(map, result);
        assertEquals(map, PersistentMap.from(model.entrySet()));
        TestKey key = any(KEYS, random);
        Value changed = new Value(99);
        assertNotEquals(map, result.put(key, changed));
        assertNotEquals(map.put(key, changed), result.put(key, new Value(98)));
        return result;
    }

    private static boolean identical(Map<TestKey, Value> a, Map<TestKey, Value> b) {
        return a.size() == b.size() && a.keySet().stream().allMatch(key -> a.get(key) == b.get(key));
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
