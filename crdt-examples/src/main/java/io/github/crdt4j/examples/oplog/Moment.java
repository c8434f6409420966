package io.github.crdt4j.examples.oplog;

/** The moments of a turn of {@link OpServer} at which a process may crash, in the order in which they come. */
enum Moment {
    /** Messages have arrived, and nothing was done with them. */
    ARRIVED,
    /** They and the work of this replica had their effect, in memory. */
    EFFECT,
    /** The snapshot is written, but not in its place yet. */
    HALF_PERSISTED,
    /** The snapshot is durable; what was made here is not sent, what arrived is not acknowledged. */
    PERSISTED,
    /** The broker has what was made here, and this replica does not know. */
    SENT,
    /** It knows; what arrived is not acknowledged. */
    CONFIRMED,
    /** All is done. */
    ACKNOWLEDGED
}
