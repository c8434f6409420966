package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.set.ORSet;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bytes that were damaged on the way are refused, or are the bytes of another state. */
class DamageTest {

    private final KryoCodec codec = Samples.builder().checksum(false).build();
    private final KryoCodec checked = Samples.builder().checksum(true).build();

    /** A kind of bytes and how they come back: decoded, then encoded again. */
    private static final class Case {
        final String name;
        final byte[] bytes;
        final Function<byte[], byte[]> again;

        Case(String name, byte[] bytes, Function<byte[], byte[]> again) {
            this.name = name;
            this.bytes = bytes;
            this.again = again;
        }
    }

    private Stream<Case> cases(KryoCodec codec) {
        Stream<Case> states = Samples.states().entrySet().stream()
                .map(sample -> new Case(
                        sample.getKey(),
                        codec.encode(sample.getValue()),
                        bytes -> codec.encode(Samples.decode(codec, bytes, sample.getValue()))));
        Stream<Case> messages = Samples.messages().entrySet().stream()
                .map(sample -> new Case(
                        sample.getKey(),
                        codec.encodeMessage(sample.getValue()),
                        bytes -> codec.encodeMessage(codec.decodeMessage(bytes, ORSet.empty()))));
        return Stream.concat(states, messages);
    }

    /** Whether the bytes are refused; if not, they must be those of what they decode to. */
    @CanIgnoreReturnValue
    private static boolean refused(Case one, byte[] damaged) {
        byte[] again;
        try {
            again = one.again.apply(damaged);
        } catch (DecodeException expected) {
            assertTrue(expected.offset() >= 0 && expected.offset() <= damaged.length, expected.getMessage());
            return true;
        } catch (RuntimeException | Error other) {
            throw new AssertionError(one.name + " " + HexFormat.of().formatHex(damaged), other);
        }
        assertArrayEquals(damaged, again, one.name);
        return false;
    }

    @TestFactory
    Stream<DynamicTest> bytesCutOffAnywhereAreRefused() {
        return Stream.concat(cases(codec), cases(checked))
                .map(one -> dynamicTest(one.name, () -> {
                    for (int length = 0; length < one.bytes.length; length++) {
                        assertTrue(refused(one, Arrays.copyOf(one.bytes, length)), "cut to " + length);
                    }
                    assertArrayEquals(one.bytes, one.again.apply(one.bytes));
                }));
    }

    @TestFactory
    Stream<DynamicTest> bytesTooManyAreRefused() {
        return Stream.concat(cases(codec), cases(checked))
                .map(one -> dynamicTest(one.name, () -> {
                    assertTrue(refused(one, Arrays.copyOf(one.bytes, one.bytes.length + 1)));
                    byte[] twice = Arrays.copyOf(one.bytes, 2 * one.bytes.length);
                    System.arraycopy(one.bytes, 0, twice, one.bytes.length, one.bytes.length);
                    assertTrue(refused(one, twice));
                }));
    }

    @TestFactory
    Stream<DynamicTest> anyByteReplacedIsRefusedOrMakesAnotherState() {
        return cases(codec)
                .map(one -> dynamicTest(one.name, () -> {
                    int step = one.bytes.length > 24 ? 37 : 1; // of the long ones a sample, besides every bit
                    for (int i = 0; i < one.bytes.length; i++) {
                        byte[] damaged = one.bytes.clone();
                        for (int octet = i % step; octet < 256; octet += step) {
                            damaged[i] = (byte) octet;
                            refused(one, damaged);
                        }
                        for (int bit = 1; bit < 256; bit *= 2) {
                            damaged[i] = (byte) (one.bytes[i] ^ bit);
                            refused(one, damaged);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> anyByteLeftOutOrDoubledIsRefusedOrMakesAnotherState() {
        return cases(codec)
                .map(one -> dynamicTest(one.name, () -> {
                    byte[] bytes = one.bytes;
                    for (int i = 0; i < bytes.length; i++) {
                        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                        System.arraycopy(bytes, i + 1, shorter, i, bytes.length - i - 1);
                        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                        System.arraycopy(bytes, i, longer, i + 1, bytes.length - i);
                        refused(one, shorter);
                        refused(one, longer);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> withAChecksumAnyFlippedBitIsRefused() {
        return cases(checked)
                .map(one -> dynamicTest(one.name, () -> {
                    for (int bit = 0; bit < 8 * one.bytes.length; bit++) {
                        byte[] damaged = one.bytes.clone();
                        damaged[bit / 8] ^= (byte) (1 << bit % 8);
                        assertTrue(refused(one, damaged), "bit " + bit);
                    }
                }));
    }

    @Test
    void randomBytesAreRefusedOrAreThoseOfAState() {
        var cases = cases(codec).toList();
        int accepted = 0;
        for (long seed = 0; seed < 8_000; seed++) {
            var random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            Case one = cases.get(random.nextInt(cases.size()));
            int known = random.nextInt(Math.min(one.bytes.length, bytes.length) + 1);
            System.arraycopy(one.bytes, 0, bytes, 0, known);
            accepted += refused(one, bytes) ? 0 : 1;
        }
        assertTrue(accepted < 800, "accepted " + accepted);
    }

    @Test
    void severalChangesAtOnceAreRefusedOrMakeAnotherState() {
        var cases = cases(codec).toList();
        for (long seed = 0; seed < 8_000; seed++) {
            var random = new SplittableRandom(seed);
            Case one = cases.get(random.nextInt(cases.size()));
            byte[] damaged = one.bytes.clone();
            for (int changes = 2 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = (byte) (random.nextBoolean() ? damaged[at] + random.nextInt(-2, 3) : random.nextInt());
            }
            refused(one, damaged);
        }
    }

    @TestFactory
    Stream<DynamicTest> anotherStateMadeByDamageMergesAsAnyDoes() {
        return Samples.states().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> mergesWithItsDamage(sample.getValue())));
    }

    private <S extends Crdt<S>> void mergesWithItsDamage(Crdt<S> sample) {
        S state = Shapes.unchecked(sample);
        byte[] bytes = codec.encode(state);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            S other;
            try {
                other = codec.decode(damaged, state);
            } catch (DecodeException expected) {
                continue;
            }
            S joined = state.merge(other);
            assertEquals(joined, other.merge(state), "bit " + bit);
            assertTrue(state.leq(joined) && other.leq(joined), "bit " + bit);
            assertEquals(joined, state.merge(other.delta(state)), "bit " + bit);
            assertEquals(joined, codec.decode(codec.encode(joined), state), "bit " + bit);
        }
    }

    @Test
    void afterBadBytesTheCodecReadsGoodOnesAndNoStateHasChanged() {
        ORSet<String> mine = ORSet.<String>empty().add(Samples.A, "x");
        ORSet<String> same = ORSet.<String>empty().add(Samples.A, "x");
        byte[] bytes = codec.encode(mine);
        for (int i = 0; i < bytes.length; i++) {
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThrows(DecodeException.class, () -> codec.decode(cut, mine));
            Crdt<?> decoded = codec.decode(bytes, mine);
            assertEquals(same, decoded);
            assertEquals(same, mine);
        }
    }
}
