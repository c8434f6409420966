package io.github.crdt4j.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.time.CausalContext;

/**
 * A state made of events and of the causal context that says which events it has seen: what an {@code ORMap} can hold, so that
 * removing a key removes exactly what was seen of it and nothing that happened concurrently.
 *
 * <p>A record of such states is a {@link Composite}, for which you write one method. Any other lattice becomes
 * causal by wrapping it in {@code Removable}. Implement this interface yourself only for a new kind of dot store; what a
 * map needs of it is an {@link Embedding}.
 *
 * <p>The order of such states: {@code a.leq(b)} when {@code b} has seen every event {@code a} has, and, at every place,
 * whatever lives in {@code b} of the events {@code a} has seen still lives in {@code a}.
 *
 * @param <S> the type itself
 */
public interface Causal<S extends Causal<S>> extends Crdt<S>, Witnessed<S> {

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
     * Whether no update survives in this state. A counter that went up and down again is not empty; a counter, set or map
     * of which everything was forgotten is, whatever it still has to remember.
     *
     * @return whether no update survives
     */
    boolean isEmpty();

    /**
     * {@inheritDoc}
     *
     * <p>Of a causal type it is an {@link Embedding}.
     */
    @Override
    Embedding<S> witness();
}
