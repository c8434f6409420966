package io.github.crdt4j.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;
import java.util.List;
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
        return parts().merge(self(), Objects.requireNonNull(other, "other"));
    }

    @Override
    default boolean leq(S other) {
        return parts().leq(self(), Objects.requireNonNull(other, "other"));
    }

    @Override
    default S delta(S since) {
        return parts().delta(self(), Objects.requireNonNull(since, "since"));
    }

    @Override
    default CausalContext context() {
        return parts().context(self());
    }

    @Override
    default S within(CausalContext context) {
        return parts().within(self(), context);
    }

    @Override
    default S forget() {
        return parts().forget(self());
    }

    @Override
    default boolean isEmpty() {
        return parts().store(self()).isEmpty();
    }

    @Override
    default S shift(ReplicaId replica, long after, long by) {
        return parts().shift(self(), replica, after, by);
    }

    @Override
    default S retire(ReplicaId self) {
        return parts().retire(self(), self);
    }

    @Override
    default long greatestStamp() {
        return 0;
    }

    @Override
    default List<Contradiction> contradictions(S received, S merged) {
        return parts().contradictions(self(), received, merged);
    }

    private Parts<S, ?> parts() {
        return Parts.known(self());
    }

    @SuppressWarnings("unchecked") // S is the type itself
    private S self() {
        return (S) this;
    }
}
