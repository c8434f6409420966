package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.internal.counter.Rights;
import io.github.crdt4j.time.VectorClock;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** How bounded counters are written: the increments, the decrements, and by sender the transfers. The parameter is the bound. */
final class BoundedShape extends Shape<BoundedCounter> {

    private final long bound;

    private BoundedShape(int tag, long bound) {
        super(tag, BoundedCounter.class, List.of(bound));
        this.bound = bound;
    }

    /** The shape of a counter. */
    static Shape<?> of(int tag, Object counter, Session session) {
        return new BoundedShape(tag, ((BoundedCounter) counter).bound());
    }

    /** The shape of the counters with the bound that is read. */
    static Shape<?> in(int tag, Decoder in) {
        return new BoundedShape(tag, in.signed());
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.signed(bound);
    }

    @Override
    BoundedCounter check(Object state, Session session) {
        BoundedCounter counter = super.check(state, session);
        if (counter.bound() != bound) {
            throw new IllegalArgumentException(Mismatch.found(this, new BoundedShape(tag(), counter.bound())));
        }
        return counter;
    }

    @Override
    void write(Encoder out, BoundedCounter counter) {
        Rights rights = Rights.of(counter);
        ClockCodec.write(out, rights.granted());
        ClockCodec.write(out, rights.used());
        out.varint(rights.sent().size());
        rights.sent().forEach((sender, received) -> {
            out.replica(sender);
            ClockCodec.write(out, received);
        });
    }

    @Override
    BoundedCounter read(Decoder in) {
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
