package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.BulkColumn;
import io.github.crdt4j.internal.trie.Column;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the live dots of a store are: by writer a column from event number to key. It finds what a removal removes
 * without a look at the rest. A store makes one when it is first asked to, see {@link Located}.
 *
 * @param columns by writer, none empty
 * @param <K> the type of the keys
 */
public record Whereabouts<K>(PersistentMap<ReplicaId, Column<K>> columns) {

    /** The live dots of one writer. */
    public Column<K> of(ReplicaId replica) {
        Column<K> column = columns.get(replica);
        return column == null ? Column.empty() : column;
    }

    /** Visits the key of each live dot that a context has seen, a key once for each of its dots. */
    void forEachKeyOf(CausalContext dots, Consumer<? super K> visitor) {
        dots.forEachRun((replica, from, to) -> of(replica).forEach(from, to, (number, key) -> visitor.accept(key)));
    }

    /** Collects the dots of a store that has had no columns yet. */
    static final class Collector<K> {
        private final Map<ReplicaId, BulkColumn<K>> columns = new HashMap<>();
        private @Nullable ReplicaId last;
        private @Nullable BulkColumn<K> column;

        void put(ReplicaId replica, long number, K key) {
            BulkColumn<K> own = column;
            if (own == null || replica != last) {
                own = columns.computeIfAbsent(replica, id -> new BulkColumn<>());
                last = replica;
                column = own;
            }
            own.add(number, key);
        }

        /** Where the dots are; null when one of them was put under two keys. */
        @Nullable
        Whereabouts<K> build() {
            Builder<ReplicaId, Column<K>> built = PersistentMap.<ReplicaId, Column<K>>empty().toBuilder();
            for (Map.Entry<ReplicaId, BulkColumn<K>> each : columns.entrySet()) {
                Column<K> of = each.getValue().build();
                if (of == null) {
                    return null;
                }
                built.put(each.getKey(), of);
            }
            return new Whereabouts<>(built.build());
        }
    }

    /** Makes many changes at the price of one copy. */
    static final class Editor<K> {
        private final PersistentMap<ReplicaId, Column<K>> before;
        private final Map<ReplicaId, Column<K>> changed = new HashMap<>();
        private final Object owner = new Object();
        private boolean ambiguous;

        Editor(Whereabouts<K> whereabouts) {
            this.before = whereabouts.columns();
        }

        void put(ReplicaId replica, long number, K key) {
            K other = column(replica).get(number);
            ambiguous |= other != null && !other.equals(key);
            changed.put(replica, column(replica).put(owner, number, key));
        }

        void remove(ReplicaId replica, long number) {
            changed.put(replica, column(replica).remove(owner, number));
        }

        /** Whether a dot was put under two keys, as a cloned replica may bring about: then a column cannot tell both. */
        boolean isAmbiguous() {
            return ambiguous;
        }

        private Column<K> column(ReplicaId replica) {
            Column<K> column = changed.get(replica);
            column = column == null ? before.get(replica) : column;
            return column == null ? Column.empty() : column;
        }

        Whereabouts<K> build() {
            Builder<ReplicaId, Column<K>> columns = before.toBuilder();
            changed.forEach((replica, column) -> {
                if (column.isEmpty()) {
                    columns.remove(replica);
                } else {
                    columns.put(replica, column);
                }
            });
            return new Whereabouts<>(columns.build());
        }
    }
}
