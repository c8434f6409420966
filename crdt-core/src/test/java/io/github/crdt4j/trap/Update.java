package io.github.crdt4j.trap;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;

/**
 * One update in a history.
 *
 * @param index its number in the history, below 64
 * @param self who issued it
 * @param choice what it does, as the model understands it; -1 removes
 * @param stamp its Lamport stamp
 * @param seen the indices it has seen, as bits
 */
record Update(int index, ReplicaId self, int choice, LamportTimestamp stamp, long seen) {

    /** Whether it is one of a set of updates, given as bits. */
    boolean isIn(long updates) {
        return (updates >>> index & 1) != 0;
    }

    Update choosing(int next) {
        return new Update(index, self, next, stamp, seen);
    }
}
