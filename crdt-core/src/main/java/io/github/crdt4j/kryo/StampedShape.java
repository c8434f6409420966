package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Comparator;

/** The shape of last-writer-wins registers. The values of one write ascend by stamp, and then by their bytes. */
final class StampedShape extends DotFunShape<LWWRegister<Object>, Values<Stamped<Object>>> {

    StampedShape() {
        super(Tags.LWW_REGISTER, LWWRegister.empty());
    }

    @Override
    void writePayload(Encoder out, Values<Stamped<Object>> payload) {
        var sorted = new SortedValues<LamportTimestamp>(out.session());
        payload.values().forEach(written -> sorted.add(written.value(), written.stamp()));
        out.varint(payload.size());
        for (var slice : sorted.sorted(Comparator.naturalOrder())) {
            PlainValues.writeStamp(out, slice.companion());
            sorted.copy(slice, out);
        }
    }

    @Override
    Values<Stamped<Object>> readPayload(Decoder in) {
        int from = in.position();
        long count = in.positive("values of a write:");
        var values = new ArrayList<Stamped<Object>>();
        var last = new Decoder.Ascending();
        LamportTimestamp before = null;
        for (long i = 0; i < count; i++) {
            int at = in.position();
            LamportTimestamp stamp = PlainValues.readStamp(in);
            int order = before == null ? -1 : before.compareTo(stamp);
            if (order > 0) {
                throw in.bad("stamp " + stamp + " out of order", at);
            }
            last = order == 0 ? last : new Decoder.Ascending();
            before = stamp;
            values.add(new Stamped<>(stamp, in.ascendingValueOrNull(last)));
        }
        Values<Stamped<Object>> distinct = Values.of(values);
        if (distinct.size() != count) {
            throw in.bad("equal values with different bytes", from);
        }
        return distinct;
    }
}
