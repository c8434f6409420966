package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.ReplicaId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ORSetBulkTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    @Test
    void manyAddsAreEqualToTheChain() {
        ORSet<String> chain = ORSet.<String>empty().add(A, "x").add(A, "y").add(A, "x");
        assertEquals(chain, ORSet.of(A, "x", "y", "x"));
        assertEquals(chain, Stream.of("x", "y", "x").collect(ORSet.toORSet(A)));
        assertEquals(chain, ORSet.<String>empty().addAll(A, List.of("x", "y", "x")));
        assertSame(chain, chain.addAll(A, List.of()));
    }

    @Test
    void manyRemovesAreEqualToTheChain() {
        ORSet<String> set = ORSet.of(A, "x", "y", "z");
        assertEquals(set.remove("x").remove("z"), set.removeAll(List.of("x", "z", "unknown")));
        assertEquals(set.remove("x").remove("z"), set.retainAll(Set.of("y", "unknown")));
        assertSame(set, set.removeAll(List.of("unknown")));
        assertSame(set, set.retainAll(List.of("x", "y", "z")));
    }

    @Test
    void whatIsRetainedSaysNothingOfConcurrentAdds() {
        ORSet<String> set = ORSet.of(A, "x", "y");
        ORSet<String> merged = set.retainAll(Set.of("x")).merge(set.add(B, "z").add(B, "y"));
        assertEquals(Set.of("x", "y", "z"), merged.elements());
    }
}
