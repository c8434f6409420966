package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The classes a codec knows besides those of this library, by id. */
final class Registrations {

    /** One class and what makes its serializers. */
    private record Type<T>(Class<T> type, Supplier<? extends Serializer<? super T>> serializer) {
        void register(Kryo kryo, int id) {
            kryo.register(type, Objects.requireNonNull(serializer.get(), "the serializer supplied"), id);
        }
    }

    private final Map<Integer, Type<?>> types = new TreeMap<>();
    private final Map<Class<?>, Class<?>> operations = new HashMap<>();

    <T> void add(Class<T> type, Supplier<? extends Serializer<? super T>> serializer, int id) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(serializer, "serializer");
        if (!CrdtSerializers.isForeign(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot have id " + id + ": it has an encoding of its own, or can have none");
        }
        boolean reserved = id >= CrdtSerializers.DEFAULT_BASE_ID
                && id < CrdtSerializers.DEFAULT_BASE_ID + CrdtSerializers.RESERVED_IDS;
        if (id < KryoCodec.Builder.MIN_ID || reserved) {
            throw new IllegalArgumentException("id " + id + " for " + type.getName()
                    + " is kept for Kryo and this library: take one from " + KryoCodec.Builder.MIN_ID + " on");
        }
        types.forEach((takenId, taken) -> {
            if (takenId == id || taken.type().equals(type)) {
                throw new IllegalArgumentException(type.getName() + " cannot have id " + id + ": "
                        + taken.type().getName() + " is registered under " + takenId);
            }
        });
        types.put(id, new Type<>(type, serializer));
    }

    /** Notes what the operations of a type are. */
    void addOperations(Class<?> type, Class<?> operations) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(operations, "operations");
        if (Types.op(type) != null || this.operations.putIfAbsent(type, operations) != null) {
            throw new IllegalArgumentException("the operations of " + type.getName() + " are known");
        }
    }

    /** What the operations of a type are. */
    Class<?> operations(Class<?> type) {
        Class<?> found = operations.get(type);
        if (found == null) {
            throw new IllegalArgumentException(type.getName()
                    + " has no encoding: register it, and its operations, and say that they are, by operations()");
        }
        return found;
    }

    Registrations copy() {
        var copy = new Registrations();
        copy.types.putAll(types);
        copy.operations.putAll(operations);
        return copy;
    }

    void register(Kryo kryo) {
        types.forEach((id, type) -> type.register(kryo, id));
    }
}
