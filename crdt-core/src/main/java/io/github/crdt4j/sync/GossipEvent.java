package io.github.crdt4j.sync;

import java.util.Objects;

/**
 * Something out of the ordinary that a {@link Gossip} met. Each is counted in {@link GossipStats}, and told to its listener.
 *
 * @param kind what happened
 * @param details a sentence for people, which names the address or the peer
 */
public record GossipEvent(Kind kind, String details) {

    /** What can happen. */
    public enum Kind {
        /** Bytes that are no message of this library, or of another type: a wrong port, or a peer of another version. */
        UNREADABLE,
        /** The transport did not take a message, or threw. It is sent anew. */
        NOT_SENT,
        /** A message is greater than the transport takes, so a peer cannot be brought up to date. */
        TOO_LARGE,
        /** The store could not save the state, so nothing was sent. It is tried again. */
        NOT_SAVED,
        /** Two starts of one name answer: two processes run under it, or an address serves two of them. */
        DOUBLE_NAME,
        /** A peer was forgotten: a later start of its name has greeted and it did not answer, or there was no room for all who are absent. */
        FORGOTTEN,
        /** A replica that greeted was not added: as many as are remembered can be reached. */
        NO_ROOM,
        /** What the endpoint reports, see {@link SyncEvent}. */
        SYNC
    }

    /**
     * Checks the components.
     *
     * @param kind what happened
     * @param details a sentence for people
     */
    public GossipEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(details, "details");
    }
}
