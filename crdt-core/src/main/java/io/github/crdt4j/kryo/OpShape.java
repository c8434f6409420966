package io.github.crdt4j.kryo;

import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;

/**
 * How the operations and the states of one operation-based type are written, down to the types nested in it.
 *
 * @param <S> the type of the states
 * @param <O> its operations
 */
abstract class OpShape<S extends OpCrdt<S, O>, O extends Operation> {

    private final int tag;
    private final S initial;

    OpShape(int tag, S initial) {
        this.tag = tag;
        this.initial = initial;
    }

    /** The state all others come from. */
    final S initial() {
        return initial;
    }

    /** Writes the tag and whatever parameters there are. */
    void writeHeader(Encoder out) {
        out.octet(tag);
    }

    /** Reads what {@link #writeHeader} writes, and refuses everything else. */
    void readHeader(Decoder in) {
        int from = in.position();
        int found = in.octet();
        if (found != tag) {
            throw in.bad(Mismatch.foundTag(this, found), from);
        }
    }

    /** Writes an operation. */
    abstract void writeOperation(Encoder out, O operation);

    /** Reads an operation. */
    abstract O readOperation(Decoder in);

    /** Writes a state. */
    abstract void writeState(Encoder out, S state);

    /** Reads a state, whose events are in the clock of the snapshot that is being read. */
    abstract S readState(Decoder in);

    @Override
    public String toString() {
        return initial.getClass().getSimpleName();
    }
}
