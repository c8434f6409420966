package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;

/**
 * What lives under one dot of a sorted store: the dot, and an element of some lattice. Only marks of one dot are joined, compared
 * or subtracted.
 *
 * @param <M> the mark itself
 */
public interface Mark<M extends Mark<M>> {

    /** The replica of the dot. */
    ReplicaId replica();

    /** The number of the dot. */
    long number();

    /** The join of both contents; this same object when it is equal to this, else the other when it is equal to that. */
    M join(M other);

    /** Whether the content is no greater than the other. */
    boolean leq(M other);

    /** What the content adds to the other, which is not as great. */
    M delta(M since);

    /** The same content under another number of the same replica. */
    M at(long number);

    /** The digest of dot and content. */
    long digest();
}
