package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Consumer;

/** What a map asks the stores of its values: directly, component by component, or not at all of a user's own type. */
final class Nested {

    private Nested() {}

    /**
     * The join of two values in the contexts of their maps, itself in the empty one. A value's own merge would join the
     * contexts anew for each key.
     */
    static <S extends Causal<S>> S join(CausalContext mine, S value, CausalContext theirs, S other) {
        if (value instanceof Composite<?>) {
            return zipped(value, other, new Composite.Zip() {
                @Override
                public <C extends Causal<C>> C apply(C a, C b) {
                    return join(mine, a, theirs, b);
                }
            });
        }
        Parts<S, ?> parts = Parts.of(value);
        return parts == null
                ? value.within(mine).merge(other.within(theirs)).within(CausalContext.empty())
                : joinStores(parts, mine, value, theirs, other);
    }

    private static <S, D extends DotStore<D>> S joinStores(
            Parts<S, D> parts, CausalContext mine, S value, CausalContext theirs, S other) {
        D there = parts.store(other);
        D joined = parts.store(value).join(mine, there, theirs);
        return joined == there ? other : parts.withStore(value, joined);
    }

    /** Whether {@code (value, mine) <= (other, theirs)}, when the contexts are so. */
    static <S extends Causal<S>> boolean leq(CausalContext mine, S value, CausalContext theirs, S other) {
        if (value instanceof Composite<?>) {
            var walk = new Composite.Zip() {
                boolean below = true;

                @Override
                public <C extends Causal<C>> C apply(C a, C b) {
                    below = below && leq(mine, a, theirs, b);
                    return a;
                }
            };
            return zip(value, other, walk) && walk.below;
        }
        Parts<S, ?> parts = Parts.of(value);
        return parts == null
                ? value.within(mine).leq(other.within(theirs))
                : leqOfStores(parts, mine, value, theirs, other);
    }

    private static <S, D extends DotStore<D>> boolean leqOfStores(
            Parts<S, D> parts, CausalContext mine, S value, CausalContext theirs, S other) {
        return parts.store(value).leq(mine, parts.store(other), theirs);
    }

    /** What lives in a value that the other lacks, in the empty context; adds every dot this mentions. */
    static <S extends Causal<S>> S delta(
            CausalContext mine, S value, CausalContext theirs, S since, CausalContext.Builder mentioned) {
        if (value instanceof Composite<?>) {
            return zipped(value, since, new Composite.Zip() {
                @Override
                public <C extends Causal<C>> C apply(C a, C b) {
                    return delta(mine, a, theirs, b, mentioned);
                }
            });
        }
        Parts<S, ?> parts = Parts.of(value);
        if (parts == null) {
            S changed = value.within(mine).delta(since.within(theirs));
            mentioned.addAll(changed.context());
            return changed.within(CausalContext.empty());
        }
        return deltaOfStores(parts, mine, value, theirs, since, mentioned);
    }

    private static <S, D extends DotStore<D>> S deltaOfStores(
            Parts<S, D> parts,
            CausalContext mine,
            S value,
            CausalContext theirs,
            S since,
            CausalContext.Builder mentioned) {
        return parts.withStore(value, parts.store(value).delta(mine, parts.store(since), theirs, mentioned));
    }

    /** Two records made one, component by component; one of the two when all components are its own. */
    @SuppressWarnings("unchecked") // a record is of its own type, and both values are of one
    private static <S extends Causal<S>, P extends Composite<P>> S zipped(S value, S other, Composite.Zip each) {
        var watch = new Composite.Zip() {
            boolean isValue = true;
            boolean isOther = true;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                C result = each.apply(a, b);
                isValue &= result == a;
                isOther &= result == b;
                return result;
            }
        };
        S result = (S) ((P) value).zip((P) other, watch);
        return watch.isValue ? value : watch.isOther ? other : result;
    }

    /** Visits the stores of a state; none of one that keeps its dots to itself. */
    static void forEachStore(Causal<?> state, Consumer<DotStore<?>> visitor) {
        if (state instanceof Composite<?> record) {
            visit(record, component -> {
                forEachStore(component, visitor);
                return true;
            });
            return;
        }
        DotStore<?> store = Parts.storeOf(state);
        if (store != null) {
            visitor.accept(store);
        }
    }

    /** A number of live dots there are at least. */
    static int leastDots(Causal<?> state) {
        int[] sum = {0};
        forEachStore(state, store -> sum[0] = Math.max(sum[0], store.leastDots()));
        return sum[0];
    }

    /** Visits the dots that live in one state and not in the other; false of one that keeps them to itself. */
    static <S extends Causal<S>> boolean forEachBeyond(S state, S other, DotVisitor visitor) {
        if (state instanceof Composite<?>) {
            var walk = new Composite.Zip() {
                boolean told = true;

                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    told = told && forEachBeyond(mine, theirs, visitor);
                    return mine;
                }
            };
            return zip(state, other, walk) && walk.told;
        }
        DotStore<?> store = Parts.storeOf(state);
        DotStore<?> there = Parts.storeOf(other);
        return store != null && there != null && storeBeyond(store, there, visitor);
    }

    /** Walks the components of two records of one type; always true. */
    @SuppressWarnings("unchecked") // a record is of its own type, and both states are of one
    static <P extends Composite<P>> boolean zip(Object state, Object other, Composite.Zip walk) {
        return ((P) state).zip((P) other, walk) != null;
    }

    @SuppressWarnings("unchecked") // both states are of one type, and so are their stores
    private static <D extends DotStore<D>> boolean storeBeyond(Object store, Object other, DotVisitor visitor) {
        return ((D) store).forEachBeyond((D) other, visitor);
    }

    /** Visits what lives in a state and no longer lives at its place in a later one, as far as can be told. */
    static <S extends Causal<S>> void forEachLoss(S state, S later, Losses losses) {
        if (state instanceof Composite<?>) {
            zip(state, later, new Composite.Zip() {
                int component = 0;

                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    losses.enter(component++);
                    forEachLoss(mine, theirs, losses);
                    losses.leave();
                    return mine;
                }
            });
            return;
        }
        Parts<S, ?> parts = Parts.of(state);
        if (parts != null) {
            lossOfStores(parts, state, later, losses);
        }
    }

    private static <S, D extends DotStore<D>> void lossOfStores(Parts<S, D> parts, S state, S later, Losses losses) {
        parts.store(state).forEachLoss(parts.store(later), losses);
    }

    /** Whether no live dot of a state is among the given ones; false of a state that keeps them to itself. */
    static boolean isSparedBy(CausalContext dots, Causal<?> state) {
        if (state instanceof Composite<?> record) {
            return visit(record, component -> isSparedBy(dots, component));
        }
        DotStore<?> store = Parts.storeOf(state);
        return store != null && store.isSparedBy(dots);
    }

    /** The digest of the live part of a state; none of one that keeps its dots to itself. */
    static long digest(Causal<?> state) {
        if (state instanceof Composite<?> record) {
            long[] digest = {Digests.NOTHING};
            visit(record, component -> {
                digest[0] = Digests.inOrder(digest[0], digest(component));
                return true;
            });
            return digest[0];
        }
        DotStore<?> store = Parts.storeOf(state);
        return store == null ? Digested.UNKNOWN : store.digest();
    }

    /** Whether exhausted lanes of a writer are in a state, as far as can be told. */
    static boolean hasResidueOf(Causal<?> state, ReplicaId writer) {
        if (state instanceof Composite<?> record) {
            return !visit(record, component -> !hasResidueOf(component, writer));
        }
        DotStore<?> store = Parts.storeOf(state);
        return store != null && store.hasResidueOf(writer);
    }

    /** Visits each writer with exhausted lanes in one state and none at the same place of the other, as far as can be told. */
    static <S extends Causal<S>> void forEachResidueBeyond(S state, S other, Consumer<? super ReplicaId> visitor) {
        if (state instanceof Composite<?>) {
            zip(state, other, new Composite.Zip() {
                @Override
                public <C extends Causal<C>> C apply(C mine, C theirs) {
                    forEachResidueBeyond(mine, theirs, visitor);
                    return mine;
                }
            });
            return;
        }
        Parts<S, ?> parts = Parts.of(state);
        if (parts != null) {
            residueBeyond(parts, state, other, visitor);
        }
    }

    private static <S, D extends DotStore<D>> void residueBeyond(
            Parts<S, D> parts, S state, S other, Consumer<? super ReplicaId> visitor) {
        parts.store(state).forEachResidueBeyond(parts.store(other), visitor);
    }

    private interface Visitor {
        boolean visit(Causal<?> component);
    }

    private static <S extends Composite<S>> boolean visit(Composite<S> record, Visitor visitor) {
        @SuppressWarnings("unchecked") // a record is of its own type
        S self = (S) record;
        var walk = new Composite.Zip() {
            boolean all = true;

            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                all = all && visitor.visit(mine);
                return mine;
            }
        };
        return record.zip(self, walk) != null && walk.all;
    }
}
