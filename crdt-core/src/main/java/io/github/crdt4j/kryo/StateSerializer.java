package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;

/**
 * Writes one of the types of this library where somebody's own {@link Kryo} wants it: a version, a length, and that many
 * bytes of the format of {@link KryoCodec}.
 *
 * @param <T> the type
 */
sealed class StateSerializer<T> extends Serializer<T> permits CompositeSerializer, ValueSerializer {

    static final int VERSION = 1;
    private static final int CHUNK = 1 << 16;

    private final Class<T> type;

    StateSerializer(Class<T> type) {
        super(false, true);
        this.type = type;
    }

    @Override
    public final void write(Kryo kryo, Output output, T value) {
        CrdtSerializers.refuseReferences(kryo);
        Session session = Session.in(kryo);
        int depth = session.depth();
        boolean packs = session.packs();
        try {
            session.counts(0);
            var encoder = new Encoder(session);
            encoder.tagged(value);
            output.writeByte(VERSION);
            for (int rest = encoder.size(); ; rest >>>= 7) {
                if (rest < 0x80) {
                    output.writeByte(rest);
                    break;
                }
                output.writeByte(rest | 0x80);
            }
            output.writeBytes(encoder.buffer(), 0, encoder.size());
        } finally {
            session.depth(depth);
            session.packs(packs);
        }
    }

    @Override
    public final T read(Kryo kryo, Input input, Class<? extends T> expected) {
        CrdtSerializers.refuseReferences(kryo);
        Session session = Session.in(kryo);
        int depth = session.depth();
        boolean packs = session.packs();
        Object lent = session.lentScope();
        int base = (int) Math.min(input.total(), Integer.MAX_VALUE);
        try {
            if (input.readByte() != VERSION) {
                throw new DecodeException("unknown version of " + type.getSimpleName(), base);
            }
            byte[] bytes = readBytes(input, readLength(input, base), base);
            session.counts(Math.max(1, bytes.length));
            int start = (int) Math.min(input.total(), Integer.MAX_VALUE) - bytes.length;
            var decoder = new Decoder(session, bytes, 0, bytes.length, start);
            Object value = decoder.tagged();
            decoder.end();
            if (!type.isInstance(value)) {
                throw decoder.bad("a " + value.getClass().getName() + ", not a " + type.getName(), 0);
            }
            return type.cast(value);
        } catch (DecodeException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new DecodeException("no " + type.getSimpleName() + ": " + e, base, e);
        } finally {
            session.depth(depth);
            session.packs(packs);
            session.lentScope(lent);
        }
    }

    private static int readLength(Input input, int base) {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int octet = input.readByte() & 0xFF;
            length |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                if (octet == 0 && shift > 0 || length > Session.DEFAULT_MAX_BYTES) {
                    break;
                }
                return (int) length;
            }
        }
        throw new DecodeException("no length", base);
    }

    /** Reads so that what is allocated is at most twice what has arrived, should the length be a lie. */
    private static byte[] readBytes(Input input, int length, int base) {
        if (input.getInputStream() == null && length > input.limit() - input.position()) {
            throw new DecodeException(
                    length + " bytes announced, " + (input.limit() - input.position()) + " left", base);
        }
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        int size = 0;
        while (size < length) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, length));
            }
            input.readBytes(bytes, size, bytes.length - size);
            size = bytes.length;
        }
        return bytes;
    }
}
