package io.github.crdt4j;

/**
 * What a {@link Replica} asks of the clock that stamps its writes. The clocks of {@link io.github.crdt4j.time} are such
 * clocks: hand over the clock itself, {@code Replica.of(id, state, clock)}.
 *
 * <p>With a lambda or {@code clock::observe} there is no {@link #resume} of its own, and the clock may refuse the stamps of
 * the state the replica starts from. The replica takes that state nevertheless, but the clock has then not seen its stamps,
 * and registers refuse to be written until it has passed them.
 */
@FunctionalInterface
public interface ReplicaClock {

    /**
     * Takes the greatest counter of a state that is about to be merged, so that stamps issued from now on are greater.
     *
     * @param counter the counter, at least 1
     * @throws RuntimeException to refuse the state; the clock is then unchanged
     */
    void observe(long counter);

    /**
     * Takes the greatest counter of the state a replica starts from. That state was this replica's own, checked when it
     * was received, so a clock of this library never refuses it, even if its physical clock has stepped back since.
     *
     * @param counter the counter, at least 1
     */
    default void resume(long counter) {
        observe(counter);
    }
}
