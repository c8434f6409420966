package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.map.GMap;
import java.util.List;

/**
 * How grow-only maps are written: the keys ascending, each with its value. The parameter is what values begin as.
 *
 * @param <V> the type of the values
 */
final class GMapShape<V extends Crdt<V>> extends Shape<GMap<Object, V>> {

    private final V bottom;
    private final Shape<V> values;

    private GMapShape(int tag, V bottom, Shape<V> values) {
        super(tag, GMap.class, List.of(values, bottom));
        this.bottom = bottom;
        this.values = values;
    }

    /** The shape of a map. */
    static Shape<?> of(int tag, Object map, Session session) {
        return shape(tag, ((GMap<?, ?>) map).bottom(), session);
    }

    /** The shape of the maps whose values begin as is read. */
    static Shape<?> in(int tag, Decoder in) {
        int from = in.position();
        in.enter();
        Object bottom = in.tagged();
        in.leave();
        if (!(bottom instanceof Crdt<?> lattice)) {
            throw in.bad("the values of a GMap are states, not " + Octets.show(bottom), from);
        }
        return shape(tag, lattice, in.session());
    }

    private static <V extends Crdt<V>> Shape<?> shape(int tag, Object bottom, Session session) {
        V first = Shapes.unchecked(bottom);
        return new GMapShape<>(tag, first, Shapes.<Shape<V>>unchecked(Shapes.of(first, session)));
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.enter();
        out.tagged(bottom);
        out.leave();
    }

    @Override
    GMap<Object, V> check(Object state, Session session) {
        GMap<Object, V> map = super.check(state, session);
        if (map.bottom() != bottom && !map.bottom().equals(bottom)) {
            throw new IllegalArgumentException("expected a GMap whose values begin as " + bottom
                    + ", found one whose values begin as " + map.bottom());
        }
        return map;
    }

    @Override
    void write(Encoder out, GMap<Object, V> map) {
        var sorted = new SortedValues<V>(out.session());
        map.entries().forEach(sorted::add);
        out.varint(map.size());
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            out.enter();
            values.write(out, values.check(slice.companion(), out.session()));
            out.leave();
        }
    }

    @Override
    GMap<Object, V> read(Decoder in) {
        GMap<Object, V> map = GMap.empty(bottom);
        int count = in.count(2);
        var last = new Decoder.Ascending();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Object key = in.ascendingValue(last);
            in.enter();
            V value = values.read(in);
            in.leave();
            if (map.containsKey(key)) {
                throw in.bad("key " + Octets.show(key) + " twice, with different bytes", from);
            }
            if (!bottom.leq(value)) {
                throw in.bad("the value of key " + Octets.show(key) + " does not contain what values begin as", from);
            }
            map = map.update(key, first -> value);
        }
        return map;
    }
}
