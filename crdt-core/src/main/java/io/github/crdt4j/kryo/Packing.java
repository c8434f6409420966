package io.github.crdt4j.kryo;

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
        long size = CodeTable.size(lengths);
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
        CodeTable.write(out, plan.lengths());
        int[] codes = Huffman.codes(plan.lengths());
        int parts = plan.parts().length;
        for (int part = 0; part < parts - 1; part++) {
            out.varint(plan.parts()[part]);
        }
        int each = parts == 1 ? to - from : partSize(to - from);
        var bits = new BitWriter(out);
        for (int part = 0; part < parts; part++) {
            int begin = from + part * each;
            bits.write(codes, source, begin, Math.min(begin + each, to));
            bits.end();
        }
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
                byte[] lengths = CodeTable.read(in);
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
}
