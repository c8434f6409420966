package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what {@link Encoder} writes, and refuses everything else. Nothing is allocated because a number says so: a length
 * is compared with what is left, a count only ends a loop that reads at least an octet each time.
 */
final class Decoder {

    /** The replicas spelled out so far. */
    private static final class Replicas {
        final List<ReplicaId> byIndex = new ArrayList<>();
        final Set<ReplicaId> all = new HashSet<>();
    }

    /** The context that live dots must be in, and those met so far. */
    private record Scope(CausalContext context, Set<Dot> live) {}

    private final Session session;
    private final byte[] bytes;
    private final int base;
    private final int limit;
    private int position;
    private Replicas replicas = new Replicas();
    private Scope scope = new Scope(CausalContext.empty(), Set.of());

    /**
     * A decoder of a part of an array.
     *
     * @param base added to offsets in messages, for arrays that are part of something larger
     */
    Decoder(Session session, byte[] bytes, int from, int to, int base) {
        this.session = session;
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.base = base;
    }

    Session session() {
        return session;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    DecodeException bad(String what) {
        return bad(what, position);
    }

    DecodeException bad(String what, int at) {
        return new DecodeException(what, base + at);
    }

    void end() {
        if (position != limit) {
            throw bad(remaining() + " bytes too many");
        }
    }

    int octet() {
        if (position == limit) {
            throw bad("the bytes end too early");
        }
        return bytes[position++] & 0xFF;
    }

    byte[] octets(int count) {
        skip(count);
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    private void skip(int count) {
        if (count > remaining()) {
            throw bad(count + " bytes announced, " + remaining() + " left");
        }
        position += count;
    }

    long fixed(int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | octet();
        }
        return bits;
    }

    /** Any 64 bits. */
    private long bits() {
        int from = position;
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            bits |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                if (octet == 0 && shift > 0 || shift == 63 && octet > 1) {
                    throw bad("a number that is not in its shortest form", from);
                }
                return bits;
            }
        }
        throw bad("a number of more than 64 bits", from);
    }

    /** A number from 0 up. */
    long varint() {
        int from = position;
        long number = bits();
        if (number < 0) {
            throw bad("a number beyond 63 bits", from);
        }
        return number;
    }

    /** A number from 1 up. */
    long positive(String what) {
        int from = position;
        long number = varint();
        if (number == 0) {
            throw bad(what + " 0, they start at 1", from);
        }
        return number;
    }

    long signed() {
        long bits = bits();
        return bits >>> 1 ^ -(bits & 1);
    }

    /** How many octets follow. */
    int length() {
        int from = position;
        long length = varint();
        if (length > remaining()) {
            throw bad(length + " bytes announced, " + remaining() + " left", from);
        }
        return (int) length;
    }

    /** How many things follow, none of which is smaller than {@code least} octets. */
    int count(int least) {
        int from = position;
        long count = varint();
        if (count > remaining() / least) {
            throw bad("a count of " + count + ", with " + remaining() + " bytes left", from);
        }
        return (int) count;
    }

    String text() {
        int from = position;
        int length = length();
        skip(length);
        String text = new String(bytes, position - length, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // also what malformed input is replaced by
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(again, 0, again.length, bytes, position - length, position)) {
                throw bad("malformed UTF-8", from);
            }
        }
        return text;
    }

    ReplicaId replica() {
        int from = position;
        long index = varint();
        int known = replicas.byIndex.size();
        if (index < known) {
            return replicas.byIndex.get((int) index);
        }
        if (index > known) {
            throw bad("replica " + index + " of " + known, from);
        }
        long incarnation = varint();
        String name = text();
        if (name.isEmpty() || name.length() > ReplicaId.MAX_NAME_LENGTH) {
            throw bad("a replica name of " + name.length() + " characters", from);
        }
        var replica = new ReplicaId(name, incarnation);
        if (!replicas.all.add(replica)) {
            throw bad("replica " + replica + " spelled out again", from);
        }
        replicas.byIndex.add(replica);
        return replica;
    }

    Dot dot() {
        return new Dot(replica(), positive("event number"));
    }

    /** A dot that lives in the state being read. */
    Dot liveDot() {
        int from = position;
        Dot dot = dot();
        if (!scope.context().contains(dot)) {
            throw bad("live dot " + dot + " is not in the causal context", from);
        }
        if (!scope.live().add(dot)) {
            throw bad("dot " + dot + " lives in two places", from);
        }
        return dot;
    }

    CausalContext context() {
        int count = count(4);
        if (count == 0) {
            return CausalContext.empty();
        }
        var context = CausalContext.builder();
        ReplicaId last = null;
        for (int i = 0; i < count; i++) {
            int from = position;
            ReplicaId replica = replica();
            if (last != null && last.compareTo(replica) >= 0) {
                throw bad("replica " + replica + " out of order", from);
            }
            last = replica;
            runs(replica, context);
        }
        return context.build();
    }

    private void runs(ReplicaId replica, CausalContext.Builder context) {
        int from = position;
        int count = count(2);
        if (count == 0) {
            throw bad("no events of replica " + replica, from);
        }
        long end = -1; // so that the first run may begin at 1
        for (int i = 0; i < count; i++) {
            from = position;
            long gap = varint();
            long more = varint();
            if (gap > Long.MAX_VALUE - 2 - end || more > Long.MAX_VALUE - 2 - end - gap) {
                throw bad("an event number beyond 63 bits", from);
            }
            long begin = end + 2 + gap;
            end = begin + more;
            context.add(replica, begin, end);
        }
    }

    /** Begins a state with a context of its own; returns what to {@link #leaveContext} with. */
    Object enterContext(CausalContext context) {
        Scope outer = scope;
        scope = new Scope(context, new HashSet<>());
        return outer;
    }

    void leaveContext(Object outer) {
        scope = (Scope) outer;
    }

    /** One level down; every call is matched by one of {@link #leave}. */
    void enter() {
        session.depth(session.depth() + 1);
        if (session.depth() > session.maxDepth()) {
            throw bad("nested deeper than " + session.maxDepth() + " levels");
        }
    }

    void leave() {
        session.depth(session.depth() - 1);
    }

    /** Remembers the last of a sequence of values, each of which must have greater bytes than the one before. */
    static final class Ascending {
        private int from;
        private int to;
    }

    Object ascendingValue(Ascending last) {
        int from = position;
        Object value = value();
        if (last.to > 0 && Arrays.compareUnsigned(bytes, last.from, last.to, bytes, from, position) >= 0) {
            throw bad(value + " out of order, or twice", from);
        }
        last.from = from;
        last.to = position;
        return value;
    }

    /** A value whose replicas are spelled out in it. */
    Object value() {
        Replicas outer = replicas;
        replicas = new Replicas();
        Object value = tagged();
        replicas = outer;
        return value;
    }

    Object tagged() {
        enter();
        int tag = octet();
        Object value = PlainValues.isPlain(tag)
                ? PlainValues.read(this, tag)
                : Shapes.readHeader(this, tag).read(this);
        leave();
        return value;
    }

    /** The registration under an id that bytes name: of a type that has no encoding of its own. */
    Registration registration() {
        int from = position;
        long id = varint();
        Registration found = id > Integer.MAX_VALUE ? null : session.kryo().getRegistration((int) id);
        if (found == null || !CrdtSerializers.isForeign(found.getType())) {
            throw bad("no type is registered under id " + id, from);
        }
        return found;
    }

    /** An object that a registered serializer reads, from exactly the octets announced. */
    Object object(Registration registration) {
        int start = position;
        enter();
        int length = length();
        int from = position;
        skip(length);
        Object value;
        byte[] again;
        try {
            Kryo kryo = session.kryo();
            var input = new Input(bytes, from, length);
            Class<?> type = registration.getType();
            value = kryo.readObject(input, type, registration.getSerializer());
            if (value == null || session.registration(value) != registration || input.position() != position) {
                throw bad(type.getName() + " was not read from all of its bytes", start);
            }
            leave();
            var encoder = new Encoder(session);
            encoder.object(value, registration);
            again = encoder.toBytes();
        } catch (DecodeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DecodeException(
                    "no " + registration.getType().getName() + ": " + e.getMessage(), base + start, e);
        }
        if (!Arrays.equals(again, 0, again.length, bytes, start, position)) {
            throw bad(registration.getType().getName() + " is not in the form in which it is written", start);
        }
        return value;
    }
}
