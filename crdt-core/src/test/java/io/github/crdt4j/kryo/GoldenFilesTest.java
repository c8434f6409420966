package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The format as files. Whoever changes it on purpose regenerates them with {@code -Dcrdt4j.golden.write=true} and says so
 * in the CHANGELOG; once a version is released, its files stay and must still decode.
 */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean WRITE = Boolean.getBoolean("crdt4j.golden.write");

    private final KryoCodec codec = Samples.builder().build();

    private static byte[] golden(String name, byte[] now) throws IOException {
        Path file = GOLDEN.resolve(name + ".bin");
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            Files.write(file, now);
        }
        return Files.readAllBytes(file);
    }

    @TestFactory
    Stream<DynamicTest> statesAreWrittenAndReadAsEver() {
        return Samples.states().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    byte[] now = codec.encode(sample.getValue());
                    byte[] golden = golden(sample.getKey(), now);
                    assertArrayEquals(golden, now);
                    var decoded = Samples.decode(codec, golden, sample.getValue());
                    assertEquals(sample.getValue(), decoded);
                    assertArrayEquals(golden, codec.encode(decoded));
                }));
    }

    @TestFactory
    Stream<DynamicTest> messagesAreWrittenAndReadAsEver() {
        return Samples.messages().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    byte[] now = codec.encodeMessage(sample.getValue());
                    byte[] golden = golden(sample.getKey(), now);
                    assertArrayEquals(golden, now);
                    var decoded = codec.decodeMessage(golden, ORSet.empty());
                    assertEquals(sample.getValue(), decoded);
                    assertArrayEquals(golden, codec.encodeMessage(decoded));
                }));
    }

    @Test
    void aChecksummedFrameIsWrittenAndReadAsEver() throws IOException {
        var checked = Samples.builder().checksum(true).build();
        GCounter counter = GCounter.empty().increment(Samples.A, 42);
        byte[] now = checked.encode(counter);
        byte[] golden = golden("GCounter-checksum", now);
        assertArrayEquals(golden, now);
        assertEquals(counter, checked.decode(golden, GCounter.class));
    }

    @TestFactory
    Stream<DynamicTest> serializersKeepTheirIdsAndBytes() {
        Map<Class<?>, Object> values = new HashMap<>();
        Stream.of(Samples.A, new Dot(Samples.A, 2), new LamportTimestamp(3, Samples.B))
                .forEach(value -> values.put(value.getClass(), value));
        Catalogue.all().forEach(row -> values.put(row.type(), row.sample()));
        return Types.ROWS.stream()
                .map(row -> dynamicTest(row.type().getSimpleName(), () -> {
                    Object value = Objects.requireNonNull(values.get(row.type()), "a row in Catalogue");
                    var kryo = new Kryo();
                    CrdtSerializers.register(kryo);
                    assertEquals(
                            CrdtSerializers.DEFAULT_BASE_ID + row.id(),
                            kryo.getRegistration(row.type()).getId());
                    var output = new Output(64, -1);
                    kryo.writeClassAndObject(output, value);
                    byte[] golden = golden("Kryo-" + row.type().getSimpleName(), output.toBytes());
                    assertArrayEquals(golden, output.toBytes());
                    assertEquals(value, kryo.readClassAndObject(new Input(golden)));
                }));
    }

    @Test
    void everyGoldenFileBelongsToASample() throws IOException {
        assumeFalse(WRITE);
        Set<String> known = new TreeSet<>(Samples.states().keySet());
        known.addAll(Samples.messages().keySet());
        known.addAll(OpCodecTest.names());
        Types.ROWS.forEach(row -> known.add("Kryo-" + row.type().getSimpleName()));
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Set<String> found = new TreeSet<>();
            files.map(file -> file.getFileName().toString().replace(".bin", ""))
                    .filter(name -> !name.equals("GCounter-checksum"))
                    .forEach(found::add);
            assertTrue(found.size() > 30);
            assertEquals(known, found);
        }
    }
}
