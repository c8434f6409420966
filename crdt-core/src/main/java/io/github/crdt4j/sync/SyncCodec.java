package io.github.crdt4j.sync;

/**
 * Bytes of messages, and fingerprints of states. {@code KryoCodec.forSync} is the one of this library.
 *
 * @param <S> the type of the state
 */
public interface SyncCodec<S> {

    /**
     * Encodes a message.
     *
     * @param message the message
     * @return its bytes
     * @throws IllegalArgumentException if its state cannot be encoded
     */
    byte[] encode(SyncMessage<S> message);

    /**
     * Decodes a message.
     *
     * @param bytes what {@link #encode} made
     * @return the message
     * @throws RuntimeException if the bytes are anything else
     */
    SyncMessage<S> decode(byte[] bytes);

    /**
     * The fingerprint of a state. Every peer must find the same one for an equal state.
     *
     * @param state the state
     * @return its fingerprint
     * @throws IllegalArgumentException if the state cannot be encoded
     */
    Fingerprint fingerprint(S state);
}
