package io.github.crdt4j.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.time.CausalContext;
import java.util.Optional;

/**
 * A state made of events and of the causal context that says which events it has seen: what an {@code ORMap} can hold.
 *
 * <p>Such a state can live inside another. The holder lends it the holder's own context ({@link #within}), lets it mint
 * events in it, and can ask it to {@link #forget} every update it has observed, so that removing a key removes exactly
 * what was seen of it and nothing that happened concurrently.
 *
 * <p>These methods are called by the holder, such as a map, and by the law kit. An application has no use for them:
 * a state within another context, renumbered, or with the leavings of another replica retired no longer converges with its
 * peers.
 *
 * <p>A record of such states is a {@link Composite}, which writes all of these methods for you. Any other lattice becomes
 * causal by wrapping it in {@code Removable}. Implement this interface yourself only for a new kind of dot store.
 *
 * <p>The order of such states: {@code a.leq(b)} when {@code b} has seen every event {@code a} has, and, at every place,
 * whatever lives in {@code b} of the events {@code a} has seen still lives in {@code a}.
 *
 * @param <S> the type itself
 */
public interface Causal<S extends Causal<S>> extends Crdt<S>, Witness<S> {

    /**
     * {@inheritDoc}
     *
     * <p>There is no default: the {@linkplain #context context} of a delta must be exactly its own events, those alive in
     * it, those it removes, and those new to {@code since}. A delta that claims to have seen more deletes, inside a map,
     * what it does not mention.
     */
    @Override
    S delta(S since);

    /**
     * Every event this state has seen, alive or not.
     *
     * <p>Equal contexts do not make states equal, so do not compare replicas by their contexts or fetch by them what is
     * missing: a counter grows, and a removal forgets, without a new event. Compare states, by {@code equals} or {@code leq}.
     *
     * @return the causal context
     */
    CausalContext context();

    /**
     * The same live part, seen against another context. Costs O(1).
     *
     * @param context the context to borrow; {@linkplain CausalContext#empty() empty} strips the state for storage inside
     *     another one
     * @return this live part within that context
     */
    S within(CausalContext context);

    /**
     * This state after a removal that has observed every update in it. The context stays: what was seen, was seen.
     *
     * @return a state in which no update survives, see {@link #isEmpty}
     */
    S forget();

    /**
     * Whether no update survives in this state. A counter that went up and down again is not empty; a counter, set or map
     * of which everything was forgotten is, whatever it still has to remember.
     *
     * @return whether no update survives
     */
    boolean isEmpty();

    /**
     * Renumbers recent events of one replica, here and in the context.
     *
     * @param replica whose events to renumber
     * @param after events with a greater number than this are renumbered
     * @param by how much to add to their numbers, not negative
     * @return the renumbered state
     * @throws ArithmeticException if a number would exceed {@link Long#MAX_VALUE}
     */
    S shift(ReplicaId replica, long after, long by);

    /**
     * Makes the events minted since {@code before} distinct among the components of this state. A state with a single
     * supply of events, which is every state but a {@link Composite}, has nothing to do.
     *
     * @param before the state this one was made from
     * @param self the replica that made it
     * @return this state, no new event used in two places
     */
    @SuppressWarnings("unchecked") // S is the type itself
    default S disjoin(S before, ReplicaId self) {
        return (S) this;
    }

    /**
     * Drops what only its own writer may drop: the leavings of forgotten updates of one replica, called by that replica.
     *
     * @param self the calling replica
     * @return the state without them, or this same object
     */
    @SuppressWarnings("unchecked") // S is the type itself
    default S retire(ReplicaId self) {
        return (S) this;
    }

    @Override
    default long unseenEvents(ReplicaId replica, S known) {
        return context().unseenEvents(replica, known.context());
    }

    /**
     * {@inheritDoc}
     *
     * <p>By default, the contexts tell. Override it, as {@link #unseenEvents}, where an update may add to this state without
     * a new event in its context.
     */
    @Override
    default Optional<ReplicaId> foreignWriter(ReplicaId self, S before) {
        return context().foreignWriter(self, before.context());
    }
}
