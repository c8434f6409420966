package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.register.MVRegister;
import java.util.ArrayList;

/** The shape of multi-value registers. The values of one write, of which there is but one if all is well, ascend. */
final class SiblingsShape extends DotFunShape<MVRegister<Object>, Values<Object>> {

    SiblingsShape() {
        super(Tags.MV_REGISTER, MVRegister.empty());
    }

    @Override
    void writePayload(Encoder out, Values<Object> payload) {
        var sorted = new SortedValues<Boolean>(out.session());
        payload.values().forEach(value -> sorted.add(value, true));
        out.varint(payload.size());
        sorted.sorted().forEach(slice -> sorted.copy(slice, out));
    }

    @Override
    Values<Object> readPayload(Decoder in) {
        int from = in.position();
        long count = in.positive("values of a write:");
        var values = new ArrayList<Object>();
        var last = new Decoder.Ascending();
        for (long i = 0; i < count; i++) {
            values.add(in.ascendingValue(last));
        }
        Values<Object> distinct = Values.of(values);
        if (distinct.size() != count) {
            throw in.bad("equal values with different bytes", from);
        }
        return distinct;
    }
}
