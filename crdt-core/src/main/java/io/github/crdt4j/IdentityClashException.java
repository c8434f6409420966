package io.github.crdt4j;

/**
 * A replica met an event under its own identity that it never issued. Either the identity is in use twice, or the replica
 * restarted without its memory and kept its name. It must stop writing and go on under a {@linkplain
 * ReplicaId#fresh(String) fresh} incarnation.
 */
public final class IdentityClashException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** The number of the event that was met. */
    private final long event;

    /**
     * An exception about one event.
     *
     * @param replica the identity in use twice
     * @param event the number of the event
     */
    public IdentityClashException(ReplicaId replica, long event) {
        super("event " + event + " of " + replica
                + " was not issued here: the identity is in use twice, or memory was lost;"
                + " go on as ReplicaId.fresh(\"" + replica.name() + "\")");
        this.event = event;
    }

    /**
     * The event that was met.
     *
     * @return its number
     */
    public long event() {
        return event;
    }
}
