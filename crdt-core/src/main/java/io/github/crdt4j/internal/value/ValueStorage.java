package io.github.crdt4j.internal.value;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How the values of a map become stores, and stores values. Of a type of this library the store is its own, of a record one of
 * the stores of its components; a user's own type is stored as it is.
 *
 * @param <V> the type of the values
 */
abstract sealed class ValueStorage<V extends Causal<V>> {

    private final V bottom;

    private ValueStorage(V bottom) {
        this.bottom = bottom;
    }

    /** The storage of values that begin as a given one, which is in the empty context. */
    @SuppressWarnings("unchecked") // a record is of its own type
    static <V extends Causal<V>> ValueStorage<V> of(V bottom) {
        Parts<V, ?> parts = Parts.of(bottom);
        if (parts != null) {
            return new OfLibrary<>(bottom, parts);
        }
        return bottom instanceof Composite<?> ? (ValueStorage<V>) ofRecord(bottom) : new OfUser<>(bottom);
    }

    @SuppressWarnings("unchecked") // it is a composite
    private static <P extends Composite<P>> ValueStorage<P> ofRecord(Object bottom) {
        return new OfRecord<>((P) bottom);
    }

    /** What values begin as. */
    final V bottom() {
        return bottom;
    }

    /** The store of a value in any context. */
    abstract DotStore<?> open(V value);

    /** The value of a store, in a context. */
    abstract V close(DotStore<?> store, CausalContext context);

    /** What a check makes of a change. */
    final UpdateCheck.Verdict check(UpdateCheck check, V before, V after) {
        return before == after ? UpdateCheck.Verdict.NOTHING_MINTED : checkDifferent(check, before, after);
    }

    abstract UpdateCheck.Verdict checkDifferent(UpdateCheck check, V before, V after);

    private static final class OfLibrary<V extends Causal<V>, D extends DotStore<D>> extends ValueStorage<V> {
        private final Parts<V, D> parts;

        OfLibrary(V bottom, Parts<V, D> parts) {
            super(bottom);
            this.parts = parts;
        }

        @Override
        D open(V value) {
            return parts.store(value);
        }

        @Override
        @SuppressWarnings("unchecked") // it is given what it has opened
        V close(DotStore<?> store, CausalContext context) {
            return parts.close().apply(new CausalState<>((D) store, context));
        }

        @Override
        UpdateCheck.Verdict checkDifferent(UpdateCheck check, V before, V after) {
            return check.of(open(before), parts.open().apply(after));
        }
    }

    private static final class OfRecord<P extends Composite<P>> extends ValueStorage<P> {
        private final List<ValueStorage<?>> components = new ArrayList<>();

        OfRecord(P bottom) {
            super(bottom);
            zip(bottom, bottom, new Composite.Zip() {
                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    components.add(ValueStorage.of(mine));
                    return mine;
                }
            });
        }

        private static <P extends Composite<P>> P zip(P mine, P theirs, Composite.Zip with) {
            P result = mine.zip(theirs, with);
            if (result == null) {
                throw new IllegalStateException("zip of " + mine.getClass().getName() + " returned null");
            }
            return result;
        }

        @SuppressWarnings("unchecked") // components come in one order, and are of one type in each place
        private <C extends Causal<C>> ValueStorage<C> component(int i) {
            return (ValueStorage<C>) components.get(i);
        }

        @Override
        DotStore<?> open(P value) {
            DotStore<?>[] stores = new DotStore<?>[components.size()];
            var unused = zip(value, value, new Composite.Zip() {
                int i = 0;

                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    ValueStorage<C> component = component(i);
                    stores[i++] = component.open(mine);
                    return mine;
                }
            });
            return new ProductStore(stores);
        }

        @Override
        P close(DotStore<?> store, CausalContext context) {
            return zip(bottom(), bottom(), new Composite.Zip() {
                int i = 0;

                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    ValueStorage<C> component = component(i);
                    return component.close(((ProductStore) store).get(i++), context);
                }
            });
        }

        @Override
        UpdateCheck.Verdict checkDifferent(UpdateCheck check, P before, P after) {
            var walk = new Composite.Zip() {
                int i = 0;
                UpdateCheck.Verdict all = UpdateCheck.Verdict.NOTHING_MINTED;

                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    ValueStorage<C> component = component(i++);
                    all = all == UpdateCheck.Verdict.UNCLEAR ? all : all.and(component.check(check, mine, theirs));
                    return mine;
                }
            };
            var unused = zip(before, after, walk);
            return walk.all;
        }
    }

    private static final class OfUser<V extends Causal<V>> extends ValueStorage<V> {

        OfUser(V bottom) {
            super(bottom);
        }

        @Override
        DotStore<?> open(V value) {
            return ForeignStore.of(value, bottom());
        }

        @Override
        @SuppressWarnings("unchecked") // it is given what it has opened
        V close(DotStore<?> store, CausalContext context) {
            return ((ForeignStore<V>) store).in(context);
        }

        @Override
        UpdateCheck.Verdict checkDifferent(UpdateCheck check, V before, V after) {
            return UpdateCheck.Verdict.UNCLEAR;
        }
    }
}
