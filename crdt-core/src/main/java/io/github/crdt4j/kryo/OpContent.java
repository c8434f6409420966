package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.op.Written;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * How what an event brought is written.
 *
 * @param <T> its type
 */
interface OpContent<T> {

    OpContent<Object> VALUE = new OpContent<>() {
        @Override
        public void write(Encoder out, Object content) {
            out.value(content);
        }

        @Override
        public Object read(Decoder in) {
            return in.value();
        }
    };

    OpContent<Stamped<Object>> STAMPED = new OpContent<>() {
        @Override
        public void write(Encoder out, Stamped<Object> content) {
            PlainValues.writeStamp(out, content.stamp());
            out.valueOrNull(content.value());
        }

        @Override
        public Stamped<Object> read(Decoder in) {
            LamportTimestamp stamp = PlainValues.readStamp(in);
            return new Stamped<>(stamp, in.valueOrNull());
        }
    };

    /** 0 for yes, 1 for no, as the operations that add come before those that remove. */
    OpContent<Boolean> VERDICT = new OpContent<>() {
        @Override
        public void write(Encoder out, Boolean content) {
            out.octet(content ? 0 : 1);
        }

        @Override
        public Boolean read(Decoder in) {
            return OpShapes.choice(in, 2) == 0;
        }
    };

    OpContent<Stamped<Boolean>> STAMPED_VERDICT = new OpContent<>() {
        @Override
        public void write(Encoder out, Stamped<Boolean> content) {
            PlainValues.writeStamp(out, content.stamp());
            VERDICT.write(out, Boolean.TRUE.equals(content.value()));
        }

        @Override
        public Stamped<Boolean> read(Decoder in) {
            LamportTimestamp stamp = PlainValues.readStamp(in);
            return new Stamped<>(stamp, VERDICT.read(in));
        }
    };

    void write(Encoder out, T content);

    T read(Decoder in);

    /** The writes of a register or of one key, of which there are this many, ascending by event. */
    default void writeAll(Encoder out, Writes<T> writes) {
        out.varint(writes.sorted().size());
        for (Written<T> write : writes.sorted()) {
            out.dot(write.dot());
            write(out, write.content());
        }
    }

    /** Reads what {@link #writeAll} writes. */
    default Writes<T> readAll(Decoder in) {
        int count = in.count(3);
        var writes = new ArrayList<Written<T>>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            last = OpShapes.ascending(in, last);
            writes.add(new Written<>(last, read(in)));
        }
        return writes.isEmpty() ? Writes.none() : new Writes<>(List.copyOf(writes));
    }
}
