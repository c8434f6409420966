package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The dots that a state may remove from the entries of another which it does not mention. They are few, mostly none, so
 * that applying a delta leaves the other entries alone.
 *
 * @param dots those dots
 * @param areFew whether they are worth being looked up one by one
 */
record Doomed(CausalContext dots, boolean areFew) {

    /** Below this, looking at every entry costs less than telling which to look at. */
    private static final int FEW_ENTRIES = 32;

    /** Looking into the entries of the smaller side pays off when the other is this many times its size. */
    private static final int MUCH_LARGER = 4;

    /**
     * Those seen by both sides, less those alive at a key that both have: a dot lives in one place. All that the others
     * have seen where a closer look would not pay.
     *
     * @param live adds the live dots of an entry, as many as can be told
     */
    static <K, E> Doomed of(
            CausalContext mine,
            PersistentMap<K, E> entries,
            CausalContext theirs,
            PersistentMap<K, E> others,
            BiConsumer<E, CausalContext.Builder> live) {
        if (entries.size() <= FEW_ENTRIES) {
            return new Doomed(theirs, false);
        }
        CausalContext unseen = theirs.minus(mine);
        if (unseen == theirs) {
            return new Doomed(CausalContext.empty(), false);
        }
        if (others.size() > entries.size() / MUCH_LARGER) {
            return new Doomed(theirs, false);
        }
        CausalContext.Builder alive = CausalContext.builder();
        for (Map.Entry<K, E> other : others) {
            E entry = entries.get(other.getKey());
            if (entry != null) {
                live.accept(entry, alive);
            }
        }
        CausalContext dots = theirs.minus(unseen).minus(alive.build());
        return new Doomed(dots, !dots.isEmpty());
    }

    boolean isEmpty() {
        return dots.isEmpty();
    }
}
