package io.github.crdt4j.map;

import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
import io.github.crdt4j.internal.op.OpEntries;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys and values of an operation-based map, without the events that keep them. */
final class OpEntriesView<K, V> extends AbstractMap<K, V> {

    private final PersistentMap<K, OpEntries.Entry<V>> entries;

    OpEntriesView(PersistentMap<K, OpEntries.Entry<V>> entries) {
        this.entries = entries;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return key != null && entries.get(key) != null;
    }

    @Override
    public @Nullable V get(Object key) {
        var entry = key == null ? null : entries.get(key);
        return entry == null ? null : entry.value();
    }

    @Override
    public V remove(Object key) {
        throw new UnsupportedOperationException("this map is a view of an immutable state: prepare OpORMap.remove");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("this map is a view of an immutable state: prepare OpORMap.clear");
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public boolean contains(Object object) {
                return object instanceof Map.Entry<?, ?> entry
                        && entry.getValue() != null
                        && entry.getValue().equals(OpEntriesView.this.get(entry.getKey()));
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return Iterators.unmodifiableIterator(Iterators.transform(
                        entries.iterator(),
                        entry -> Maps.immutableEntry(
                                entry.getKey(), entry.getValue().value())));
            }
        };
    }
}
