package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.VectorClock;
import java.util.LinkedHashMap;
import java.util.Map;

/** How vector clocks are written: the replicas ascending, each with its number, which is not 0. */
final class ClockCodec {

    private ClockCodec() {}

    static void write(Encoder out, VectorClock clock) {
        Map<ReplicaId, Long> entries = clock.entries();
        out.varint(entries.size());
        entries.forEach((replica, number) -> {
            out.replica(replica);
            out.varint(number);
        });
    }

    static VectorClock read(Decoder in) {
        int count = in.count(2);
        var entries = new LinkedHashMap<ReplicaId, Long>();
        ReplicaId last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            ReplicaId replica = in.replica();
            if (last != null && last.compareTo(replica) >= 0) {
                throw in.bad("replica " + replica + " out of order", from);
            }
            last = replica;
            entries.put(replica, in.positive("clock entry"));
        }
        return entries.isEmpty() ? VectorClock.empty() : VectorClock.of(entries);
    }
}
