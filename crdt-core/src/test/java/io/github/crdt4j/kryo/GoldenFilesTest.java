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
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        var values = List.of(
                Samples.A,
                new Dot(Samples.A, 2),
                new LamportTimestamp(3, Samples.B),
                VectorClock.empty().tick(Samples.A),
                CausalContext.of(new Dot(Samples.A, 1)),
                GCounter.empty().increment(Samples.A),
                PNCounter.empty().decrement(Samples.A),
                LWWRegister.empty().set(new LamportTimestamp(1, Samples.A), "x"),
                MVRegister.empty().set(Samples.A, "x"),
                ORSet.empty().add(Samples.A, "x"),
                ORMap.<String, GCounter>empty(GCounter.empty()).update(Samples.A, "k", c -> c.increment(Samples.A)),
                Removable.of(VectorClock.empty()).update(Samples.A, c -> c.tick(Samples.A)));
        var tests = new ArrayList<DynamicTest>();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            int id = CrdtSerializers.DEFAULT_BASE_ID + i;
            tests.add(dynamicTest(value.getClass().getSimpleName(), () -> {
                var kryo = new Kryo();
                CrdtSerializers.register(kryo);
                assertEquals(id, kryo.getRegistration(value.getClass()).getId());
                var output = new Output(64, -1);
                kryo.writeClassAndObject(output, value);
                byte[] golden = golden("Kryo-" + value.getClass().getSimpleName(), output.toBytes());
                assertArrayEquals(golden, output.toBytes());
                assertEquals(value, kryo.readClassAndObject(new Input(golden)));
            }));
        }
        return tests.stream();
    }

    @Test
    void everyGoldenFileBelongsToASample() throws IOException {
        assumeFalse(WRITE);
        Set<String> known = new TreeSet<>(Samples.states().keySet());
        known.addAll(Samples.messages().keySet());
        known.addAll(OpCodecTest.names());
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Set<String> found = new TreeSet<>();
            files.map(file -> file.getFileName().toString().replace(".bin", ""))
                    .filter(name -> !name.startsWith("Kryo-") && !name.equals("GCounter-checksum"))
                    .forEach(found::add);
            assertTrue(found.size() > 30);
            assertEquals(known, found);
        }
    }
}
