package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.map.ORMap;
import java.util.ArrayList;
import java.util.Map;

/**
 * The shape of maps. The header says what values begin as; entries ascend by the bytes of their keys, each with the dots
 * of its presence and the live part of its value.
 */
final class EntriesShape<K, V extends Causal<V>> extends StoreShape<ORMap<K, V>, DotMap<K, Keyed<V>>> {

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
    void checkStore(DotMap<K, Keyed<V>> store, Session session) {
        if (store.absent().bottom() == values.bottom()) {
            return;
        }
        LiveShape<V> found = Shapes.live(store.absent().bottom(), session);
        if (!found.equals(values)) {
            throw new IllegalArgumentException(Mismatch.found(this, new EntriesShape<>(found)));
        }
    }

    @Override
    boolean hasKeys() {
        return true;
    }

    @Override
    void writeStore(Encoder out, DotMap<K, Keyed<V>> store) {
        var sorted = new SortedValues<Keyed<V>>(out.session());
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
    static <V extends Causal<V>> void writeEntry(Encoder out, Keyed<V> entry, LiveShape<V> values) {
        DotSets.write(out, entry.presence());
        out.enter();
        values.writeLive(out, values.check(entry.value(), out.session()));
        out.leave();
    }

    @Override
    DotMap<K, Keyed<V>> readStore(Decoder in) {
        int from = in.position();
        long announced = in.varint();
        var entries = new ArrayList<Map.Entry<K, Keyed<V>>>();
        Keyed<V> absent = bottomStore().absent();
        int first = in.position();
        if (Blocks.areUsed(announced, in.session())) {
            EntryBlocks.read(in, Blocks.checkedCount(in, announced, from), values, absent, entries);
        } else {
            var last = new Decoder.Ascending();
            for (int rest = in.checkedCount(announced, 2, from); rest > 0; rest--) {
                int at = in.position();
                Object key = in.ascendingValue(last);
                entries.add(readEntry(in, Shapes.unchecked(key), values, absent, at));
            }
        }
        DotMap<K, Keyed<V>> store = bottomStore().of(entries);
        if (store.all().size() != entries.size()) {
            throw in.bad("equal keys with different bytes", first);
        }
        return store;
    }

    /** Reads what is stored under a key, which is at {@code from}. */
    static <K, V extends Causal<V>> Map.Entry<K, Keyed<V>> readEntry(
            Decoder in, K key, LiveShape<V> values, Keyed<V> absent, int from) {
        Dots presence = DotSets.read(in);
        in.enter();
        Keyed<V> entry = absent.with(presence, values.readLive(in));
        in.leave();
        if (entry.isBottom()) {
            throw in.bad("nothing is stored under key " + Octets.show(key), from);
        }
        return Map.entry(key, entry);
    }
}
