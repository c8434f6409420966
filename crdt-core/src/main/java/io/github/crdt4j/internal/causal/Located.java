package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.trie.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the live dots of one version of a store were. Later versions carry it along as it is, at no cost, and catch up
 * when they are asked, at the cost of what has changed since; so only those pay who apply removals that others made.
 *
 * @param at the version
 * @param whereabouts where its dots were
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
record Located<K, D extends DotStore<D>>(PersistentMap<K, D> at, Whereabouts<K> whereabouts) {

    /** What a later version carries along: nothing when most of what this one holds on to is gone. */
    static <K, D extends DotStore<D>> @Nullable Located<K, D> carried(
            @Nullable Located<K, D> located, PersistentMap<K, D> later) {
        return located == null || later.size() < located.at.size() / 2 ? null : located;
    }

    /** Where the live dots of a version are, starting from what an earlier one carried; null when that cannot be told. */
    static <K, D extends DotStore<D>> @Nullable Located<K, D> of(
            PersistentMap<K, D> now, @Nullable Located<K, D> earlier, D absent) {
        if (earlier == null) {
            return first(now, absent);
        }
        PersistentMap<K, D> before = earlier.at;
        if (before == now) {
            return earlier;
        }
        var editor = new Whereabouts.Editor<K>(earlier.whereabouts);
        boolean told = before.forEachDifference(
                        now,
                        (key, was, is) -> was == null || was.forEachBeyond(is == null ? absent : is, editor::remove))
                && now.forEachDifference(
                        before,
                        (key, is, was) -> is == null
                                || is.forEachBeyond(
                                        was == null ? absent : was,
                                        (replica, number) -> editor.put(replica, number, key)));
        return told && !editor.isAmbiguous() ? new Located<>(now, editor.build()) : null;
    }

    private static <K, D extends DotStore<D>> @Nullable Located<K, D> first(PersistentMap<K, D> now, D absent) {
        var collector = new Whereabouts.Collector<K>();
        boolean told = now.forEachDifference(
                PersistentMap.empty(),
                (key, is, none) -> is == null
                        || is.forEachBeyond(absent, (replica, number) -> collector.put(replica, number, key)));
        Whereabouts<K> whereabouts = told ? collector.build() : null;
        return whereabouts == null ? null : new Located<>(now, whereabouts);
    }
}
