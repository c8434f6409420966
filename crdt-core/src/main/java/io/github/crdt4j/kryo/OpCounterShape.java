package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.internal.op.CountRuns;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Sum;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/** The shape of counters: the total and, in a map, what the recent events of each origin added, in runs. */
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

    static OpShape<OpGCounter, OpGCounter.Increment> growing(int tag, Object like, Registrations known) {
        boolean canForget = ((OpGCounter) like).removable() == like;
        OpGCounter empty = OpGCounter.empty();
        return new OpCounterShape<>(tag, canForget ? empty.removable() : empty, false) {
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

    static OpShape<OpPNCounter, OpPNCounter.Change> both(int tag, Object like, Registrations known) {
        boolean canForget = ((OpPNCounter) like).removable() == like;
        OpPNCounter empty = OpPNCounter.empty();
        return new OpCounterShape<>(tag, canForget ? empty.removable() : empty, true) {
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
        PersistentMap<ReplicaId, CountRuns> recent = sum.recent();
        if (canForget != (recent != null)) {
            throw new IllegalArgumentException(
                    state + " is in the form for " + (canForget ? "use on its own" : "a map"));
        }
        PlainNumbers.writeInteger(out, sum.total());
        if (recent != null) {
            var sorted = new TreeMap<ReplicaId, CountRuns>();
            recent.forEach(sorted::put);
            out.varint(sorted.size());
            sorted.forEach((origin, runs) -> {
                out.replica(origin);
                writeRuns(out, runs);
            });
        }
    }

    /** The oldest first, each by its distance to the last event of the one before. */
    private static void writeRuns(Encoder out, CountRuns runs) {
        var oldestFirst = new ArrayDeque<CountRuns>();
        for (CountRuns run = runs; run != null; run = run.older()) {
            oldestFirst.push(run);
        }
        out.varint(runs.size());
        long last = 0;
        for (CountRuns run : oldestFirst) {
            out.varint(run.first() - last);
            out.varint(run.count());
            if (run.count() > 1) {
                out.varint(run.step());
            }
            PlainNumbers.writeInteger(out, run.amount());
            last = run.last();
        }
    }

    @Override
    final S readState(Decoder in) {
        int from = in.position();
        BigInteger total = PlainNumbers.readSum(in);
        PersistentMap<ReplicaId, CountRuns> recent = canForget ? readRecent(in) : null;
        BigInteger settled = total;
        if (recent != null) {
            for (Map.Entry<ReplicaId, CountRuns> one : recent) {
                settled = settled.subtract(one.getValue().total());
            }
        }
        if (!canFall && settled.signum() < 0) {
            throw in.bad("a total of " + total + ", less than its parts", from);
        }
        return parts.close().apply(new Sum(total, recent));
    }

    private PersistentMap<ReplicaId, CountRuns> readRecent(Decoder in) {
        int count = in.count(6);
        var recent = PersistentMap.<ReplicaId, CountRuns>empty().toBuilder();
        ReplicaId last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            ReplicaId origin = in.replica();
            if (last != null && last.compareTo(origin) >= 0) {
                throw in.bad("replica " + origin + " out of order", from);
            }
            recent.put(origin, readRuns(in, origin));
            last = origin;
        }
        return recent.build();
    }

    private CountRuns readRuns(Decoder in, ReplicaId origin) {
        int from = in.position();
        int size = in.count(3);
        CountRuns runs = null;
        for (int i = 0; i < size; i++) {
            int at = in.position();
            long first = sum(in, runs == null ? 0 : runs.last(), in.positive("distance of events"), at);
            long count = in.positive("number of events");
            long step = count == 1 ? 0 : in.positive("distance of events");
            if (count > 1 && count - 1 > (Long.MAX_VALUE - first) / step) {
                throw in.bad(count + " events at distances of " + step, at);
            }
            BigInteger amount = PlainNumbers.readSum(in);
            in.checkSeen(new Dot(origin, first + step * (count - 1)), at);
            if (amount.signum() == 0 || !canFall && amount.signum() < 0) {
                throw in.bad("event " + new Dot(origin, first) + " added " + amount, at);
            }
            CountRuns next = CountRuns.appendRun(runs, first, step, count, amount);
            if (next == null || next.older() != runs || next.count() != count) {
                throw in.bad("the events from " + first + " on continue the run before", at);
            }
            runs = next;
        }
        if (runs == null) {
            throw in.bad("nothing recent of " + origin, from);
        }
        return runs;
    }

    private static long sum(Decoder in, long last, long distance, int at) {
        if (distance > Long.MAX_VALUE - last) {
            throw in.bad("no event " + distance + " after event " + last, at);
        }
        return last + distance;
    }
}
