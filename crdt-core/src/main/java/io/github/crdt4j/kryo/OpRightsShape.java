package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpBoundedCounter;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OpRights;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.math.BigInteger;
import java.util.TreeMap;

/** The shape of counters with a bound, which is in the header: the rights of each replica, ascending. */
final class OpRightsShape extends OpShape<OpBoundedCounter, OpBoundedCounter.Change> {

    private static final int INCREMENT = 0;
    private static final int DECREMENT = 1;
    private static final int TRANSFER = 2;

    private final OpParts<OpBoundedCounter, OpRights> parts = OpParts.of(OpBoundedCounter.class);

    private OpRightsShape(int tag, long bound) {
        super(tag, OpBoundedCounter.of(bound));
    }

    static OpShape<OpBoundedCounter, OpBoundedCounter.Change> of(int tag, Object like, Registrations known) {
        return new OpRightsShape(tag, ((OpBoundedCounter) like).bound());
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        PlainNumbers.writeInteger(out, BigInteger.valueOf(initial().bound()));
    }

    @Override
    void readHeader(Decoder in) {
        super.readHeader(in);
        int from = in.position();
        BigInteger bound = PlainNumbers.readSum(in);
        if (!bound.equals(BigInteger.valueOf(initial().bound()))) {
            throw in.bad(
                    "an OpBoundedCounter with the bound " + bound + ", expected "
                            + initial().bound() + ": every replica must begin with the same",
                    from);
        }
    }

    @Override
    void writeOperation(Encoder out, OpBoundedCounter.Change operation) {
        if (operation instanceof OpBoundedCounter.Increment up) {
            out.octet(INCREMENT);
            out.varint(up.amount());
        } else if (operation instanceof OpBoundedCounter.Decrement down) {
            out.octet(DECREMENT);
            out.varint(down.amount());
            out.replica(down.self());
        } else if (operation instanceof OpBoundedCounter.Transfer transfer) {
            out.octet(TRANSFER);
            out.varint(transfer.amount());
            out.replica(transfer.self());
            out.replica(transfer.receiver());
        }
    }

    @Override
    OpBoundedCounter.Change readOperation(Decoder in) {
        int choice = OpShapes.choice(in, 3);
        long amount = in.positive("amount");
        if (choice == INCREMENT) {
            return new OpBoundedCounter.Increment(amount);
        }
        ReplicaId self = in.replica();
        if (choice == DECREMENT) {
            return new OpBoundedCounter.Decrement(self, amount);
        }
        int from = in.position();
        ReplicaId receiver = in.replica();
        if (receiver.equals(self)) {
            throw in.bad("a transfer of " + self + " to itself", from);
        }
        return new OpBoundedCounter.Transfer(self, receiver, amount);
    }

    @Override
    void writeState(Encoder out, OpBoundedCounter state) {
        var sorted = new TreeMap<ReplicaId, BigInteger>();
        parts.open().apply(state).left().forEach(sorted::put);
        out.varint(sorted.size());
        sorted.forEach((replica, rights) -> {
            out.replica(replica);
            PlainNumbers.writeInteger(out, rights);
        });
    }

    @Override
    OpBoundedCounter readState(Decoder in) {
        int count = in.count(3);
        var left = PersistentMap.<ReplicaId, BigInteger>empty().toBuilder();
        ReplicaId last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            ReplicaId replica = in.replica();
            BigInteger rights = PlainNumbers.readSum(in);
            if (last != null && last.compareTo(replica) >= 0 || rights.signum() == 0) {
                throw in.bad("replica " + replica + " out of order, or without rights", from);
            }
            left.put(replica, rights);
            last = replica;
        }
        return count == 0
                ? initial()
                : parts.close().apply(new OpRights(initial().bound(), left.build()));
    }
}
