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
        if (store.bottom() != values.bottom()
                && !Shapes.live(store.bottom(), session).equals(values)) {
            throw new IllegalArgumentException(
                    "a map whose values begin as " + store.bottom() + " where " + this + " is expected");
        }
    }

    @Override
    void writeStore(Encoder out, Entries<K, V> store) {
        var sorted = new SortedValues<Entry<V>>(out.session());
        store.all().forEach(sorted::add);
        out.varint(store.all().size());
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            DotSets.write(out, slice.companion().presence());
            out.enter();
            values.writeLive(out, values.check(slice.companion().value(), out.session()));
            out.leave();
        }
    }

    @Override
    Entries<K, V> readStore(Decoder in) {
        int count = in.count(2);
        var entries = new ArrayList<Map.Entry<K, Entry<V>>>();
        var last = new Decoder.Ascending();
        int first = in.position();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Object key = in.ascendingValue(last);
            Dots presence = DotSets.read(in);
            in.enter();
            V value = values.readLive(in);
            in.leave();
            if (presence.isBottom() && value.equals(values.bottom())) {
                throw in.bad("nothing is stored under key " + Octets.show(key), from);
            }
            entries.add(Map.entry(Shapes.unchecked(key), new Entry<>(presence, value)));
        }
        Entries<K, V> store = bottomStore().of(new Listed<>(entries));
        if (store.all().size() != count) {
            throw in.bad("equal keys with different bytes", first);
        }
        return store;
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
