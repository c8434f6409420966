package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where residue is: exhausted lanes, which only their writers drop. So readers are not shown keys that hold nothing else, and a
 * writer who comes by retires its own without looking at the rest. Follows from the stores, and is no part of what is compared.
 *
 * @param keys the keys that hold nothing but residue
 * @param byWriter the keys that hold residue of a writer; no writer without a key
 * @param <K> the type of the keys
 */
record ResidueIndex<K>(PersistentMap<K, Boolean> keys, PersistentMap<ReplicaId, PersistentMap<K, Boolean>> byWriter) {

    private static final ResidueIndex<?> NONE = new ResidueIndex<>(PersistentMap.empty(), PersistentMap.empty());

    @SuppressWarnings("unchecked") // it holds no key
    static <K> ResidueIndex<K> none() {
        return (ResidueIndex<K>) NONE;
    }

    boolean isEmpty() {
        return byWriter.isEmpty() && keys.isEmpty();
    }

    /** The keys that hold residue of a writer. */
    PersistentMap<K, Boolean> keysOf(ReplicaId writer) {
        PersistentMap<K, Boolean> owned = byWriter.isEmpty() ? null : byWriter.get(writer);
        return owned == null ? PersistentMap.empty() : owned;
    }

    /** Visits each writer with residue here and none in the other, at the cost of what differs. */
    void forEachWriterBeyond(ResidueIndex<K> other, Consumer<? super ReplicaId> visitor) {
        byWriter.forEachDifference(other.byWriter, (writer, here, there) -> {
            if (there == null) {
                visitor.accept(writer);
            }
            return true;
        });
    }

    /** With what one key holds after a change, at the cost of that change. */
    <D extends DotStore<D>> ResidueIndex<K> with(K key, D before, D after) {
        boolean isHidden = after.isEmpty() && !after.isBottom();
        PersistentMap<K, Boolean> hidden =
                isHidden ? keys.put(key, true) : keys.isEmpty() ? keys : keys.remove(key); // mostly there are none
        var change = new Change(key);
        if (!byWriter.isEmpty()) {
            before.forEachResidueBeyond(after, writer -> change.drop(writer, after));
        }
        after.forEachResidueBeyond(before, change::add);
        PersistentMap<ReplicaId, PersistentMap<K, Boolean>> changed = change.build();
        return hidden == keys && changed == byWriter ? this : new ResidueIndex<>(hidden, changed);
    }

    /** What changes for one key. */
    private final class Change {
        private final K key;
        private @Nullable Builder<ReplicaId, PersistentMap<K, Boolean>> next;
        private @Nullable PersistentMap<K, Boolean> only;

        Change(K key) {
            this.key = key;
        }

        void add(ReplicaId writer) {
            PersistentMap<K, Boolean> owned = next().get(writer);
            next().put(writer, owned == null ? only() : owned.put(key, true));
        }

        /** Drops the key from those of a writer, unless the writer has residue at another place below it. */
        void drop(ReplicaId writer, DotStore<?> after) {
            PersistentMap<K, Boolean> owned = after.hasResidueOf(writer) ? null : next().get(writer);
            PersistentMap<K, Boolean> rest = owned == null ? null : owned.remove(key);
            if (rest != null && rest.isEmpty()) {
                next().remove(writer);
            } else if (rest != null) {
                next().put(writer, rest);
            }
        }

        private Builder<ReplicaId, PersistentMap<K, Boolean>> next() {
            Builder<ReplicaId, PersistentMap<K, Boolean>> changed = next;
            if (changed == null) {
                changed = byWriter.toBuilder();
                next = changed;
            }
            return changed;
        }

        /** The key alone, one map for all the writers that have no other. */
        private PersistentMap<K, Boolean> only() {
            PersistentMap<K, Boolean> alone = only;
            if (alone == null) {
                alone = PersistentMap.<K, Boolean>empty().put(key, true);
                only = alone;
            }
            return alone;
        }

        PersistentMap<ReplicaId, PersistentMap<K, Boolean>> build() {
            return next == null ? byWriter : next.build();
        }
    }
}
