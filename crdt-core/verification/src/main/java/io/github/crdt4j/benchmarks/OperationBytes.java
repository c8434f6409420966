package io.github.crdt4j.benchmarks;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.sync.SyncMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How many bytes a change takes, in messages as they travel: as an operation, and of the state-based sibling as a delta and as
 * the whole state. Replicas make the changes of an {@link OperationHistory} in turn, some in one message, each when it has seen
 * all before.
 *
 * @param initial the operation-based type
 * @param prepare makes an operation
 * @param show reads it
 * @param empty its sibling
 * @param mutate makes a change
 * @param read reads the sibling
 */
record OperationBytes<S extends OpCrdt<S, O>, O extends Operation, T extends Crdt<T>>(
        S initial,
        BiFunction<S, Change, O> prepare,
        Function<S, Object> show,
        T empty,
        Mutation<T> mutate,
        Function<T, Object> read) {

    private static final KryoCodec CODEC = KryoCodec.create();

    /** A change of a state. */
    interface Mutation<T> {
        T apply(T state, ReplicaId self, Change change);
    }

    /**
     * Mean bytes of a message.
     *
     * @param operations with operations
     * @param delta with what a peer lacks that had everything before
     * @param state with the whole state, after the last change
     */
    record Sizes(double operations, double delta, double state) {}

    static OperationBytes<?, ?, ?> of(String type) {
        if (type.equals("set")) {
            return new OperationBytes<>(
                    OpORSet.<String>empty(),
                    (set, change) -> change.removes() ? set.remove(change.element()) : set.add(change.element()),
                    set -> Set.copyOf(set.elements()),
                    ORSet.<String>empty(),
                    (set, self, change) ->
                            change.removes() ? set.remove(change.element()) : set.add(self, change.element()),
                    set -> Set.copyOf(set.elements()));
        }
        return new OperationBytes<>(
                OpPNCounter.empty(),
                (counter, change) -> counter.increment(change.amount()),
                OpPNCounter::value,
                PNCounter.empty(),
                (counter, self, change) -> counter.increment(self, change.amount()),
                PNCounter::value);
    }

    /** Sends changes each way, and checks that what arrives is the same. */
    Sizes measure(List<Change> changes, int replicas, int batch) {
        OpCodec<S, O> codec = OpCodec.of(CODEC, initial);
        ReplicaId[] ids = OurOperations.ids(replicas);
        List<OpReplica<S, O>> writers = new ArrayList<>();
        for (ReplicaId id : ids) {
            writers.add(OpReplica.of(id, initial, OperationCheck.inMemory()));
        }
        T state = empty;
        T arrived = empty;
        long operations = 0;
        long deltas = 0;
        int messages = 0;
        for (int from = 0; from < changes.size(); ) {
            int number = messages % replicas;
            int to = from < replicas ? from + 1 : Math.min(from + batch, changes.size());
            T before = state;
            for (Change change : changes.subList(from, to)) {
                state = mutate.apply(state, ids[number], change);
            }
            byte[] delta = CODEC.encodeMessage(delta(ids, messages, state.delta(before), false));
            arrived = arrived.merge(((SyncMessage.Delta<T>) CODEC.decodeMessage(delta, empty)).delta());
            byte[] operation = codec.encode(message(writers.get(number), changes.subList(from, to)));
            OpMessage<List<O>> received = codec.decodeMessage(operation);
            writers.forEach(writer -> writer.receive(received));
            if (from >= replicas) {
                operations += operation.length;
                deltas += delta.length;
            }
            messages++;
            from = to;
        }
        Object expected = read.apply(state);
        for (OpReplica<S, O> writer : writers) {
            if (!show.apply(writer.state()).equals(expected) || !arrived.equals(state)) {
                throw new IllegalStateException("operations or deltas do not show " + expected);
            }
        }
        int whole = CODEC.encodeMessage(delta(ids, messages, state, true)).length;
        double counted = messages - replicas;
        return new Sizes(operations / counted, deltas / counted, whole);
    }

    private OpMessage<List<O>> message(OpReplica<S, O> writer, List<Change> changes) {
        writer.edit(editor -> changes.forEach(change -> editor.apply(prepare.apply(editor.state(), change))));
        return writer.flush().get(0);
    }

    private SyncMessage<T> delta(ReplicaId[] ids, int number, T delta, boolean complete) {
        return new SyncMessage.Delta<>(ids[0], ids[1], 1, number + 1, complete, delta);
    }
}
