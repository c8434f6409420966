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
import org.junit.jupiter.api.Test;

/** Values that buckets take apart, alone and among others, against {@link HashMap}. */
class NumberedTest {

    private static final int MAPS = 4;
    private static final List<Object> KEYS = keys();

    /** Equal to others of its name, and seldom the same object. */
    private record Desk(String name) implements Issuer {
        @Override
        public Ticket numbered(long number) {
            return new Ticket(new Desk(name), number);
        }
    }

    private record Ticket(Desk issuer, long number) implements Numbered {
        @Override
        public long digest() {
            return Digest.mix(number * 31 + issuer.name().hashCode());
        }
    }

    /** A value that no bucket takes apart. */
    private record Sign(long digest) implements Digested {}

    /** A key of a hash that many have. */
    private record Twin(int id) implements Comparable<Twin> {
        @Override
        public int hashCode() {
            return 7;
        }

        @Override
        public int compareTo(Twin other) {
            return Integer.compare(id, other.id);
        }
    }

    /** Few enough that buckets, inner nodes and collisions come and go; some collide in some bits, some in all. */
    private static List<Object> keys() {
        List<Object> keys = new ArrayList<>(List.of("AaAa", "AaBB", "BBAa", "BBBB"));
        for (int i = 0; i < 24; i++) {
            keys.add(i);
        }
        for (int i = 0; keys.size() < 40; i++) {
            if (Node.hash((long) i) >>> 27 == 5) {
                keys.add((long) i);
            }
        }
        for (int i = 0; i < Bucket.MOST + 8; i++) {
            keys.add(new Twin(i));
        }
        return keys;
    }

    private static Digested value(Random random) {
        return random.nextInt(16) == 0
                ? new Sign(1 + random.nextInt(3))
                : new Ticket(new Desk("desk " + random.nextInt(2)), random.nextInt(3));
    }

    /** Keeps the greater of two tickets and the right of others; what one side has alone is kept by its number. */
    private static final class Choice implements Combiner<Object, Digested> {
        private final int modulus;
        private final boolean announces;

        Choice(Random random) {
            modulus = 1 + random.nextInt(3);
            announces = modulus == 1 && random.nextBoolean();
        }

        @Override
        public Digested both(Object key, Digested left, Digested right) {
            assertNotEquals(left, right, "asked about equal values");
            if (left instanceof Ticket ticket && right instanceof Ticket other) {
                return ticket.number() > other.number() ? left : ticket.number() < other.number() ? right : null;
            }
            return right;
        }

        @Override
        public Digested left(Object key, Digested left) {
            return left.digest() % modulus == 0 ? left : null;
        }

        @Override
        public Digested right(Object key, Digested right) {
            return right.digest() % modulus == 0 ? right : null;
        }

        @Override
        public boolean keepsLeft() {
            return announces;
        }

        @Override
        public boolean keepsRight() {
            return announces;
        }

        Digested expected(Object key, Digested left, Digested right) {
            if (left == null || right == null) {
                return left == null ? right(key, right) : left(key, left);
            }
            return left.equals(right) ? left : both(key, left, right);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.sequences(MAPS);
    }

    @Property(tries = 60)
    void mapsBehaveAsTheirModels(@ForAll("steps") List<Step> steps) {
        List<PersistentMap<Object, Digested>> maps = new ArrayList<>(Collections.nCopies(MAPS, PersistentMap.empty()));
        List<Map<Object, Digested>> models = new ArrayList<>(Collections.nCopies(MAPS, Map.of()));
        for (Step step : steps) {
            Random random = new Random(step.seed());
            PersistentMap<Object, Digested> map = maps.get(step.target());
            Map<Object, Digested> before = models.get(step.target());
            PersistentMap<Object, Digested> other = maps.get(step.other());
            Map<Object, Digested> otherModel = models.get(step.other());
            Map<Object, Digested> model = new HashMap<>(before);
            PersistentMap<Object, Digested> result = switch (step.kind()) {
                case PUT -> put(map, model, random);
                case REMOVE -> remove(map, model, random);
                case MERGE -> merge(map, model, other, otherModel, new Choice(random));
                case DIFFERENCE -> difference(map, model, other, otherModel);
                case BUILD -> build(map, model, random);
                case COPY -> {
                    model.clear();
                    model.putAll(otherModel);
                    yield other;
                }
                case REBUILD -> rebuild(map, model, random);
            };
            assertContent(before, map);
            assertContent(model, result);
            maps.set(step.target(), result);
            models.set(step.target(), model);
            assertEquals(model.equals(models.get(step.other())), result.equals(maps.get(step.other())));
        }
    }

    private static void assertContent(Map<Object, Digested> expected, PersistentMap<Object, Digested> actual) {
        Shape.check(actual);
        assertEquals(expected.size(), actual.size());
        for (Object key : KEYS) {
            assertEquals(expected.get(key), actual.get(key));
            assertEquals(expected.containsKey(key), actual.containsKey(key));
        }
        Map<Object, Digested> visited = new HashMap<>();
        actual.forEach((key, value) -> assertNull(visited.put(key, value), "a key visited twice"));
        assertEquals(expected, visited);
        Map<Object, Digested> iterated = new HashMap<>();
        actual.forEach(entry -> iterated.put(entry.getKey(), entry.getValue()));
        assertEquals(expected, iterated);
    }

    private static PersistentMap<Object, Digested> put(
            PersistentMap<Object, Digested> map, Map<Object, Digested> model, Random random) {
        Object key = KEYS.get(random.nextInt(KEYS.size()));
        Digested present = map.get(key);
        Digested value = present != null && random.nextBoolean() ? present : value(random);
        PersistentMap<Object, Digested> result = map.put(key, value);
        assertTrue(value != present || result == map, "another map when nothing changes");
        model.put(key, value);
        return result;
    }

    private static PersistentMap<Object, Digested> remove(
            PersistentMap<Object, Digested> map, Map<Object, Digested> model, Random random) {
        Object key = KEYS.get(random.nextInt(KEYS.size()));
        PersistentMap<Object, Digested> result = map.remove(key);
        assertEquals(model.remove(key) == null, result == map, "the same map when nothing changes");
        return result;
    }

    private static PersistentMap<Object, Digested> merge(
            PersistentMap<Object, Digested> map,
            Map<Object, Digested> model,
            PersistentMap<Object, Digested> other,
            Map<Object, Digested> otherModel,
            Choice choice) {
        Map<Object, Digested> left = new HashMap<>(model);
        for (Object key : KEYS) {
            if (left.containsKey(key) || otherModel.containsKey(key)) {
                Digested answer = choice.expected(key, left.get(key), otherModel.get(key));
                if (answer == null) {
                    model.remove(key);
                } else {
                    model.put(key, answer);
                }
            }
        }
        PersistentMap<Object, Digested> result = map.merge(other, choice);
        if (model.equals(left)) {
            assertSame(map, result, "a merge that changes nothing is the left map");
        } else if (model.equals(otherModel)) {
            assertSame(other, result, "a merge into what the right map has is the right map");
        }
        return result;
    }

    private static PersistentMap<Object, Digested> difference(
            PersistentMap<Object, Digested> map,
            Map<Object, Digested> model,
            PersistentMap<Object, Digested> other,
            Map<Object, Digested> otherModel) {
        Set<Object> expected = new HashSet<>(KEYS);
        expected.removeIf(key ->
                model.containsKey(key) ? model.get(key).equals(otherModel.get(key)) : !otherModel.containsKey(key));
        Set<Object> visited = new HashSet<>();
        map.forEachDifference(other, (key, left, right) -> {
            assertEquals(model.get(key), left);
            assertEquals(otherModel.get(key), right);
            return visited.add(key);
        });
        assertEquals(expected, visited);
        return map;
    }

    private static PersistentMap<Object, Digested> build(
            PersistentMap<Object, Digested> map, Map<Object, Digested> model, Random random) {
        Builder<Object, Digested> builder = map.toBuilder();
        for (int i = random.nextInt(80); i > 0; i--) {
            Object key = KEYS.get(random.nextInt(KEYS.size()));
            assertEquals(model.get(key), builder.get(key));
            assertEquals(model.containsKey(key), builder.containsKey(key));
            if (random.nextInt(3) == 0) {
                assertEquals(model.remove(key), builder.remove(key));
            } else {
                Digested value = value(random);
                assertEquals(model.put(key, value), builder.put(key, value));
            }
            assertEquals(model.size(), builder.size());
        }
        return builder.build();
    }

    /** By another history, and in bulk. */
    private static PersistentMap<Object, Digested> rebuild(
            PersistentMap<Object, Digested> map, Map<Object, Digested> model, Random random) {
        List<Object> order = new ArrayList<>(KEYS);
        Collections.shuffle(order, random);
        PersistentMap<Object, Digested> result = PersistentMap.empty();
        for (Object key : order) {
            result = result.put(key, model.getOrDefault(key, new Sign(1)));
        }
        for (Object key : order) {
            result = model.containsKey(key) ? result : result.remove(key);
        }
        assertEquals(Shape.of(map), Shape.of(result), "the shape after another history");
        List<Object> present = new ArrayList<>(model.keySet());
        Digested[] values = present.stream().map(model::get).toArray(Digested[]::new);
        PersistentMap<Object, Digested> bulk = PersistentMap.of(present.toArray(), values, values.length);
        assertEquals(Shape.of(result), Shape.of(bulk), "the shape of what is made at once");
        assertEquals(map, bulk);
        assertEquals(result.digest(), bulk.digest());
        return result;
    }

    @Test
    void equalPartsChangeNothing() {
        PersistentMap<Object, Digested> map = PersistentMap.<Object, Digested>empty()
                .put("a", new Ticket(new Desk("desk"), 1))
                .put("b", new Ticket(new Desk("desk"), 2));
        assertSame(map, map.put("a", new Ticket(new Desk("desk"), 1)));
        assertNotEquals(map, map.put("a", new Ticket(new Desk("desk"), 2)));
        assertNotEquals(map, map.put("a", new Ticket(new Desk("other"), 1)));
        Builder<Object, Digested> builder = map.toBuilder();
        assertEquals(new Ticket(new Desk("desk"), 2), builder.put("b", new Ticket(new Desk("desk"), 2)));
        assertSame(map, builder.build());
    }
}
