package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.time.CausalContext;
import java.util.List;

/**
 * How dot stores of one kind are written. Every type on such a store shares it.
 *
 * @param <D> the kind of store
 */
interface StoreCodec<D extends DotStore<D>> {

    void write(Encoder out, D store);

    D read(Decoder in);

    /** Reads a store, or as much of it as is news: see {@link Shape#readNews}. */
    default CausalState<D> readNews(Decoder in, CausalContext context, CausalState<D> known) {
        return new CausalState<>(read(in), context);
    }

    /** What two stores must share to be written alike, such as the shape of their values. */
    default List<Object> parameters() {
        return List.of();
    }

    /** Writes the part of a header that tells the parameters. */
    default void writeParameters(Encoder out) {}

    /** Refuses a store that has other parameters. */
    default void check(D store, Session session) {}

    /** Whether the store has keys that a delta may hint at. */
    default boolean hasKeys() {
        return false;
    }
}
