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
 * @param <M> what is kept under a key
 */
record Located<K, M>(PersistentMap<K, M> at, Whereabouts<K> whereabouts) {

    /** Tells the live dots of what is kept under a key. */
    @FunctionalInterface
    interface Live<M> {
        /** Visits the dots that live here and not in the other, which may be null; false when they cannot be told. */
        boolean beyond(M kept, @Nullable M other, DotVisitor visitor);
    }

    /** What a later version carries along: nothing when most of what this one holds on to is gone. */
    static <K, M> @Nullable Located<K, M> carried(@Nullable Located<K, M> located, PersistentMap<K, M> later) {
        return located == null || later.size() < located.at.size() / 2 ? null : located;
    }

    /** Where the live dots of a version are, starting from what an earlier one carried; null when that cannot be told. */
    static <K, M> @Nullable Located<K, M> of(
            PersistentMap<K, M> now, @Nullable Located<K, M> earlier, Live<? super M> live) {
        if (earlier == null) {
            return first(now, live);
        }
        PersistentMap<K, M> before = earlier.at;
        if (before == now) {
            return earlier;
        }
        var editor = new Whereabouts.Editor<K>(earlier.whereabouts);
        boolean told =
                before.forEachDifference(now, (key, was, is) -> was == null || live.beyond(was, is, editor::remove))
                        && now.forEachDifference(
                                before,
                                (key, is, was) -> is == null
                                        || live.beyond(is, was, (replica, number) -> editor.put(replica, number, key)));
        return told && !editor.isAmbiguous() ? new Located<>(now, editor.build()) : null;
    }

    private static <K, M> @Nullable Located<K, M> first(PersistentMap<K, M> now, Live<? super M> live) {
        var collector = new Whereabouts.Collector<K>();
        boolean told = now.forEachDifference(
                PersistentMap.empty(),
                (key, is, none) ->
                        is == null || live.beyond(is, null, (replica, number) -> collector.put(replica, number, key)));
        Whereabouts<K> whereabouts = told ? collector.build() : null;
        return whereabouts == null ? null : new Located<>(now, whereabouts);
    }
}
