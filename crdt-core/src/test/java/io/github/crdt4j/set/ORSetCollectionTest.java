package io.github.crdt4j.set;

import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import io.github.crdt4j.GuavaSuite;
import io.github.crdt4j.ReplicaId;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guava's set suite on the view of the elements. */
class ORSetCollectionTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static ORSet<String> addAll(String[] elements) {
        return ORSet.<String>empty().edit(A, editor -> {
            for (String element : elements) {
                editor.add(element);
            }
        });
    }

    private static Stream<DynamicNode> suite(String name, TestStringSetGenerator sets) {
        return GuavaSuite.of(SetTestSuiteBuilder.using(sets)
                .named(name)
                .withFeatures(CollectionSize.ANY, CollectionFeature.ALLOWS_NULL_QUERIES)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicNode> elementsAreASet() {
        return suite("elements", new TestStringSetGenerator() {
            @Override
            protected Set<String> create(String[] elements) {
                return addAll(elements).elements();
            }
        });
    }

    @TestFactory
    Stream<DynamicNode> elementsAfterRemovesAndMergesAreASet() {
        return suite("elements after removes and merges", new TestStringSetGenerator() {
            @Override
            protected Set<String> create(String[] elements) {
                var others = ORSet.<String>empty().add(B, "another").add(B, "one more");
                return addAll(elements)
                        .merge(others)
                        .merge(others.clear())
                        .merge(addAll(elements))
                        .elements();
            }
        });
    }
}
