package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a join removes from one side under keys that the other side lacks. The candidates are the dots that both sides have seen
 * and that no common key keeps alive; mostly there are none. This is the one place that decides how they are found: by hints,
 * then by the index of all live dots, and where that cannot be, by a question to each key.
 *
 * @param rest this side without the dots that were found
 * @param unresolved candidates that may still be live in the rest, so that each key has to be asked; mostly none
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
record RemovalCandidates<K, D extends DotStore<D>>(DotMap<K, D> rest, CausalContext unresolved) {

    /** At most this many entries are all asked: that costs less than to find out which to ask. */
    private static final int FEW_ENTRIES = 32;

    /** Looking into the entries of the smaller side pays off when the other is this many times its size. */
    private static final int MUCH_LARGER = 4;

    /**
     * Finds them.
     *
     * @param map this side
     * @param mine what it has seen
     * @param others the other side
     * @param theirs what that has seen
     * @param hints keys of this side under which the other side knows dots to be dead
     */
    static <K, D extends DotStore<D>> RemovalCandidates<K, D> of(
            DotMap<K, D> map, CausalContext mine, DotMap<K, D> others, CausalContext theirs, Hints hints) {
        CausalContext none = CausalContext.empty();
        boolean isSmaller = others.leastDots() <= map.leastDots() / MUCH_LARGER;
        boolean isLarge = map.leastDots() > FEW_ENTRIES;
        if (!isLarge && hints.isEmpty() && (!isSmaller || others.isBottom())) {
            return new RemovalCandidates<>(map, theirs);
        }
        CausalContext unseen = theirs.minus(mine);
        if (unseen == theirs) {
            return new RemovalCandidates<>(map, none);
        }
        if (!isSmaller) {
            return new RemovalCandidates<>(map, theirs);
        }
        var live = CausalContext.builder();
        for (Map.Entry<K, D> other : others.all()) {
            map.get(other.getKey()).addLive(theirs, live);
        }
        CausalContext dots = theirs.minus(unseen).minus(live.build());
        if (areMost(dots, map.leastDots(), mine)) {
            return new RemovalCandidates<>(map, dots);
        }
        DotMap<K, D> rest = dots.isEmpty() ? map : without(dots, map, mine, others, theirs, hints, isLarge);
        return rest == null ? new RemovalCandidates<>(map, dots) : new RemovalCandidates<>(rest, none);
    }

    /** Whether looking keys up one by one costs less than a walk over both sides. */
    static boolean isMuchLarger(int entries, int others) {
        return entries > FEW_ENTRIES && others <= entries / MUCH_LARGER;
    }

    /** Whether so many of the live dots are among the candidates that to ask each entry costs less than to look these up. */
    private static boolean areMost(CausalContext dots, int live, CausalContext seen) {
        int many = live / MUCH_LARGER;
        long candidates = count(dots);
        return candidates > many
                && candidates > count(seen) - live + many; // of those seen, no more than these others are dead
    }

    /** The map without the given dots; null when nobody can tell where they all are. */
    private static <K, D extends DotStore<D>> @Nullable DotMap<K, D> without(
            CausalContext dots,
            DotMap<K, D> map,
            CausalContext mine,
            DotMap<K, D> others,
            CausalContext theirs,
            Hints hints,
            boolean isLarge) {
        DotMapDraft<K, D> draft = map.toDraft();
        var found = new Object() {
            long dots;
        };
        for (Object hint : hints.keys()) {
            @SuppressWarnings("unchecked") // only a key that is equal to it is looked for
            K key = (K) hint;
            D store = draft.get(key);
            if (store == map.absent() || others.all().containsKey(key)) {
                continue;
            }
            long before = found.dots;
            boolean isTold = store.forEachMissingFrom(
                    map.absent(), (replica, number) -> found.dots += dots.contains(replica, number) ? 1 : 0);
            if (!isTold) {
                return null;
            }
            if (found.dots > before) {
                draft.put(key, store, store.join(mine, map.absent(), theirs));
            }
        }
        if (found.dots < count(dots)) {
            DotIndex<K, D> index = isLarge ? map.dotIndex() : null;
            if (index == null) {
                return null;
            }
            index.forEachLive(dots, (replica, number, key) -> {
                D store = draft.get(key);
                draft.put(key, store, store.join(mine, map.absent(), theirs));
            });
        }
        return draft.build();
    }

    /** The number of dots, at most {@link Long#MAX_VALUE}. */
    static long count(CausalContext dots) {
        var sum = new Object() {
            long of;
        };
        dots.forEachRun((replica, from, to) -> {
            long more = sum.of + (to - from + 1);
            sum.of = more < 0 ? Long.MAX_VALUE : more;
        });
        return sum.of;
    }
}
