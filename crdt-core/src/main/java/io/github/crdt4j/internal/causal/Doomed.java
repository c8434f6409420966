package io.github.crdt4j.internal.causal;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The dots that a state may remove from the entries of another which it does not mention. They are few, mostly none, so
 * that applying a delta leaves the other entries alone or, at worst, looks at their dots.
 */
final class Doomed {

    /** Looking into the entries of the smaller side pays off when the other is this many times its size. */
    private static final int MUCH_LARGER = 4;

    private Doomed() {}

    /**
     * Those seen by both sides, less those alive at a key that both have: a dot lives in one place.
     *
     * @param live adds the live dots of an entry, as many as can be told
     */
    static <K, E> CausalContext dots(
            CausalContext mine,
            PersistentMap<K, E> entries,
            CausalContext theirs,
            PersistentMap<K, E> others,
            BiConsumer<E, CausalContext.Builder> live) {
        CausalContext seenByBoth = theirs.minus(theirs.minus(mine));
        if (seenByBoth.isEmpty() || others.size() > entries.size() / MUCH_LARGER) {
            return seenByBoth;
        }
        CausalContext.Builder alive = CausalContext.builder();
        for (Map.Entry<K, E> other : others) {
            E entry = entries.get(other.getKey());
            if (entry != null) {
                live.accept(entry, alive);
            }
        }
        return seenByBoth.minus(alive.build());
    }

    /** Adds the live dots of a state; none of one that keeps them to itself. */
    static void addLive(Causal<?> state, CausalContext.Builder dots) {
        if (state instanceof Composite<?> record) {
            visit(record, component -> {
                addLive(component, dots);
                return true;
            });
            return;
        }
        DotStore<?> store = Parts.storeOf(state);
        if (store != null) {
            store.addLive(dots);
        }
    }

    /** Whether no live dot of a state is among the given ones; false of a state that keeps them to itself. */
    static boolean spares(CausalContext dots, Causal<?> state) {
        if (state instanceof Composite<?> record) {
            return visit(record, component -> spares(dots, component));
        }
        DotStore<?> store = Parts.storeOf(state);
        return store != null && store.isSparedBy(dots);
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
