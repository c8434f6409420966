package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Values in blocks that share their codes: that they come back, one block alone or all, and that no other bytes are taken. */
class ValueSectionTest {

    private final Session session = session();

    private static Session session() {
        var kryo = new Kryo();
        CrdtSerializers.register(kryo);
        return Session.in(kryo);
    }

    private static byte[] write(List<?> values) {
        var out = new Encoder(session());
        var section = new ValueSection(out.session(), values.size());
        section.addAll(values.toArray(), 0, values.size());
        section.write(out);
        return out.toBytes();
    }

    private static Decoder decoder(byte[] bytes) {
        return new Decoder(session(), bytes, 0, bytes.length, 0);
    }

    private static List<Object> read(byte[] bytes, int count) {
        var reader = new SectionReader(decoder(bytes), count, count);
        reader.readAll();
        var values = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            values.add(reader.value(i));
        }
        return values;
    }

    private static List<Object> values(long seed) {
        var random = new SplittableRandom(seed);
        int kinds = random.nextInt(1, 6);
        String stem = "x".repeat(random.nextInt(100)) + "y".repeat(random.nextInt(100));
        var values = new ArrayList<Object>();
        for (int count = random.nextInt(1, seed % 20 == 0 ? ValueSection.SIZE + 1 : 300); count > 0; count--) {
            values.add(
                    switch (random.nextInt(kinds)) {
                        case 0 -> "user-" + random.nextInt(100_000);
                        case 1 -> stem.substring(random.nextInt(stem.length() + 1)) + random.nextInt(10) + stem;
                        case 2 -> "é".repeat(random.nextInt(3)) + random.nextInt(50);
                        case 3 -> random.nextLong();
                        default -> random.nextBoolean() ? "\uD800" + random.nextInt() : "";
                    });
        }
        return values;
    }

    @Test
    void valuesOfAnyKindComeBackAllOrByTheBlock() {
        for (long seed = 0; seed < 400; seed++) {
            List<Object> values = values(seed);
            byte[] bytes = write(values);
            assertEquals(values, read(bytes, values.size()), "seed " + seed);
            var single = new SectionReader(decoder(bytes), values.size(), ValueSection.BLOCK);
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 40; i++) {
                int index = random.nextInt(values.size());
                single.readBlockOf(index);
                assertEquals(values.get(index), single.value(index), "seed " + seed);
            }
        }
    }

    @Test
    void eachValueIsWrittenAsItIsElsewhere() {
        for (long seed = 0; seed < 50; seed++) {
            List<Object> values = values(seed);
            var reader = new SectionReader(decoder(write(values)), values.size(), values.size());
            reader.readAll();
            var again = new ValueSection(session, values.size());
            for (int i = 0; i < values.size(); i++) {
                var expected = new Encoder(session);
                expected.value(values.get(i));
                var written = new Encoder(session);
                reader.writeValue(i, written);
                assertArrayEquals(expected.toBytes(), written.toBytes(), "seed " + seed);
                again.add(written.buffer(), 0, written.size());
            }
            var out = new Encoder(session);
            again.write(out);
            assertArrayEquals(write(values), out.toBytes(), "seed " + seed);
        }
    }

    @Test
    void bytesDamagedAnywhereAreRefusedOrAreThoseOfOtherValues() {
        int accepted = 0;
        for (long seed = 1; seed < 12; seed++) {
            List<Object> values = values(seed);
            byte[] bytes = write(values);
            for (int bit = 0; bit < 8 * bytes.length; bit += bit < 800 ? 1 : 13) {
                byte[] damaged = bytes.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                List<Object> others;
                try {
                    others = read(damaged, values.size());
                } catch (DecodeException expected) {
                    continue;
                }
                assertArrayEquals(damaged, write(others), "seed " + seed + " bit " + bit);
                accepted++;
            }
            for (int length = 0; length < bytes.length; length += 1 + length / 50) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(DecodeException.class, () -> read(cut, values.size()), "seed " + seed);
            }
        }
        assertTrue(accepted > 100, accepted + " accepted");
    }

    /** What is in other blocks, or belongs to all, is not checked when one block is read; but nothing else goes wrong. */
    @Test
    void aBlockOfDamagedBytesIsReadOrRefused() {
        for (long seed = 1; seed < 12; seed++) {
            List<Object> values = values(seed);
            byte[] bytes = write(values);
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 300; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(Math.min(i < 150 ? 100 : bytes.length, bytes.length))] = (byte) random.nextInt();
                try {
                    var reader = new SectionReader(decoder(damaged), values.size(), ValueSection.BLOCK);
                    int index = random.nextInt(values.size());
                    reader.readBlockOf(index);
                    var unused = reader.value(index);
                } catch (DecodeException expected) {
                    assertTrue(expected.offset() >= 0 && expected.offset() <= damaged.length, expected.getMessage());
                }
            }
        }
    }
}
