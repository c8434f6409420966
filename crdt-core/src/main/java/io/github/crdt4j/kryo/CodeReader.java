package io.github.crdt4j.kryo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the octets that {@link Huffman} codes stand for. */
final class CodeReader {

    /** How many of the bits in a window are sure to be bits that follow its position. */
    private static final int SURE = 57;

    /** How many codes are sure to lie within a window. */
    private static final int WITHIN = SURE / Huffman.MAX_LENGTH;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final byte[] target;
    private final int width;
    private final short[] table;
    private final boolean isComplete;

    /**
     * A reader of codes.
     *
     * @param lengths of the codes
     * @param bytes where codes are
     * @param target where octets go
     */
    CodeReader(byte[] lengths, byte[] bytes, byte[] target) {
        this.bytes = bytes;
        this.target = target;
        int longest = 1;
        for (byte length : lengths) {
            longest = Math.max(longest, length);
        }
        this.width = longest;
        this.table = Huffman.table(lengths, width);
        this.isComplete = table[table.length - 1] != 0; // else one octet occurs, and its code is a 0
    }

    /**
     * Fills a part of the target.
     *
     * @param begin where the first code is
     * @param most how many bytes the codes may take
     * @return how many bytes they take, the last one whole
     */
    int read(Decoder in, int from, int to, int begin, int most) {
        return read(in, from, to, begin, 8L * begin, most);
    }

    /**
     * Fills a part of the target from four parts of the bytes.
     *
     * @param begins where these are, ascending
     * @param end where the last must have ended
     * @return how many bytes the last takes
     */
    int readParts(Decoder in, int from, int to, int[] begins, int end) {
        int each = Packing.partSize(to - from);
        long[] reached = new long[begins.length]; // in bits
        for (int part = 0; part < begins.length; part++) {
            reached[part] = 8L * begins[part];
        }
        int done = isComplete ? sideBySide(from, each, to, reached) : 0;
        int taken = 0;
        for (int part = 0; part < begins.length; part++) {
            boolean isLast = part == begins.length - 1;
            int most = (isLast ? end : begins[part + 1]) - begins[part];
            int first = from + part * each;
            taken = read(in, first + done, Math.min(first + each, to), begins[part], reached[part], most);
            if (!isLast && taken != most) {
                throw in.bad("a part of " + most + " bytes whose codes take " + taken, begins[part]);
            }
        }
        return taken;
    }

    /** Reads ahead in all four parts as far as whole windows go; returns how many octets of each. */
    private int sideBySide(int from, int each, int to, long[] reached) {
        int shift = Long.SIZE - width;
        long at0 = reached[0];
        long at1 = reached[1];
        long at2 = reached[2];
        long at3 = reached[3];
        int least = to - from - 3 * each; // the last part has the fewest
        int done = 0;
        long lastWindow = 8L * (bytes.length - Long.BYTES);
        while (done + WITHIN <= least && Math.max(Math.max(at0, at1), Math.max(at2, at3)) <= lastWindow) {
            long bits0 = (long) LONGS.get(bytes, (int) (at0 >>> 3)) << (at0 & 7);
            long bits1 = (long) LONGS.get(bytes, (int) (at1 >>> 3)) << (at1 & 7);
            long bits2 = (long) LONGS.get(bytes, (int) (at2 >>> 3)) << (at2 & 7);
            long bits3 = (long) LONGS.get(bytes, (int) (at3 >>> 3)) << (at3 & 7);
            int sum0 = 0; // of the lengths, in the low eight bits
            int sum1 = 0;
            int sum2 = 0;
            int sum3 = 0;
            for (int k = from + done; k < from + done + WITHIN; k++) {
                int entry0 = table[(int) (bits0 >>> shift)];
                bits0 <<= entry0; // by its low six bits, the length
                sum0 += entry0;
                target[k] = (byte) (entry0 >>> 8);
                int entry1 = table[(int) (bits1 >>> shift)];
                bits1 <<= entry1;
                sum1 += entry1;
                target[k + each] = (byte) (entry1 >>> 8);
                int entry2 = table[(int) (bits2 >>> shift)];
                bits2 <<= entry2;
                sum2 += entry2;
                target[k + 2 * each] = (byte) (entry2 >>> 8);
                int entry3 = table[(int) (bits3 >>> shift)];
                bits3 <<= entry3;
                sum3 += entry3;
                target[k + 3 * each] = (byte) (entry3 >>> 8);
            }
            at0 += sum0 & 0xFF;
            at1 += sum1 & 0xFF;
            at2 += sum2 & 0xFF;
            at3 += sum3 & 0xFF;
            done += WITHIN;
        }
        reached[0] = at0;
        reached[1] = at1;
        reached[2] = at2;
        reached[3] = at3;
        return done;
    }

    private int read(Decoder in, int from, int to, int begin, long reached, int most) {
        long end = 8L * (begin + (long) most);
        long at = reached; // in bits
        if (at > end) {
            throw in.bad("the packed bytes end too early");
        }
        int shift = Long.SIZE - width;
        for (int i = from; i < to; ) {
            long bits = BitReader.window(bytes, at);
            for (int k = 0; k < WITHIN && i < to; k++, i++) {
                int entry = table[(int) (bits >>> shift)];
                if (entry == 0) {
                    throw in.bad("bits that are no code", (int) (at / 8));
                }
                target[i] = (byte) (entry >>> 8);
                bits <<= entry;
                at += entry & 0xF;
            }
            if (at > end) {
                throw in.bad("the packed bytes end too early");
            }
        }
        int unused = (int) (-at & 7);
        int last = (int) ((at - 1) / 8);
        if ((bytes[last] & (1 << unused) - 1) != 0) {
            throw in.bad("bits after the last code", last);
        }
        return last + 1 - begin;
    }
}
