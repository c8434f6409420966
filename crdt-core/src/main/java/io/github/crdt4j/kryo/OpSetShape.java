package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.set.OpGSet;
import io.github.crdt4j.set.OpORSet;

/** The shape of sets without removes, and of those that keep nothing of them: the elements ascending by their bytes, each with the events that keep it. */
abstract class OpSetShape<S extends OpCrdt<S, O>, O extends Operation> extends OpShape<S, O> {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int CLEAR = 2;

    private final OpParts<S, PersistentMap<Object, Dots>> parts;

    private OpSetShape(int tag, S initial) {
        super(tag, initial);
        this.parts = OpParts.of(initial.getClass());
    }

    static OpShape<OpGSet<Object>, OpGSet.Add<Object>> growing(int tag) {
        return new OpSetShape<>(tag, OpGSet.empty()) {
            @Override
            void writeOperation(Encoder out, OpGSet.Add<Object> operation) {
                out.value(operation.element());
            }

            @Override
            OpGSet.Add<Object> readOperation(Decoder in) {
                return new OpGSet.Add<>(in.value());
            }
        };
    }

    static OpShape<OpORSet<Object>, OpORSet.Change<Object>> both(int tag) {
        return new OpSetShape<>(tag, OpORSet.empty()) {
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
        };
    }

    @Override
    final void writeState(Encoder out, S state) {
        OpShapes.writeKeyed(out, parts.open().apply(state), DotSets.DOTS::write);
    }

    @Override
    final S readState(Decoder in) {
        PersistentMap<Object, Dots> adds = OpShapes.readKeyed(in, 4, "element", OpShapes::readDots);
        return adds.isEmpty() ? initial() : parts.close().apply(adds);
    }
}
