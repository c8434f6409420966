package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.map.OpORMultimap;

/** The shape of multimaps: the keys ascending by their bytes, each with its values, likewise, and the events that keep these. */
final class OpMultimapShape extends OpShape<OpORMultimap<Object, Object>, OpORMultimap.Change<Object, Object>> {

    private static final int PUT = 0;
    private static final int REMOVE = 1;
    private static final int REMOVE_ALL = 2;
    private static final int CLEAR = 3;

    private final OpParts<OpORMultimap<Object, Object>, PersistentMap<Object, PersistentMap<Object, Dots>>> parts =
            OpParts.of(OpORMultimap.class);

    OpMultimapShape(int tag) {
        super(tag, OpORMultimap.empty());
    }

    @Override
    void writeOperation(Encoder out, OpORMultimap.Change<Object, Object> operation) {
        if (operation instanceof OpORMultimap.Put<Object, Object> put) {
            out.octet(PUT);
            out.value(put.key());
            out.value(put.value());
        } else if (operation instanceof OpORMultimap.Remove<Object, Object> remove) {
            out.octet(REMOVE);
            out.value(remove.key());
            out.value(remove.value());
        } else if (operation instanceof OpORMultimap.RemoveAll<Object, Object> all) {
            out.octet(REMOVE_ALL);
            out.value(all.key());
        } else if (operation instanceof OpORMultimap.Clear<Object, Object>) {
            out.octet(CLEAR);
        }
    }

    @Override
    OpORMultimap.Change<Object, Object> readOperation(Decoder in) {
        switch (OpShapes.choice(in, 4)) {
            case PUT -> {
                Object key = in.value();
                return new OpORMultimap.Put<>(key, in.value());
            }
            case REMOVE -> {
                Object key = in.value();
                return new OpORMultimap.Remove<>(key, in.value());
            }
            case REMOVE_ALL -> {
                return new OpORMultimap.RemoveAll<>(in.value());
            }
            default -> {
                return new OpORMultimap.Clear<>();
            }
        }
    }

    @Override
    void writeState(Encoder out, OpORMultimap<Object, Object> state) {
        OpShapes.writeKeyed(
                out,
                parts.open().apply(state),
                (nested, values) -> OpShapes.writeKeyed(nested, values, DotSets.DOTS::write));
    }

    @Override
    OpORMultimap<Object, Object> readState(Decoder in) {
        PersistentMap<Object, PersistentMap<Object, Dots>> puts =
                OpShapes.readKeyed(in, 6, "key", OpMultimapShape::values);
        return puts.isEmpty() ? initial() : parts.close().apply(puts);
    }

    private static PersistentMap<Object, Dots> values(Decoder in) {
        int from = in.position();
        PersistentMap<Object, Dots> values = OpShapes.readKeyed(in, 4, "value", OpShapes::readDots);
        if (values.isEmpty()) {
            throw in.bad("a key without values", from);
        }
        return values;
    }
}
