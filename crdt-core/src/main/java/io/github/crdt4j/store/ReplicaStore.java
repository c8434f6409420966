package io.github.crdt4j.store;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import java.io.IOException;
import java.util.Objects;

/**
 * Where a replica keeps its state and identity, so that it goes on after a crash as if nothing had happened.
 *
 * <p><b>Assumption.</b> One process uses a store at a time, and saves a state before anything leaves the replica that tells of it:
 * a message, an acknowledgement, an answer to a caller.
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>When {@link #save} has returned, a later start begins with that state or a later one.
 *   <li>No event, and no stamp up to {@link Restored#greatestStamp}, is issued twice: a start that is not certain to have loaded all
 *       that was saved goes on under another incarnation, see {@link Restored}.
 *   <li>A state never takes the place of a later one.
 * </ol>
 *
 * @param <S> the type of the state
 */
public interface ReplicaStore<S extends Crdt<S>> extends AutoCloseable {

    /**
     * What a replica begins with.
     *
     * @param id the identity to go on under
     * @param state the state, the empty one at the first start
     * @param greatestStamp the greatest stamp that was saved, 0 if there is none: hand it to the clock of the replica
     * @param isSameIncarnation whether the replica goes on under the identity that it had. If it does not, what it had issued stays
     *     as that of another replica, and peers need no help
     * @param reason which of the two happened, and why; to be logged
     * @param <S> the type of the state
     */
    record Restored<S>(ReplicaId id, S state, long greatestStamp, boolean isSameIncarnation, String reason) {

        /**
         * Refuses null.
         *
         * @param id the identity to go on under
         * @param state the state
         * @param greatestStamp the greatest stamp that was saved
         * @param isSameIncarnation whether the replica goes on under the identity that it had
         * @param reason which of the two happened, and why
         */
        public Restored {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * What the replica begins with, as it was found when the store was opened.
     *
     * @return identity, state and stamp
     */
    Restored<S> restored();

    /**
     * Saves a state. Costs what differs from the one saved before.
     *
     * @param state the state, which contains the one saved before; it is not saved again if it equals that
     * @param greatestStamp the greatest stamp the replica has issued or seen, such as {@code clock.last()}; 0 without a clock
     * @throws IOException if it could not be made durable. Nothing that tells of this state may leave the replica; save again
     * @throws IllegalArgumentException if {@code state} does not contain the one saved before, or cannot be encoded
     * @throws IllegalStateException if the store is closed
     */
    void save(S state, long greatestStamp) throws IOException;

    /**
     * Saves a state of a replica without a clock.
     *
     * @param state the state, which contains the one saved before
     * @throws IOException if it could not be made durable. Nothing that tells of this state may leave the replica; save again
     * @throws IllegalArgumentException if {@code state} does not contain the one saved before, or cannot be encoded
     * @throws IllegalStateException if the store is closed
     */
    default void save(S state) throws IOException {
        save(state, 0);
    }

    /**
     * Gives the store free for another process. What was saved stays.
     *
     * @throws IOException if the files could not be closed
     */
    @Override
    void close() throws IOException;
}
