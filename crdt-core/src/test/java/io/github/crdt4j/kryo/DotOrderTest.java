package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DotOrderTest {

    @Test
    void elementsAreInTheOrderOfTheirFirstDotsHoweverFarApart() {
        for (long seed = 0; seed < 400; seed++) {
            var random = new SplittableRandom(seed);
            int replicas = 1 + random.nextInt(12);
            long offset = random.nextBoolean() ? 0 : random.nextLong(1L << 61);
            long spread = random.nextBoolean() ? 60 : 1L << 60;
            var byDot = new TreeMap<Dot, Object>();
            for (int i = random.nextInt(300); i >= 0; i--) {
                var replica = new ReplicaId("r" + random.nextInt(replicas), 0); // equal ones are not the same object
                byDot.put(new Dot(replica, offset + 1 + random.nextLong(spread)), i);
            }
            var elements = PersistentMap.<Object, Dots>empty().toBuilder();
            var further = new ArrayList<DotOrder.Further>();
            for (Map.Entry<Dot, Object> entry : byDot.entrySet()) {
                Dot first = entry.getKey();
                if (random.nextInt(4) == 0) {
                    List<Dot> more = List.of(new Dot(ReplicaId.of("s"), first.number()));
                    further.add(new DotOrder.Further(elements.size(), more));
                    elements.put(entry.getValue(), Dots.of(List.of(first, more.get(0))));
                } else {
                    elements.put(entry.getValue(), Dots.of(first));
                }
            }
            var order = new DotOrder(elements.build());
            assertArrayEquals(byDot.values().toArray(), order.elements(), "seed " + seed);
            assertEquals(CausalContext.of(byDot.keySet().toArray(Dot[]::new)), order.firstDots(), "seed " + seed);
            assertEquals(further, order.further(), "seed " + seed);
        }
    }

    @Test
    void twoElementsUnderOneDotAreRefused() {
        for (long other : new long[] {2, 1L << 40}) {
            var elements = PersistentMap.<Object, Dots>empty()
                    .put("x", Dots.of(Samples.A, 1))
                    .put("y", Dots.of(Samples.A, 1))
                    .put("z", Dots.of(Samples.A, other));
            assertThrows(IllegalArgumentException.class, () -> new DotOrder(elements));
        }
    }
}
