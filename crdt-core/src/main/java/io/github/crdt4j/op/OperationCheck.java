package io.github.crdt4j.op;

import java.util.List;

/**
 * Tells whether a message can be encoded, and how many bytes it takes. {@link OpReplica} asks before it gives the operations a
 * number, so that an operation that cannot be stored or sent is refused where it is made. {@code OpCodec} of the package
 * {@code kryo} is one.
 *
 * @param <O> the operations
 */
@FunctionalInterface
public interface OperationCheck<O extends Operation> {

    /**
     * The size of a message.
     *
     * @param message a message
     * @return the bytes it takes encoded, not negative, always the same for equal messages
     * @throws RuntimeException if it cannot be encoded; the replica then changes nothing and throws the same
     */
    long bytes(OpMessage<List<O>> message);

    /**
     * For replicas whose messages and snapshots are never encoded, as in tests and simulations: accepts every operation, and
     * estimates the size of a message from its values.
     *
     * @param <O> the operations
     * @return the check
     */
    static <O extends Operation> OperationCheck<O> inMemory() {
        return Weights::estimate;
    }
}
