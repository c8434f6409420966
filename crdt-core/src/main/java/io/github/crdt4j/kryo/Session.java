package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.util.ObjectMap;
import com.esotericsoftware.kryo.util.Pool;

/**
 * What one call of encode or decode goes on with: the limits, how deep it is, and a {@link Kryo} for types that are not
 * ours, borrowed when the first of them turns up.
 */
final class Session {

    static final int DEFAULT_MAX_DEPTH = 32;
    static final int DEFAULT_MAX_BYTES = Integer.MAX_VALUE - 8; // the longest array there can be

    private final Pool<Kryo> pool;
    private final int maxDepth;
    private final int maxBytes;
    private Kryo kryo;
    private int depth;

    /** A session that borrows from a pool. */
    Session(Pool<Kryo> pool, int maxDepth, int maxBytes) {
        this.pool = pool;
        this.maxDepth = maxDepth;
        this.maxBytes = maxBytes;
    }

    /** A session within a call of somebody's own Kryo. */
    private Session(Kryo kryo) {
        this(null, DEFAULT_MAX_DEPTH, DEFAULT_MAX_BYTES);
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
            kryo = pool.obtain();
        }
        graphContext(kryo).put(Session.class, this);
        return kryo;
    }

    /** Gives back what was borrowed. Not called after a failure: a Kryo that failed is not used again. */
    void finish() {
        if (pool != null && kryo != null) {
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

    /** The registration of a value's class. */
    Registration registration(Object value) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        if (type.isArray()) {
            throw new IllegalArgumentException(
                    "an array (" + type.getSimpleName() + ") is equal only to itself: wrap it");
        }
        Registration registration = kryo().getClassResolver().getRegistration(type);
        if (registration == null || registration.getId() < 0) {
            throw new IllegalArgumentException(
                    type.getName() + " has no encoding: register a serializer for it, under an id of its own");
        }
        return registration;
    }

    @SuppressWarnings("unchecked") // Kryo documents the keys and values as any objects
    private static ObjectMap<Object, Object> graphContext(Kryo kryo) {
        return kryo.getGraphContext();
    }
}
