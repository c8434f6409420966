package io.github.crdt4j.benchmarks;

import com.netopyr.wurmloch.crdt.Crdt;
import com.netopyr.wurmloch.crdt.CrdtCommand;
import com.netopyr.wurmloch.crdt.ORSet;
import com.netopyr.wurmloch.crdt.PNCounter;
import com.netopyr.wurmloch.store.LocalCrdtStore;
import org.reactivestreams.Subscriber;

/**
 * Commands of wurmloch-crdt. Its stores hand commands to the stores they are connected with, at once and in order; here each
 * is connected with a wire, which takes down what it sends and hands it what arrives, whenever that is.
 */
abstract class WurmlochOperations<C extends Crdt>
        implements OperationLibrary<WurmlochOperations.Wired<C>, CrdtCommand> {

    private WurmlochOperations() {}

    /** A store with one state in it, and its wire. */
    static final class Wired<C> {
        final Wire wire = new Wire();
        final C state;

        Wired(C state, LocalCrdtStore store) {
            this.state = state;
            store.connect(wire);
        }
    }

    /** In place of another store. */
    private static final class Wire extends LocalCrdtStore {
        private Subscriber<Object> sending;
        private Object latest;

        /** Whoever is connected subscribes here to what arrives. */
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as in the library
        public void subscribe(Subscriber subscriber) {
            sending = subscriber;
        }

        /** And here it is asked to subscribe in turn. */
        @Override
        public void connect(LocalCrdtStore store) {
            store.subscribe(new io.reactivex.subscribers.DefaultSubscriber<Object>() {
                @Override
                public void onNext(Object command) {
                    latest = command;
                }

                @Override
                public void onError(Throwable error) {
                    throw new IllegalStateException(error);
                }

                @Override
                public void onComplete() {}
            });
        }
    }

    abstract C create(LocalCrdtStore store);

    abstract void apply(C state, Change change);

    @Override
    public final Wired<C> replica(int number) {
        var store = new LocalCrdtStore("node-" + number);
        return new Wired<>(create(store), store);
    }

    @Override
    public final CrdtCommand change(Wired<C> replica, Change change) {
        replica.wire.latest = null;
        apply(replica.state, change);
        if (replica.wire.latest == null) {
            throw new IllegalStateException("no command of " + change);
        }
        return (CrdtCommand) replica.wire.latest;
    }

    @Override
    public final void receive(Wired<C> replica, CrdtCommand message) {
        replica.wire.sending.onNext(message);
    }

    /** Sets of words. */
    static final class Sets extends WurmlochOperations<ORSet<String>> {

        @Override
        @SuppressWarnings("unchecked") // its class loses the parameter that its superclass has
        ORSet<String> create(LocalCrdtStore store) {
            return store.createORSet("set");
        }

        @Override
        void apply(ORSet<String> state, Change change) {
            if (change.removes()) {
                state.remove(change.element());
            } else {
                state.add(change.element());
            }
        }

        @Override
        public Object value(Wired<ORSet<String>> replica) {
            return replica.state;
        }
    }

    /** Counters, which send the counts of all replicas. */
    static final class Counters extends WurmlochOperations<PNCounter> {

        @Override
        PNCounter create(LocalCrdtStore store) {
            return store.createPNCounter("counter");
        }

        @Override
        void apply(PNCounter state, Change change) {
            state.increment(change.amount());
        }

        @Override
        public Object value(Wired<PNCounter> replica) {
            return replica.state.get();
        }
    }
}
