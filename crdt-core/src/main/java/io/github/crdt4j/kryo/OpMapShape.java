package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpEntries;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;

/** The shape of maps: the keys ascending by their bytes, each with the events that keep it and its value. */
final class OpMapShape<K, V extends OpRemovable<V, O>, O extends Operation>
        extends OpShape<OpORMap<K, V, O>, OpORMap.Change<K, O>> {

    private static final int UPDATE = 0;
    private static final int REMOVE = 1;
    private static final int CLEAR = 2;

    private final OpShape<V, O> values;
    private final OpParts<OpORMap<K, V, O>, OpEntries<K, V>> parts = OpParts.of(OpORMap.class);

    private OpMapShape(int tag, OpShape<V, O> values) {
        super(tag, OpORMap.empty(values.initial()));
        this.values = values;
    }

    /** The shape of the maps whose values begin as those of a given one. */
    static <K, V extends OpRemovable<V, O>, O extends Operation> OpShape<?, ?> of(
            int tag, Object like, Registrations known) {
        OpParts<OpORMap<K, V, O>, OpEntries<K, V>> parts = OpParts.of(OpORMap.class);
        OpShape<V, O> values =
                OpShapes.of(parts.open().apply(Shapes.unchecked(like)).initial(), known);
        return new OpMapShape<K, V, O>(tag, values);
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
    void writeOperation(Encoder out, OpORMap.Change<K, O> operation) {
        if (operation instanceof OpORMap.Update<K, O> update) {
            out.octet(UPDATE);
            out.value(update.key());
            out.enter();
            values.writeOperation(out, update.operation());
            out.leave();
        } else if (operation instanceof OpORMap.Remove<K, O> remove) {
            out.octet(REMOVE);
            out.value(remove.key());
        } else if (operation instanceof OpORMap.Clear<K, O>) {
            out.octet(CLEAR);
        }
    }

    @Override
    OpORMap.Change<K, O> readOperation(Decoder in) {
        switch (OpShapes.choice(in, 3)) {
            case UPDATE -> {
                K key = Shapes.unchecked(in.value());
                in.enter();
                O operation = values.readOperation(in);
                in.leave();
                return new OpORMap.Update<>(key, operation);
            }
            case REMOVE -> {
                return new OpORMap.Remove<>(Shapes.unchecked(in.value()));
            }
            default -> {
                return new OpORMap.Clear<>();
            }
        }
    }

    @Override
    void writeState(Encoder out, OpORMap<K, V, O> state) {
        OpShapes.writeKeyed(out, parts.open().apply(state).entries(), (nested, entry) -> {
            DotSets.DOTS.write(nested, entry.presence());
            nested.enter();
            values.writeState(nested, entry.value());
            nested.leave();
        });
    }

    @Override
    OpORMap<K, V, O> readState(Decoder in) {
        PersistentMap<K, OpEntries.Entry<V>> entries = OpShapes.readKeyed(in, 5, "key", nested -> {
            Dots presence = OpShapes.readDots(nested);
            nested.enter();
            V value = values.readState(nested);
            nested.leave();
            return new OpEntries.Entry<>(presence, value);
        });
        return entries.isEmpty() ? initial() : parts.close().apply(new OpEntries<>(values.initial(), entries));
    }

    @Override
    public String toString() {
        return super.toString() + "[" + values + "]";
    }
}
