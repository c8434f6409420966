package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import java.util.List;

/**
 * The shape of states that can live in a map, where only their live part is written and the map's context is theirs.
 *
 * @param <S> the type of the states
 */
abstract class LiveShape<S extends Causal<S>> extends Shape<S> {

    LiveShape(int tag, Class<?> type, List<Object> parameters) {
        super(tag, type, parameters);
    }

    /** The state without anything in it, not even a context. */
    abstract S bottom();

    /** Writes all that is needed to know {@link #bottom}. */
    void writeBottom(Encoder out) {
        writeHeader(out);
    }

    /** Writes the live part of a state in the empty context. */
    abstract void writeLive(Encoder out, S state);

    /** Reads a live part as a state in the empty context. */
    abstract S readLive(Decoder in);
}
