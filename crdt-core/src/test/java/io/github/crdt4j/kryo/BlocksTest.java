package io.github.crdt4j.kryo;

import static io.github.crdt4j.causal.Embeddings.shift;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Larger sets and maps: that they come back, how many bytes they take, and that nothing but their value decides on these. */
class BlocksTest {

    private static final List<ReplicaId> WRITERS = List.of(Samples.A, Samples.B, Samples.C);

    private final KryoCodec codec = Samples.builder().build();

    private ORSet<Object> set(int size, IntFunction<?> element) {
        ORSet<Object> set = ORSet.empty();
        for (int i = 0; i < size; i++) {
            set = set.add(WRITERS.get(i % 3), element.apply(i));
        }
        return set;
    }

    @CanIgnoreReturnValue
    private byte[] comesBack(ORSet<Object> set) {
        byte[] bytes = codec.encode(set);
        ORSet<Object> again = codec.decode(bytes, ORSet.empty());
        assertEquals(set, again);
        assertArrayEquals(bytes, codec.encode(again));
        return bytes;
    }

    private void takes(double most, ORSet<Object> set) {
        double each = comesBack(set).length / (double) set.size();
        assertTrue(each <= most, each + " bytes for each element");
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String word(SplittableRandom random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void anyNumberOfElementsComesBack() {
        for (int size :
                new int[] {0, 1, 7, 8, 9, 10, 63, 64, 65, 66, 127, 128, 129, 1_000, 4_095, 4_096, 4_097, 4_098, 8_193
                }) {
            comesBack(set(size, i -> "user-" + i));
            comesBack(set(size, i -> (long) i * i * i));
        }
    }

    @Test
    void elementsTakeLittleMoreThanTheyTell() {
        var random = new SplittableRandom(1);
        takes(7.6, set(3_000, i -> word(random, 12))); // 12 of 26 letters are 7.05 bytes, of 32 they are 7.5
        takes(1.1, set(3_000, i -> "user-%07d".formatted(i)));
        takes(1.6, set(3_000, i -> "https://example.com/users/%07d/profile?language=en".formatted(i)));
        takes(1.6, set(3_000, i -> (long) i));
        takes(17.3, set(3_000, i -> new UUID(random.nextLong(), random.nextLong())));
        List<Integer> shuffled = new ArrayList<>(Collections.nCopies(3_000, 0));
        for (int i = 0; i < 3_000; i++) {
            shuffled.set(i, i);
        }
        Collections.shuffle(shuffled, new Random(1));
        takes(2.2, set(3_000, i -> "user-%07d".formatted(shuffled.get(i))));
    }

    @Test
    void whatIsGoneTakesLittle() {
        var random = new SplittableRandom(2);
        ORSet<Object> set = set(4_000, i -> "user-%07d".formatted(i));
        for (int i = 0; i < 4_000; i++) {
            set = random.nextBoolean() ? set : set.remove("user-%07d".formatted(i));
        }
        takes(1.7, set);
    }

    @Test
    void fewElementsTakeNoMoreThanTheyDidWithoutBlocks() {
        ORSet<Object> one = ORSet.empty().add(Samples.A, "x");
        assertEquals(2 + 1 + 8 + 1 + 3 + 3, codec.encode(one).length);
        for (int size = 9; size < 20; size++) {
            int few = codec.encode(set(8, i -> "user-%07d".formatted(i))).length;
            int more = codec.encode(set(size, i -> "user-%07d".formatted(i))).length;
            assertTrue(more < few, size + " elements in " + more + " bytes, 8 in " + few);
        }
    }

    @Test
    void elementsOfEveryKindAndLengthComeBackTogether() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new SplittableRandom(seed);
            ORSet<Object> set = ORSet.empty();
            String stem = word(random, random.nextInt(400));
            for (int i = random.nextInt(700); i > 0; i--) {
                Object element = switch (random.nextInt(5)) {
                    case 0 -> Samples.ELEMENTS.get(random.nextInt(Samples.ELEMENTS.size()));
                    case 1 -> stem.substring(0, random.nextInt(stem.length() + 1)) + i;
                    case 2 -> i + stem.substring(random.nextInt(stem.length() + 1));
                    case 3 -> List.of(i, stem, random.nextInt());
                    default -> "a".repeat(random.nextInt(300));
                };
                set = random.nextInt(4) == 0 ? set.remove(element) : set.add(WRITERS.get(random.nextInt(3)), element);
            }
            comesBack(set);
        }
    }

    @Test
    void elementsKeptByDotsOfSeveralWritersComeBack() {
        for (int size : new int[] {9, 300, 700}) {
            var random = new SplittableRandom(size);
            ORSet<Object> all = ORSet.empty();
            for (ReplicaId writer : WRITERS) {
                ORSet<Object> one = ORSet.empty();
                for (int i = 0; i < size; i++) {
                    one = random.nextInt(3) == 0 ? one : one.add(writer, "user-" + random.nextInt(size));
                }
                all = all.merge(one);
            }
            comesBack(all);
        }
    }

    @Test
    void theOrderInWhichASetCameAboutDoesNotShow() {
        ORSet<Object> forwards = ORSet.empty();
        ORSet<Object> backwards = ORSet.empty();
        var parts = new ArrayList<ORSet<Object>>();
        for (ReplicaId writer : WRITERS) {
            parts.add(ORSet.<Object>empty().edit(writer, editor -> {
                for (int i = 0; i < 400; i++) {
                    editor.add("user-" + (i ^ writer.hashCode() & 0xFF));
                }
            }));
        }
        for (int i = 0; i < 3; i++) {
            forwards = forwards.merge(parts.get(i));
            backwards = backwards.merge(parts.get(2 - i));
        }
        assertArrayEquals(codec.encode(forwards), codec.encode(backwards));
    }

    @Test
    void numbersFarApartAndNearTheEndComeBack() {
        ORSet<Object> set = ORSet.empty();
        for (int i = 0; i < 40; i++) {
            set = shift(set.add(Samples.A, i), Samples.A, i, 1L << 50);
        }
        ORSet<Object> last =
                shift(set, Samples.A, 20, Long.MAX_VALUE - set.context().last(Samples.A));
        assertEquals(Long.MAX_VALUE, last.context().last(Samples.A));
        comesBack(last);
    }

    @Test
    void largerMapsComeBackAndTakeLittle() {
        for (int size : new int[] {8, 9, 64, 65, 1_000, 4_097}) {
            ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
            for (int i = 0; i < size; i++) {
                ReplicaId writer = WRITERS.get(i % 3);
                int amount = i % 10;
                map = map.update(writer, "item-%06d".formatted(i * 7), count -> count.increment(writer, amount));
            }
            map = map.remove("item-000007");
            byte[] bytes = codec.encode(map);
            ORMap<String, PNCounter> again = codec.decode(bytes, map);
            assertEquals(map, again);
            assertArrayEquals(bytes, codec.encode(again));
            assertTrue(size < 1_000 || bytes.length <= 7 * size, bytes.length + " bytes");
        }
    }

    @Test
    void largerSetsInSmallMapsAreInBlocksAndInLargeMapsAreNot() {
        for (int size : new int[] {3, 12}) {
            ORMap<Integer, ORSet<String>> map = ORMap.empty(ORSet.empty());
            for (int i = 0; i < size; i++) {
                map = map.update(
                        Samples.A,
                        i,
                        set -> set.edit(Samples.A, editor -> {
                            for (int k = 0; k < 300; k++) {
                                editor.add("user-%07d".formatted(k));
                            }
                        }));
            }
            byte[] bytes = codec.encode(map);
            ORMap<Integer, ORSet<String>> again = codec.decode(bytes, map);
            assertEquals(map, again);
            assertArrayEquals(bytes, codec.encode(again));
            double each = bytes.length / (300.0 * size);
            assertTrue(size == 3 ? each < 1.5 : each > 5 && each < 11, each + " bytes for each element");
        }
    }

    @Test
    void aValueHasTheSameBytesWhateverSurroundsIt() {
        ORSet<Object> nested = set(100, i -> "user-" + i);
        byte[] alone = new byte[0];
        for (int size : new int[] {0, 20}) {
            byte[] bytes = codec.encode(set(size, i -> i).add(Samples.A, nested));
            var plain = new Encoder(new Session(null, 32, 1 << 20, Session.BY_DEFAULT));
            plain.value(nested);
            alone = plain.toBytes();
            assertEquals(size == 0, latin1(bytes).contains(latin1(alone)));
        }
        assertTrue(alone.length > 900);
        assertTrue(codec.order().compare(nested, nested) == 0);
    }

    @Test
    void theLimitIsOnWhatIsUnpackedToo() {
        ORSet<Object> set = set(1_000, i -> "user-%07d".formatted(i));
        byte[] bytes = codec.encode(set);
        assertTrue(bytes.length < 1_200);
        var tight = KryoCodec.builder().maxUnpacked(17_000).build(); // 16 for each, and the bytes
        assertThrows(IllegalArgumentException.class, () -> tight.encode(set));
        var refused = assertThrows(DecodeException.class, () -> tight.decode(bytes, ORSet.empty()));
        assertTrue(
                refused.getMessage().contains("bytes unpacked, more than maxUnpacked (17000)"), refused.getMessage());
        var loose = KryoCodec.builder().maxUnpacked(17_200).build();
        assertEquals(set, loose.decode(loose.encode(set), ORSet.empty()));
    }

    @Test
    void whatIsStoredUnderKeysCountsAsItUnpacks() {
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        for (int i = 0; i < 1_000; i++) {
            map = map.update(Samples.A, "%06d".formatted(i), count -> count.increment(Samples.A, 100));
        }
        ORMap<String, PNCounter> all = map;
        byte[] bytes = codec.encode(all);
        assertTrue(bytes.length < 7_000, bytes.length + " bytes");
        var tight = KryoCodec.builder().maxUnpacked(15_000).build(); // the keys are 6000
        assertThrows(IllegalArgumentException.class, () -> tight.encode(all));
        assertThrows(DecodeException.class, () -> tight.decode(bytes, all));
        var loose = KryoCodec.builder().maxUnpacked(30_000).build();
        assertEquals(all, loose.decode(loose.encode(all), all));
    }

    @Test
    void valuesInBlocksAreALevelDeeperThanTheSet() {
        var flat = KryoCodec.builder().maxDepth(1).build();
        for (IntFunction<Object> element :
                List.<IntFunction<Object>>of(i -> "user-" + i, i -> "é" + i, i -> i, i -> i == 5 ? i : "user-" + i)) {
            for (int size : new int[] {8, 9, 100}) {
                ORSet<Object> set = set(size, element);
                byte[] bytes = codec.encode(set);
                assertThrows(IllegalArgumentException.class, () -> flat.encode(set));
                assertThrows(DecodeException.class, () -> flat.decode(bytes, ORSet.empty()));
                var deeper = KryoCodec.builder().maxDepth(2).build();
                assertEquals(set, deeper.decode(deeper.encode(set), ORSet.empty()));
            }
        }
    }
}
