package io.github.crdt4j.internal.op;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The bridge by which other rooms of the library reach the secret parts of an operation-based state: each type hands it,
 * when its class is initialized, how to open a state and how to make one.
 *
 * @param open what a state is made of
 * @param close a state of the given content
 * @param <S> the type of the states
 * @param <C> their content
 */
public record OpParts<S, C>(Function<S, C> open, Function<C, S> close) {

    private static final Map<Class<?>, OpParts<?, ?>> KNOWN = new ConcurrentHashMap<>();

    /** Called once by each type, from its static initializer. */
    public static <S, C> void publish(Class<? super S> type, Function<S, C> open, Function<C, S> close) {
        KNOWN.put(type, new OpParts<>(open, close));
    }

    /** The parts of a type of this library. */
    @SuppressWarnings("unchecked") // a type publishes its own parts
    public static <S, C> OpParts<S, C> of(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
        OpParts<?, ?> parts = KNOWN.get(type);
        if (parts == null) {
            throw new IllegalArgumentException(type.getName() + " is no operation-based type of this library");
        }
        return (OpParts<S, C>) parts;
    }
}
