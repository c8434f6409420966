package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackingTest {

    private final Session session = new Session(null, 32, 1 << 20, Session.BY_DEFAULT);

    private byte[] pack(byte[] octets) {
        var out = new Encoder(session);
        Packing.write(out, octets, 0, octets.length);
        return out.toBytes();
    }

    private byte[] unpack(byte[] packed, int size) {
        byte[] octets = new byte[size];
        var in = new Decoder(session, packed, 0, packed.length, 0);
        Packing.read(in, octets, 0, size);
        in.end();
        return octets;
    }

    private void bad(String hex, int size, String message, int offset) {
        byte[] packed = HexFormat.of().parseHex(hex.replace(" ", ""));
        var refused = assertThrows(DecodeException.class, () -> unpack(packed, size));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertEquals(offset, refused.offset(), refused.getMessage());
    }

    private void packs(String text, String hex) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] packed = pack(octets);
        assertEquals(hex.replace(" ", ""), HexFormat.of().withUpperCase().formatHex(packed));
        assertArrayEquals(octets, unpack(packed, octets.length));
    }

    @Test
    void eachFormIsTakenWhereItIsTheShortest() {
        packs("", "");
        packs("x", "01 78");
        packs("x".repeat(256), "01 78");
        packs("x".repeat(257), "02 00 78 00 00" + "00".repeat(33));
        packs("abcd", "00 61 62 63 64");
        packs("ab", "00 61 62");
        packs("aaaaaaab", "02 00 61 01 00 01");
        packs("aaaaaac", "00 61 61 61 61 61 61 63");
        packs("abababacaaaaaaaa", "02 00 61 02 01 10 49 30 00"); // a 0, b 10, c 11
    }

    @Test
    void randomOctetsOfEveryKindComeBack() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new SplittableRandom(seed);
            byte[] octets = new byte[random.nextInt(600)];
            int kinds = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
            int base = random.nextInt(256);
            double skew = random.nextDouble(1, 5);
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (base + (int) (kinds * Math.pow(random.nextDouble(), skew)));
            }
            byte[] packed = pack(octets);
            assertArrayEquals(octets, unpack(packed, octets.length), "seed " + seed);
            assertTrue(packed.length <= octets.length + 1, "seed " + seed);
            assertTrue(octets.length <= 8 * packed.length + Packing.MAX_UNIFORM, "seed " + seed);
        }
    }

    @Test
    void theCodesOfManyOctetsAreInFourParts() {
        packs("ab".repeat(511) + "a", "02 00 61 01 00" + "55".repeat(127) + "54");
        packs("ab".repeat(512), "02 00 61 01 00 20 20 20" + "55".repeat(128));
        String two = "55".repeat(32) + "00" + "AA".repeat(32); // 257 octets, then as many
        packs("ab".repeat(513) + "a", "02 00 61 01 00 21 21 21" + two + "80" + two);
        for (int size = 1_000; size < 1_100; size++) {
            for (int kinds : new int[] {2, 3, 40, 200}) {
                var random = new SplittableRandom(size);
                byte[] octets = new byte[size];
                for (int i = 0; i < size; i++) {
                    octets[i] = (byte) (kinds * random.nextDouble() * random.nextDouble());
                }
                assertArrayEquals(octets, unpack(pack(octets), size), size + " octets of " + kinds + " kinds");
            }
        }
    }

    @Test
    void partsEndWhereTheirLengthsSay() {
        String codes = "55".repeat(128);
        bad("02 00 61 01 00 1F 21 20" + codes, 1_024, "end too early", 8);
        bad("02 00 61 01 00 21 1F 20" + codes, 1_024, "a part of 33 bytes whose codes take 32", 8);
        bad("02 00 61 01 00 20 20 60" + codes, 1_024, "parts of 160 bytes and more announced, 128 left", 5);
        bad("02 00 61 01 00 20 20 20" + codes.substring(2), 1_024, "end too early", 8);
        bad("02 00 61 01 00 20 20 20" + codes + "00", 1_024, "1 bytes too many", 136);
        bad("02 00 61 00 00 20 20 20" + codes, 1_024, "bits that are no code", 8);
        bad("02 00 61 01 00 20 20 20" + "00".repeat(128), 1_024, "packed otherwise", 0);
    }

    @Test
    void octetsDamagedAnywhereAreRefusedOrHaveTheseBytes() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            byte[] octets = new byte[20 + random.nextInt(60) + (seed % 50 == 0 ? Packing.MANY : 0)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) ('a' + 6 * random.nextDouble() * random.nextDouble());
            }
            byte[] packed = pack(octets);
            for (int bit = 0; bit < 8 * packed.length; bit++) {
                byte[] damaged = packed.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                byte[] other;
                try {
                    other = unpack(damaged, octets.length);
                } catch (DecodeException expected) {
                    continue;
                }
                assertArrayEquals(damaged, pack(other), "seed " + seed + " bit " + bit);
            }
            for (int length = 0; length < packed.length; length++) {
                byte[] cut = Arrays.copyOf(packed, length);
                assertThrows(DecodeException.class, () -> unpack(cut, octets.length));
            }
        }
    }

    @Test
    void noOtherFormOrCodeOrBitIsAccepted() {
        bad("03 61", 8, "unknown form 3", 0);
        bad("00 61 61", 2, "packed otherwise", 0);
        bad("00 61 61 61 61 61 61 61 62", 8, "packed otherwise", 0);
        bad("01 78", 257, "packed otherwise", 0);
        bad("02 00 61 01 00 03", 7, "bits after the last code", 5);
        bad("02 00 61 01 11 00 01", 8, "no prefix code", 1);
        bad("02 00 61 01 10 00 01", 8, "no prefix code", 1);
        bad("02 00 61 00 01 00", 8, "no prefix code", 1);
        bad("02 00 61 00 F0 00", 8, "no prefix code", 1);
        bad("02 00 61 00 00 10", 300, "bits that are no code", 5);
        bad("02 00 FF 01 00 01", 8, "codes for more than 256 bytes", 1);
        bad("02 01 FE 00 00 00 00 01", 8, "codes for more than 256 bytes", 1);
        bad("02 00 61 02 10 10 AA AA AA 18", 16, "packed otherwise", 0); // most are a, and b has the shortest code
        bad("02 00 61 01 00", 8, "end too early", 5);
    }
}
