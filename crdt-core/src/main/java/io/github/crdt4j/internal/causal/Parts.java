package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.trie.Contents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bridge by which other rooms of the library reach the secret parts of a type: each causal type hands it, when its
 * class is initialized, how to open a state and how to make one.
 *
 * @param type the causal type
 * @param open its store and context
 * @param close a state of the given store and context
 * @param <S> the causal type
 * @param <D> its kind of store
 */
public record Parts<S, D extends DotStore<D>>(
        Class<S> type, Function<S, CausalState<D>> open, Function<CausalState<D>, S> close) {

    private static final Map<Class<?>, Parts<?, ?>> KNOWN = new ConcurrentHashMap<>();

    /** Called once by each type, from its static initializer. */
    public static <S, D extends DotStore<D>> void publish(
            Class<? super S> type, Function<S, CausalState<D>> open, Function<CausalState<D>, S> close) {
        @SuppressWarnings("unchecked") // the raw class of a generic type stands for all its parameterizations
        Class<S> exact = (Class<S>) type;
        KNOWN.put(type, new Parts<>(exact, open, close));
        Contents.publish(type, state -> open.apply(exact.cast(state)).digest());
    }

    /** The parts of a state, or null when its type is not of this library. */
    @SuppressWarnings("unchecked") // the parts are those of the state's own class
    public static <S> @Nullable Parts<S, ?> of(S state) {
        return (Parts<S, ?>) KNOWN.get(state.getClass());
    }

    /** The store of a state, or null when its type is not of this library. */
    static @Nullable DotStore<?> storeOf(Object state) {
        Parts<Object, ?> parts = of(state);
        return parts == null ? null : parts.store(state);
    }

    /** The store of a state. */
    public D store(S state) {
        return open.apply(state).store();
    }

    /** The parts of a causal type of this library. */
    public static Parts<?, ?> of(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
        Parts<?, ?> parts = KNOWN.get(type);
        if (parts == null) {
            throw new IllegalArgumentException(type.getName() + " is no causal type of this library");
        }
        return parts;
    }
}
