package io.github.crdt4j.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.time.CausalContext;
import java.util.Optional;

/** What holders of states call, as functions of a state. */
public final class Embeddings {

    private Embeddings() {}

    public static <S extends Causal<S>> S within(S state, CausalContext context) {
        return state.witness().within(state, context);
    }

    public static <S extends Causal<S>> S forget(S state) {
        return state.witness().forget(state);
    }

    public static <S extends Causal<S>> S retire(S state, ReplicaId self) {
        return state.witness().retire(state, self);
    }

    public static <S extends Causal<S>> S shift(S state, ReplicaId replica, long after, long by) {
        return state.witness().shift(state, replica, after, by);
    }

    public static <S extends Witnessed<S>> long unseenEvents(S state, ReplicaId replica, S known) {
        return state.witness().unseenEvents(state, replica, known);
    }

    public static <S extends Witnessed<S>> Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        return after.witness().foreignWriter(after, self, before);
    }

    public static <S> long greatestStamp(S state) {
        return Witness.of(state).orElseThrow().greatestStamp(state);
    }
}
