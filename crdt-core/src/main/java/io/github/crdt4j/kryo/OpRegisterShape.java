package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.op.Written;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shape of registers: the writes, ascending by event. */
abstract class OpRegisterShape<S extends OpCrdt<S, O>, O extends Operation, T> extends OpShape<S, O> {

    private final OpParts<S, Writes<T>> parts;

    private OpRegisterShape(int tag, S initial) {
        super(tag, initial);
        this.parts = OpParts.of(initial.getClass());
    }

    static OpShape<OpLWWRegister<Object>, OpLWWRegister.Write<Object>> one(int tag) {
        return new OpRegisterShape<OpLWWRegister<Object>, OpLWWRegister.Write<Object>, Stamped<Object>>(
                tag, OpLWWRegister.empty()) {
            @Override
            void writeContent(Encoder out, Stamped<Object> content) {
                PlainValues.writeStamp(out, content.stamp());
                out.valueOrNull(content.value());
            }

            @Override
            Stamped<Object> readContent(Decoder in) {
                LamportTimestamp stamp = PlainValues.readStamp(in);
                return new Stamped<>(stamp, in.valueOrNull());
            }

            @Override
            void writeOperation(Encoder out, OpLWWRegister.Write<Object> operation) {
                writeContent(
                        out, new Stamped<>(operation.stamp(), operation.value().orElse(null)));
            }

            @Override
            OpLWWRegister.Write<Object> readOperation(Decoder in) {
                Stamped<Object> content = readContent(in);
                return new OpLWWRegister.Write<>(content.stamp(), Optional.ofNullable(content.value()));
            }
        };
    }

    static OpShape<OpMVRegister<Object>, OpMVRegister.Write<Object>> all(int tag) {
        return new OpRegisterShape<OpMVRegister<Object>, OpMVRegister.Write<Object>, Object>(
                tag, OpMVRegister.empty()) {
            @Override
            void writeContent(Encoder out, Object content) {
                out.value(content);
            }

            @Override
            Object readContent(Decoder in) {
                return in.value();
            }

            @Override
            void writeOperation(Encoder out, OpMVRegister.Write<Object> operation) {
                out.value(operation.value());
            }

            @Override
            OpMVRegister.Write<Object> readOperation(Decoder in) {
                return new OpMVRegister.Write<>(in.value());
            }
        };
    }

    abstract void writeContent(Encoder out, T content);

    abstract T readContent(Decoder in);

    @Override
    final void writeState(Encoder out, S state) {
        List<Written<T>> writes = parts.open().apply(state).sorted();
        out.varint(writes.size());
        for (Written<T> write : writes) {
            out.dot(write.dot());
            writeContent(out, write.content());
        }
    }

    @Override
    final S readState(Decoder in) {
        int count = in.count(3);
        if (count == 0) {
            return initial();
        }
        var writes = new ArrayList<Written<T>>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            last = OpShapes.ascending(in, last);
            writes.add(new Written<>(last, readContent(in)));
        }
        return parts.close().apply(new Writes<>(List.copyOf(writes)));
    }
}
