package io.github.crdt4j.map;

import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.value.Keyed;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys and values of a map that readers see, each value in the map's context. */
final class EntriesView<K, V extends Causal<V>> extends AbstractMap<K, V> {

    private final CausalState<DotMap<K, Keyed<V>>> state;

    EntriesView(CausalState<DotMap<K, Keyed<V>>> state) {
        this.state = state;
    }

    @Override
    public int size() {
        return state.store().size();
    }

    @Override
    public boolean containsKey(Object key) {
        return key != null && state.store().present(key) != null;
    }

    @Override
    public @Nullable V get(Object key) {
        var entry = key == null ? null : state.store().present(key);
        return entry == null ? null : entry.value(state.context());
    }

    @Override
    public V remove(Object key) {
        throw new UnsupportedOperationException("this map is a view of an immutable state: use ORMap.remove");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("this map is a view of an immutable state: use ORMap.clear");
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return EntriesView.this.size();
            }

            @Override
            public boolean contains(Object object) {
                return object instanceof Map.Entry<?, ?> entry
                        && entry.getValue() != null
                        && entry.getValue().equals(EntriesView.this.get(entry.getKey()));
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                var present = Iterators.filter(
                        state.store().all().iterator(),
                        entry -> !entry.getValue().isEmpty());
                return Iterators.unmodifiableIterator(Iterators.transform(
                        present,
                        entry -> Maps.immutableEntry(
                                entry.getKey(), entry.getValue().value(state.context()))));
            }
        };
    }
}
