package io.github.crdt4j;

/**
 * A state that a {@link Replica} can check before it merges it, since its type says what its states have seen.
 *
 * <p>Implement it where your type counts events of replicas or carries Lamport stamps; the replica protects no other type.
 *
 * @param <S> the type itself
 */
public interface Witnessed<S> {

    /**
     * What the replica, maps and the law kit ask about states of this type. An application has no use for it.
     *
     * @return the same object for all states of the type
     */
    Witness<S> witness();
}
