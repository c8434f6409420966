package io.github.crdt4j;

/**
 * A replica met an event under its own identity that it never issued, or issued with other content. Either the identity is in use twice, or the replica
 * restarted without its memory and kept its name. It must stop writing.
 *
 * <p>One event then has two contents, and a merge of both keeps neither. So do not go on with this replica's state: read
 * from it what was written here, begin under a {@linkplain ReplicaId#fresh(String) fresh} incarnation with the state of a
 * peer, and write it again. {@code docs/identity.md} shows it.
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
                + " was not issued here: the identity is in use twice, or memory was lost."
                + " Go on as ReplicaId.fresh(\"" + replica.name() + "\") with a peer's state instead of this one,"
                + " and write again what was written here and the peer's state does not show");
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
