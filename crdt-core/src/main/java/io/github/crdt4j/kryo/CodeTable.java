package io.github.crdt4j.kryo;

import java.util.Arrays;

/** What a prefix code is written as: which octets occur, as runs like those of a context, then the lengths of their codes. */
final class CodeTable {

    private CodeTable() {}

    /** Writes the lengths of the codes of the octets that occur, less 1, two in an octet, after these octets. */
    static void write(Encoder out, byte[] lengths) {
        writeOctets(out, lengths);
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

    /** Writes which octets occur: those whose length is not 0. */
    static void writeOctets(Encoder out, byte[] lengths) {
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
    }

    static byte[] read(Decoder in) {
        int start = in.position();
        var lengths = new byte[256];
        int present = readOctets(in, lengths);
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

    /** Sets the lengths of the octets that occur to 1; returns how many there are. */
    static int readOctets(Decoder in, byte[] lengths) {
        int start = in.position();
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
        return present;
    }

    /** How many octets the octets that occur take, and the lengths of their codes. */
    static int size(byte[] lengths) {
        int present = 0;
        for (byte length : lengths) {
            present += length > 0 ? 1 : 0;
        }
        return octetsSize(lengths) + (present + 1) / 2;
    }

    /** How many octets the octets that occur take. */
    static int octetsSize(byte[] lengths) {
        return 1 + 2 * runs(lengths);
    }

    private static int runs(byte[] lengths) {
        int runs = 0;
        boolean wasPresent = false;
        for (byte length : lengths) {
            boolean isPresent = length > 0;
            runs += isPresent && !wasPresent ? 1 : 0;
            wasPresent = isPresent;
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
