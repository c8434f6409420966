package io.github.crdt4j.sync;

import io.github.crdt4j.ReplicaId;
import java.util.Objects;

/**
 * What two {@link AntiEntropy} endpoints tell each other. A message may be lost, repeated, delayed and overtaken.
 *
 * @param <S> the type of the state
 */
public sealed interface SyncMessage<S> {

    /**
     * Who sent it.
     *
     * @return the sender, of this start
     */
    ReplicaId from();

    /**
     * For whom it is.
     *
     * @return the addressee, of the start the sender knows of
     */
    ReplicaId to();

    /**
     * The stream it belongs to: a random number, drawn by the sender of the deltas, or of the question.
     *
     * @return the number of the session, at least 1
     */
    long session();

    /**
     * What the sender has and, for all it knows, the addressee lacks.
     *
     * @param from who sent it
     * @param to for whom it is
     * @param session the sender's session
     * @param number which of the sender's states this brings the addressee up to, at least 1
     * @param complete whether nothing was assumed of the addressee: then a session may begin with it
     * @param delta the difference
     * @param <S> the type of the state
     */
    record Delta<S>(ReplicaId from, ReplicaId to, long session, long number, boolean complete, S delta)
            implements SyncMessage<S> {
        /**
         * Checks the components.
         *
         * @param from who sent it
         * @param to for whom it is
         * @param session the sender's session
         * @param number which of the sender's states this is
         * @param complete whether nothing was assumed of the addressee
         * @param delta the difference
         * @throws IllegalArgumentException if a number is less than 1
         */
        public Delta {
            check(from, to, session);
            checkPositive("number", number);
            Objects.requireNonNull(delta, "delta");
        }
    }

    /**
     * The addressee of a delta has it, durably if it keeps its identity across a restart.
     *
     * @param from who sent it
     * @param to for whom it is
     * @param session the session of the delta
     * @param number the number of the delta
     * @param <S> the type of the state
     */
    record Ack<S>(ReplicaId from, ReplicaId to, long session, long number) implements SyncMessage<S> {
        /**
         * Checks the components.
         *
         * @param from who sent it
         * @param to for whom it is
         * @param session the session of the delta
         * @param number the number of the delta
         * @throws IllegalArgumentException if a number is less than 1
         */
        public Ack {
            check(from, to, session);
            checkPositive("number", number);
        }
    }

    /**
     * A delta or question was refused, because what it assumes of its addressee may not hold. Its sender must assume nothing.
     *
     * @param from who sent it
     * @param to for whom it is
     * @param session the session of what was refused
     * @param addressee whom it was for: {@code from}, or an earlier start of it
     * @param <S> the type of the state
     */
    record StartOver<S>(ReplicaId from, ReplicaId to, long session, ReplicaId addressee) implements SyncMessage<S> {
        /**
         * Checks the components.
         *
         * @param from who sent it
         * @param to for whom it is
         * @param session the session of what was refused
         * @param addressee whom it was for
         * @throws IllegalArgumentException if the session is less than 1
         */
        public StartOver {
            check(from, to, session);
            Objects.requireNonNull(addressee, "addressee");
        }
    }

    /**
     * Asks a peer to which there is nothing to send for the fingerprint of its state, or answers that.
     *
     * @param from who sent it
     * @param to for whom it is
     * @param session the session of the one who asks
     * @param number which question it is, among the numbers of that session
     * @param kind what it is
     * @param fingerprint that of the sender's state
     * @param <S> the type of the state
     */
    record Check<S>(ReplicaId from, ReplicaId to, long session, long number, Kind kind, Fingerprint fingerprint)
            implements SyncMessage<S> {

        /** Whether a check asks, and in which session, or answers. */
        public enum Kind {
            /** A question in a session of which the receiver has acknowledged a delta: it must know the session. */
            QUESTION,
            /** An answer. */
            ANSWER,
            /** A question in a session in which nothing was acknowledged, as there was nothing to send. */
            FIRST_QUESTION
        }

        /**
         * Checks the components.
         *
         * @param from who sent it
         * @param to for whom it is
         * @param session the session of the one who asks
         * @param number which question it is
         * @param kind what it is
         * @param fingerprint that of the sender's state
         * @throws IllegalArgumentException if a number is less than 1
         */
        public Check {
            check(from, to, session);
            checkPositive("number", number);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(fingerprint, "fingerprint");
        }

        /**
         * Whether this is an answer.
         *
         * @return false for a question
         */
        public boolean isAnswer() {
            return kind == Kind.ANSWER;
        }
    }

    private static void check(ReplicaId from, ReplicaId to, long session) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        checkPositive("session", session);
    }

    private static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("the " + name + " of a message is at least 1, not " + value);
        }
    }
}
