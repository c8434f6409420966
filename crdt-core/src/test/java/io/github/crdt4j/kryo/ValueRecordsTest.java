package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Records of values and enums, as elements. */
class ValueRecordsTest {

    private static final ReplicaId A = ReplicaId.of("a");

    enum Color {
        RED,
        GREEN {
            @Override
            String inGerman() {
                return "gruen";
            }
        };

        String inGerman() {
            return "rot";
        }
    }

    enum LaterColor {
        BLUE,
        GREEN,
        RED
    }

    record Point(int x, int y) {}

    record Exchanged(int y, int x) {}

    record Wide(int x, int y, long z) {}

    record OfText(String x, String y) {}

    record Flags(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Boxes(Boolean a, Byte b, Short c, Character d, Integer e, Long f, Float g, Double h) {}

    record Order(
            UUID id,
            LocalDate day,
            Instant at,
            BigDecimal total,
            BigInteger number,
            List<String> lines,
            Optional<Point> place,
            Color color,
            List<Point> path,
            ORSet<String> tags) {}

    record Positive(int n) {
        Positive {
            if (n <= 0) {
                throw new IllegalArgumentException(n + " is not positive");
            }
        }
    }

    record Item(String sku, int count) {}

    record NotedItem(String sku, int count, String note) {
        NotedItem {
            note = note == null ? "none" : note;
        }
    }

    record Generic<T>(T value) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(int r) implements Shape {}

    record Square(int a) implements Shape {}

    record Holder(Shape shape) {}

    record OfSet(Set<String> all) {}

    record OfMap(Map<String, String> all) {}

    record OfArray(byte[] bytes) {}

    private static KryoCodec.Builder all() {
        return KryoCodec.builder()
                .record(Point.class, 100)
                .enumeration(Color.class, 101)
                .record(Order.class, 102)
                .record(Flags.class, 103)
                .record(Boxes.class, 104)
                .record(Positive.class, 105)
                .record(Generic.class, 106)
                .record(Circle.class, 107)
                .record(Square.class, 108)
                .record(Holder.class, 109)
                .record(OfText.class, 110)
                .verify(true);
    }

    private static byte[] encode(KryoCodec codec, Object element) {
        return codec.encode(ORSet.empty().add(A, element));
    }

    private static Object decode(KryoCodec codec, byte[] bytes) {
        return codec.decode(bytes, ORSet.empty()).elements().iterator().next();
    }

    private static String refusal(KryoCodec codec, byte[] bytes) {
        return assertThrows(DecodeException.class, () -> decode(codec, bytes)).getMessage();
    }

    private static final Order ORDER = new Order(
            new UUID(1, 2),
            LocalDate.of(2026, 1, 1),
            Instant.ofEpochSecond(1, 2),
            new BigDecimal("1.50"),
            BigInteger.ONE.shiftLeft(80),
            List.of("a", "b"),
            Optional.of(new Point(1, 2)),
            Color.GREEN,
            List.of(new Point(3, 4), new Point(0, 0)),
            ORSet.<String>empty().add(A, "x"));

    @Test
    void componentsAreValuesOfEveryKindThatNeedsNoRegistrationAndOfRegisteredOnes() {
        KryoCodec codec = all().build();
        for (Object value : List.of(
                ORDER,
                new Order(null, null, null, null, null, List.of(), Optional.empty(), null, null, null),
                new Flags(true, (byte) 1, (short) 2, 'c', 3, 4, 5, Double.NaN),
                new Boxes(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, -0.0),
                new Boxes(null, null, null, null, null, null, null, null),
                new Generic<>(ORDER),
                new Generic<>(Optional.of(List.of(1, "x"))),
                new Holder(new Circle(1)),
                new Holder(new Square(1)),
                new OfText(null, ""),
                new OfText("", null),
                Color.RED,
                Color.GREEN,
                Optional.empty(),
                Optional.of("x"))) {
            byte[] bytes = encode(codec, value);
            assertEquals(value, decode(codec, bytes));
            assertArrayEquals(bytes, encode(codec, decode(codec, bytes)));
        }
    }

    @Test
    void enumsAreWrittenByName() {
        KryoCodec later = KryoCodec.builder().enumeration(LaterColor.class, 101).build();
        assertEquals(LaterColor.GREEN, decode(later, encode(all().build(), Color.GREEN)));
        assertEquals(Color.RED, decode(all().build(), encode(later, LaterColor.RED)));
        String message = refusal(all().build(), encode(later, LaterColor.BLUE));
        assertTrue(message.contains(Color.class.getName() + " has no constant \"BLUE\" here"), message);
    }

    @Test
    void componentsAddedAtTheEndHaveDefaultsInOlderBytesAndOneFormInBothReleases() {
        KryoCodec first = KryoCodec.builder().record(Item.class, 100).build();
        KryoCodec second = KryoCodec.builder().record(NotedItem.class, 100).build();
        byte[] bytes = encode(first, new Item("milk", 2));
        assertEquals(new NotedItem("milk", 2, "none"), decode(second, bytes));
        assertArrayEquals(bytes, encode(second, new NotedItem("milk", 2, null)));
        assertEquals(new Item("milk", 2), decode(first, encode(second, new NotedItem("milk", 2, "none"))));
        String message = refusal(first, encode(second, new NotedItem("milk", 2, "fresh")));
        assertTrue(
                message.contains(
                        "a " + Item.class.getName()
                                + " with 3 components, of which only (sku, count) are known here: all peers must read a new component"),
                message);
    }

    @Test
    void componentsOfOneTypeExchangedAreRefused() {
        byte[] bytes = encode(all().build(), new Point(1, 2));
        String message =
                refusal(KryoCodec.builder().record(Exchanged.class, 100).build(), bytes);
        assertTrue(message.contains("the first 2 components of a " + Exchanged.class.getName()), message);
        assertTrue(message.contains("than here, (y, x)"), message);
    }

    @Test
    void aComponentOfAnotherTypeIsRefused() {
        byte[] bytes = encode(all().build(), new Point(1, 2));
        String message = refusal(KryoCodec.builder().record(OfText.class, 100).build(), bytes);
        assertTrue(message.contains("component x of a " + OfText.class.getName()), message);
        assertTrue(message.contains("and no String"), message);
        byte[] ofNull = encode(all().build(), new OfText(null, "y"));
        KryoCodec points = KryoCodec.builder().record(Point.class, 110).build();
        assertTrue(refusal(points, ofNull).contains("component x of a " + Point.class.getName() + " is null"));
    }

    @Test
    void aConstructorThatThrowsRefusesTheBytes() {
        KryoCodec points = KryoCodec.builder().record(Point.class, 105).build();
        record Any(int n) {}
        KryoCodec any = KryoCodec.builder().record(Any.class, 105).build();
        String message = refusal(all().build(), encode(any, new Any(-1)));
        assertTrue(message.contains("refuses what was read"), message);
        assertTrue(message.contains("-1 is not positive"), message);
        assertTrue(refusal(all().build(), encode(any, new Any(0))).contains("the defaults of components"));
        assertEquals(new Positive(3), decode(all().build(), encode(all().build(), new Positive(3))));
        assertTrue(encode(points, new Point(0, 0)).length < encode(points, new Point(1, 0)).length);
    }

    @Test
    void noDamageEndsInAnythingButADecodeException() {
        KryoCodec codec = all().checksum(false).build();
        byte[] bytes = encode(codec, new Generic<>(ORDER));
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged =
                    Arrays.copyOf(bytes, random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length);
            for (int j = random.nextInt(3); j >= 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ORSet<Object> read = codec.decode(damaged, ORSet.empty());
                assertArrayEquals(damaged, codec.encode(read));
            } catch (DecodeException expected) {
                assertTrue(expected.getMessage() != null);
            }
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedWhenItIsRegistered() {
        for (Class<? extends Record> type : List.<Class<? extends Record>>of(OfSet.class, OfMap.class, OfArray.class)) {
            var thrown = assertThrows(
                    IllegalArgumentException.class, () -> KryoCodec.builder().record(type, 100));
            assertTrue(thrown.getMessage().endsWith("which has no encoding: make it a List"), thrown::getMessage);
        }
        var composite = assertThrows(
                IllegalArgumentException.class, () -> KryoCodec.builder().record(Samples.Profile.class, 100));
        assertTrue(composite.getMessage().contains("use composite(...)"));
        assertThrows(
                IllegalArgumentException.class,
                () -> KryoCodec.builder().record(Point.class, 100).record(Wide.class, 100));
    }

    @Test
    void whatIsNotRegisteredInARecordIsRefusedInOurWords() {
        KryoCodec codec = all().build();
        var set = assertThrows(IllegalArgumentException.class, () -> encode(codec, new Generic<>(Set.of(1, 2))));
        assertTrue(set.getMessage().contains("it has no order that every replica shares"), set::getMessage);
        KryoCodec withKryo = KryoCodec.builder()
                .register(
                        Generic.class,
                        () -> new com.esotericsoftware.kryo.serializers.RecordSerializer<>(Generic.class),
                        100)
                .build();
        var kryo = assertThrows(IllegalArgumentException.class, () -> encode(withKryo, new Generic<>(Set.of(1, 2))));
        assertTrue(kryo.getMessage().contains("it has no order that every replica shares"), kryo::getMessage);
    }

    @Test
    void aListOrArrayInKryosOwnSerializersLeadsToTheRecordsOfTheBuilder() {
        KryoCodec withKryo = KryoCodec.builder()
                .register(
                        Generic.class,
                        () -> new com.esotericsoftware.kryo.serializers.RecordSerializer<>(Generic.class),
                        100)
                .build();
        for (Object list : List.of(List.of("a"), List.of(1, 2, 3), new ArrayList<>(List.of(1)), Arrays.asList(1, 2))) {
            String message = assertThrows(IllegalArgumentException.class, () -> encode(withKryo, new Generic<>(list)))
                    .getMessage();
            assertTrue(
                    message.endsWith(list.getClass().getName()
                            + " has no encoding: Kryo's own serializers do not write lists: make the class that holds it"
                            + " a record, and call KryoCodec.builder().record(its class, id)"),
                    message);
            KryoCodec advised = KryoCodec.builder().record(Generic.class, 100).build();
            assertEquals(new Generic<>(list), decode(advised, encode(advised, new Generic<>(list))));
        }
        for (Object array : List.of(new byte[1], new String[1], new int[1][1])) {
            String message = assertThrows(IllegalArgumentException.class, () -> encode(withKryo, new Generic<>(array)))
                    .getMessage();
            assertTrue(message.contains("do not write arrays: make it a List,"), message);
        }
    }

    @Test
    void serializersOfUsersFindThePlainClassesInTheKryoOfACodec() {
        KryoCodec codec =
                KryoCodec.builder().register(Generic.class, OfAny::new, 100).build();
        for (Object value : List.of(
                new UUID(1, 2), LocalDate.EPOCH, Instant.EPOCH, BigDecimal.TEN, BigInteger.TEN, Optional.of(1))) {
            assertEquals(new Generic<>(value), decode(codec, encode(codec, new Generic<>(value))));
        }
    }

    /** As a user would write it. */
    @SuppressWarnings("rawtypes") // Kryo's serializers are of raw classes
    static final class OfAny extends Serializer<Generic> {
        @Override
        public void write(Kryo kryo, Output output, Generic value) {
            kryo.writeClassAndObject(output, value.value());
        }

        @Override
        public Generic<?> read(Kryo kryo, Input input, Class<? extends Generic> type) {
            return new Generic<>(kryo.readClassAndObject(input));
        }
    }

    @Test
    void aSerializerThatIsNotCanonicalIsRefusedByTheWriterOnceItVerifies() {
        KryoCodec.Builder builder =
                KryoCodec.builder().register(HashSet.class, () -> new CollectionSerializer<>(), 100);
        KryoCodec trusting = builder.build();
        KryoCodec verifying = builder.verify(true).build();
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            var set = new HashSet<String>(64);
            for (int j = 0; j < 6; j++) {
                set.add("w" + i * j * 31);
            }
            byte[] bytes = encode(trusting, set);
            boolean readable = true;
            try {
                var unusedState = decode(trusting, bytes);
            } catch (DecodeException e) {
                readable = false;
            }
            try {
                var unusedBytes = encode(verifying, set);
                assertTrue(readable, "what the writer lets pass, the reader takes");
            } catch (IllegalArgumentException e) {
                refused++;
                assertTrue(
                        e.getMessage()
                                .startsWith("the serializer of java.util.HashSet writes equal values as different"),
                        e::getMessage);
                assertTrue(!readable);
            }
        }
        assertTrue(refused > 20, refused + " refused");
    }
}
