package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the values of one write are written, of which there is but one if all is well: ascending, stamped ones by stamp first. */
final class ValuesCodec {

    static final StoreCodec<DotFun<Values<Object>>> PLAIN = new DotFunCodec<>(ValuesCodec::write, ValuesCodec::read);
    static final StoreCodec<DotFun<Values<Stamped<Object>>>> STAMPED =
            new DotFunCodec<>(ValuesCodec::writeStamped, ValuesCodec::readStamped);

    /** Of Booleans only. */
    static final StoreCodec<DotFun<Values<Object>>> VERDICTS =
            new DotFunCodec<>(ValuesCodec::write, in -> verdicts(in, read(in), value -> value));

    /** Of stamped Booleans only. */
    static final StoreCodec<DotFun<Values<Stamped<Object>>>> STAMPED_VERDICTS =
            new DotFunCodec<>(ValuesCodec::writeStamped, in -> verdicts(in, readStamped(in), Stamped::value));

    private ValuesCodec() {}

    private static void write(Encoder out, Values<Object> payload) {
        var sorted = new SortedValues<Boolean>(out.session());
        payload.values().forEach(value -> sorted.add(value, true));
        out.varint(payload.size());
        sorted.sorted().forEach(slice -> sorted.copy(slice, out));
    }

    private static Values<Object> read(Decoder in) {
        int from = in.position();
        long count = in.positive("values of a write:");
        var values = new ArrayList<Object>();
        var last = new Decoder.Ascending();
        for (long i = 0; i < count; i++) {
            values.add(in.ascendingValue(last));
        }
        return distinct(in, Values.of(values), count, from);
    }

    private static void writeStamped(Encoder out, Values<Stamped<Object>> payload) {
        var sorted = new SortedValues<LamportTimestamp>(out.session());
        payload.values().forEach(written -> sorted.add(written.value(), written.stamp()));
        out.varint(payload.size());
        for (var slice : sorted.sorted(Comparator.naturalOrder())) {
            PlainValues.writeStamp(out, slice.companion());
            sorted.copy(slice, out);
        }
    }

    private static Values<Stamped<Object>> readStamped(Decoder in) {
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
        return distinct(in, Values.of(values), count, from);
    }

    private static <T> Values<T> verdicts(
            Decoder in, Values<T> values, Function<? super T, ? extends @Nullable Object> verdict) {
        for (T value : values.values()) {
            if (!(verdict.apply(value) instanceof Boolean)) {
                throw in.bad("expected true or false, found " + Octets.show(value), in.position());
            }
        }
        return values;
    }

    private static <T> Values<T> distinct(Decoder in, Values<T> values, long count, int from) {
        if (values.size() != count) {
            throw in.bad("equal values with different bytes", from);
        }
        return values;
    }
}
