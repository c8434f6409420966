package io.github.crdt4j.map;

import com.google.common.collect.Maps;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import io.github.crdt4j.GuavaSuite;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.time.LamportClock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guava's map and set suites on the views of a map, of which some keys were removed and left numbers behind. */
class ORMapCollectionTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static ORMap<String, PNCounter> withLeavings() {
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        for (String key : new String[] {"January", "one", "zero", "left behind"}) {
            map = map.update(B, key, counter -> counter.increment(B, 5));
        }
        return map.clear();
    }

    @TestFactory
    Stream<DynamicNode> entriesAreAMap() {
        return GuavaSuite.of(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        LamportClock clock = LamportClock.of(A);
                        ORMap<String, LWWRegister<String>> map = ORMap.empty(LWWRegister.empty());
                        for (Map.Entry<String, String> entry : entries) {
                            map = map.update(
                                    A, entry.getKey(), register -> register.set(clock.tick(), entry.getValue()));
                        }
                        return Maps.transformValues(
                                map.entries(), register -> register.value().orElseThrow());
                    }
                })
                .named("entries")
                .withFeatures(
                        CollectionSize.ANY, MapFeature.ALLOWS_ANY_NULL_QUERIES, CollectionFeature.ALLOWS_NULL_QUERIES)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicNode> keysAreASet() {
        return GuavaSuite.of(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        ORMap<String, PNCounter> map = withLeavings();
                        for (String element : elements) {
                            map = map.update(A, element, counter -> counter.increment(A));
                        }
                        return map.keys();
                    }
                })
                .named("keys")
                .withFeatures(CollectionSize.SEVERAL, CollectionFeature.ALLOWS_NULL_QUERIES)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicNode> countsAreAMap() {
        return GuavaSuite.of(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        ORMap<String, PNCounter> map = withLeavings();
                        String[] texts = new String[entries.length];
                        for (int i = 0; i < entries.length; i++) {
                            int amount = i + 1;
                            texts[i] = Objects.requireNonNull(entries[i].getValue(), "value");
                            map = map.remove(entries[i].getKey())
                                    .update(A, entries[i].getKey(), counter -> counter.increment(A, amount));
                        }
                        return Maps.transformValues(map.entries(), counter -> texts[(int) counter.value() - 1]);
                    }
                })
                .named("counts")
                .withFeatures(
                        CollectionSize.SEVERAL,
                        MapFeature.ALLOWS_ANY_NULL_QUERIES,
                        CollectionFeature.ALLOWS_NULL_QUERIES)
                .createTestSuite());
    }
}
