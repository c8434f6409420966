package io.github.crdt4j.causal;

import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;

/**
 * A causal state of this library: live events and what they stand for, in a causal context. What all of these states do alike
 * stands here once.
 *
 * <p>Do not implement it: it works for the types of this library alone. A type of your own is a {@link Composite}, or it
 * implements {@link Causal}.
 *
 * @param <S> the type itself
 */
public interface Stored<S extends Stored<S>> extends Causal<S> {

    @Override
    default S merge(S other) {
        return Parts.known(self()).merge(self(), Objects.requireNonNull(other, "other"));
    }

    @Override
    default boolean leq(S other) {
        return Parts.known(self()).leq(self(), Objects.requireNonNull(other, "other"));
    }

    @Override
    default S delta(S since) {
        return Parts.known(self()).delta(self(), Objects.requireNonNull(since, "since"));
    }

    @Override
    default CausalContext context() {
        return Parts.known(self()).state(self()).context();
    }

    @Override
    default boolean isEmpty() {
        return Parts.known(self()).state(self()).store().isEmpty();
    }

    @Override
    default Embedding<S> witness() {
        return StoredEmbedding.get();
    }

    @SuppressWarnings("unchecked") // S is the type itself
    private S self() {
        return (S) this;
    }
}
