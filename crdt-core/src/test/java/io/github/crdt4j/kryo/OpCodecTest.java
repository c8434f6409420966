package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final KryoCodec plain = Samples.builder().build();

    /** Something that was encoded, and how to go there and back. */
    private record Coded(
            String name,
            byte[] bytes,
            Object value,
            Function<byte[], Object> decode,
            Function<Object, byte[]> encode) {}

    private static <S extends OpCrdt<S, O>, O extends Operation> Stream<Coded> coded(
            KryoCodec plain, OpSamples.Sample<S, O> sample) {
        OpCodec<S, O> codec = OpCodec.of(plain, sample.initial());
        Stream<Coded> messages = Stream.of(0, 1, 2)
                .map(i -> new Coded(
                        sample.name() + "-message-" + i,
                        codec.encode(sample.messages().get(i)),
                        sample.messages().get(i),
                        codec::decodeMessage,
                        message -> codec.encode(Shapes.<OpMessage<List<O>>>unchecked(message))));
        return Stream.concat(
                messages,
                Stream.of(OpSnapshot.initial(sample.initial()), sample.snapshot())
                        .map(snapshot -> new Coded(
                                sample.name() + (snapshot == sample.snapshot() ? "-snapshot" : "-empty"),
                                codec.encode(snapshot),
                                snapshot,
                                codec::decodeSnapshot,
                                any -> codec.encode(Shapes.<OpSnapshot<S, O>>unchecked(any)))));
    }

    private static Stream<Coded> all(KryoCodec plain) {
        OpCodec<OpGCounter, ?> codec = OpCodec.of(plain, OpGCounter.empty());
        var announcement = new Coded(
                "Announcement",
                codec.encode(OpSamples.ANNOUNCEMENT),
                OpSamples.ANNOUNCEMENT,
                codec::decodeAnnouncement,
                any -> codec.encode((Announcement) any));
        return Stream.concat(OpSamples.all().stream().flatMap(sample -> coded(plain, sample)), Stream.of(announcement));
    }

    static List<String> names() {
        return all(Samples.builder().build()).map(Coded::name).toList();
    }

    @TestFactory
    Stream<DynamicTest> whatIsEncodedComesBackAndIsWrittenAsEver() {
        return all(plain)
                .map(coded -> dynamicTest(coded.name(), () -> {
                    assertEquals(coded.value(), coded.decode().apply(coded.bytes()));
                    Path file = GOLDEN.resolve(coded.name() + ".bin");
                    if (Boolean.getBoolean("crdt4j.golden.write")) {
                        Files.write(file, coded.bytes());
                    }
                    assertArrayEquals(Files.readAllBytes(file), coded.bytes());
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsCutShortIsRefused() {
        return all(plain)
                .map(coded -> dynamicTest(coded.name(), () -> {
                    for (int length = 0; length < coded.bytes().length; length++) {
                        byte[] cut = Arrays.copyOf(coded.bytes(), length);
                        assertThrows(DecodeException.class, () -> coded.decode().apply(cut));
                    }
                    byte[] longer = Arrays.copyOf(coded.bytes(), coded.bytes().length + 1);
                    assertThrows(DecodeException.class, () -> coded.decode().apply(longer));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aFlippedBitIsRefusedOrGivesSomethingCanonical() {
        return all(plain)
                .map(coded -> dynamicTest(coded.name(), () -> {
                    int accepted = 0;
                    int step = coded.bytes().length < 150 ? 1 : 7; // a large one is much of the same
                    for (int bit = 0; bit < 8 * coded.bytes().length; bit += step) {
                        byte[] flipped = coded.bytes().clone();
                        flipped[bit / 8] ^= (byte) (1 << bit % 8);
                        accepted += refusedOrCanonical(coded, flipped) ? 0 : 1;
                    }
                    assertTrue(accepted < 8 * coded.bytes().length, "everything was accepted");
                }));
    }

    @TestFactory
    Stream<DynamicTest> randomBytesAreRefusedOrGiveSomethingCanonical() {
        return all(plain)
                .map(coded -> dynamicTest(coded.name(), () -> {
                    var random = new SplittableRandom(7);
                    for (int i = 0; i < 500; i++) {
                        byte[] bytes = coded.bytes().clone();
                        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                        }
                        refusedOrCanonical(coded, bytes);
                    }
                }));
    }

    private static boolean refusedOrCanonical(Coded coded, byte[] bytes) {
        Object value;
        try {
            value = coded.decode().apply(bytes);
        } catch (DecodeException refused) {
            return true;
        }
        assertArrayEquals(bytes, coded.encode().apply(value), () -> "accepted, and written differently: " + value);
        return false;
    }

    @Test
    void anotherTypeIsRefused() {
        var sets = OpCodec.of(plain, OpORSet.<String>empty());
        var counters = OpCodec.of(plain, OpGCounter.empty());
        var message = new OpMessage<>(
                new Dot(Samples.A, 1), VectorClock.empty().tick(Samples.A), List.of(new OpGCounter.Increment(1)));
        assertThrows(DecodeException.class, () -> sets.decodeMessage(counters.encode(message)));
        OpORMap<String, OpPNCounter, OpPNCounter.Change> ups = OpORMap.empty(OpPNCounter.empty());
        OpORMap<String, OpGCounter, OpGCounter.Increment> grows = OpORMap.empty(OpGCounter.empty());
        byte[] bytes = OpCodec.of(plain, ups).encode(OpSnapshot.initial(ups));
        assertThrows(DecodeException.class, () -> OpCodec.of(plain, grows).decodeSnapshot(bytes));
    }

    @Test
    void aCounterForAMapIsNotOneOnItsOwn() {
        var alone = OpCodec.of(plain, OpGCounter.empty());
        var removable = OpSnapshot.initial(OpGCounter.empty().removable());
        assertThrows(IllegalArgumentException.class, () -> alone.encode(removable));
        var inMap = OpCodec.of(plain, OpGCounter.empty().removable());
        assertEquals(removable, inMap.decodeSnapshot(inMap.encode(removable)));
    }

    @Test
    void typesOfAUsersOwnAndInitialStatesThatAreNoneHaveNoEncoding() {
        var replica = OpReplica.<OpGCounter, OpGCounter.Increment>of(Samples.A, OpGCounter.empty());
        OpGCounter used = replica.update(counter -> counter.increment(3));
        assertThrows(IllegalArgumentException.class, () -> OpCodec.of(plain, used));
        record Own() implements OpCrdt<Own, OpGCounter.Increment> {
            @Override
            public Own effect(OpGCounter.Increment operation, Dot dot, VectorClock clock) {
                return this;
            }
        }
        assertThrows(IllegalArgumentException.class, () -> OpCodec.of(plain, new Own()));
    }

    @Test
    void aMessageWithoutOperationsIsNone() {
        var codec = OpCodec.of(plain, OpGCounter.empty());
        var clock = VectorClock.empty().tick(Samples.A);
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.encode(new OpMessage<>(new Dot(Samples.A, 1), clock, List.of())));
    }

    @Test
    void theLimitsOfTheCodecHold() {
        OpORMap<String, OpORMap<String, OpGCounter, OpGCounter.Increment>, OpORMap.Change<String, OpGCounter.Increment>>
                nested = OpORMap.empty(OpORMap.empty(OpGCounter.empty()));
        var shallow = OpCodec.of(KryoCodec.builder().maxDepth(2).build(), nested);
        var deep = OpCodec.of(KryoCodec.create(), nested);
        var replica = OpReplica
                .<OpORMap<
                                String,
                                OpORMap<String, OpGCounter, OpGCounter.Increment>,
                                OpORMap.Change<String, OpGCounter.Increment>>,
                        OpORMap.Change<String, OpORMap.Change<String, OpGCounter.Increment>>>
                        of(Samples.A, nested);
        replica.update(map -> map.update("k", inner -> inner.update("l", OpGCounter::increment)));
        var message = replica.flush().get(0);
        assertThrows(IllegalArgumentException.class, () -> shallow.encode(message));
        assertThrows(DecodeException.class, () -> shallow.decodeMessage(deep.encode(message)));
        var small = OpCodec.of(KryoCodec.builder().maxBytes(8).build(), nested);
        assertThrows(IllegalArgumentException.class, () -> small.encode(message));
        assertThrows(DecodeException.class, () -> small.decodeMessage(deep.encode(message)));
    }

    @Test
    void aCountThatLiesAllocatesNothing() throws IOException {
        byte[] bytes = OpCodec.of(plain, OpORSet.empty()).encode(OpSnapshot.initial(OpORSet.empty()));
        assertFalse(bytes.length > 20);
        byte[] lie = Arrays.copyOf(bytes, bytes.length + 3);
        Arrays.fill(lie, 5, lie.length, (byte) 0xFF);
        lie[lie.length - 1] = 0x07;
        assertThrows(
                DecodeException.class, () -> OpCodec.of(plain, OpORSet.empty()).decodeSnapshot(lie));
    }
}
