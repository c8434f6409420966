package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;

/**
 * What can be done to {@link OpAdState}: something to one of its parts.
 *
 * @param part which
 * @param operation what is done to it
 * @param <S> the type of the part
 * @param <O> its operations
 */
record AdChange<S extends OpCrdt<S, O>, O extends Operation>(Part<S, O> part, O operation) implements Operation {

    OpAdState on(OpAdState all, Dot dot, CausalPast clock) {
        return part.with(all, part.of(all).effect(operation, dot, clock));
    }

    @Override
    public long greatestStamp() {
        return operation.greatestStamp();
    }

    @Override
    public String toString() {
        return part + "." + operation;
    }
}
