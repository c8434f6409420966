package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Registration;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.Parts;

/** Finds the shape of a state, or the one that a header describes. */
final class Shapes {

    private Shapes() {}

    /** The shape of a state. */
    static Shape<?> of(Object state, Session session) {
        Types.Row own = Types.of(state.getClass());
        if (own != null) {
            return own.shape(state, session);
        }
        return of(session.registration(state));
    }

    /** The shape of the values of a map that begin as a given state, or of the components of a record. */
    static <S extends Causal<S>> LiveShape<S> live(S bottom, Session session) {
        Shape<?> shape = of(bottom, session);
        if (shape instanceof ObjectShape<?>) {
            return new OwnCausalShape<>(bottom, session.registration(bottom));
        }
        LiveShape<S> live = unchecked(shape);
        if (!live.bottom().equals(bottom)) {
            throw new IllegalArgumentException("values that do not begin empty have no encoding: " + bottom);
        }
        return live;
    }

    /** Reads what {@link Shape#writeHeader} wrote, the tag read already. */
    static Shape<?> readHeader(Decoder in, int tag) {
        if (tag != Tags.COMPOSITE && tag != Tags.OBJECT) {
            Types.Row own = Types.of(tag);
            if (own == null) {
                throw in.bad(Mismatch.foundTag("a state", tag), in.position() - 1);
            }
            return own.readShape(in);
        }
        int from = in.position();
        Registration registration = in.registration();
        boolean isComposite = registration.getSerializer() instanceof CompositeSerializer<?>;
        if (isComposite != (tag == Tags.COMPOSITE)) {
            throw in.bad(registration.getType().getName() + " is not written this way", from);
        }
        return of(registration);
    }

    private static Shape<?> of(Registration registration) {
        return registration.getSerializer() instanceof CompositeSerializer<?> composite
                ? composite.shape(registration.getId())
                : new ObjectShape<>(registration);
    }

    /** Reads what the values of a map begin as. */
    static LiveShape<?> readBottom(Decoder in) {
        int from = in.position();
        Shape<?> shape = readHeader(in, in.octet());
        if (shape instanceof ObjectShape<?> object && object.read(in) instanceof Causal<?> bottom) {
            return ownCausal(bottom, in.session());
        }
        if (shape instanceof LiveShape<?> live) {
            return live;
        }
        throw in.bad(shape + " cannot be the value of a map", from);
    }

    private static <S extends Causal<S>> LiveShape<S> ownCausal(Object bottom, Session session) {
        S state = unchecked(bottom);
        return new OwnCausalShape<>(state, session.registration(state));
    }

    /** What the values of a map begin as, or what a removable state wraps. */
    static <S> S schema(Object state) {
        return unchecked(Parts.known(state).store(state).schema());
    }

    /** A cast between a type and its own parameterization. */
    @SuppressWarnings("unchecked") // the callers have checked the class
    static <T> T unchecked(Object object) {
        return (T) object;
    }
}
