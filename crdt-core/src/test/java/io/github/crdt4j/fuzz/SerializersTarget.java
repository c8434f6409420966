package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.primitives.Bytes;
import io.github.crdt4j.kryo.CompositeSerializer;
import io.github.crdt4j.kryo.CrdtSerializers;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Any bytes, read by the serializers of a user's own {@link Kryo}, from an array and from a stream: refused alike by a
 * {@link DecodeException}, or those of what is read; and the same Kryo then reads a good object.
 */
public final class SerializersTarget {

    private static final Kryo KRYO = kryo();
    private static final List<Object> OBJECTS = objects();
    private static final Map<Class<?>, List<byte[]>> SAMPLES = OBJECTS.stream()
            .collect(Collectors.groupingBy(
                    Object::getClass, Collectors.mapping(SerializersTarget::written, Collectors.toList())));
    private static final Dot GOOD = new Dot(Samples.B, 300);

    private SerializersTarget() {}

    private static Kryo kryo() {
        var kryo = new Kryo();
        CrdtSerializers.register(kryo);
        kryo.register(Samples.Money.class, new Samples.MoneySerializer(), 100);
        kryo.register(Samples.Words.class, new Samples.WordsSerializer(), 101);
        kryo.register(Samples.Profile.class, new CompositeSerializer<>(Samples.Profile.EMPTY), 102);
        return kryo;
    }

    private static List<Object> objects() {
        var objects =
                new ArrayList<Object>(List.of(Samples.B, new Dot(Samples.A, 2), new LamportTimestamp(3, Samples.C)));
        Samples.states().forEach((name, state) -> {
            if (!name.startsWith("Object") && !name.equals("ORSet-elements") && !name.equals("ORMap-switches")) {
                objects.add(state);
            }
        });
        return List.copyOf(objects);
    }

    private static byte[] written(Object object) {
        var output = new Output(64, -1);
        KRYO.writeObject(output, object);
        return output.toBytes();
    }

    /** Called by the fuzzer, before the first input. */
    public static void fuzzerInitialize() {
        Heap.occupy();
    }

    /**
     * One input: which class, then how the bytes come about.
     *
     * @param input the input
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var unused = run(input);
    }

    /** Whether the bytes were those of an object. */
    static boolean run(byte[] input) {
        var choices = new Choices(input);
        Class<?> type = choices.oneOf(OBJECTS).getClass();
        byte[] bytes = lengthRight(AlmostValid.bytes(choices, SAMPLES.get(type), List.of()), choices);
        var array = new Input(bytes);
        Object read = read(array, type, bytes);
        Work.measure(bytes, () -> read(new Input(bytes), type, bytes), same -> assertEquals(read, same));
        Object streamed = read(new Input(new ByteArrayInputStream(bytes), 1 + choices.below(20)), type, bytes);
        assertEquals(read, streamed, "an array and a stream are read alike");
        if (read != null) {
            assertArrayEquals(Arrays.copyOf(bytes, array.position()), written(read));
        }
        assertEquals(GOOD, KRYO.readObject(new Input(written(GOOD)), Dot.class));
        return read != null;
    }

    /** Mostly announces as many bytes as there are, so that what is inside is looked at. */
    private static byte[] lengthRight(byte[] bytes, Choices choices) {
        if (choices.chance(8) || bytes.length < 2) {
            return bytes;
        }
        int begin = 1;
        while (begin < bytes.length - 1 && bytes[begin] < 0) {
            begin++;
        }
        byte[] body = Arrays.copyOfRange(bytes, begin + 1, bytes.length);
        var output = new Output(5);
        output.writeVarInt(body.length, true);
        return Bytes.concat(new byte[] {bytes[0]}, output.toBytes(), body);
    }

    private static Object read(Input input, Class<?> type, byte[] bytes) {
        try {
            return KRYO.readObject(input, type);
        } catch (DecodeException refused) {
            if (refused.offset() < 0 || refused.offset() > bytes.length) {
                throw new AssertionError(refused);
            }
            return null;
        }
    }
}
