package io.github.crdt4j.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.time.CausalContext;
import java.util.Optional;

/**
 * How states of one causal type live inside another state, such as an {@code ORMap}: the holder lends them its own context, lets
 * them mint events in it, and can have every update they have observed forgotten.
 *
 * <p>The holder and the law kit call these methods. An application has no use for them: a state within another context,
 * renumbered, or with the residue of another replica retired no longer converges with its peers.
 *
 * <p>It holds no state of its own: one object serves all states of a type. Implement it only for a new kind of
 * {@link Causal}; a {@link Composite} has one.
 *
 * @param <S> the type of the states
 */
public interface Embedding<S extends Causal<S>> extends Witness<S> {

    /**
     * The same live part, seen against another context. Costs O(1).
     *
     * @param state a state
     * @param context the context to borrow; {@linkplain CausalContext#empty() empty} strips the state for storage inside
     *     another one
     * @return its live part within that context
     */
    S within(S state, CausalContext context);

    /**
     * A state after a removal that has observed every update in it. The context stays: what was seen, was seen.
     *
     * @param state a state
     * @return a state in which no update survives, see {@link Causal#isEmpty}
     */
    S forget(S state);

    /**
     * Renumbers recent events of one replica, in a state and in its context.
     *
     * @param state a state
     * @param replica whose events to renumber
     * @param after events with a greater number than this are renumbered
     * @param by how much to add to their numbers, not negative
     * @return the renumbered state
     * @throws ArithmeticException if a number would exceed {@link Long#MAX_VALUE}
     */
    S shift(S state, ReplicaId replica, long after, long by);

    /**
     * Makes the events minted since {@code before} distinct among the components of a state. A state with a single
     * supply of events, which is every state but a {@link Composite}, has nothing to do.
     *
     * @param after a state
     * @param before the state it was made from
     * @param self the replica that made it
     * @return {@code after}, no new event used in two places
     */
    default S disjoin(S after, S before, ReplicaId self) {
        return after;
    }

    /**
     * Drops what only its own writer may drop: the residue of forgotten updates of one replica, called by that replica.
     *
     * @param state a state
     * @param self the calling replica
     * @return the state without it, or the same object
     */
    default S retire(S state, ReplicaId self) {
        return state;
    }

    /**
     * {@inheritDoc}
     *
     * <p>By default, the contexts tell. Override it where an update may add to a state without a new event in its context.
     */
    @Override
    default long unseenEvents(S state, ReplicaId replica, S known) {
        return state.context().witness().unseenEvents(state.context(), replica, known.context());
    }

    /**
     * {@inheritDoc}
     *
     * <p>By default, the contexts tell. Override it, as {@link #unseenEvents}, where an update may add to a state without
     * a new event in its context.
     */
    @Override
    default Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        return after.context().witness().foreignWriter(after.context(), self, before.context());
    }
}
