package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OpValues;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.map.OpGMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;

/** The shape of grow-only maps: the keys ascending by their bytes, each with its value. */
final class OpGMapShape<K, V extends OpCrdt<V, O>, O extends Operation>
        extends OpShape<OpGMap<K, V, O>, OpGMap.Update<K, O>> {

    private final OpShape<V, O> values;
    private final OpParts<OpGMap<K, V, O>, OpValues<K, V>> parts = OpParts.of(OpGMap.class);

    private OpGMapShape(int tag, OpShape<V, O> values) {
        super(tag, OpGMap.empty(values.initial()));
        this.values = values;
    }

    /** The shape of the maps whose values begin as those of a given one. */
    static <K, V extends OpCrdt<V, O>, O extends Operation> OpShape<?, ?> of(
            int tag, Object like, Registrations known) {
        OpParts<OpGMap<K, V, O>, OpValues<K, V>> parts = OpParts.of(OpGMap.class);
        OpShape<V, O> values =
                OpShapes.of(parts.open().apply(Shapes.unchecked(like)).initial(), known);
        return new OpGMapShape<K, V, O>(tag, values);
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.enter();
        values.writeHeader(out);
        out.leave();
    }

    @Override
    void readHeader(Decoder in) {
        super.readHeader(in);
        in.enter();
        values.readHeader(in);
        in.leave();
    }

    @Override
    void writeOperation(Encoder out, OpGMap.Update<K, O> operation) {
        out.value(operation.key());
        out.enter();
        values.writeOperation(out, operation.operation());
        out.leave();
    }

    @Override
    OpGMap.Update<K, O> readOperation(Decoder in) {
        K key = Shapes.unchecked(in.value());
        in.enter();
        O operation = values.readOperation(in);
        in.leave();
        return new OpGMap.Update<>(key, operation);
    }

    @Override
    void writeState(Encoder out, OpGMap<K, V, O> state) {
        OpShapes.writeKeyed(out, parts.open().apply(state).all(), (nested, value) -> {
            nested.enter();
            values.writeState(nested, value);
            nested.leave();
        });
    }

    @Override
    OpGMap<K, V, O> readState(Decoder in) {
        PersistentMap<K, V> all = OpShapes.readKeyed(in, 3, "key", nested -> {
            nested.enter();
            V value = values.readState(nested);
            nested.leave();
            return value;
        });
        return all.isEmpty() ? initial() : parts.close().apply(new OpValues<>(values.initial(), all));
    }

    @Override
    public String toString() {
        return super.toString() + "[" + values + "]";
    }
}
