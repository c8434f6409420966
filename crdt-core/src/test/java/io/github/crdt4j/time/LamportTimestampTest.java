package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.testing.NullPointerTester;
import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LamportTimestampTest {

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");

    @Test
    void stampsAreOrderedByCounterThenByReplica() {
        List<LamportTimestamp> ordered = List.of(
                new LamportTimestamp(1, b),
                new LamportTimestamp(2, a),
                new LamportTimestamp(2, new ReplicaId("a", 1)),
                new LamportTimestamp(2, b),
                new LamportTimestamp(Long.MAX_VALUE, a));
        List<LamportTimestamp> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        Collections.sort(sorted);
        assertEquals(ordered, sorted);
        assertEquals(0, new LamportTimestamp(2, a).compareTo(new LamportTimestamp(2, a)));
    }

    @Test
    void aStampIsWrittenCounterAtReplica() {
        assertEquals("17@a", new LamportTimestamp(17, a).toString());
    }

    @Test
    void countersStartAtOne() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new LamportTimestamp(0, a));
        assertEquals("Lamport counters start at 1, replica a has 0", refused.getMessage());
    }

    @Test
    void nullIsRefused() {
        NullPointerTester tester =
                new NullPointerTester().setDefault(ReplicaId.class, a).setDefault(long.class, 1L);
        tester.testAllPublicConstructors(LamportTimestamp.class);
        tester.testAllPublicInstanceMethods(new LamportTimestamp(1, a));
    }
}
