package io.github.crdt4j.kryo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets in the shortest of three forms: as they are, one octet for all, or each by its {@link Huffman} code. How many
 * there are is for the reader to know. Any octets have one form, and no other is accepted.
 */
final class Packing {

    private static final int PLAIN = 0;
    private static final int UNIFORM = 1;
    private static final int CODED = 2;

    /** How many of the bits in a window are sure to be bits that follow its position. */
    private static final int SURE = 57;

    /** The most octets that the uniform form stands for, so that none takes less than a bit beyond these. */
    static final int MAX_UNIFORM = 256;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Packing() {}

    /**
     * The form that given octets have.
     *
     * @param form which of the three
     * @param lengths of the codes, null unless they are coded
     * @param size how many octets the codes take, without their table
     */
    private record Plan(int form, byte @Nullable [] lengths, int size) {}

    private static Plan plan(byte[] source, int from, int to) {
        int[] counts = new int[256];
        for (int i = from; i < to; i++) {
            counts[source[i] & 0xFF]++;
        }
        if (to - from <= MAX_UNIFORM && counts[source[from] & 0xFF] == to - from) {
            return new Plan(UNIFORM, null, 0);
        }
        byte[] lengths = Huffman.lengths(counts);
        long bits = 0;
        for (int octet = 0; octet < 256; octet++) {
            bits += (long) counts[octet] * lengths[octet];
        }
        long size = (bits + 7) / 8;
        return size + tableSize(lengths) < to - from ? new Plan(CODED, lengths, (int) size) : new Plan(PLAIN, null, 0);
    }

    static void write(Encoder out, byte[] source, int from, int to) {
        if (from == to) {
            return;
        }
        Plan plan = plan(source, from, to);
        out.octet(plan.form());
        byte[] lengths = plan.lengths();
        if (lengths != null) {
            writeTable(out, lengths);
            int at = out.claim(plan.size());
            writeCodes(Huffman.codes(lengths), source, from, to, out.buffer(), at);
        } else {
            out.octets(source, from, plan.form() == UNIFORM ? from + 1 : to);
        }
    }

    private static void writeCodes(int[] codes, byte[] source, int from, int to, byte[] target, int at) {
        long bits = 0; // the last ones that were not written are at the low end
        int count = 0;
        int next = at;
        for (int i = from; i < to; i++) {
            int code = codes[source[i] & 0xFF];
            int length = code & 0xF;
            bits = bits << length | code >>> 4;
            count += length;
            if (count >= Integer.SIZE) {
                count -= Integer.SIZE;
                INTS.set(target, next, (int) (bits >>> count));
                next += Integer.BYTES;
            }
        }
        for (; count > 0; count -= Byte.SIZE) {
            target[next++] = (byte) (count >= Byte.SIZE ? bits >>> count - Byte.SIZE : bits << Byte.SIZE - count);
        }
    }

    /** Fills a part of an array with as many octets as go there. */
    static void read(Decoder in, byte[] target, int from, int to) {
        if (from == to) {
            return;
        }
        int start = in.position();
        int form = in.octet();
        byte @Nullable [] lengths = null;
        switch (form) {
            case PLAIN -> in.octets(target, from, to);
            case UNIFORM -> Arrays.fill(target, from, to, (byte) in.octet());
            case CODED -> {
                lengths = readTable(in);
                readCodes(in, lengths, target, from, to);
            }
            default -> throw in.bad("unknown form " + form + " of packed bytes", start);
        }
        Plan plan = plan(target, from, to);
        if (plan.form() != form || !Arrays.equals(plan.lengths(), lengths)) {
            throw in.bad("packed otherwise than they would be written", start);
        }
    }

    private static void readCodes(Decoder in, byte[] lengths, byte[] target, int from, int to) {
        int width = 1;
        for (byte length : lengths) {
            width = Math.max(width, length);
        }
        short[] table = Huffman.table(lengths, width);
        byte[] bytes = in.bytes();
        long end = 8L * (in.position() + in.remaining());
        long at = 8L * in.position(); // in bits
        int shift = Long.SIZE - width;
        for (int i = from; i < to; ) {
            long bits = window(bytes, at);
            int used = 0;
            for (; used <= SURE - width && i < to; i++) {
                int entry = table[(int) (bits << used >>> shift)];
                if (entry == 0) {
                    throw in.bad("bits that are no code");
                }
                target[i] = (byte) (entry >>> 4);
                used += entry & 0xF;
            }
            at += used;
            if (at > end) {
                throw in.bad("the packed bytes end too early");
            }
        }
        int unused = (int) (-at & 7);
        int last = (int) ((at - 1) / 8);
        if ((bytes[last] & (1 << unused) - 1) != 0) {
            throw in.bad("bits after the last code", last);
        }
        in.skip((int) ((at + 7) / 8) - in.position());
    }

    /** The bits that follow a position, the first at the high end; zeros after the end of the array. */
    private static long window(byte[] bytes, long at) {
        int from = (int) (at >>> 3);
        if (from <= bytes.length - 8) {
            return (long) LONGS.get(bytes, from) << (at & 7);
        }
        long bits = 0;
        for (int i = from; i < from + 8; i++) {
            bits = bits << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return bits << (at & 7);
    }

    /** Which octets occur, as runs like those of a context, then the lengths less 1 of their codes, two in an octet. */
    private static void writeTable(Encoder out, byte[] lengths) {
        out.octet(runs(lengths) - 1);
        int free = 0;
        for (int octet = 0; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                int end = runEnd(lengths, octet);
                out.octet(octet - free);
                out.octet(end - octet);
                free = end + 2;
                octet = end;
            }
        }
        int half = -1;
        for (byte length : lengths) {
            if (length > 0) {
                if (half >= 0) {
                    out.octet(half << 4 | length - 1);
                }
                half = half >= 0 ? -1 : length - 1;
            }
        }
        if (half >= 0) {
            out.octet(half << 4);
        }
    }

    private static byte[] readTable(Decoder in) {
        int start = in.position();
        var lengths = new byte[256];
        int free = 0;
        int present = 0;
        for (int runs = in.octet() + 1; runs > 0; runs--) {
            int begin = free + in.octet();
            int end = begin + in.octet();
            if (end > 255) {
                throw in.bad("codes for more than 256 bytes", start);
            }
            Arrays.fill(lengths, begin, end + 1, (byte) 1);
            present += end + 1 - begin;
            free = end + 2;
        }
        int pair = 0;
        boolean isCode = true;
        for (int octet = 0, i = 0; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                pair = i % 2 == 0 ? in.octet() : pair << 4;
                lengths[octet] = (byte) ((pair >>> 4 & 0xF) + 1);
                isCode &= lengths[octet] <= Huffman.MAX_LENGTH;
                i++;
            }
        }
        if (!isCode || present % 2 == 1 && (pair & 0xF) != 0 || !Huffman.isComplete(lengths)) {
            throw in.bad("no prefix code", start);
        }
        return lengths;
    }

    private static int tableSize(byte[] lengths) {
        int present = 0;
        for (byte length : lengths) {
            present += length > 0 ? 1 : 0;
        }
        return 1 + 2 * runs(lengths) + (present + 1) / 2;
    }

    private static int runs(byte[] lengths) {
        int runs = 0;
        for (int octet = 0; octet < 256; octet++) {
            runs += lengths[octet] > 0 && (octet == 0 || lengths[octet - 1] == 0) ? 1 : 0;
        }
        return runs;
    }

    private static int runEnd(byte[] lengths, int begin) {
        int end = begin;
        while (end < 255 && lengths[end + 1] > 0) {
            end++;
        }
        return end;
    }
}
