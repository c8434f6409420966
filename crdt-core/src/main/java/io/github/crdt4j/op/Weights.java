package io.github.crdt4j.op;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What messages weigh where they are held. */
final class Weights {

    /** The bytes of an object besides its content; also those of an entry of a clock. */
    private static final long OBJECT = 32;

    /** Deeper values are taken for objects without content. */
    private static final int DEPTH = 16;

    private Weights() {}

    /** What a message takes in memory, by its encoded size if it is known, and else by its values. */
    static long of(OpMessage<?> message, long bytes) {
        long parts = message.payload() instanceof Collection<?> operations ? operations.size() : 1;
        return bytes + OBJECT * (1 + message.clock().size() + parts);
    }

    /** About the bytes that a message takes. */
    static long estimate(OpMessage<?> message) {
        return estimate(message.payload(), DEPTH)
                + OBJECT * (1 + message.clock().size());
    }

    private static long estimate(@Nullable Object value, int depth) {
        if (value == null || depth == 0) {
            return OBJECT;
        }
        long bytes = OBJECT;
        if (value instanceof CharSequence text) {
            bytes += 2L * text.length();
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                bytes += estimate(element, depth - 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            bytes += estimate(map.keySet(), depth) + estimate(map.values(), depth);
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                bytes += estimate(read(component, value), depth - 1);
            }
        } else if (!(value instanceof Enum<?>)) {
            bytes += 2L * value.toString().length();
        }
        return bytes;
    }

    /** A component, or the text of the record if its class is closed to this module. */
    private static @Nullable Object read(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return value.toString();
        }
    }
}
