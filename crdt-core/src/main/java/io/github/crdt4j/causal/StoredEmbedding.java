package io.github.crdt4j.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;
import java.util.List;
import java.util.Optional;

/** The embedding of the types of this library: their stores do it. */
final class StoredEmbedding<S extends Stored<S>> implements Embedding<S> {

    private static final StoredEmbedding<?> ONE = new StoredEmbedding<>();

    private StoredEmbedding() {}

    @SuppressWarnings("unchecked") // it holds no state
    static <S extends Stored<S>> StoredEmbedding<S> get() {
        return (StoredEmbedding<S>) ONE;
    }

    @Override
    public S within(S state, CausalContext context) {
        return Parts.known(state).within(state, context);
    }

    @Override
    public S forget(S state) {
        return Parts.known(state).forget(state);
    }

    @Override
    public S shift(S state, ReplicaId replica, long after, long by) {
        return Parts.known(state).shift(state, replica, after, by);
    }

    @Override
    public S retire(S state, ReplicaId self) {
        return Parts.known(state).retire(state, self);
    }

    @Override
    public long unseenEvents(S state, ReplicaId replica, S known) {
        return Parts.known(state).unseenEvents(state, replica, known);
    }

    @Override
    public Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        return Parts.known(after).foreignWriter(after, self, before);
    }

    @Override
    public List<Contradiction> contradictions(S state, S received, S merged) {
        return Parts.known(state).contradictions(state, received, merged);
    }

    @Override
    public long greatestStamp(S state) {
        return Parts.known(state).state(state).store().greatestStamp();
    }
}
