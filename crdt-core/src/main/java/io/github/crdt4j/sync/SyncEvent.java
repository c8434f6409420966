package io.github.crdt4j.sync;

import io.github.crdt4j.ReplicaId;
import java.util.Objects;

/**
 * Something out of the ordinary that an {@link AntiEntropy} endpoint met: what it dropped, refused or found wrong. Each is
 * counted in {@link SyncStats}, and told to the {@link SyncListener}.
 *
 * @param kind what happened
 * @param peer with whom
 * @param details a sentence for people
 */
public record SyncEvent(Kind kind, ReplicaId peer, String details) {

    /** What can happen. */
    public enum Kind {
        /** A message for a replica of another name arrived here and was not merged. Check the address that its sender uses. */
        MISADDRESSED,
        /** What was sent to one name was answered by another. Check the address that is used for the one it was sent to. */
        ANSWERED_BY_ANOTHER,
        /** A message that this replica sent came back to it, and was dropped. */
        ECHO,
        /** An acknowledgement or answer arrived that nobody waits for any more, and was dropped. */
        LATE,
        /** A message was refused, because it belongs to a session or start that is not the present one here; its sender was told. */
        UNKNOWN_SESSION,
        /** The peer does not know the session in which it was sent something. A new session begins with the whole state. */
        STARTED_OVER,
        /** The replica refused a message: a clash of identities, or a stamp its clock does not admit. It is not acknowledged. */
        REFUSED,
        /** A peer asked for a fingerprint while there was still something to send to it. It will ask again. */
        MOVING,
        /** Both sides had nothing to send, and their states differ. A new session begins with the whole state. */
        DIFFERENT,
        /**
         * The states differ as they did before everything was exchanged, so nothing more is sent until one of them changes. A
         * serializer that writes equal values differently does this, or codecs of peers that are not the same.
         */
        STILL_DIFFERENT,
        /** The state has no fingerprint, because it has no encoding, so it was not compared. */
        NOT_COMPARED,
        /** Nothing was heard of a peer in {@value AntiEntropy#SILENT_AFTER} messages to it. It is sent more all the same. */
        SILENT,
        /** A peer was forgotten to make room for another, or since its next start has taken its place. */
        DROPPED,
        /** A peer that sent something was not added, for there is no room. */
        NOT_ADDED
    }

    /**
     * Checks the components.
     *
     * @param kind what happened
     * @param peer with whom
     * @param details a sentence for people
     */
    public SyncEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(details, "details");
    }
}
