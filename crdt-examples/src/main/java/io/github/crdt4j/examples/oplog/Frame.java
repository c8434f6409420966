package io.github.crdt4j.examples.oplog;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** Pieces and numbers, one after another. Whatever is wrong with the bytes is an {@link IllegalArgumentException}. */
final class Frame {

    private final ByteBuffer in;

    Frame(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    boolean isEmpty() {
        return !in.hasRemaining();
    }

    int number() {
        try {
            return in.getInt();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a record ends within a number, at byte " + in.position(), e);
        }
    }

    byte[] next() {
        int length = number();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "a piece of " + length + " bytes where " + in.remaining() + " are left, at byte " + in.position());
        }
        byte[] piece = new byte[length];
        in.get(piece);
        return piece;
    }

    <T> T choice(List<T> choices) {
        int number = number();
        if (number < 0 || number >= choices.size()) {
            throw new IllegalArgumentException("unknown part " + number + ", at byte " + in.position());
        }
        return choices.get(number);
    }

    /** Puts a frame together. */
    static final class Builder {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Builder add(int number) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            return this;
        }

        Builder add(byte[] piece) {
            add(piece.length);
            out.writeBytes(piece);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
