package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Entries;
import io.github.crdt4j.internal.causal.Entry;
import io.github.crdt4j.map.ORMap;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of maps. The header says what values begin as; entries ascend by the bytes of their keys, each with the dots
 * of its presence and the live part of its value.
 */
final class EntriesShape<K, V extends Causal<V>> extends StoreShape<ORMap<K, V>, Entries<K, V>> {

    private final LiveShape<V> values;

    EntriesShape(LiveShape<V> values) {
        super(Tags.OR_MAP, ORMap.empty(values.bottom()), values);
        this.values = values;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.enter();
        values.writeBottom(out);
        out.leave();
    }

    @Override
    void checkStore(Entries<K, V> store, Session session) {
        if (store.bottom() == values.bottom()) {
            return;
        }
        LiveShape<V> found = Shapes.live(store.bottom(), session);
        if (!found.equals(values)) {
            throw new IllegalArgumentException(Mismatch.found(this, new EntriesShape<>(found)));
        }
    }

    @Override
    boolean hasKeys() {
        return true;
    }

    @Override
    void writeStore(Encoder out, Entries<K, V> store) {
        var sorted = new SortedValues<Entry<V>>(out.session());
        store.all().forEach(sorted::add);
        out.varint(store.all().size());
        if (Blocks.areUsed(store.all().size(), out.session())) {
            EntryBlocks.write(out, sorted, values);
            return;
        }
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            writeEntry(out, slice.companion(), values);
        }
    }

    /** Writes what is stored under a key. */
    static <V extends Causal<V>> void writeEntry(Encoder out, Entry<V> entry, LiveShape<V> values) {
        DotSets.write(out, entry.presence());
        out.enter();
        values.writeLive(out, values.check(entry.value(), out.session()));
        out.leave();
    }

    @Override
    Entries<K, V> readStore(Decoder in) {
        int from = in.position();
        long announced = in.varint();
        var entries = new ArrayList<Map.Entry<K, Entry<V>>>();
        int first = in.position();
        if (Blocks.areUsed(announced, in.session())) {
            EntryBlocks.read(in, Blocks.checkedCount(in, announced, from), values, entries);
        } else {
            var last = new Decoder.Ascending();
            for (int rest = in.checkedCount(announced, 2, from); rest > 0; rest--) {
                int at = in.position();
                Object key = in.ascendingValue(last);
                entries.add(readEntry(in, Shapes.unchecked(key), values, at));
            }
        }
        Entries<K, V> store = bottomStore().of(new Listed<>(entries));
        if (store.all().size() != entries.size()) {
            throw in.bad("equal keys with different bytes", first);
        }
        return store;
    }

    /** Reads what is stored under a key, which is at {@code from}. */
    static <K, V extends Causal<V>> Map.Entry<K, Entry<V>> readEntry(Decoder in, K key, LiveShape<V> values, int from) {
        Dots presence = DotSets.read(in);
        in.enter();
        V value = values.readLive(in);
        in.leave();
        if (presence.isBottom() && value.equals(values.bottom())) {
            throw in.bad("nothing is stored under key " + Octets.show(key), from);
        }
        return Map.entry(key, new Entry<>(presence, value));
    }

    /** Entries to walk through once; unlike a hash map, it asks nothing of the keys. */
    private static final class Listed<K, T> extends AbstractMap<K, T> {
        private final List<Map.Entry<K, T>> entries;

        Listed(List<Map.Entry<K, T>> entries) {
            this.entries = entries;
        }

        @Override
        public Set<Map.Entry<K, T>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return entries.size();
                }

                @Override
                public Iterator<Map.Entry<K, T>> iterator() {
                    return entries.iterator();
                }
            };
        }
    }
}
