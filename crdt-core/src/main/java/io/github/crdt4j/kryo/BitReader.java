package io.github.crdt4j.kryo;

import java.util.Arrays;

/** Reads codes that a {@link BitWriter} wrote into a part of an array. */
final class BitReader {

    /** How many of the bits in a window are sure to be bits that follow its position. */
    private static final int SURE = 57;

    private final Decoder in;
    private final byte[] bytes;
    private long at; // in bits, as is the next
    private long end;

    /** A reader of nothing yet, of the bytes of a decoder. */
    BitReader(Decoder in) {
        this.in = in;
        this.bytes = in.bytes();
    }

    void window(int from, int to) {
        at = (long) Byte.SIZE * from;
        end = (long) Byte.SIZE * to;
    }

    /** How many bits are left. */
    long remaining() {
        return end - at;
    }

    /** Fills a part of an array with the octets whose codes come next. */
    void read(Code code, int[] table, byte[] target, int from, int to) {
        if (code.width() == 0) {
            Arrays.fill(target, from, to, (byte) (table[0] >>> 8));
        } else if (code.isRun()) {
            readRun(code, table, target, from, to);
        } else if (code.isLevel()) {
            readLevel(code.width(), table, target, from, to);
        } else {
            readUneven(code.width(), table, target, from, to);
        }
    }

    /** All codes have as many bits, so it is known where each is: eight of them begin where an octet has gone as far. */
    private void readLevel(int width, int[] table, byte[] target, int from, int to) {
        if (to - from > (end - at) / width) {
            throw tooEarly();
        }
        int shift = Long.SIZE - width;
        int all = 0;
        int i = from;
        if (width < Byte.SIZE) { // so that eight are within a window
            int skipped = (int) (at & 7);
            int next = (int) (at >>> 3);
            for (; i + 8 <= to && next <= bytes.length - Long.BYTES; i += 8) {
                long bits = EightOctets.get(bytes, next) << skipped;
                int entry0 = table[(int) (bits >>> shift)];
                int entry1 = table[(int) (bits << width >>> shift)];
                int entry2 = table[(int) (bits << 2 * width >>> shift)];
                int entry3 = table[(int) (bits << 3 * width >>> shift)];
                int entry4 = table[(int) (bits << 4 * width >>> shift)];
                int entry5 = table[(int) (bits << 5 * width >>> shift)];
                int entry6 = table[(int) (bits << 6 * width >>> shift)];
                int entry7 = table[(int) (bits << 7 * width >>> shift)];
                target[i] = (byte) (entry0 >>> 8);
                target[i + 1] = (byte) (entry1 >>> 8);
                target[i + 2] = (byte) (entry2 >>> 8);
                target[i + 3] = (byte) (entry3 >>> 8);
                target[i + 4] = (byte) (entry4 >>> 8);
                target[i + 5] = (byte) (entry5 >>> 8);
                target[i + 6] = (byte) (entry6 >>> 8);
                target[i + 7] = (byte) (entry7 >>> 8);
                all |= entry0 | entry1 | entry2 | entry3 | entry4 | entry5 | entry6 | entry7;
                next += width;
            }
        }
        long reached = at + (long) (i - from) * width;
        for (; i < to; i++) {
            int entry = table[(int) (window(bytes, reached) >>> shift)];
            target[i] = (byte) (entry >>> 8);
            all |= entry;
            reached += width;
        }
        at = reached;
        refuseUnless(all >= 0);
    }

    /** Codes that are numbers of a run are read eight at a time, by a few steps for all. */
    private void readRun(Code code, int[] table, byte[] target, int from, int to) {
        int width = code.width();
        if (to - from > (end - at) / width) {
            throw tooEarly();
        }
        long first = EightOctets.each(code.run());
        long beyond = EightOctets.each(1 + Byte.MAX_VALUE - code.size()); // what makes any greater number negative
        int skipped = (int) (at & 7);
        int next = (int) (at >>> 3);
        long all = 0;
        int i = from;
        for (; i + Long.BYTES <= to && next <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long bits = EightOctets.get(bytes, next) << skipped >>> Long.SIZE - Byte.SIZE * width;
            long numbers = EightOctets.spread(bits, width);
            all |= numbers + beyond;
            EightOctets.set(target, i, numbers + first);
            next += width;
        }
        at += (long) (i - from) * width;
        refuseUnless(!EightOctets.anyNegative(all));
        readLevel(width, table, target, i, to);
    }

    private void readUneven(int width, int[] table, byte[] target, int from, int to) {
        int shift = Long.SIZE - width;
        int within = SURE / width; // so many codes are sure to lie within a window
        long reached = at;
        for (int i = from; i < to; ) {
            long bits = window(bytes, reached);
            for (int last = Math.min(i + within, to); i < last; i++) {
                int entry = table[(int) (bits >>> shift)];
                target[i] = (byte) (entry >>> 8);
                bits <<= entry; // by its low six bits, the length
                reached += entry & 0xF;
            }
            if (reached > end) {
                throw tooEarly();
            }
        }
        at = reached;
    }

    /** Makes sure that what is left is less than an octet, and bits 0. */
    void end() {
        if (at > end - Byte.SIZE && (window(bytes, at) >>> 1 >>> Long.SIZE - 1 - (end - at)) == 0) {
            return;
        }
        throw in.bad(
                end - at >= Byte.SIZE ? (end - at) / Byte.SIZE + " bytes too many" : "bits after the last code",
                (int) (at / Byte.SIZE));
    }

    private void refuseUnless(boolean isCode) {
        if (!isCode) {
            throw in.bad("bits that are no code", (int) (at / Byte.SIZE));
        }
    }

    private DecodeException tooEarly() {
        return in.bad("the bits end too early", (int) (end / Byte.SIZE));
    }

    /** The bits that follow a position, the first at the high end; zeros after the end of the array. */
    static long window(byte[] bytes, long at) {
        int from = (int) (at >>> 3);
        if (from <= bytes.length - Long.BYTES) {
            return EightOctets.get(bytes, from) << (at & 7);
        }
        long bits = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            bits = bits << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return bits << (at & 7);
    }
}
