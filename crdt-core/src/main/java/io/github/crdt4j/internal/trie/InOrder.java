package io.github.crdt4j.internal.trie;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order in which its keys were first put, for keys that a peer may have chosen: they are found by their secret
 * digests, so it costs n log n where a {@link java.util.HashMap} costs n² when their hash codes collide. Null may be a key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class InOrder<K, V> extends AbstractMap<K, V> {

    private static final Object NULL = new Object();

    private final Builder<Object, Entry<K, V>> index = PersistentMap.<Object, Entry<K, V>>empty().toBuilder();
    private final List<Entry<K, V>> entries = new ArrayList<>();

    /** A set whose elements are found in the same way. */
    public static <E> Set<E> newSet() {
        return Collections.newSetFromMap(new InOrder<>());
    }

    private @Nullable Entry<K, V> entry(@Nullable Object key) {
        return index.get(key == null ? NULL : key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entry(key) != null;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        Entry<K, V> entry = entry(key);
        return entry == null ? null : entry.getValue();
    }

    @Override
    public @Nullable V put(K key, V value) {
        Entry<K, V> present = entry(key);
        if (present != null) {
            return present.setValue(value);
        }
        var entry = new SimpleEntry<>(key, value);
        index.put(Objects.requireNonNullElse(key, NULL), entry);
        entries.add(entry);
        return null;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public boolean contains(Object object) {
                return object instanceof Map.Entry<?, ?> other && other.equals(entry(other.getKey()));
            }

            @Override
            public Iterator<Entry<K, V>> iterator() {
                return Collections.unmodifiableList(entries).iterator();
            }
        };
    }
}
