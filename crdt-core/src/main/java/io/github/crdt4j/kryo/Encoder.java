package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the primitives of the format, and values by their tag. {@link Decoder} reads what this writes. */
final class Encoder {

    private static final int MOST_EXPECTED = 1 << 20;

    private final Session session;
    private byte[] buffer = new byte[64];
    private int size;
    private @Nullable Map<ReplicaId, Integer> replicas; // made when the first is written, as most values have none
    private @Nullable Map<Integer, Integer>
            components; // of how many components of each record check numbers were written

    Encoder(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    int size() {
        return size;
    }

    byte[] buffer() {
        return buffer;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    void octet(int octet) {
        reserve(1);
        buffer[size++] = (byte) octet;
    }

    void octets(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, buffer, size, to - from);
        size += to - from;
    }

    /** The low {@code count} octets of a number, the highest first. */
    void fixed(long bits, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            octet((int) (bits >>> shift));
        }
    }

    /** A number in groups of seven bits, the lowest first; as unsigned, so negative numbers take ten octets. */
    void varint(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            octet((int) rest | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** How many octets a number takes, written so. */
    static int varintSize(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + 6) / 7;
    }

    void signed(long number) {
        varint(number << 1 ^ number >> 63);
    }

    /** A text without unpaired surrogates. */
    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        octets(utf8, 0, utf8.length);
    }

    /** Makes room for some octets, which the caller fills in; returns where they begin. */
    int claim(int count) {
        return claim(count, 0);
    }

    /** Makes room for some octets and for more behind them, into which the caller may write what is overwritten later. */
    int claim(int count, int behind) {
        reserve(count);
        size += count;
        if (behind > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(size + behind, size + (size >>> 1)));
        }
        return size - count;
    }

    /** Makes room for what is likely to be written in all, up to a mebibyte at a time. */
    void expect(long octets) {
        if (octets > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(octets, Math.max(buffer.length, MOST_EXPECTED)));
        }
    }

    /** Begins again with nothing written. */
    void clear() {
        size = 0;
    }

    /** Goes on as if no more had been written than so many octets. */
    void backTo(int earlier) {
        size = earlier;
    }

    /** A replica, spelled out at its first use and by its index later. */
    void replica(ReplicaId replica) {
        if (replicas == null) {
            replicas = new HashMap<>();
        }
        Integer known = replicas.putIfAbsent(replica, replicas.size());
        if (known != null) {
            varint(known);
            return;
        }
        var unused = MetReplicas.met(replica); // what comes back will have this very id
        varint(replicas.size() - 1);
        varint(replica.incarnation());
        text(replica.name());
    }

    void dot(Dot dot) {
        replica(dot.replica());
        varint(dot.number());
    }

    void context(CausalContext context) {
        varint(context.replicas().size());
        var runs = new RunWriter();
        context.forEachRun(runs);
        runs.flush();
    }

    /** Holds back the runs of one replica until their number is known. */
    private final class RunWriter implements CausalContext.RunVisitor {
        private @Nullable ReplicaId current;
        private long[] bounds = new long[2];
        private int length;

        @Override
        public void run(ReplicaId replica, long from, long to) {
            if (!replica.equals(current)) {
                flush();
                current = replica;
            }
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = from;
            bounds[length++] = to;
        }

        void flush() {
            if (current != null) {
                replica(current);
                varint(length / 2);
                long free = 1;
                for (int i = 0; i < length; i += 2) {
                    varint(bounds[i] - free);
                    varint(bounds[i + 1] - bounds[i]);
                    free = bounds[i + 1] + 2; // past the end of the last run this may wrap, and is not used
                }
            }
            current = null;
            length = 0;
        }
    }

    /** One level down; every call is matched by one of {@link #leave}. */
    void enter() {
        session.depth(session.depth() + 1);
        if (session.depth() > session.maxDepth()) {
            throw new IllegalArgumentException(Mismatch.tooDeep(session.maxDepth()));
        }
    }

    void leave() {
        session.depth(session.depth() - 1);
    }

    /** A value whose bytes depend on nothing around it: its replicas are spelled out in it. */
    void value(Object value) {
        Map<ReplicaId, Integer> outer = replicas;
        Map<Integer, Integer> outerComponents = components;
        replicas = null;
        components = null;
        boolean packs = session.packs(false);
        tagged(value);
        session.packs(packs);
        replicas = outer;
        components = outerComponents;
    }

    /** A value, or a single octet for null, which no value begins with. */
    void valueOrNull(@Nullable Object value) {
        if (value == null) {
            octet(Tags.NULL);
        } else {
            value(value);
        }
    }

    /** The UTF-8 of a value that is a well-formed text, and returns true; nothing of others. */
    boolean utf8(Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        enter();
        leave();
        int start = size;
        if (!ascii(text)) {
            size = start;
            if (!PlainValues.isWellFormed(text)) {
                return false;
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            octets(utf8, 0, utf8.length);
        }
        return true;
    }

    /** Octets of characters, if all are in ASCII; otherwise nothing. */
    boolean ascii(CharsetEncoder latin1, char[] characters, int length) {
        enter();
        leave();
        int at = claim(length, Long.BYTES);
        var unmapped = latin1.reset()
                .encode(CharBuffer.wrap(characters, 0, length), ByteBuffer.wrap(buffer, at, length), true);
        boolean isAscii = !unmapped.isError();
        for (int i = at; i < size && isAscii; i += Long.BYTES) {
            long eight = EightOctets.get(buffer, i);
            isAscii = !EightOctets.anyNegative(
                    size - i < Long.BYTES ? eight >>> Byte.SIZE * (Long.BYTES - size + i) : eight);
        }
        if (!isAscii) {
            size = at;
        }
        return isAscii;
    }

    private boolean ascii(String text) {
        int length = text.length();
        int at = claim(length);
        byte[] target = buffer;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            all |= character;
            target[at + i] = (byte) character;
        }
        return all < 0x80;
    }

    /** A value or state and, before it, what it is. */
    void tagged(Object value) {
        Objects.requireNonNull(value, "value");
        enter();
        if (!PlainValues.write(this, value)) {
            state(Shapes.of(value, session), value);
        }
        leave();
    }

    <S> void state(Shape<S> shape, Object state) {
        shape.writeHeader(this);
        shape.write(this, shape.check(state, session));
    }

    /** The check numbers of the first components of a record that were not written before. */
    void components(int id, Layout layout, int count) {
        if (components == null) {
            components = new HashMap<>();
        }
        int known = components.getOrDefault(id, 0);
        for (int component = known; component < count; component++) {
            fixed(layout.check(component), Layout.CHECK_LENGTH);
        }
        components.put(id, Math.max(known, count));
    }

    /** An object that its registered serializer writes, and before it how many octets that takes. */
    void object(Object value, Registration registration) {
        if (session.registration(value) != registration) {
            throw new IllegalArgumentException(value.getClass().getName() + " where "
                    + registration.getType().getName() + " is expected");
        }
        enter();
        Kryo kryo = session.kryo();
        var output = new Output(64, -1);
        boolean packs = session.packs(false);
        try {
            session.callBegins();
            kryo.writeObject(output, value, registration.getSerializer());
            session.callEnded();
        } catch (KryoException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " cannot be written: " + Mismatch.reason(e), e);
        }
        if (session.verifies()) {
            session.verifies(false); // what is nested in the value is verified with it
            verify(kryo, value, registration, output);
            session.verifies(true);
        }
        session.packs(packs);
        varint(output.position());
        octets(output.getBuffer(), 0, output.position());
        leave();
    }

    /** Refuses a value that is not read as it was written, or not written again as it was. */
    private void verify(Kryo kryo, Object value, Registration registration, Output written) {
        String type = value.getClass().getName();
        byte[] bytes = written.toBytes();
        Object read;
        var again = new Output(bytes.length, -1);
        int depth = session.depth();
        try {
            var input = new Input(bytes);
            Class<?> expected = registration.getType();
            read = kryo.readObject(input, expected, registration.getSerializer());
            if (input.position() != bytes.length) {
                throw new IllegalArgumentException("bytes are left");
            }
            kryo.writeObject(again, read, registration.getSerializer());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the serializer of " + type + " cannot read what it wrote of " + value + ": " + e.getMessage(), e);
        }
        session.depth(depth);
        if (!read.equals(value)) {
            throw new IllegalArgumentException(
                    "the serializer of " + type + " reads " + read + " where it wrote " + value);
        }
        if (!Arrays.equals(bytes, again.toBytes())) {
            throw new IllegalArgumentException(
                    "the serializer of " + type + " writes equal values as different bytes, such as " + value
                            + ": let it write in an order that depends on nothing but the value");
        }
    }

    /** Octets written elsewhere: how many, then their shortest form. */
    void packed(Encoder octets) {
        unpacks(octets.size);
        varint(octets.size);
        Packing.write(this, octets.buffer, 0, octets.size);
    }

    /** Counts octets that are packed here. */
    void unpacks(long count) {
        String complaint = session.countUnpacked(count);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** An encoder of octets that will be packed here, with the replicas of this one. */
    Encoder part() {
        if (replicas == null) {
            replicas = new HashMap<>();
        }
        if (components == null) {
            components = new HashMap<>();
        }
        var part = new Encoder(session);
        part.replicas = replicas;
        part.components = components;
        return part;
    }

    private void reserve(int more) {
        if (more > session.maxBytes() - size) {
            throw new IllegalArgumentException(
                    Mismatch.tooLong("takes at least " + ((long) size + more) + " bytes", session.maxBytes()));
        }
        if (more > buffer.length - size) {
            long doubled = Math.min(2L * buffer.length, session.maxBytes());
            buffer = Arrays.copyOf(buffer, (int) Math.max(doubled, size + more));
        }
    }
}
