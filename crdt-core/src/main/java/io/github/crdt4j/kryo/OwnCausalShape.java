package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Registration;
import io.github.crdt4j.causal.Causal;
import java.util.List;

/**
 * The shape of states of a user's own causal type inside a map or record. Of states of this library in it the dots are
 * checked; that any others are in the map's context is the user's promise.
 */
final class OwnCausalShape<S extends Causal<S>> extends LiveShape<S> {

    private final S bottom;
    private final Registration registration;

    OwnCausalShape(S bottom, Registration registration) {
        super(Tags.OBJECT, registration.getType(), List.of(bottom));
        this.bottom = bottom;
        this.registration = registration;
    }

    @Override
    S bottom() {
        return bottom;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.varint(registration.getId());
    }

    @Override
    void writeBottom(Encoder out) {
        writeHeader(out);
        out.object(bottom, registration);
    }

    @Override
    void write(Encoder out, S state) {
        out.object(state, registration);
    }

    @Override
    S read(Decoder in) {
        return Shapes.unchecked(in.object(registration));
    }

    @Override
    void writeLive(Encoder out, S state) {
        out.object(state, registration);
    }

    @Override
    S readLive(Decoder in) {
        int from = in.position();
        S state = in.lending(() -> read(in));
        if (!state.context().isEmpty()) {
            throw in.bad("a " + type().getSimpleName() + " inside another state has a context of its own", from);
        }
        return state;
    }
}
