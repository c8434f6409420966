package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.map.ORMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How entries are written: ascending by the bytes of their keys, each with the dots of its presence and the live part of its
 * value. The parameter is what values begin as.
 */
final class EntriesCodec<K, V extends Causal<V>> implements StoreCodec<DotMap<K, Keyed<V>>> {

    private final LiveShape<V> values;
    private final DotMap<K, Keyed<V>> none;

    private EntriesCodec(LiveShape<V> values, DotMap<K, Keyed<V>> none) {
        this.values = values;
        this.none = none;
    }

    /** The shape of a map. */
    static <V extends Causal<V>> Shape<?> of(int tag, Object map, Session session) {
        return shape(tag, Shapes.<V>live(Shapes.schema(map), session));
    }

    /** The shape of the maps whose values begin as is read. */
    static Shape<?> in(int tag, Decoder in) {
        in.enter();
        Shape<?> shape = shape(tag, Shapes.readBottom(in));
        in.leave();
        return shape;
    }

    private static <V extends Causal<V>> Shape<?> shape(int tag, LiveShape<V> values) {
        ORMap<Object, V> empty = ORMap.empty(values.bottom());
        DotMap<Object, Keyed<V>> none = Shapes.unchecked(Parts.known(empty).store(empty));
        return new StoreShape<>(tag, empty, new EntriesCodec<>(values, none));
    }

    @Override
    public List<Object> parameters() {
        return List.of(values);
    }

    @Override
    public void writeParameters(Encoder out) {
        out.enter();
        values.writeBottom(out);
        out.leave();
    }

    @Override
    public void check(DotMap<K, Keyed<V>> store, Session session) {
        if (store.absent().bottom() == values.bottom()) {
            return;
        }
        LiveShape<V> found = Shapes.live(store.absent().bottom(), session);
        if (!found.equals(values)) {
            throw new IllegalArgumentException(Mismatch.found("ORMap" + List.of(values), "ORMap" + List.of(found)));
        }
    }

    @Override
    public boolean hasKeys() {
        return true;
    }

    @Override
    public void write(Encoder out, DotMap<K, Keyed<V>> store) {
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
        DotSets.DOTS.write(out, entry.presence());
        out.enter();
        values.writeLive(out, values.check(entry.value(), out.session()));
        out.leave();
    }

    @Override
    public DotMap<K, Keyed<V>> read(Decoder in) {
        int from = in.position();
        long announced = in.varint();
        var entries = new ArrayList<Map.Entry<K, Keyed<V>>>();
        int first = in.position();
        if (Blocks.areUsed(announced, in.session())) {
            EntryBlocks.read(in, Blocks.checkedCount(in, announced, from), values, none.absent(), entries);
        } else {
            var last = new Decoder.Ascending();
            for (int rest = in.checkedCount(announced, 2, from); rest > 0; rest--) {
                int at = in.position();
                Object key = in.ascendingValue(last);
                entries.add(readEntry(in, Shapes.unchecked(key), values, none.absent(), at));
            }
        }
        DotMap<K, Keyed<V>> store = none.of(entries);
        if (store.all().size() != entries.size()) {
            throw in.bad("equal keys with different bytes", first);
        }
        return store;
    }

    /** Reads what is stored under a key, which is at {@code from}. */
    static <K, V extends Causal<V>> Map.Entry<K, Keyed<V>> readEntry(
            Decoder in, K key, LiveShape<V> values, Keyed<V> absent, int from) {
        Dots presence = DotSets.DOTS.read(in);
        in.enter();
        Keyed<V> entry = absent.with(presence, values.readLive(in));
        in.leave();
        if (entry.isBottom()) {
            throw in.bad("nothing is stored under key " + Octets.show(key), from);
        }
        return Map.entry(key, entry);
    }
}
