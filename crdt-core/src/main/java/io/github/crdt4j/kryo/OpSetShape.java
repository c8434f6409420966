package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.set.OpORSet;

/** The shape of sets: the elements ascending by their bytes, each with the events that keep it. */
final class OpSetShape extends OpShape<OpORSet<Object>, OpORSet.Change<Object>> {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int CLEAR = 2;

    private final OpParts<OpORSet<Object>, PersistentMap<Object, Dots>> parts = OpParts.of(OpORSet.class);

    OpSetShape(int tag) {
        super(tag, OpORSet.empty());
    }

    @Override
    void writeOperation(Encoder out, OpORSet.Change<Object> operation) {
        if (operation instanceof OpORSet.Add<Object> add) {
            out.octet(ADD);
            out.value(add.element());
        } else if (operation instanceof OpORSet.Remove<Object> remove) {
            out.octet(REMOVE);
            out.value(remove.element());
        } else if (operation instanceof OpORSet.Clear<Object>) {
            out.octet(CLEAR);
        }
    }

    @Override
    OpORSet.Change<Object> readOperation(Decoder in) {
        return switch (OpShapes.choice(in, 3)) {
            case ADD -> new OpORSet.Add<>(in.value());
            case REMOVE -> new OpORSet.Remove<>(in.value());
            default -> new OpORSet.Clear<>();
        };
    }

    @Override
    void writeState(Encoder out, OpORSet<Object> state) {
        PersistentMap<Object, Dots> adds = parts.open().apply(state);
        out.varint(adds.size());
        ElementsCodec.writeFew(out, adds);
    }

    @Override
    OpORSet<Object> readState(Decoder in) {
        int count = in.count(4);
        if (count == 0) {
            return initial();
        }
        return parts.close().apply(ElementsCodec.readFew(in, count, OpShapes::readDots));
    }
}
