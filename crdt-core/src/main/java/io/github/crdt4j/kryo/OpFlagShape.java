package io.github.crdt4j.kryo;

import io.github.crdt4j.flag.OpEWFlag;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.time.Dot;
import java.util.List;

/** The shape of enable-wins flags: the events that keep it enabled, perhaps none. */
final class OpFlagShape extends OpShape<OpEWFlag, OpEWFlag.Change> {

    private static final int ENABLE = 0;
    private static final int DISABLE = 1;

    private final OpParts<OpEWFlag, Dots> parts = OpParts.of(OpEWFlag.class);

    OpFlagShape(int tag) {
        super(tag, OpEWFlag.empty());
    }

    @Override
    void writeOperation(Encoder out, OpEWFlag.Change operation) {
        out.octet(operation instanceof OpEWFlag.Enable ? ENABLE : DISABLE);
    }

    @Override
    OpEWFlag.Change readOperation(Decoder in) {
        return OpShapes.choice(in, 2) == ENABLE ? new OpEWFlag.Enable() : new OpEWFlag.Disable();
    }

    @Override
    void writeState(Encoder out, OpEWFlag state) {
        List<Dot> enables = parts.open().apply(state).asList();
        out.varint(enables.size());
        enables.forEach(out::dot);
    }

    @Override
    OpEWFlag readState(Decoder in) {
        int count = in.count(2);
        return count == 0 ? initial() : parts.close().apply(OpShapes.readDots(in, count));
    }
}
