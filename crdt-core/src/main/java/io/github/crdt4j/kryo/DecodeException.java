package io.github.crdt4j.kryo;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no state: damaged, truncated, forged, of another type than expected, or of a version not known here. It
 * is the only exception that bad bytes cause, and nothing has changed when it is thrown.
 */
public final class DecodeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Where in the bytes it was found. */
    private final int offset;

    DecodeException(String what, int offset) {
        this(what, offset, null);
    }

    DecodeException(String what, int offset, @Nullable Throwable cause) {
        super(what + " (at byte " + offset + ")", cause);
        this.offset = offset;
    }

    /**
     * Where the bytes turned out to be bad.
     *
     * @return the offset, counted from 0, of the first byte that could not be accepted, or of the part it belongs to
     */
    public int offset() {
        return offset;
    }
}
