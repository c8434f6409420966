package io.github.crdt4j.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.testing.NullPointerTester;
import io.github.crdt4j.ReplicaId;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DotTest {

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");

    @Test
    void dotsAreOrderedByReplicaThenByNumber() {
        List<Dot> ordered = List.of(new Dot(a, 2), new Dot(a, 10), new Dot(b, 1));
        assertEquals(ordered, List.copyOf(new TreeSet<>(List.of(ordered.get(2), ordered.get(1), ordered.get(0)))));
    }

    @Test
    void aDotIsWrittenReplicaColonNumber() {
        assertEquals("a:3", new Dot(a, 3).toString());
    }

    @Test
    void eventNumbersStartAtOne() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new Dot(a, 0));
        assertEquals("event numbers start at 1, replica a has 0", refused.getMessage());
    }

    @Test
    void nullIsRefused() {
        NullPointerTester tester =
                new NullPointerTester().setDefault(ReplicaId.class, a).setDefault(long.class, 1L);
        tester.testAllPublicConstructors(Dot.class);
        tester.testAllPublicInstanceMethods(new Dot(a, 1));
    }
}
