package io.github.crdt4j.kryo;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Sum;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** The shape of counters: the total and, in a map, what each recent event added, ascending by event. */
abstract class OpCounterShape<S extends OpCrdt<S, O>, O extends Operation> extends OpShape<S, O> {

    private final OpParts<S, Sum> parts;
    private final boolean canForget;
    private final boolean canFall;

    private OpCounterShape(int tag, S initial, boolean canFall) {
        super(tag, initial);
        this.parts = OpParts.of(initial.getClass());
        this.canForget = parts.open().apply(initial).recent() != null;
        this.canFall = canFall;
    }

    static OpShape<OpGCounter, OpGCounter.Increment> growing(OpGCounter initial) {
        return new OpCounterShape<>(Tags.OP_G_COUNTER, initial, false) {
            @Override
            void writeOperation(Encoder out, OpGCounter.Increment operation) {
                out.varint(operation.amount());
            }

            @Override
            OpGCounter.Increment readOperation(Decoder in) {
                return new OpGCounter.Increment(in.varint());
            }
        };
    }

    static OpShape<OpPNCounter, OpPNCounter.Change> upAndDown(OpPNCounter initial) {
        return new OpCounterShape<>(Tags.OP_PN_COUNTER, initial, true) {
            @Override
            void writeOperation(Encoder out, OpPNCounter.Change operation) {
                if (operation instanceof OpPNCounter.Increment up) {
                    out.octet(0);
                    out.varint(up.amount());
                } else if (operation instanceof OpPNCounter.Decrement down) {
                    out.octet(1);
                    out.varint(down.amount());
                }
            }

            @Override
            OpPNCounter.Change readOperation(Decoder in) {
                return OpShapes.choice(in, 2) == 0
                        ? new OpPNCounter.Increment(in.varint())
                        : new OpPNCounter.Decrement(in.varint());
            }
        };
    }

    @Override
    final void writeState(Encoder out, S state) {
        Sum sum = parts.open().apply(state);
        PersistentMap<Dot, BigInteger> recent = sum.recent();
        if (canForget != (recent != null)) {
            throw new IllegalArgumentException(
                    state + " is in the form for " + (canForget ? "use on its own" : "a map"));
        }
        PlainNumbers.writeInteger(out, sum.total());
        if (recent != null) {
            var sorted = new TreeMap<Dot, BigInteger>();
            recent.forEach(sorted::put);
            out.varint(sorted.size());
            for (Map.Entry<Dot, BigInteger> one : sorted.entrySet()) {
                out.dot(one.getKey());
                PlainNumbers.writeInteger(out, one.getValue());
            }
        }
    }

    @Override
    final S readState(Decoder in) {
        int from = in.position();
        BigInteger total = PlainNumbers.readInteger(in);
        PersistentMap<Dot, BigInteger> recent = canForget ? readRecent(in) : null;
        BigInteger settled = total;
        if (recent != null) {
            for (Map.Entry<Dot, BigInteger> one : recent) {
                settled = settled.subtract(one.getValue());
            }
        }
        if (!canFall && settled.signum() < 0) {
            throw in.bad("a total of " + total + ", less than its parts", from);
        }
        return parts.close().apply(new Sum(total, recent));
    }

    private PersistentMap<Dot, BigInteger> readRecent(Decoder in) {
        int count = in.count(4);
        var recent = PersistentMap.<Dot, BigInteger>empty().toBuilder();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Dot dot = OpShapes.ascending(in, last);
            BigInteger amount = PlainNumbers.readInteger(in);
            if (amount.signum() == 0 || !canFall && amount.signum() < 0) {
                throw in.bad("event " + dot + " added " + amount, from);
            }
            recent.put(dot, amount);
            last = dot;
        }
        return recent.build();
    }
}
