package io.github.crdt4j.op;

import io.github.crdt4j.time.Dot;
import java.util.Objects;

/**
 * A message that must not be carried out, ever. Nothing has changed. Whoever consumes a queue sets it aside, reports it
 * and goes on; sent again it is refused again.
 */
public final class RefusedMessageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Why a message is refused. */
    public enum Reason {
        /** Its number was used before, with other content: its origin runs twice, or restarted without its memory. */
        OTHER_CONTENT,
        /**
         * Where it was made, something had not been seen that counted as stable: its origin was not a known member when
         * that was decided, or had not caught up before it wrote.
         */
        BEHIND_STABLE
    }

    /** The event of the message. */
    private final transient Dot dot;

    /** Why it is refused. */
    private final Reason reason;

    RefusedMessageException(Dot dot, Reason reason, String what) {
        super("message " + Objects.requireNonNull(dot, "dot") + " is refused: " + what);
        this.dot = dot;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * The event of the message.
     *
     * @return its origin and number; null in a copy that was serialized
     */
    public Dot dot() {
        return dot;
    }

    /**
     * Why it is refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
