package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a few writes are written: ascending by dot, each with its payload.
 *
 * @param writer writes a payload
 * @param reader reads a payload
 * @param <P> the type of the payloads
 */
record DotFunCodec<P extends Crdt<P>>(BiConsumer<Encoder, P> writer, Function<Decoder, P> reader)
        implements StoreCodec<DotFun<P>> {

    @Override
    public void write(Encoder out, DotFun<P> store) {
        out.varint(store.writes().size());
        for (DotFun.Write<P> write : store.writes()) {
            out.dot(write.dot());
            writer.accept(out, write.payload());
        }
    }

    @Override
    public DotFun<P> read(Decoder in) {
        int count = in.count(2);
        var writes = new ArrayList<DotFun.Write<P>>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            last = in.ascendingDot("write", last);
            writes.add(new DotFun.Write<>(last, reader.apply(in)));
        }
        return DotFun.of(writes);
    }
}
