package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.DotStore;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How keys and the stores under them are written: ascending by the bytes of the keys; the many of a larger map in blocks, see {@link
 * EntryBlocks}.
 *
 * @param none the map without keys
 * @param writer writes what is stored under a key
 * @param reader reads it
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
record DotMapCodec<K, D extends DotStore<D>>(
        DotMap<K, D> none, BiConsumer<Encoder, D> writer, Function<Decoder, D> reader)
        implements StoreCodec<DotMap<K, D>> {

    /** The codec of maps whose stores another one writes. */
    static <D extends DotStore<D>> DotMapCodec<Object, D> of(D absent, StoreCodec<D> stores) {
        return new DotMapCodec<>(DotMap.none(absent), stores::write, stores::read);
    }

    @Override
    public boolean hasKeys() {
        return true;
    }

    @Override
    public void write(Encoder out, DotMap<K, D> store) {
        var sorted = new SortedValues<D>(out.session());
        store.all().forEach(sorted::add);
        out.varint(store.all().size());
        if (Blocks.areUsed(store.all().size(), out.session())) {
            EntryBlocks.write(out, sorted, writer);
            return;
        }
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            writer.accept(out, slice.companion());
        }
    }

    @Override
    public DotMap<K, D> read(Decoder in) {
        int from = in.position();
        long announced = in.varint();
        var entries = new ArrayList<Map.Entry<K, D>>();
        int first = in.position();
        if (Blocks.areUsed(announced, in.session())) {
            EntryBlocks.read(in, Blocks.checkedCount(in, announced, from), this::readEntry, entries);
        } else {
            var last = new Decoder.Ascending();
            for (int rest = in.checkedCount(announced, 2, from); rest > 0; rest--) {
                int at = in.position();
                Object key = in.ascendingValue(last);
                entries.add(readEntry(in, key, at));
            }
        }
        DotMap<K, D> store = none.of(entries);
        if (store.all().size() != entries.size()) {
            throw in.bad("equal keys with different bytes", first);
        }
        return store;
    }

    /** Reads what is stored under a key, which is at {@code from}. */
    private Map.Entry<K, D> readEntry(Decoder in, Object key, int from) {
        D store = reader.apply(in);
        if (store.isBottom()) {
            throw in.bad("nothing is stored under key " + Octets.show(key), from);
        }
        return Map.entry(Shapes.unchecked(key), store);
    }
}
