package io.github.crdt4j;

import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;

/** Operations carried out as a replica does, of which one tells what it has seen. */
public final class Effects {

    private Effects() {}

    /** The state after the next operation of a replica that has seen so much. */
    public static <S extends OpCrdt<S, O>, O extends Operation> S after(
            S state, O operation, ReplicaId self, VectorClock seen) {
        VectorClock clock = seen.tick(self);
        return state.effect(operation, new Dot(self, clock.get(self)), clock);
    }
}
