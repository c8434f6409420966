package io.github.crdt4j.store;

/**
 * Bytes of states, for a {@link ReplicaStore}. {@code KryoCodec.forStates} is the one of this library.
 *
 * @param <S> the type of the state
 */
public interface StateCodec<S> {

    /**
     * Encodes a state or a delta.
     *
     * @param state the state
     * @return its bytes
     * @throws IllegalArgumentException if it cannot be encoded
     */
    byte[] encode(S state);

    /**
     * Decodes a state or a delta.
     *
     * @param bytes what {@link #encode} made, now or in an earlier release of the application
     * @return the state
     * @throws RuntimeException if the bytes are anything else
     */
    S decode(byte[] bytes);
}
