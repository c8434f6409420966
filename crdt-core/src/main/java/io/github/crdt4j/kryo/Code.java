package io.github.crdt4j.kryo;

import java.util.Arrays;

/**
 * How each of some octets is told in bits: the one code that belongs to how often each occurs. Either all octets that occur
 * have as many bits, which takes no chain of look-ups to read, or their {@link Huffman} code, where that saves more than a
 * tenth.
 */
final class Code {

    private static final int PLAIN = 0;
    private static final int SINGLE = 1;
    private static final int HUFFMAN = 2;
    private static final int FLAT = 3;

    /** No octet. */
    private static final int NONE = -1;

    private final int form;
    private final byte[] lengths; // of the code of each octet that occurs; 0 of all others
    private final int[] codes; // each with its length in the low 4 bits
    private final int width; // of the longest
    private final int run; // the first octet, if the codes are those of a run of octets, each as long

    private Code(int form, byte[] lengths, int[] codes, int width) {
        this.form = form;
        this.lengths = lengths;
        this.codes = codes;
        this.width = width;
        this.run = form == FLAT ? onlyRun(lengths) : NONE;
    }

    /** The first of the octets that occur, if they are without a gap. */
    private static int onlyRun(byte[] occurs) {
        int begin = first(occurs);
        int end = begin;
        while (end < 256 && occurs[end] > 0) {
            end++;
        }
        return count(occurs) == end - begin ? begin : NONE;
    }

    private static int first(byte[] occurs) {
        int octet = 0;
        while (occurs[octet] == 0) {
            octet++;
        }
        return octet;
    }

    /**
     * The code for octets that occur so often.
     *
     * @param counts of each octet
     * @param least how many bits one takes where there is no other: 0, or 1, so that what is read stays in proportion
     */
    static Code of(int[] counts, int least) {
        long all = 0;
        int present = 0;
        var occurs = new byte[256];
        for (int octet = 0; octet < 256; octet++) {
            if (counts[octet] > 0) {
                occurs[octet] = 1;
                present++;
                all += counts[octet];
            }
        }
        if (present <= 1) {
            occurs[0] |= (byte) (1 - present); // of nothing, as if of the first octet
            return single(occurs, least);
        }
        int flatWidth = widthOf(present);
        long flat = 8L * CodeTable.octetsSize(occurs) + all * flatWidth;
        long level = Math.min(flat, 8 * all);
        byte[] lengths = Huffman.lengths(counts);
        long uneven = 8L * (CodeTable.octetsSize(occurs) + (present + 1) / 2);
        for (int octet = 0; octet < 256; octet++) {
            uneven += (long) counts[octet] * lengths[octet];
        }
        if (10 * uneven < 9 * level) {
            return huffman(lengths);
        }
        return flat < 8 * all ? flat(occurs, flatWidth) : plain();
    }

    /** How many bits tell so many octets apart. */
    private static int widthOf(int present) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(present - 1);
    }

    private static Code single(byte[] occurs, int least) {
        return new Code(SINGLE, occurs, codes(occurs, least), least);
    }

    private static Code flat(byte[] occurs, int width) {
        return new Code(FLAT, occurs, codes(occurs, width), width);
    }

    private static Code plain() {
        var occurs = new byte[256];
        Arrays.fill(occurs, (byte) 1);
        return new Code(PLAIN, occurs, codes(occurs, Byte.SIZE), Byte.SIZE);
    }

    private static Code huffman(byte[] lengths) {
        int longest = 1;
        for (byte length : lengths) {
            longest = Math.max(longest, length);
        }
        return new Code(HUFFMAN, lengths, Huffman.codes(lengths), longest);
    }

    /** Consecutive numbers of one length for the octets that occur. */
    private static int[] codes(byte[] occurs, int width) {
        int[] codes = new int[256];
        int next = 0;
        for (int octet = 0; octet < 256; octet++) {
            if (occurs[octet] > 0) {
                codes[octet] = next++ << 4 | width;
            }
        }
        return codes;
    }

    void write(Encoder out) {
        out.octet(form);
        switch (form) {
            case SINGLE -> out.octet(first(lengths));
            case HUFFMAN -> CodeTable.write(out, lengths);
            case FLAT -> CodeTable.writeOctets(out, lengths);
            default -> {} // every octet has a code
        }
    }

    /** Reads a code, of which it is not known yet whether it is the one that belongs to what it tells. */
    static Code read(Decoder in, int least) {
        int from = in.position();
        int form = in.octet();
        return switch (form) {
            case PLAIN -> plain();
            case SINGLE -> {
                var occurs = new byte[256];
                occurs[in.octet()] = 1;
                yield single(occurs, least);
            }
            case HUFFMAN -> {
                byte[] lengths = CodeTable.read(in);
                if (count(lengths) == 1) {
                    throw in.bad("a code of one byte", from);
                }
                yield huffman(lengths);
            }
            case FLAT -> {
                var occurs = new byte[256];
                int present = CodeTable.readOctets(in, occurs);
                if (present == 1) {
                    throw in.bad("a code of one byte", from);
                }
                yield flat(occurs, widthOf(present));
            }
            default -> throw in.bad("unknown form " + form + " of a code", from);
        };
    }

    private static int count(byte[] lengths) {
        int count = 0;
        for (byte length : lengths) {
            count += length > 0 ? 1 : 0;
        }
        return count;
    }

    /** The code of each octet, with its length in the low 4 bits. */
    int[] codes() {
        return codes;
    }

    /** How many bits the longest code has; 0 where the only octet takes none. */
    int width() {
        return width;
    }

    /** Whether all codes have as many bits. */
    boolean isLevel() {
        return form != HUFFMAN;
    }

    /** Whether the codes are the numbers, from 0 on, of octets without a gap, less than 128 of them. */
    boolean isRun() {
        return run != NONE;
    }

    /** The first octet of a run. */
    int run() {
        return run;
    }

    /** How many octets have a code. */
    int size() {
        return count(lengths);
    }

    /** Whether no octet has its highest bit set. */
    boolean isAscii() {
        for (int octet = 128; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * For each number of {@link #width} bits what its first bits are the code of: the octet, and in the low 8 bits the
     * length of the code. -1 where they are no code, as happens when not all numbers of a length are taken.
     */
    int[] table() {
        int[] table = new int[1 << width];
        Arrays.fill(table, -1);
        for (int octet = 0; octet < 256; octet++) {
            if (lengths[octet] > 0) {
                int length = codes[octet] & 0xF;
                int from = codes[octet] >>> 4 << width - length;
                Arrays.fill(table, from, from + (1 << width - length), octet << 8 | length);
            }
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code that && form == that.form && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
        return 31 * form + Arrays.hashCode(lengths);
    }
}
