package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.internal.counter.Rights;
import io.github.crdt4j.time.VectorClock;
import java.util.Collections;
import java.util.TreeMap;

/** How bounded counters are written: the bound, the increments and the decrements, and by sender the transfers. */
final class RightsCodec {

    private RightsCodec() {}

    static void write(Encoder out, BoundedCounter counter) {
        Rights rights = Rights.of(counter);
        out.signed(rights.bound());
        ClockCodec.write(out, rights.granted());
        ClockCodec.write(out, rights.used());
        out.varint(rights.sent().size());
        rights.sent().forEach((sender, received) -> {
            out.replica(sender);
            ClockCodec.write(out, received);
        });
    }

    static BoundedCounter read(Decoder in) {
        long bound = in.signed();
        VectorClock granted = ClockCodec.read(in);
        VectorClock used = ClockCodec.read(in);
        var sent = new TreeMap<ReplicaId, VectorClock>();
        for (int rest = in.count(2); rest > 0; rest--) {
            int from = in.position();
            ReplicaId sender = in.replica();
            if (!sent.isEmpty() && sent.lastKey().compareTo(sender) >= 0) {
                throw in.bad("sender " + sender + " out of order", from);
            }
            VectorClock received = ClockCodec.read(in);
            if (received.isEmpty() || received.get(sender) > 0) {
                throw in.bad(
                        "sender " + sender + (received.isEmpty() ? " sent nothing" : " sent rights to itself"), from);
            }
            sent.put(sender, received);
        }
        return (BoundedCounter) new Rights(bound, granted, used, Collections.unmodifiableSortedMap(sent)).counter();
    }
}
