package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Registers the types of this library with a {@link Kryo} of your own. Whoever has none is better served by {@link
 * KryoCodec}.
 *
 * <p>Each type has a fixed id from the base on, and new types are only ever added at the end. {@code docs/format.md} has the
 * table.
 *
 * <p>Elements, keys and values of other classes need a serializer in the same Kryo, under an id. The bytes a serializer
 * reads are checked as those of a codec are: it throws {@link DecodeException}, which Kryo may wrap when another
 * serializer called it. What surrounds them in the stream is Kryo's to check.
 */
public final class CrdtSerializers {

    /** The base id of {@link #register(Kryo)}. */
    public static final int DEFAULT_BASE_ID = 1000;

    /** How many ids from the base on are kept for this library. */
    public static final int RESERVED_IDS = 100;

    /** From the last of the ids that are kept, downwards: append-only. */
    private static final List<Class<?>> PLAIN =
            List.of(UUID.class, Instant.class, LocalDate.class, BigInteger.class, BigDecimal.class, Optional.class);

    private CrdtSerializers() {}

    /**
     * Registers every type, from {@value #DEFAULT_BASE_ID} on.
     *
     * @param kryo the Kryo, with references switched off
     * @throws IllegalArgumentException if an id or a type is taken; nothing has been registered then
     * @throws IllegalStateException if the Kryo writes references
     */
    public static void register(Kryo kryo) {
        register(kryo, DEFAULT_BASE_ID);
    }

    /**
     * Registers every type.
     *
     * @param kryo the Kryo, with references switched off
     * @param baseId the id of the first type, not negative
     * @throws IllegalArgumentException if the base is negative or too great, or an id or a type is taken; nothing has been
     *     registered then
     * @throws IllegalStateException if the Kryo writes references
     */
    public static void register(Kryo kryo, int baseId) {
        KryoVersion.check();
        Objects.requireNonNull(kryo, "kryo");
        if (baseId < 0 || baseId > Integer.MAX_VALUE - RESERVED_IDS) {
            throw new IllegalArgumentException("base id " + baseId);
        }
        refuseReferences(kryo);
        Types.ROWS.forEach(row -> refuseTaken(kryo, row.type(), baseId + row.id()));
        Types.ROWS.forEach(row -> kryo.register(row.type(), new ValueSerializer<>(row.type()), baseId + row.id()));
    }

    /** The plain classes that a user's serializer may meet within a value, at ids that are kept for this library. */
    static void registerPlainValues(Kryo kryo) {
        int id = DEFAULT_BASE_ID + RESERVED_IDS;
        for (Class<?> type : PLAIN) {
            kryo.register(type, new ValueSerializer<>(type), --id);
        }
    }

    static void refuseTaken(Kryo kryo, Class<?> type, int id) {
        Registration byId = kryo.getRegistration(id);
        if (byId != null) {
            throw new IllegalArgumentException("id " + id + " for " + type.getName() + " is taken by "
                    + byId.getType().getName());
        }
        Registration byType = kryo.getClassResolver().getRegistration(type);
        if (byType != null) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot have id " + id + ", it is registered under " + byType.getId());
        }
    }

    static void refuseReferences(Kryo kryo) {
        if (kryo.getReferences()) {
            throw new IllegalStateException(
                    "with references on, equal states would have different bytes: call kryo.setReferences(false)");
        }
    }

    /** Whether a type is written by its registered serializer. */
    static boolean isForeign(Class<?> type) {
        return !type.isPrimitive() && !type.isArray() && !PlainValues.isPlain(type) && Types.of(type) == null;
    }
}
