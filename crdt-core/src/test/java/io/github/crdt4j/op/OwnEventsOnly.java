package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;

/** The clocks of origins that have seen nothing of each other. */
final class OwnEventsOnly {

    private OwnEventsOnly() {}

    static OriginClocks of(VectorClock clock) {
        var origins = new HashMap<ReplicaId, VectorClock>();
        clock.entries()
                .forEach((origin, number) ->
                        origins.put(origin, VectorClock.empty().with(new Dot(origin, number))));
        return OriginClocks.of(origins);
    }
}
