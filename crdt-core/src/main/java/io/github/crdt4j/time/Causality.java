package io.github.crdt4j.time;

/**
 * How two points of a partial order relate, as {@link VectorClock#compare} answers.
 *
 * <p>A partial order has four answers, so nothing that is only partially ordered implements {@link Comparable} here.
 */
public enum Causality {
    /** The first happened before the second: the second has seen all of it, and more. */
    BEFORE,

    /** Both have seen the same. */
    EQUAL,

    /** The first happened after the second: it has seen all of it, and more. */
    AFTER,

    /** Each has seen something the other has not. */
    CONCURRENT;

    /**
     * The answer to the question asked the other way round.
     *
     * @return {@code AFTER} for {@code BEFORE} and the reverse; the other two are their own inverse
     */
    public Causality inverse() {
        return switch (this) {
            case BEFORE -> AFTER;
            case AFTER -> BEFORE;
            case EQUAL, CONCURRENT -> this;
        };
    }
}
