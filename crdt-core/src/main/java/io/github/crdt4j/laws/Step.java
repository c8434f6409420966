package io.github.crdt4j.laws;

/**
 * One step of a history, told so that it can be carried out in any situation: sites and messages are counted around, and
 * what cannot be done is left out. So any selection of the steps of a history is a history.
 */
sealed interface Step<O> {

    /** An update at a site, after its wall clock moved by some milliseconds. */
    record Update<O>(int site, int milliseconds, O operation) implements Step<O> {}

    /** A site sends what it has: all of it, or what it has beyond a past state of the receiver. */
    record Send<O>(int from, int to, boolean whole, int since) implements Step<O> {}

    /** A message in flight arrives; perhaps it will again; perhaps the receiver crashes before it has stored it. */
    record Deliver<O>(int message, boolean again, boolean crash) implements Step<O> {}

    /** A message in flight is lost. */
    record Lose<O>(int message) implements Step<O> {}

    /** The sites before this one no longer reach the others; 0 heals. */
    record Split<O>(int at) implements Step<O> {}

    /** A site makes its state durable. */
    record Store<O>(int site) implements Step<O> {}

    /** A site starts again; perhaps its wall clock is days behind. */
    record Restart<O>(int site, From from, boolean behind) implements Step<O> {}

    /** What a site starts from. */
    enum From {
        /** As a new incarnation, from what it had stored. */
        DISK,
        /** As a new incarnation, from nothing. */
        NOTHING,
        /** As the same incarnation, from what it had stored; only where everything is stored before it is told. */
        SAME
    }
}
