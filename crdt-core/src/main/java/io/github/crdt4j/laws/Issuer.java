package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Objects;

/**
 * Who carries out an operation, and when. An operation may consist of others, one inside the other; each gets a stamp of
 * its own.
 *
 * @param self the replica
 * @param first the first stamp that belongs to the operation
 * @param position which part of the operation this is, 0 for the whole
 */
public record Issuer(ReplicaId self, LamportTimestamp first, int position) {

    /** How many parts an operation may have, at each level. */
    public static final int MAX_PARTS = 7;

    /** How many stamps belong to one operation: four levels of parts. */
    static final int STAMPS = 8 * 8 * 8 * 8;

    /**
     * Checks the components.
     *
     * @param self the replica
     * @param first the first stamp that belongs to the operation
     * @param position which part of the operation this is
     */
    public Issuer {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(first, "first");
        Objects.checkIndex(position, STAMPS);
    }

    /**
     * The stamp of this part.
     *
     * @return a stamp that no other part of any operation has
     */
    public LamportTimestamp stamp() {
        return new LamportTimestamp(first.counter() + position, self);
    }

    /**
     * The issuer of one part of this operation.
     *
     * @param index which part, from 0
     * @return its issuer
     * @throws IndexOutOfBoundsException if an operation has no such part, or more than four levels
     */
    public Issuer part(int index) {
        return new Issuer(self, first, position * (MAX_PARTS + 1) + 1 + Objects.checkIndex(index, MAX_PARTS));
    }
}
