package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys hold exhausted lanes of which writer, so that a writer who comes by retires its own without looking at the
 * rest. Follows from the entries, and is no part of what is compared.
 *
 * @param keys the keys, by writer; no writer without a key
 * @param <K> the type of the keys
 */
record Debts<K>(PersistentMap<ReplicaId, PersistentMap<K, Boolean>> keys) {

    static <K> Debts<K> none() {
        return new Debts<>(PersistentMap.empty());
    }

    /** With what one key owes. */
    Debts<K> with(K key, Set<ReplicaId> before, Set<ReplicaId> after) {
        if (before.isEmpty() && after.isEmpty()) {
            return this;
        }
        PersistentMap<ReplicaId, PersistentMap<K, Boolean>> next = keys;
        for (ReplicaId writer : before) {
            if (!after.contains(writer)) {
                PersistentMap<K, Boolean> rest = of(writer).remove(key);
                next = rest.isEmpty() ? next.remove(writer) : next.put(writer, rest);
            }
        }
        for (ReplicaId writer : after) {
            if (!before.contains(writer)) {
                next = next.put(writer, of(writer).put(key, true));
            }
        }
        return next == keys ? this : new Debts<>(next);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The keys that hold exhausted lanes of a writer. */
    PersistentMap<K, Boolean> of(ReplicaId writer) {
        PersistentMap<K, Boolean> owed = isEmpty() ? null : keys.get(writer);
        return owed == null ? PersistentMap.empty() : owed;
    }

    /** Who has an exhausted lane somewhere. */
    Set<ReplicaId> writers() {
        if (isEmpty()) {
            return Set.of();
        }
        var writers = new TreeSet<ReplicaId>();
        for (Map.Entry<ReplicaId, PersistentMap<K, Boolean>> owed : keys) {
            writers.add(owed.getKey());
        }
        return writers;
    }
}
