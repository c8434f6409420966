package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Registration;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;

/**
 * The shape of an operation-based type of a user's own: states and operations are what their serializers write. That the
 * events in a state are in the clock of its snapshot is the user's promise.
 */
final class OwnOpShape<S extends OpCrdt<S, O>, O extends Operation> extends OpShape<S, O> {

    private final Class<?> operations;

    OwnOpShape(S initial, Class<?> operations) {
        super(Tags.OBJECT, initial);
        this.operations = operations;
    }

    private Registration registration(Session session) {
        return session.registration(initial());
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.varint(registration(out.session()).getId());
    }

    @Override
    void readHeader(Decoder in) {
        super.readHeader(in);
        int from = in.position();
        long id = in.varint();
        if (id != registration(in.session()).getId()) {
            throw in.bad("type " + id + " where " + this + " is expected", from);
        }
    }

    @Override
    void writeOperation(Encoder out, O operation) { // which may not be one of O: generics are not checked
        if (!operations.isInstance(operation)) {
            throw new IllegalArgumentException(operation + " is no operation of " + this);
        }
        out.value(operation);
    }

    @Override
    O readOperation(Decoder in) {
        int from = in.position();
        Object operation = in.value();
        if (!operations.isInstance(operation)) {
            throw in.bad(Octets.show(operation) + " is no operation of " + this, from);
        }
        return Shapes.unchecked(operation);
    }

    @Override
    void writeState(Encoder out, S state) {
        out.object(state, registration(out.session()));
    }

    @Override
    S readState(Decoder in) {
        return Shapes.unchecked(in.object(registration(in.session())));
    }
}
