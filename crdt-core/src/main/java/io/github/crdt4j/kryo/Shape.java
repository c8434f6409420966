package io.github.crdt4j.kryo;

import java.util.List;

/**
 * How the states of one type are written, down to the types nested in it. Two states have one shape when each could stand
 * where the other does; in bytes, a shape is the header of a state.
 *
 * @param <S> the type of the states
 */
abstract class Shape<S> {

    private final int tag;
    private final Class<?> type;
    private final List<Object> parameters;

    /** A shape with what tells it from others of its class. */
    Shape(int tag, Class<?> type, List<Object> parameters) {
        this.tag = tag;
        this.type = type;
        this.parameters = parameters;
    }

    /** A shape that is the only one of its class. */
    Shape(int tag, Class<?> type) {
        this(tag, type, List.of());
    }

    final int tag() {
        return tag;
    }

    final Class<?> type() {
        return type;
    }

    /** Writes the tag and whatever parameters there are. */
    void writeHeader(Encoder out) {
        out.octet(tag);
    }

    /** Writes a state. */
    abstract void write(Encoder out, S state);

    /** Reads a state. */
    abstract S read(Decoder in);

    /**
     * Reads a state, or as much of it as another lacks: what merges with the other, and with every state that contains
     * it, to the same. What is not read is not checked.
     */
    S readNews(Decoder in, S known) {
        return read(in);
    }

    /** Writes where a delta says to look first for what it removes, or that it does not say; nothing, unless the type can. */
    void writeHints(Encoder out, S state, boolean withHints) {}

    /** The state with the hints that come next. */
    S readHints(Decoder in, S state) {
        return state;
    }

    /** Refuses a state of another shape. */
    S check(Object state, Session session) {
        if (!type.isInstance(state)) {
            throw new IllegalArgumentException(
                    Mismatch.found(this, state.getClass().getSimpleName()));
        }
        return Shapes.unchecked(state);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || other instanceof Shape<?> that
                        && tag == that.tag
                        && type == that.type
                        && parameters.equals(that.parameters);
    }

    @Override
    public final int hashCode() {
        return 31 * type.hashCode() + parameters.hashCode();
    }

    @Override
    public final String toString() {
        var told = parameters.stream()
                .filter(one -> one instanceof Shape || one instanceof Enum || one instanceof Number)
                .map(Object::toString);
        return parameters.isEmpty() ? type.getSimpleName() : type.getSimpleName() + told.toList();
    }
}
