package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.BulkColumn;
import io.github.crdt4j.internal.trie.Column;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the live dots of one version of a map are: by writer a column from event number to key. Later versions carry the index
 * along as it is, at no cost, and update it when they are asked, at the cost of what has changed since. So only states that
 * apply removals without hints pay for it.
 *
 * @param version the version
 * @param columns by writer, none empty
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
public record DotIndex<K, D extends DotStore<D>>(
        PersistentMap<K, D> version, PersistentMap<ReplicaId, Column<K>> columns) {

    /** Receives dots and the keys under which they live. */
    @FunctionalInterface
    public interface Visitor<K> {
        void visit(ReplicaId replica, long number, K key);
    }

    /** Visits those of some dots that live in the map. */
    public void forEachLive(CausalContext dots, Visitor<? super K> visitor) {
        dots.forEachRun((replica, from, to) -> {
            Column<K> column = columns.get(replica);
            if (column != null) {
                column.forEach(from, to, (number, key) -> visitor.visit(replica, number, key));
            }
        });
    }

    /** What a later version carries along: nothing when most of what this index holds on to is gone. */
    static <K, D extends DotStore<D>> @Nullable DotIndex<K, D> carried(
            @Nullable DotIndex<K, D> index, PersistentMap<K, D> later) {
        return index == null || later.size() < index.version.size() / 2 ? null : index;
    }

    /** The index of a version, made from an earlier one; null when a store keeps its dots to itself, or a dot has two keys. */
    static <K, D extends DotStore<D>> @Nullable DotIndex<K, D> of(
            PersistentMap<K, D> now, @Nullable DotIndex<K, D> earlier, D absent) {
        if (earlier == null) {
            var first = new First<K>();
            boolean isTold = now.forEachDifference(
                    PersistentMap.empty(), (key, is, none) -> is == null || forEachDot(is, absent, key, first));
            return isTold ? first.build(now) : null;
        }
        if (earlier.version == now) {
            return earlier;
        }
        var update = new Update<K>(earlier.columns);
        boolean isTold = earlier.version.forEachDifference(now, (key, left, right) -> {
            D was = left == null ? absent : left;
            D is = right == null ? absent : right;
            return was.forEachMissingFrom(is, update::remove) && forEachDot(is, was, key, update);
        });
        return isTold ? update.build(now) : null;
    }

    private static <K, D extends DotStore<D>> boolean forEachDot(D store, D other, K key, Visitor<K> visitor) {
        return store.forEachMissingFrom(other, (replica, number) -> visitor.visit(replica, number, key));
    }

    /** Collects the dots of a map that has had no index yet. */
    private static final class First<K> implements Visitor<K> {
        private final Map<ReplicaId, BulkColumn<K>> columns = new HashMap<>();
        private @Nullable ReplicaId last;
        private @Nullable BulkColumn<K> column;

        @Override
        public void visit(ReplicaId replica, long number, K key) {
            BulkColumn<K> own = column;
            if (own == null || replica != last) {
                own = columns.computeIfAbsent(replica, id -> new BulkColumn<>());
                last = replica;
                column = own;
            }
            own.add(number, key);
        }

        <D extends DotStore<D>> @Nullable DotIndex<K, D> build(PersistentMap<K, D> version) {
            Builder<ReplicaId, Column<K>> built = PersistentMap.<ReplicaId, Column<K>>empty().toBuilder();
            for (Map.Entry<ReplicaId, BulkColumn<K>> each : columns.entrySet()) {
                Column<K> of = each.getValue().build();
                if (of == null) {
                    return null;
                }
                built.put(each.getKey(), of);
            }
            return new DotIndex<>(version, built.build());
        }
    }

    /** Makes many changes to columns at the price of one copy. */
    private static final class Update<K> implements Visitor<K> {
        private final Builder<ReplicaId, Column<K>> columns;
        private final Object owner = new Object();
        private boolean isAmbiguous; // a dot has two keys, as a cloned replica may bring about

        Update(PersistentMap<ReplicaId, Column<K>> columns) {
            this.columns = columns.toBuilder();
        }

        @Override
        public void visit(ReplicaId replica, long number, K key) {
            Column<K> column = column(replica);
            K other = column.get(number);
            isAmbiguous |= other != null && !other.equals(key);
            columns.put(replica, column.put(owner, number, key));
        }

        void remove(ReplicaId replica, long number) {
            Column<K> rest = column(replica).remove(owner, number);
            if (rest.isEmpty()) {
                columns.remove(replica);
            } else {
                columns.put(replica, rest);
            }
        }

        private Column<K> column(ReplicaId replica) {
            Column<K> column = columns.get(replica);
            return column == null ? Column.empty() : column;
        }

        <D extends DotStore<D>> @Nullable DotIndex<K, D> build(PersistentMap<K, D> version) {
            return isAmbiguous ? null : new DotIndex<>(version, columns.build());
        }
    }
}
