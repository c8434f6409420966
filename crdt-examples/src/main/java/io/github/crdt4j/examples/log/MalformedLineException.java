package io.github.crdt4j.examples.log;

/** A line of a log that is not a request; the message says what is missing. */
public final class MalformedLineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedLineException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is missing. */
    String reason() {
        return reason;
    }
}
