package io.github.crdt4j.kryo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets in the shortest of three forms: as they are, one octet for all, or each by its {@link Huffman} code. How many
 * there are is for the reader to know. Any octets have one form, and no other is accepted.
 *
 * <p>Where a code begins is known only when the one before has been looked up, which takes longer than all else. So the
 * codes of many octets are in four parts, which are read side by side.
 */
final class Packing {

    private static final int PLAIN = 0;
    private static final int UNIFORM = 1;
    private static final int CODED = 2;

    /** The most octets that the uniform form stands for, so that none takes less than a bit beyond these. */
    static final int MAX_UNIFORM = 256;

    /** The least number of octets whose codes are in parts; of fewer, the lengths of the parts would show. */
    static final int MANY = 1024;

    private static final int PARTS = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Packing() {}

    /**
     * How given octets are coded.
     *
     * @param lengths of the codes
     * @param parts how many octets the codes of each part take
     */
    private record Plan(byte[] lengths, int[] parts) {}

    private static boolean isUniform(byte[] source, int from, int to) {
        if (to - from > MAX_UNIFORM) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (source[i] != source[from]) {
                return false;
            }
        }
        return true;
    }

    /** How octets that are not uniform are coded, null when that does not make them shorter. */
    private static @Nullable Plan plan(byte[] source, int from, int to) {
        int[][] counts = to - from < MANY ? new int[][] {count(source, from, to)} : countParts(source, from, to);
        int[] all = counts[0].clone();
        for (int part = 1; part < counts.length; part++) {
            for (int octet = 0; octet < 256; octet++) {
                all[octet] += counts[part][octet];
            }
        }
        byte[] lengths = Huffman.lengths(all);
        long[] bits = new long[counts.length];
        for (int octet = 0; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                for (int part = 0; part < bits.length; part++) {
                    bits[part] += (long) counts[part][octet] * lengths[octet];
                }
            }
        }
        int[] parts = new int[counts.length];
        long size = tableSize(lengths);
        for (int part = 0; part < parts.length; part++) {
            parts[part] = (int) ((bits[part] + 7) / 8);
            size += parts[part] + (part == parts.length - 1 ? 0 : Encoder.varintSize(parts[part]));
        }
        return size < to - from ? new Plan(lengths, parts) : null;
    }

    private static int[] count(byte[] source, int from, int to) {
        int[] counts = new int[256];
        for (int i = from; i < to; i++) {
            counts[source[i] & 0xFF]++;
        }
        return counts;
    }

    private static int[][] countParts(byte[] source, int from, int to) {
        int each = partSize(to - from);
        int[][] counts = new int[PARTS][];
        for (int part = 0; part < PARTS; part++) {
            counts[part] = count(source, from + part * each, Math.min(from + (part + 1) * each, to));
        }
        return counts;
    }

    /** How many octets each part has, save the last, which has what remains. */
    static int partSize(int size) {
        return (size + PARTS - 1) / PARTS;
    }

    static void write(Encoder out, byte[] source, int from, int to) {
        if (from == to) {
            return;
        }
        if (isUniform(source, from, to)) {
            out.octet(UNIFORM);
            out.octet(source[from]);
            return;
        }
        Plan plan = plan(source, from, to);
        if (plan == null) {
            out.octet(PLAIN);
            out.octets(source, from, to);
            return;
        }
        out.octet(CODED);
        writeTable(out, plan.lengths());
        int[] codes = Huffman.codes(plan.lengths());
        int parts = plan.parts().length;
        for (int part = 0; part < parts - 1; part++) {
            out.varint(plan.parts()[part]);
        }
        int each = parts == 1 ? to - from : partSize(to - from);
        for (int part = 0; part < parts; part++) {
            int begin = from + part * each;
            int at = out.claim(plan.parts()[part], Long.BYTES);
            writeCodes(codes, source, begin, Math.min(begin + each, to), out.buffer(), at);
        }
    }

    /** Writes codes, and up to {@link Long#BYTES} octets of no meaning behind them. */
    private static void writeCodes(int[] codes, byte[] source, int from, int to, byte[] target, int at) {
        long bits = 0; // those that are not yet a whole octet are at the high end
        int count = 0; // of these
        int next = at;
        int i = from;
        for (; i + 3 < to; i += 4) { // four at a time are joined before they wait for the bits of the last ones
            int code0 = codes[source[i] & 0xFF];
            int code1 = codes[source[i + 1] & 0xFF];
            int code2 = codes[source[i + 2] & 0xFF];
            int code3 = codes[source[i + 3] & 0xFF];
            int length1 = code1 & 0xF;
            int length3 = code3 & 0xF;
            int length23 = (code2 & 0xF) + length3;
            long four =
                    (long) (code0 >>> 4 << length1 | code1 >>> 4) << length23 | code2 >>> 4 << length3 | code3 >>> 4;
            count += (code0 & 0xF) + length1 + length23;
            bits |= four << -count;
            LONGS.set(target, next, bits);
            next += count >>> 3;
            bits <<= count & ~7;
            count &= 7;
        }
        for (; i < to; i++) {
            int code = codes[source[i] & 0xFF];
            count += code & 0xF;
            bits |= (long) (code >>> 4) << -count;
        }
        LONGS.set(target, next, bits);
    }

    /** Fills a part of an array with as many octets as go there. */
    static void read(Decoder in, byte[] target, int from, int to) {
        if (from == to) {
            return;
        }
        int start = in.position();
        int form = in.octet();
        boolean isOwnForm;
        switch (form) {
            case PLAIN -> {
                in.octets(target, from, to);
                isOwnForm = !isUniform(target, from, to) && plan(target, from, to) == null;
            }
            case UNIFORM -> {
                Arrays.fill(target, from, to, (byte) in.octet());
                isOwnForm = to - from <= MAX_UNIFORM;
            }
            case CODED -> {
                byte[] lengths = readTable(in);
                readCodes(in, lengths, target, from, to);
                Plan plan = isUniform(target, from, to) ? null : plan(target, from, to);
                isOwnForm = plan != null && Arrays.equals(plan.lengths(), lengths);
            }
            default -> throw in.bad("unknown form " + form + " of packed bytes", start);
        }
        if (!isOwnForm) {
            throw in.bad("packed otherwise than they would be written", start);
        }
    }

    private static void readCodes(Decoder in, byte[] lengths, byte[] target, int from, int to) {
        var codes = new CodeReader(lengths, in.bytes(), target);
        if (to - from < MANY) {
            in.skip(codes.read(in, from, to, in.position(), in.remaining()));
            return;
        }
        int[] begins = new int[PARTS]; // where the codes of each part are, and behind them all
        int first = in.position();
        long sum = 0; // which may be beyond an int
        for (int part = 1; part < PARTS; part++) {
            sum += in.length();
            if (sum > in.remaining()) {
                throw in.bad("parts of " + sum + " bytes and more announced, " + in.remaining() + " left", first);
            }
            begins[part] = (int) sum;
        }
        for (int part = 0; part < PARTS; part++) {
            begins[part] += in.position();
        }
        int taken = codes.readParts(in, from, to, begins, in.position() + in.remaining());
        in.skip(begins[PARTS - 1] + taken - in.position());
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
        int runs = 0;
        boolean wasPresent = false;
        for (byte length : lengths) {
            boolean isPresent = length > 0;
            if (isPresent) {
                present++;
                runs += wasPresent ? 0 : 1;
            }
            wasPresent = isPresent;
        }
        return 1 + 2 * runs + (present + 1) / 2;
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
