package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Encoder} writes, values by their tag, and refuses everything else. */
final class Decoder extends Octets {

    /** The replicas spelled out so far, and of how many components of each record check numbers were read. */
    private static final class Replicas {
        final List<ReplicaId> byIndex = new ArrayList<>(2);
        final Map<Integer, Integer> components = new HashMap<>();
        private final Set<ReplicaId> all = new HashSet<>(); // if there are several: most values have one at most

        boolean add(ReplicaId replica) {
            if (byIndex.size() == 1) {
                all.addAll(byIndex);
            }
            boolean isNew = byIndex.isEmpty() || all.add(replica);
            byIndex.add(replica);
            return isNew;
        }
    }

    /** The context that live dots must be in, and those met so far. */
    private record Scope(CausalContext context, LiveDots live) {
        /** Outside all states, where no dot lives. */
        static final Scope NONE = new Scope(CausalContext.empty(), new LiveDots());
    }

    private final Session session;
    private @Nullable Replicas replicas; // made when the first is read
    private Scope scope;

    /**
     * A decoder of a part of an array.
     *
     * @param base added to offsets in messages, for arrays that are part of something larger
     */
    Decoder(Session session, byte[] bytes, int from, int to, int base) {
        this(session, bytes, from, to, base, false);
    }

    private Decoder(Session session, byte[] bytes, int from, int to, int base, boolean unpacked) {
        super(bytes, from, to, base, unpacked);
        this.session = session;
        this.scope = session.lentScope() instanceof Scope lent ? lent : Scope.NONE;
    }

    Session session() {
        return session;
    }

    ReplicaId replica() {
        int from = position();
        long index = varint();
        if (replicas == null) {
            replicas = new Replicas();
        }
        int known = replicas.byIndex.size();
        if (index < known) {
            return replicas.byIndex.get((int) index);
        }
        if (index > known) {
            throw bad("replica number " + index + ", where " + known + " were spelled out", from);
        }
        long incarnation = varint();
        String name = text();
        if (name.isEmpty() || name.length() > ReplicaId.MAX_NAME_LENGTH) {
            throw bad(
                    "a replica name of " + name.length() + " characters, where 1 to " + ReplicaId.MAX_NAME_LENGTH
                            + " are allowed",
                    from);
        }
        ReplicaId replica = MetReplicas.met(new ReplicaId(name, incarnation));
        if (!replicas.add(replica)) {
            throw bad("replica " + replica + " spelled out again", from);
        }
        return replica;
    }

    /** Reads the check numbers of the first components of a record that were not read before, and compares them. */
    void components(int id, Layout layout, int count, int from) {
        if (replicas == null) {
            replicas = new Replicas();
        }
        int known = replicas.components.getOrDefault(id, 0);
        if (count > known) {
            int[] there = new int[Math.min(count, layout.size() + 1) - known];
            for (int i = 0; i < there.length; i++) {
                there[i] = (int) fixed(Layout.CHECK_LENGTH);
            }
            layout.compare(this, from, id, known, there);
            replicas.components.put(id, count);
        }
    }

    Dot dot() {
        return new Dot(replica(), positive("event number"));
    }

    /** A dot that lives in the state being read. */
    Dot liveDot() {
        int from = position();
        Dot dot = dot();
        if (!scope.context().contains(dot)) {
            throw bad("live dot " + dot + " is not in the causal context", from);
        }
        if (!scope.live().add(dot)) {
            throw bad("dot " + dot + " lives in two places", from);
        }
        return dot;
    }

    /** A live dot that is greater than the one before it, if there is one. */
    Dot ascendingDot(String what, @Nullable Dot last) {
        int from = position();
        Dot dot = liveDot();
        if (last != null && last.compareTo(dot) >= 0) {
            throw bad(what + " " + dot + " out of order", from);
        }
        return dot;
    }

    /** A dot that the state being read has seen; unlike a live one it may stand in several places. */
    Dot seenDot() {
        int from = position();
        Dot dot = dot();
        checkSeen(dot, from);
        return dot;
    }

    /** Refuses an event that is not in the context of the state being read. */
    void checkSeen(Dot dot, int from) {
        if (!scope.context().contains(dot)) {
            throw bad("event " + dot + " is not in the clock", from);
        }
    }

    /** Many dots that live in the state being read. */
    void liveDots(CausalContext dots, int from) {
        dots.minus(scope.context()).forEachRun((replica, first, last) -> {
            throw bad("live dot " + new Dot(replica, first) + " is not in the causal context", from);
        });
        Dot twice = scope.live().addAll(dots);
        if (twice != null) {
            throw bad("dot " + twice + " lives in two places", from);
        }
    }

    /** A decoder of the next octets, with the replicas and the context of this one, which goes on after them. */
    Decoder part(int length) {
        int from = position();
        skip(length);
        return share(new Decoder(session, bytes(), from, from + length, offset(from) - from, false));
    }

    /** A decoder of octets that were packed in what this one reads, with its replicas and context. */
    Decoder unpacked(byte[] octets, int size, int from) {
        return share(new Decoder(session, octets, 0, size, offset(from), true));
    }

    private Decoder share(Decoder part) {
        if (replicas == null) {
            replicas = new Replicas();
        }
        part.replicas = replicas;
        part.scope = scope;
        return part;
    }

    /** Octets that are packed, as a decoder of them: how many, then their shortest form. */
    Decoder packed() {
        int from = position();
        long size = varint();
        int checked = packedSize(size, from);
        unpacks(size, from);
        byte[] octets = new byte[checked];
        Packing.read(this, octets, 0, octets.length);
        return unpacked(octets, octets.length, from);
    }

    /** A number of octets that are packed in what is left: at least a bit for each. */
    int packedSize(long size, int from) {
        if (size > 8L * remaining() + Packing.MAX_UNIFORM || size > Session.DEFAULT_MAX_BYTES) {
            throw bad(size + " packed bytes announced, with " + remaining() + " bytes left", from);
        }
        return (int) size;
    }

    /** Counts octets that were packed. */
    void unpacks(long size, int from) {
        String complaint = session.countUnpacked(size);
        if (complaint != null) {
            throw bad(complaint, from);
        }
    }

    CausalContext context() {
        int count = count(4);
        if (count == 0) {
            return CausalContext.empty();
        }
        var context = CausalContext.builder();
        ReplicaId last = null;
        for (int i = 0; i < count; i++) {
            int from = position();
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
        int from = position();
        int count = count(2);
        if (count == 0) {
            throw bad("no events of replica " + replica, from);
        }
        long end = -1; // so that the first run may begin at 1
        for (int i = 0; i < count; i++) {
            from = position();
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

    /**
     * Begins a state with a context of its own; returns what to {@link #leaveContext} with. A state within a user's own
     * causal type, inside a map, has none: its dots are in the context of the map.
     */
    Object enterContext(CausalContext context) {
        Scope outer = scope;
        if (!context.isEmpty() || session.lentScope() == null) {
            scope = new Scope(context, new LiveDots());
        }
        return outer;
    }

    void leaveContext(Object outer) {
        scope = (Scope) outer;
    }

    /** Reads something to whose parts the present context is lent. */
    <T> T lending(Supplier<T> reading) {
        Object outer = session.lentScope();
        session.lentScope(scope);
        T read = reading.get();
        session.lentScope(outer);
        return read;
    }

    /** One level down; every call is matched by one of {@link #leave}. */
    void enter() {
        session.depth(session.depth() + 1);
        if (session.depth() > session.maxDepth()) {
            throw bad(Mismatch.tooDeep(session.maxDepth()));
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
        int from = position();
        Object value = value();
        ascends(last, from, value);
        return value;
    }

    /** The same, where null stands before all values. */
    @Nullable
    Object ascendingValueOrNull(Ascending last) {
        int from = position();
        Object value = valueOrNull();
        ascends(last, from, value);
        return value;
    }

    private void ascends(Ascending last, int from, @Nullable Object value) {
        if (last.to > 0 && Arrays.compareUnsigned(bytes(), last.from, last.to, bytes(), from, position()) >= 0) {
            throw bad((value == null ? "null" : show(value)) + " out of order, or twice", from);
        }
        last.from = from;
        last.to = position();
    }

    /** A value, or null where that is written. */
    @Nullable
    Object valueOrNull() {
        return takesNull() ? null : value();
    }

    private boolean takesNull() {
        boolean isNull = remaining() > 0 && bytes()[position()] == Tags.NULL;
        if (isNull) {
            skip(1);
        }
        return isNull;
    }

    /** A value whose replicas are spelled out in it. */
    Object value() {
        Replicas outer = replicas;
        Object lent = session.lentScope();
        replicas = null;
        session.lentScope(null);
        boolean packs = session.packs(false);
        Object value = tagged();
        session.packs(packs);
        replicas = outer;
        session.lentScope(lent);
        return value;
    }

    /** The text that all that is left is the UTF-8 of; an ASCII one has no octet whose highest bit is set. */
    String utf8(boolean isAscii) {
        enter();
        leave();
        return isAscii ? ascii(remaining()) : text(remaining(), position());
    }

    /** The value that all that is left is the bytes of, if it is a text without its length. */
    Object record() {
        Object value;
        if (remaining() > 0 && bytes()[position()] == Tags.STRING) {
            skip(1);
            value = utf8(false);
        } else {
            value = value();
        }
        end();
        return value;
    }

    /** A value within another one, or null where that is written. */
    @Nullable
    Object taggedOrNull() {
        return takesNull() ? null : tagged();
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
        int from = position();
        long id = varint();
        Registration found = id > Integer.MAX_VALUE ? null : session.kryo().getRegistration((int) id);
        if (found == null || !CrdtSerializers.isForeign(found.getType())) {
            throw bad("no type is registered under id " + id, from);
        }
        return found;
    }

    /** An object that a registered serializer reads, from exactly the octets announced. */
    Object object(Registration registration) {
        int start = position();
        String type = registration.getType().getName();
        enter();
        int length = length();
        int from = position();
        skip(length);
        Object value;
        boolean isWithinAnother = session.isCalling(); // which is written again with this one in it
        var again = new Encoder(session);
        boolean packs = session.packs(false);
        try {
            Kryo kryo = session.kryo();
            var input = new Input(bytes(), from, length);
            Class<?> expected = registration.getType();
            session.callBegins();
            value = kryo.readObject(input, expected, registration.getSerializer());
            session.callEnded();
            if (value == null || input.position() != position()) {
                throw bad(type + " was not read from all of its bytes", start);
            }
            leave();
            session.packs(packs);
            if (isWithinAnother) {
                return value;
            }
            again.object(value, registration);
        } catch (DecodeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw bad("no " + type + ": " + e, start, e);
        }
        if (!Arrays.equals(again.buffer(), 0, again.size(), bytes(), start, position())) {
            throw bad(type + " is not in the form in which it is written", start);
        }
        return value;
    }
}
