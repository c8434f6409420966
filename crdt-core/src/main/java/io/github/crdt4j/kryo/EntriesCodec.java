package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.map.ORMap;
import java.util.List;

/**
 * How entries are written: ascending by the bytes of their keys, each with the dots of its presence and the live part of its
 * value. The parameter is what values begin as.
 */
final class EntriesCodec<K, V extends Causal<V>> implements StoreCodec<DotMap<K, Keyed<V>>> {

    private final LiveShape<V> values;
    private final DotMapCodec<K, Keyed<V>> entries;

    private EntriesCodec(LiveShape<V> values, DotMap<K, Keyed<V>> none) {
        this.values = values;
        this.entries = new DotMapCodec<>(none, this::writeEntry, this::readEntry);
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
        entries.write(out, store);
    }

    @Override
    public DotMap<K, Keyed<V>> read(Decoder in) {
        return entries.read(in);
    }

    private void writeEntry(Encoder out, Keyed<V> entry) {
        DotSets.DOTS.write(out, entry.presence());
        out.enter();
        values.writeLive(out, values.check(entry.value(), out.session()));
        out.leave();
    }

    private Keyed<V> readEntry(Decoder in) {
        Dots presence = DotSets.DOTS.read(in);
        in.enter();
        Keyed<V> entry = entries.none().absent().with(presence, values.readLive(in));
        in.leave();
        return entry;
    }
}
