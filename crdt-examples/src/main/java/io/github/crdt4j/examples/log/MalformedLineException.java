package io.github.crdt4j.examples.log;

/** A line of a log that is not a request; the message says what is missing. */
public final class MalformedLineException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedLineException(String reason) {
        super(reason);
    }
}
