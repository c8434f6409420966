package io.github.crdt4j.sync;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 128 bits that stand for a state: equal for equal states on every JVM, and different for different ones, save by a chance
 * of 1 in 2¹²⁸. {@code KryoCodec.fingerprint} takes it of a state; write it to a log to see whether replicas agree.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 */
public record Fingerprint(long high, long low) {

    /** How many bytes a fingerprint has. */
    public static final int BYTES = 16;

    /**
     * The fingerprint of bytes: the first 128 bits of their SHA-256.
     *
     * @param canonical bytes that equal states have in common, and different states do not
     * @return their fingerprint
     */
    public static Fingerprint of(byte[] canonical) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(canonical));
            return new Fingerprint(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /**
     * The fingerprint as text.
     *
     * @return 32 hexadecimal digits
     */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
