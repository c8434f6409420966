package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.util.ObjectMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.op.OpCrdt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one call of encode or decode goes on with: the limits, how deep it is, and a {@link Kryo} for types that are not
 * ours, borrowed when the first of them turns up.
 */
final class Session {

    static final int DEFAULT_MAX_DEPTH = 32;
    /** The default of the most bytes that what is received may take unpacked: so many times what it is, and no less than so many. */
    static final int DEFAULT_UNPACKED_TIMES = 64;

    static final int DEFAULT_UNPACKED_LEAST = 1 << 19;

    /** Says that the limit follows from what is received. */
    static final long BY_DEFAULT = -1;

    static final int DEFAULT_MAX_BYTES = Integer.MAX_VALUE - 8; // the longest array there can be

    private final @Nullable KryoPool pool;
    private final int maxDepth;
    private final int maxBytes;
    private final long maxUnpacked;
    private @Nullable Kryo kryo;
    private int calls;
    private int depth;
    private @Nullable Object lentScope;
    private boolean packs = true;
    private boolean verifies;
    private long unpacked; // what is in sections as it is written out, and what is around them as it is
    private long mostUnpacked = Long.MAX_VALUE;

    /** A session that borrows from a pool. */
    Session(@Nullable KryoPool pool, int maxDepth, int maxBytes, long maxUnpacked) {
        this.pool = pool;
        this.maxDepth = maxDepth;
        this.maxBytes = maxBytes;
        this.maxUnpacked = maxUnpacked;
    }

    /** A session within a call of somebody's own Kryo. */
    private Session(Kryo kryo) {
        this(null, DEFAULT_MAX_DEPTH, DEFAULT_MAX_BYTES, BY_DEFAULT);
        this.kryo = kryo;
    }

    /** The session that a Kryo is working for, or a new one. */
    static Session in(Kryo kryo) {
        Object current = graphContext(kryo).get(Session.class);
        return current == null ? new Session(kryo) : (Session) current;
    }

    /** The Kryo, which finds this session again when one of its serializers calls one of ours. */
    Kryo kryo() {
        if (kryo == null) {
            kryo = Objects.requireNonNull(pool, "a session without a Kryo has a pool")
                    .obtain();
        }
        graphContext(kryo).put(Session.class, this);
        return kryo;
    }

    /** Notes that one of a user's serializers is about to be called. */
    void callBegins() {
        calls++;
    }

    /** Notes that it has returned; not called when it threw. */
    void callEnded() {
        calls--;
    }

    /** Whether one of a user's serializers is at work. */
    boolean isCalling() {
        return calls > 0;
    }

    /** Gives back what was borrowed, unless a serializer threw: who knows what state that left behind. */
    void finish() {
        if (pool != null && kryo != null && calls == 0) {
            kryo.reset();
            pool.free(kryo);
        }
    }

    int maxBytes() {
        return maxBytes;
    }

    int maxDepth() {
        return maxDepth;
    }

    int depth() {
        return depth;
    }

    void depth(int now) {
        depth = now;
    }

    /** What a state inside a user's own causal type counts its dots in, null when it has a context of its own. */
    @Nullable
    Object lentScope() {
        return lentScope;
    }

    void lentScope(@Nullable Object now) {
        lentScope = now;
    }

    /** Whether long live parts are in blocks here: not within a value, nor within another block. */
    boolean packs() {
        return packs;
    }

    /** Says from now on whether they are; returns whether they were. */
    @CanIgnoreReturnValue
    boolean packs(boolean now) {
        boolean before = packs;
        packs = now;
        return before;
    }

    /** Whether what a user's serializer wrote is read again at once. */
    boolean verifies() {
        return verifies;
    }

    void verifies(boolean now) {
        verifies = now;
    }

    /** Begins to count, with so many bytes received; 0 for what is written, which keeps to the default by how it is packed. */
    void counts(long received) {
        if (mostUnpacked == Long.MAX_VALUE) {
            boolean isReading = received > 0;
            unpacked = received;
            mostUnpacked = maxUnpacked != BY_DEFAULT
                    ? maxUnpacked
                    : isReading
                            ? Math.max(DEFAULT_UNPACKED_LEAST, DEFAULT_UNPACKED_TIMES * received)
                            : Long.MAX_VALUE - 1;
        }
    }

    /** Counts more; returns null, or what to say when it is more than a state may take. */
    @Nullable
    String countUnpacked(long more) {
        unpacked += more;
        return unpacked <= mostUnpacked
                ? null
                : Mismatch.tooLongUnpacked(unpacked, mostUnpacked, maxUnpacked == BY_DEFAULT);
    }

    /** The registration of a value's class. */
    Registration registration(Object value) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        if (type.isArray()) {
            throw new IllegalArgumentException(
                    "an array (" + type.getSimpleName() + ") is equal only to itself: wrap it");
        }
        Registration registration = kryo().getClassResolver().getRegistration(type);
        if (registration == null || registration.getId() < 0) {
            throw new IllegalArgumentException(noEncoding(type));
        }
        return registration;
    }

    /** Says that values of a class have no encoding, and what to do. */
    static String noEncoding(Class<?> type) {
        return type.getName() + " has no encoding: " + cure(type);
    }

    private static String cure(Class<?> type) {
        String simpleName = type.getSimpleName();
        if (Composite.class.isAssignableFrom(type)) {
            return "call KryoCodec.builder().composite(the empty " + simpleName + ", id)";
        }
        if (OpCrdt.class.isAssignableFrom(type)) {
            return "call KryoCodec.builder().register(" + simpleName + ".class, a serializer, id) and .operations(...)";
        }
        if (type.isEnum()) {
            return "call KryoCodec.builder().enumeration(" + simpleName + ".class, id)";
        }
        if (type.isRecord()) {
            return "call KryoCodec.builder().record(" + simpleName + ".class, id)";
        }
        if (Set.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return "it has no order that every replica shares; use a sorted List, or an ORSet or ORMap";
        }
        if (List.class.isAssignableFrom(type) || type.isArray()) {
            return "Kryo's own serializers do not write " + (type.isArray() ? "arrays: make it a List," : "lists:")
                    + " make the class that holds it a record, and call KryoCodec.builder().record(its class, id)";
        }
        if (type.isHidden() || type.isAnonymousClass()) {
            return "use a class that has a name at every replica";
        }
        return "call KryoCodec.builder().register(" + simpleName + ".class, a serializer, id)";
    }

    @SuppressWarnings("unchecked") // Kryo documents the keys and values as any objects
    private static ObjectMap<Object, Object> graphContext(Kryo kryo) {
        return kryo.getGraphContext();
    }
}
