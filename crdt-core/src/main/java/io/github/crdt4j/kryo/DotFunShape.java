package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;

/** How a few writes are written, each under its dot: they ascend by dot. */
abstract class DotFunShape<S extends Causal<S>, P extends Crdt<P>> extends StoreShape<S, DotFun<P>> {

    DotFunShape(int tag, S bottom) {
        super(tag, bottom);
    }

    abstract void writePayload(Encoder out, P payload);

    abstract P readPayload(Decoder in);

    @Override
    final void writeStore(Encoder out, DotFun<P> store) {
        writeAll(out, store, this::writePayload);
    }

    @Override
    final DotFun<P> readStore(Decoder in) {
        return readAll(in, this::readPayload);
    }

    /** Writes one payload. */
    interface Writer<P> {
        void write(Encoder out, P payload);
    }

    /** Reads one payload. */
    interface Reader<P> {
        P read(Decoder in);
    }

    static <P extends Crdt<P>> void writeAll(Encoder out, DotFun<P> writes, Writer<P> payload) {
        out.varint(writes.writes().size());
        for (DotFun.Write<P> write : writes.writes()) {
            out.dot(write.dot());
            payload.write(out, write.payload());
        }
    }

    static <P extends Crdt<P>> DotFun<P> readAll(Decoder in, Reader<P> payload) {
        int count = in.count(2);
        var writes = new ArrayList<DotFun.Write<P>>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Dot dot = in.liveDot();
            if (last != null && last.compareTo(dot) >= 0) {
                throw in.bad("write " + dot + " out of order", from);
            }
            last = dot;
            writes.add(new DotFun.Write<>(dot, payload.read(in)));
        }
        return DotFun.of(writes);
    }
}
