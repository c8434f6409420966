package io.github.crdt4j.fuzz;

import com.google.common.primitives.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Bytes that are nearly those of a state, or are: an encoding, edited as an input says. Bytes drawn at random end at the
 * version; these get as far as the rules behind it.
 */
final class AlmostValid {

    /** Numbers at the edges of what numbers may be, as varints; the last two are malformed. */
    private static final List<byte[]> NUMBERS = hex(
            "00",
            "01",
            "02",
            "7F",
            "80 01",
            "FF 7F",
            "FF FF FF FF 07",
            "80 80 80 80 08",
            "FF FF FF FF 0F",
            "80 80 80 80 80 80 80 80 40",
            "FE FF FF FF FF FF FF FF 7F",
            "FF FF FF FF FF FF FF FF 7F",
            "FF FF FF FF FF FF FF FF FF 01",
            "80 00",
            "80 80 80 80 80 80 80 80 80 80 00");

    /** Replicas, dots, runs, values, lanes and headers. */
    private static final List<byte[]> PARTS = hex(
            "00 00 01 61",
            "01 07 01 62",
            "00 01",
            "01 00 01",
            "01 01 00 02",
            "01 00 00",
            "02 00 00 00 00",
            "0C 01 78",
            "0C 01 79",
            "06 02",
            "11 02 01 02",
            "01 00 01 05 00",
            "01 00 02 05 05",
            "02 00 01 05 00 00 02 07 00",
            "28 00 00",
            "2C 00 00",
            "2D 2C 00 00",
            "39 64 05 02 03 45 55 52",
            "39 65 03 01 01 78",
            "38 66");

    private static List<byte[]> hex(String... all) {
        return Arrays.stream(all)
                .map(one -> HexFormat.of().parseHex(one.replace(" ", "")))
                .toList();
    }

    private AlmostValid() {}

    /** So long may bytes get. */
    static final int LONGEST = 1 << 16;

    private static final int FIRST_LONG = 250;

    /**
     * Bytes as the choices say: as they stand, behind a good beginning, or an edited sample, which in some is a large one, or
     * grown by repeating a part of it.
     */
    static byte[] bytes(Choices choices, List<byte[]> samples, List<byte[]> large) {
        int how = choices.octet();
        if (how == 255) {
            return choices.take(choices.octet());
        }
        if (how == 254) {
            return Bytes.concat(new byte[] {1, 0}, choices.take(choices.octet()));
        }
        byte[] bytes = how >= FIRST_LONG
                ? ofManyBytes(how, choices, samples, large)
                : choices.oneOf(samples).clone();
        for (int edits = how % 6; edits > 0; edits--) {
            bytes = edited(bytes, choices, samples);
        }
        return how >= 240 ? checksummed(bytes) : bytes;
    }

    private static byte[] ofManyBytes(int how, Choices choices, List<byte[]> samples, List<byte[]> large) {
        if (how % 2 == 0 && !large.isEmpty()) {
            return choices.oneOf(large).clone();
        }
        byte[] bytes = choices.oneOf(samples).clone();
        int at = choices.below(bytes.length + 1);
        byte[] repeated = part(bytes, at, 1 + choices.octet());
        int times = choices.below(LONGEST) / Math.max(1, repeated.length);
        byte[] middle = new byte[times * repeated.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = repeated[i % repeated.length];
        }
        return replaced(bytes, at, 0, middle);
    }

    private static byte[] edited(byte[] bytes, Choices choices, List<byte[]> samples) {
        int what = choices.octet();
        int at = choices.below(bytes.length + 1);
        return switch (what % 10) {
            // flips a bit
            case 0 -> replaced(bytes, at, 1, new byte[] {(byte) (octet(bytes, at) ^ 1 << choices.below(8))});
            // replaces an octet
            case 1 -> replaced(bytes, at, 1, choices.take(1));
            // a little more or less
            case 2 -> replaced(bytes, at, 1, new byte[] {(byte) (octet(bytes, at) + choices.below(9) - 4)});
            // leaves out
            case 3 -> replaced(bytes, at, 1 + choices.below(16), new byte[0]);
            // repeats
            case 4 -> replaced(bytes, at, 0, part(bytes, at, 1 + choices.below(24)));
            // copies from elsewhere
            case 5 -> replaced(bytes, at, 0, part(bytes, choices.below(bytes.length + 1), 1 + choices.below(24)));
            // goes on as another sample
            case 6 -> {
                byte[] other = choices.oneOf(samples);
                int from = choices.below(other.length + 1);
                yield replaced(bytes, at, bytes.length - at, part(other, from, other.length - from));
            }
            // replaces a number
            case 7 -> replaced(bytes, at, numberLength(bytes, at), choices.oneOf(NUMBERS));
            // inserts a part
            case 8 -> replaced(bytes, at, 0, choices.oneOf(PARTS));
            // exchanges two neighbours
            default -> {
                int left = 1 + choices.below(16);
                int right = 1 + choices.below(16);
                byte[] first = part(bytes, at, left);
                byte[] second = part(bytes, at + first.length, right);
                yield replaced(bytes, at, first.length + second.length, Bytes.concat(second, first));
            }
        };
    }

    private static int octet(byte[] bytes, int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    private static int numberLength(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length && bytes[end] < 0) {
            end++;
        }
        return end + 1 - at;
    }

    private static byte[] part(byte[] bytes, int from, int length) {
        int begin = Math.min(from, bytes.length);
        return Arrays.copyOfRange(bytes, begin, Math.min(bytes.length, begin + length));
    }

    private static byte[] replaced(byte[] bytes, int from, int length, byte[] by) {
        return Bytes.concat(part(bytes, 0, from), by, part(bytes, from + length, bytes.length));
    }

    /** The same frame with a checksum that is right. */
    static byte[] checksummed(byte[] bytes) {
        if (bytes.length < 2) {
            return bytes;
        }
        byte[] flagged = bytes.clone();
        flagged[1] = 1;
        var checksum = new CRC32C();
        checksum.update(flagged);
        long sum = checksum.getValue();
        return Bytes.concat(
                flagged, new byte[] {(byte) (sum >> 24), (byte) (sum >> 16), (byte) (sum >> 8), (byte) sum});
    }
}
