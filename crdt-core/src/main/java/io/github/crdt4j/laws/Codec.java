package io.github.crdt4j.laws;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Function;

/**
 * How states become bytes and come back. With one, part of what replicas send each other travels as bytes, and the kit
 * checks every state that it met or sent: it must have an encoding, be read back equal, and be written again as the same
 * bytes. A serializer that is not canonical, such as Kryo's for a {@code HashSet}, breaks this, whether the reader refuses
 * its bytes or not.
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

    /** The bytes of a state, which every state has. */
    byte[] bytes(S state) {
        try {
            return encode.apply(state);
        } catch (RuntimeException | StackOverflowError e) {
            throw new LawViolation("every state can be encoded", "  state = " + state + "\n  thrown = " + e).because(e);
        }
    }

    /** The state, read from its bytes. */
    S sent(S state) {
        byte[] bytes = bytes(state);
        S read = read(bytes, state);
        if (!read.equals(state)) {
            throw new LawViolation(
                    "what is decoded is what was encoded",
                    "  encoded = " + Alike.text(state, read) + "\n  decoded = " + Alike.text(read, state));
        }
        requireSame(bytes, bytes(read), state, read);
        return read;
    }

    /** Equal states have equal bytes. */
    static void requireSame(byte[] one, byte[] other, Object a, Object b) {
        if (!Arrays.equals(one, other)) {
            HexFormat hex = HexFormat.of();
            throw new LawViolation(
                    "equal states have equal bytes",
                    "  a = " + a + "\n  b = " + b + "\n  bytes of a = " + hex.formatHex(one) + "\n  bytes of b = "
                            + hex.formatHex(other)
                            + "\n  is the order that a serializer writes in decided by the value alone?");
        }
    }

    private S read(byte[] bytes, S state) {
        try {
            return Objects.requireNonNull(decode.apply(bytes), "decoded");
        } catch (RuntimeException | StackOverflowError e) {
            throw new LawViolation(
                            "what was encoded can be decoded",
                            "  state  = " + state + "\n  bytes  = "
                                    + HexFormat.of().formatHex(bytes) + "\n  thrown = " + e
                                    + "\n  does a serializer write equal values as different bytes?")
                    .because(e);
        }
    }
}
