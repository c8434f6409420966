package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Registration;

/** The shape of states and values of a user's own type: the id of the type, then what its serializer writes. */
final class ObjectShape<S> extends Shape<S> {

    private final Registration registration;

    ObjectShape(Registration registration) {
        super(Tags.OBJECT, registration.getType());
        this.registration = registration;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.varint(registration.getId());
    }

    @Override
    void write(Encoder out, S state) {
        out.object(state, registration);
    }

    @Override
    S read(Decoder in) {
        return Shapes.unchecked(in.object(registration));
    }
}
