package io.github.crdt4j.sync;

import io.github.crdt4j.ReplicaId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What two replicas tell each other before they know each other, and to find out whether the other is there.
 *
 * @param from who greets
 * @param nonce a random number of the sender, for the receiver to repeat
 * @param echo the number that the receiver had sent, 0 if there is none
 * @param asks whether an answer is expected
 * @param wantsState whether the sender asks for the whole state: it asks one peer at a time
 * @param fingerprint that of the sender's state, null when only presence matters
 */
record Greeting(
        ReplicaId from,
        long nonce,
        long echo,
        boolean asks,
        boolean wantsState,
        @Nullable Fingerprint fingerprint) {

    /** The first byte of a greeting. */
    static final int FIRST_BYTE = 2;

    private static final int ASKS = 1;
    private static final int WANTS_STATE = 2;
    private static final int HAS_FINGERPRINT = 4;

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FIRST_BYTE);
            out.writeByte(
                    (asks ? ASKS : 0) | (wantsState ? WANTS_STATE : 0) | (fingerprint == null ? 0 : HAS_FINGERPRINT));
            out.writeUTF(from.name());
            out.writeLong(from.incarnation());
            out.writeLong(nonce);
            out.writeLong(echo);
            if (fingerprint != null) {
                out.writeLong(fingerprint.high());
                out.writeLong(fingerprint.low());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a greeting.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    static Greeting decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int first = in.readByte();
            int flags = in.readByte();
            if (first != FIRST_BYTE || flags < 0 || flags > (ASKS | WANTS_STATE | HAS_FINGERPRINT)) {
                throw new IllegalArgumentException("no greeting: it begins with " + first + ", " + flags);
            }
            var from = new ReplicaId(in.readUTF(), in.readLong());
            long nonce = in.readLong();
            long echo = in.readLong();
            Fingerprint fingerprint =
                    (flags & HAS_FINGERPRINT) == 0 ? null : new Fingerprint(in.readLong(), in.readLong());
            if (in.available() > 0) {
                throw new IllegalArgumentException(in.available() + " bytes after a greeting");
            }
            return new Greeting(from, nonce, echo, (flags & ASKS) != 0, (flags & WANTS_STATE) != 0, fingerprint);
        } catch (IOException e) {
            throw new IllegalArgumentException("a greeting ends too early, after " + bytes.length + " bytes", e);
        }
    }
}
