package io.github.crdt4j.laws;

import java.util.Objects;
import java.util.function.Function;

/**
 * How states become bytes and come back. With one, every state met must come back equal, equal states must have equal
 * bytes, and part of what replicas send each other travels as bytes.
 *
 * @param encode from a state to bytes
 * @param decode from bytes to an equal state
 * @param <S> the type of the states
 */
public record Codec<S>(Function<? super S, byte[]> encode, Function<byte[], ? extends S> decode) {

    /**
     * Checks the components.
     *
     * @param encode from a state to bytes
     * @param decode from bytes to an equal state
     */
    public Codec {
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(decode, "decode");
    }

    S sent(S state) {
        return decode.apply(encode.apply(state));
    }
}
