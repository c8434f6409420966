package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** With what one key owes after a change of its entry, at the cost of that change. */
    <V extends Causal<V>> Debts<K> with(K key, Entry<V> before, Entry<V> after) {
        var change = new Change(key);
        if (!isEmpty()) {
            before.forEachResidueBeyond(after, writer -> change.settle(writer, after));
        }
        after.forEachResidueBeyond(before, change::owe);
        return change.build();
    }

    /** What changes for one key. */
    private final class Change {
        private final K key;
        private @Nullable Builder<ReplicaId, PersistentMap<K, Boolean>> next;
        private @Nullable PersistentMap<K, Boolean> only;

        Change(K key) {
            this.key = key;
        }

        void owe(ReplicaId writer) {
            PersistentMap<K, Boolean> owed = next().get(writer);
            next().put(writer, owed == null ? only() : owed.put(key, true));
        }

        /** Forgets a debt, unless the writer has one at another place of the entry. */
        void settle(ReplicaId writer, Entry<?> after) {
            PersistentMap<K, Boolean> owed = after.hasResidueOf(writer) ? null : next().get(writer);
            PersistentMap<K, Boolean> rest = owed == null ? null : owed.remove(key);
            if (rest != null && rest.isEmpty()) {
                next().remove(writer);
            } else if (rest != null) {
                next().put(writer, rest);
            }
        }

        private Builder<ReplicaId, PersistentMap<K, Boolean>> next() {
            Builder<ReplicaId, PersistentMap<K, Boolean>> changed = next;
            if (changed == null) {
                changed = keys.toBuilder();
                next = changed;
            }
            return changed;
        }

        /** The key alone, once for all the writers that owe nothing else. */
        private PersistentMap<K, Boolean> only() {
            PersistentMap<K, Boolean> alone = only;
            if (alone == null) {
                alone = PersistentMap.<K, Boolean>empty().put(key, true);
                only = alone;
            }
            return alone;
        }

        Debts<K> build() {
            PersistentMap<ReplicaId, PersistentMap<K, Boolean>> built = next == null ? keys : next.build();
            return built == keys ? Debts.this : new Debts<>(built);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The keys that hold exhausted lanes of a writer. */
    PersistentMap<K, Boolean> of(ReplicaId writer) {
        PersistentMap<K, Boolean> owed = isEmpty() ? null : keys.get(writer);
        return owed == null ? PersistentMap.empty() : owed;
    }

    /** Visits who has an exhausted lane somewhere and has none in what others owe, at the cost of what differs. */
    void forEachBeyond(Debts<K> others, Consumer<? super ReplicaId> visitor) {
        keys.forEachDifference(others.keys, (writer, here, there) -> {
            if (there == null) {
                visitor.accept(writer);
            }
            return true;
        });
    }
}
