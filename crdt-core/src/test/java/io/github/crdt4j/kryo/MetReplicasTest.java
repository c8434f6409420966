package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import org.junit.jupiter.api.Test;

class MetReplicasTest {

    private static final KryoCodec CODEC = KryoCodec.create();

    private static ReplicaId onlyReplicaOf(GCounter counter) {
        return counter.context().replicas().iterator().next();
    }

    @Test
    void whatComesBackHasTheVeryIdThatWasSent() {
        ReplicaId id = ReplicaId.of("met " + getClass().getName());
        GCounter counter = GCounter.empty().increment(id);
        assertSame(id, onlyReplicaOf(CODEC.decode(CODEC.encode(counter), GCounter.empty())));
    }

    @Test
    void longNamesAreNotKept() {
        ReplicaId id = ReplicaId.of("n".repeat(ReplicaId.MAX_NAME_LENGTH));
        GCounter counter = GCounter.empty().increment(id);
        ReplicaId decoded = onlyReplicaOf(CODEC.decode(CODEC.encode(counter), GCounter.empty()));
        assertEquals(id, decoded);
        assertNotSame(id, decoded);
    }

    /** More than there is room for, and many of one hash code: each is answered by an equal one. */
    @Test
    void everyIdIsAnsweredByAnEqualOne() {
        for (int i = 0; i < 100_000; i++) {
            var id = new ReplicaId("r" + i % 40_000, i % 3);
            assertEquals(id, MetReplicas.met(id));
        }
        for (int i = 0; i < 64; i++) {
            var name = new StringBuilder();
            for (int bit = 0; bit < 6; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            ReplicaId id = ReplicaId.of(name.toString());
            assertEquals(id, MetReplicas.met(id));
            assertSame(id, MetReplicas.met(ReplicaId.of(name.toString())));
        }
    }
}
