package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.set.OpORSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Operations of this library: replicas, and what they flush. */
abstract class OurOperations<S extends OpCrdt<S, O>, O extends Operation>
        implements OperationLibrary<OpReplica<S, O>, OpMessage<List<O>>> {

    private final ReplicaId[] ids;
    private final S initial;

    private OurOperations(int replicas, S initial) {
        this.ids = ids(replicas);
        this.initial = initial;
    }

    /** The identities of replicas, each fresh. */
    static ReplicaId[] ids(int count) {
        var random = new SplittableRandom(7);
        var ids = new ReplicaId[count];
        Arrays.setAll(ids, i -> ReplicaId.fresh(String.format(Locale.ROOT, "node-%05d", i), random));
        return ids;
    }

    final S initial() {
        return initial;
    }

    abstract O prepare(S state, Change change);

    @Override
    public final OpReplica<S, O> replica(int number) {
        return OpReplica.of(ids[number], initial, OperationCheck.inMemory());
    }

    @Override
    public final OpMessage<List<O>> change(OpReplica<S, O> replica, Change change) {
        replica.update(state -> prepare(state, change));
        return replica.flush().get(0);
    }

    @Override
    public final void receive(OpReplica<S, O> replica, OpMessage<List<O>> message) {
        replica.receive(message);
    }

    /** Sets of words. */
    static final class Sets extends OurOperations<OpORSet<String>, OpORSet.Change<String>> {

        Sets(int replicas) {
            super(replicas, OpORSet.empty());
        }

        @Override
        OpORSet.Change<String> prepare(OpORSet<String> state, Change change) {
            return change.removes() ? state.remove(change.element()) : state.add(change.element());
        }

        @Override
        public Object value(OpReplica<OpORSet<String>, OpORSet.Change<String>> replica) {
            return replica.state().elements();
        }
    }

    /** Counters. */
    static final class Counters extends OurOperations<OpPNCounter, OpPNCounter.Change> {

        Counters(int replicas) {
            super(replicas, OpPNCounter.empty());
        }

        @Override
        OpPNCounter.Change prepare(OpPNCounter state, Change change) {
            return state.increment(change.amount());
        }

        @Override
        public Object value(OpReplica<OpPNCounter, OpPNCounter.Change> replica) {
            return replica.state().value();
        }
    }
}
