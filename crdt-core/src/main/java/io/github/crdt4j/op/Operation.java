package io.github.crdt4j.op;

/**
 * What was done, as it travels: a small immutable value with value equality, and a text one can read in a log. The
 * operations of a type are the records of a sealed interface.
 */
public interface Operation {

    /**
     * The greatest Lamport counter in this operation.
     *
     * @return the counter of the greatest stamp, 0 when the operation carries none
     */
    default long greatestStamp() {
        return 0;
    }
}
