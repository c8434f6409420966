package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Codes of bytes: which form belongs to which counts, and that what is written in one is read again. */
class CodeTest {

    private final Session session = new Session(null, 32, 1 << 20, Session.BY_DEFAULT);

    private static Code of(byte[] octets) {
        var counts = new Histogram();
        counts.add(octets, 0, octets.length);
        return Code.of(counts.sums(), 1);
    }

    private void is(String text, String hex) {
        var out = new Encoder(session);
        Code code = of(text.getBytes(StandardCharsets.ISO_8859_1));
        code.write(out);
        assertEquals(hex.replace(" ", ""), HexFormat.of().withUpperCase().formatHex(out.toBytes()));
        Code again = Code.read(new Decoder(session, out.toBytes(), 0, out.size(), 0), 1);
        assertEquals(code, again);
        assertArrayEquals(code.codes(), again.codes());
    }

    @Test
    void aCodeOfItsOwnLengthForEachByteIsTakenWhereItSavesMoreThanATenth() {
        is("", "01 00");
        is("x", "01 78");
        is("ab", "00");
        is("abc", "00");
        is("ab".repeat(2), "03 00 61 01"); // 24 + 4 bits, not 32
        is("aaab".repeat(20), "03 00 61 01");
        is("aabc".repeat(15), "03 00 61 02"); // 24 and 2 * 60 bits, or 40 and 1.5 * 60
        is("aabc".repeat(16), "02 00 61 02 01 10");
        String[] letters = new String[26];
        for (int i = 0; i < 26; i++) {
            letters[i] = String.valueOf((char) ('a' + i));
        }
        is(String.join("", letters).repeat(400), "03 00 61 19"); // five bits, or 4.77
        is(
                "0123456789".repeat(400),
                "02 00 30 09" + HexFormat.of().withUpperCase().formatHex(lengthsOfDigits()));
    }

    /** Of ten bytes as frequent, Huffman's code has three bits for six and four bits for four, the first ones joined first. */
    private static byte[] lengthsOfDigits() {
        int[] counts = new int[256];
        for (int digit = '0'; digit <= '9'; digit++) {
            counts[digit] = 400;
        }
        byte[] lengths = Huffman.lengths(counts);
        byte[] halves = new byte[5];
        for (int i = 0; i < 10; i++) {
            halves[i / 2] |= (byte) (lengths['0' + i] - 1 << (i % 2 == 0 ? 4 : 0));
        }
        return halves;
    }

    private void comesBack(byte[] octets, Code code, int before) {
        var out = new Encoder(session);
        var bits = new BitWriter(out);
        byte[] some = new byte[before];
        Code single = of(new byte[] {0});
        bits.write(single, some, 0, before); // a bit each, so that octets begin anywhere
        bits.write(code, octets, 0, octets.length);
        bits.end();
        byte[] written = out.toBytes();
        var reader = new BitReader(new Decoder(session, written, 0, written.length, 0));
        reader.window(0, written.length);
        byte[] again = new byte[octets.length];
        reader.read(single, single.table(), some, 0, before);
        reader.read(code, code.table(), again, 0, again.length);
        reader.end();
        assertArrayEquals(octets, again);
        if (written.length > 0) {
            reader.window(0, written.length - 1);
            assertThrows(DecodeException.class, () -> {
                reader.read(single, single.table(), some, 0, before);
                reader.read(code, code.table(), again, 0, again.length);
            });
        }
    }

    @Test
    void bytesOfEveryKindComeBackInEveryForm() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            byte[] octets = new byte[random.nextInt(seed % 100 == 0 ? 20_000 : 300)];
            int kinds = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
            int base = random.nextInt(256);
            double skew = random.nextBoolean() ? 1 : random.nextDouble(1, 5);
            int step = random.nextBoolean() ? 1 : 2;
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (base + step * (int) (kinds * Math.pow(random.nextDouble(), skew)));
            }
            comesBack(octets, of(octets), random.nextInt(8));
        }
    }

    @Test
    void runsOfEveryLengthComeBackFromAnyBit() {
        for (int size = 2; size <= 128; size++) {
            for (int first : new int[] {0, 1, 97, 128, 256 - size}) {
                byte[] octets = new byte[40 * size];
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = (byte) (first + i * 7919L % size);
                }
                Code code = of(octets);
                if (code.isLevel() && first + size <= 256) {
                    assertTrue(code.isRun(), size + " from " + first);
                    assertEquals(size, code.size());
                    comesBack(octets, code, (size + first) % 8);
                }
            }
        }
    }

    @Test
    void numbersThatAreNoCodeAreRefused() {
        byte[] letters = "abcde".repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] octets : new byte[][] {letters, "ace-+".repeat(100).getBytes(StandardCharsets.ISO_8859_1)}) {
            Code code = of(octets);
            if (!code.isLevel()) {
                continue;
            }
            for (int bad = 0; bad < 40; bad++) {
                for (int number = 5; number < 8; number++) {
                    byte[] bytes = new byte[15];
                    for (int bit = 0; bit < 3; bit++) {
                        int at = 3 * bad + bit;
                        bytes[at / 8] |= (byte) ((number >> 2 - bit & 1) << 7 - at % 8);
                    }
                    var reader = new BitReader(new Decoder(session, bytes, 0, bytes.length, 0));
                    reader.window(0, bytes.length);
                    var refused = assertThrows(
                            DecodeException.class, () -> reader.read(code, code.table(), new byte[40], 0, 40));
                    assertTrue(refused.getMessage().contains("no code"), refused.getMessage());
                }
            }
        }
    }
}
