package io.github.crdt4j.kryo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and texts. Nothing is allocated because a number says so: a length is compared with what is left, a count
 * only ends a loop that reads at least an octet each time.
 */
class Octets {

    private final byte[] bytes;
    private final int base;
    private final boolean unpacked;
    private int limit;
    private int position;

    /**
     * The octets of a part of an array.
     *
     * @param base added to offsets in messages, for arrays that are part of something larger
     */
    Octets(byte[] bytes, int from, int to, int base) {
        this(bytes, from, to, base, false);
    }

    /**
     * The octets of a part of an array.
     *
     * @param unpacked whether they were packed in what is being read, so that offsets in messages are all {@code base}
     */
    Octets(byte[] bytes, int from, int to, int base, boolean unpacked) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.base = base;
        this.unpacked = unpacked;
    }

    /** Goes on with another part of the same array. */
    final void window(int from, int to) {
        position = from;
        limit = to;
    }

    /** What a position is called in messages. */
    final int offset(int at) {
        return unpacked ? base : base + at;
    }

    final byte[] bytes() {
        return bytes;
    }

    final int position() {
        return position;
    }

    final int remaining() {
        return limit - position;
    }

    final DecodeException bad(String what) {
        return bad(what, position);
    }

    final DecodeException bad(String what, int at) {
        return bad(what, at, null);
    }

    final DecodeException bad(String what, int at, @Nullable Throwable cause) {
        return new DecodeException(what, offset(at), cause);
    }

    /** A value as messages show it: not in full, which could be long. */
    static String show(Object value) {
        if (!(value instanceof String text)) {
            return "a " + value.getClass().getSimpleName();
        }
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + '"';
    }

    final void end() {
        if (position != limit) {
            throw bad(remaining() + " bytes too many");
        }
    }

    final int octet() {
        if (position == limit) {
            throw bad("the bytes end too early");
        }
        return bytes[position++] & 0xFF;
    }

    final byte[] octets(int count) {
        skip(count);
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    /** Fills a part of an array. */
    final void octets(byte[] target, int from, int to) {
        skip(to - from);
        System.arraycopy(bytes, position - (to - from), target, from, to - from);
    }

    final void skip(int count) {
        if (count > remaining()) {
            throw bad(count + " bytes announced, " + remaining() + " left");
        }
        position += count;
    }

    final long fixed(int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | octet();
        }
        return bits;
    }

    /** Any 64 bits. */
    private long bits() {
        int from = position;
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            bits |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                if (octet == 0 && shift > 0 || shift == 63 && octet > 1) {
                    throw bad("a number that is not in its shortest form", from);
                }
                return bits;
            }
        }
        throw bad("a number of more than 64 bits", from);
    }

    /** A number from 0 up. */
    final long varint() {
        int from = position;
        long number = bits();
        if (number < 0) {
            throw bad("a number beyond 63 bits", from);
        }
        return number;
    }

    /** A number from 1 up. */
    final long positive(String what) {
        int from = position;
        long number = varint();
        if (number == 0) {
            throw bad(what + " 0, they start at 1", from);
        }
        return number;
    }

    final long signed() {
        long bits = bits();
        return bits >>> 1 ^ -(bits & 1);
    }

    /** How many octets follow. */
    final int length() {
        int from = position;
        long length = varint();
        if (length > remaining()) {
            throw bad(length + " bytes announced, " + remaining() + " left", from);
        }
        return (int) length;
    }

    /** How many things follow, none of which is smaller than {@code least} octets. */
    final int count(int least) {
        int from = position;
        return checkedCount(varint(), least, from);
    }

    /** A count that was read, of things none of which is smaller than {@code least} octets. */
    final int checkedCount(long count, int least, int from) {
        if (count > remaining() / least) {
            throw bad("a count of " + count + ", with " + remaining() + " bytes left", from);
        }
        return (int) count;
    }

    final String text() {
        int from = position;
        return text(length(), from);
    }

    /** A text of {@code length} bytes, each a character of ASCII. */
    final String ascii(int length) {
        skip(length);
        return new String(bytes, position - length, length, StandardCharsets.ISO_8859_1);
    }

    /** A text of {@code length} bytes, which messages say is at {@code from}. */
    final String text(int length, int from) {
        skip(length);
        String text = new String(bytes, position - length, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // also what malformed input is replaced by
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(again, 0, again.length, bytes, position - length, position)) {
                throw bad("malformed UTF-8", from);
            }
        }
        return text;
    }
}
