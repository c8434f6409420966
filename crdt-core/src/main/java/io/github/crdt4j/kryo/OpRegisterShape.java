package io.github.crdt4j.kryo;

import io.github.crdt4j.flag.OpDWFlag;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.register.OpMaxRegister;
import io.github.crdt4j.register.OpMinRegister;
import java.util.Optional;
import java.util.function.Function;

/** The shape of registers, and of the flag that is one: the writes, ascending by event. */
final class OpRegisterShape<S extends OpCrdt<S, O>, O extends Operation, T> extends OpShape<S, O> {

    private final OpParts<S, Writes<T>> parts;
    private final OpContent<T> content;
    private final Function<O, T> open;
    private final Function<T, O> close;

    /** What an operation writes, and the operation that does. */
    private OpRegisterShape(int tag, S initial, OpContent<T> content, Function<O, T> open, Function<T, O> close) {
        super(tag, initial);
        this.parts = OpParts.of(initial.getClass());
        this.content = content;
        this.open = open;
        this.close = close;
    }

    static OpShape<OpLWWRegister<Object>, OpLWWRegister.Write<Object>> one(int tag) {
        return new OpRegisterShape<OpLWWRegister<Object>, OpLWWRegister.Write<Object>, Stamped<Object>>(
                tag,
                OpLWWRegister.empty(),
                OpContent.STAMPED,
                write -> new Stamped<>(write.stamp(), write.value().orElse(null)),
                read -> new OpLWWRegister.Write<>(read.stamp(), Optional.ofNullable(read.value())));
    }

    static OpShape<OpMVRegister<Object>, OpMVRegister.Write<Object>> all(int tag) {
        return new OpRegisterShape<>(
                tag, OpMVRegister.empty(), OpContent.VALUE, OpMVRegister.Write::value, OpMVRegister.Write::new);
    }

    static OpShape<?, ?> greatest(int tag) {
        Function<OpMaxRegister.Write<Object>, Object> open = OpMaxRegister.Write::value;
        Function<Object, OpMaxRegister.Write<Object>> close = OpMaxRegister.Write::new;
        return new OpRegisterShape<OpMaxRegister<String>, OpMaxRegister.Write<String>, Object>( // of any values
                tag, OpMaxRegister.empty(), OpContent.VALUE, Shapes.unchecked(open), Shapes.unchecked(close));
    }

    static OpShape<?, ?> least(int tag) {
        Function<OpMinRegister.Write<Object>, Object> open = OpMinRegister.Write::value;
        Function<Object, OpMinRegister.Write<Object>> close = OpMinRegister.Write::new;
        return new OpRegisterShape<OpMinRegister<String>, OpMinRegister.Write<String>, Object>( // of any values
                tag, OpMinRegister.empty(), OpContent.VALUE, Shapes.unchecked(open), Shapes.unchecked(close));
    }

    static OpShape<OpDWFlag, OpDWFlag.Change> flag(int tag) {
        return new OpRegisterShape<>(
                tag,
                OpDWFlag.empty(),
                OpContent.VERDICT,
                OpDWFlag.Enable.class::isInstance,
                enables -> enables ? new OpDWFlag.Enable() : new OpDWFlag.Disable());
    }

    @Override
    void writeOperation(Encoder out, O operation) {
        content.write(out, open.apply(operation));
    }

    @Override
    O readOperation(Decoder in) {
        return close.apply(content.read(in));
    }

    @Override
    void writeState(Encoder out, S state) {
        content.writeAll(out, parts.open().apply(state));
    }

    @Override
    S readState(Decoder in) {
        Writes<T> writes = content.readAll(in);
        return writes.sorted().isEmpty() ? initial() : parts.close().apply(writes);
    }
}
