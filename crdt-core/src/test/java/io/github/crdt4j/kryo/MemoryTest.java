package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.sun.management.ThreadMXBean;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What decoding allocates, garbage included, is in proportion to the bytes, whatever they announce. */
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Exceptions with their stack traces, and what the running of a test costs. */
    private static final long FIXED = 200_000;

    private static final long PER_BYTE = 300;

    private final KryoCodec codec = KryoCodec.create();

    private interface Action {
        void run();
    }

    /** What an action allocates the second time; what classes and messages need once is not counted. */
    private static long allocatedBy(Action action) {
        action.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private <S extends Crdt<S>> void refusedCheaply(byte[] bytes, Crdt<S> like) {
        long allocated = allocatedBy(() ->
                assertThrows(DecodeException.class, () -> codec.decode(bytes, Shapes.<S>unchecked(like))));
        assertTrue(
                allocated < FIXED + PER_BYTE * bytes.length,
                () -> allocated + " bytes allocated for "
                        + HexFormat.of().formatHex(bytes, 0, Math.min(99, bytes.length)));
    }

    private <S extends Crdt<S>> void readInProportion(byte[] bytes, Crdt<S> like) {
        long allocated = allocatedBy(() -> {
            S state = codec.decode(bytes, Shapes.<S>unchecked(like));
            assertTrue(state != null);
        });
        assertTrue(
                allocated < FIXED + PER_BYTE * bytes.length,
                () -> allocated / bytes.length + " bytes allocated per byte, of " + bytes.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] join(byte[] head, byte[] repeated, int times, byte[] tail) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head);
        for (int i = 0; i < times; i++) {
            out.writeBytes(repeated);
        }
        out.writeBytes(tail);
        return out.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> aHugeNumberAnywhereAsksForNothing() {
        List<byte[]> huge = List.of(
                bytes("FF FF FF 7F"),
                bytes("FF FF FF FF 07"),
                bytes("F7 FF FF FF 07"),
                bytes("FF FF FF FF FF FF FF FF 7F"),
                bytes("FF FF FF FF FF FF FF FF FF 01"));
        return Samples.states().entrySet().stream()
                .filter(sample -> isOurs(sample.getKey()))
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    byte[] bytes = codec.encode(sample.getValue());
                    for (int i = 2; i < bytes.length; i++) {
                        for (byte[] number : huge) {
                            byte[] tail = Arrays.copyOfRange(bytes, i + 1, bytes.length);
                            byte[] damaged = join(Arrays.copyOf(bytes, i), number, 1, tail);
                            long allocated = allocatedBy(() -> decodeOrRefuse(damaged, sample.getValue()));
                            assertTrue(
                                    allocated < FIXED + PER_BYTE * damaged.length,
                                    allocated + " for " + HexFormat.of().formatHex(damaged));
                        }
                    }
                }));
    }

    private boolean isOurs(String name) {
        try {
            var unused = codec.encode(Samples.states().get(name));
            return true;
        } catch (IllegalArgumentException needsRegistration) {
            return false;
        }
    }

    private void decodeOrRefuse(byte[] bytes, Crdt<?> like) {
        try {
            var unused = Samples.decode(codec, bytes, like);
        } catch (DecodeException expected) {
            // the other outcome
        }
    }

    @Test
    void aRunOfATrillionEventsTakesNoMoreThanARunOfOne() {
        CausalContext context = CausalContext.builder()
                .add(Samples.A, 1, 1L << 40)
                .add(Samples.A, 1L << 41, Long.MAX_VALUE)
                .build();
        byte[] bytes = codec.encode(context);
        assertTrue(bytes.length < 40);
        readInProportion(bytes, CausalContext.empty());
        assertEquals(context, codec.decode(bytes, CausalContext.class));
    }

    @Test
    void longListsOfTheSmallestElementsAreReadInProportion() {
        byte[] head = bytes("01 00 2C 01 00 00 01 61 01 00 00 01 11 C0 84 3D");
        readInProportion(join(head, bytes("01"), 1_000_000, bytes("01 00 01")), ORSet.empty());
        readInProportion(join(head, bytes("11 00"), 1_000_000, bytes("01 00 01")), ORSet.empty());
    }

    @Test
    void listsThatEachAnnounceAllThatIsLeftAreRefusedCheaply() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes("01 00 2C 01 00 00 01 61 01 00 00 01"));
        for (int i = 0; i < 25; i++) {
            out.writeBytes(bytes("11 C0 84 3D")); // a million
        }
        out.writeBytes(new byte[1_000_000]);
        refusedCheaply(out.toByteArray(), ORSet.empty());
    }

    @Test
    void statesWithManySmallPartsAreReadInProportion() {
        ORSet<Integer> set = ORSet.<Integer>empty().edit(Samples.A, editor -> {
            for (int i = 0; i < 10_000; i++) {
                editor.add(i);
            }
        });
        readInProportion(codec.encode(set), ORSet.empty());

        ORMap<Integer, ORMap<Boolean, GCounter>> map = ORMap.empty(ORMap.empty(GCounter.empty()));
        map = map.edit(Samples.A, editor -> {
            for (int i = 0; i < 3_000; i++) {
                editor.update(i, nested -> nested);
            }
        });
        readInProportion(codec.encode(map), map);

        var context = CausalContext.builder();
        var clock = new HashMap<ReplicaId, Long>();
        for (int i = 0; i < 5_000; i++) {
            context.add(ReplicaId.of(Integer.toString(i, 36)), 1 + i % 3, 5);
            clock.put(ReplicaId.of(Integer.toString(i, 36)), 1L);
        }
        readInProportion(codec.encode(context.build()), CausalContext.empty());
        readInProportion(codec.encode(VectorClock.of(clock)), VectorClock.empty());

        var gaps = CausalContext.builder();
        for (int i = 1; i < 60_000; i += 2) {
            gaps.add(Samples.A, i, i);
        }
        readInProportion(codec.encode(gaps.build()), CausalContext.empty());

        MVRegister<Integer> siblings = MVRegister.empty();
        for (int i = 0; i < 200; i++) {
            siblings = siblings.merge(MVRegister.<Integer>empty().set(ReplicaId.of("r" + i), i));
        }
        readInProportion(codec.encode(siblings), MVRegister.empty());
    }

    @Test
    void whatUnpacksToManyTimesItsBytesIsReadInProportionToTheseAndLimited() {
        String long63 = "x".repeat(63);
        ORSet<String> set = ORSet.<String>empty().edit(Samples.A, editor -> {
            for (int i = 0; i < 20_000; i++) {
                editor.add(long63 + i % 10 + i / 10 % 10 + i / 100 % 10 + i / 1_000 + long63);
            }
        });
        byte[] bytes = codec.encode(set);
        int unpacked = 20_000 * 131;
        assertTrue(unpacked < 48 * bytes.length, bytes.length + " bytes");
        long allocated =
                allocatedBy(() -> assertEquals(20_000, codec.decode(bytes, set).size()));
        assertTrue(allocated < FIXED + 10L * unpacked, allocated + " bytes allocated");

        var limited = KryoCodec.builder().maxUnpacked(100_000).build();
        long refused = allocatedBy(() -> assertThrows(DecodeException.class, () -> limited.decode(bytes, set)));
        assertTrue(refused < FIXED + 100 * 100_000, refused + " bytes allocated");
    }

    @Test
    void blocksOfWhatIsAllTheSameAreRefusedInProportionToWhatTheyUnpackTo() {
        String head = "01 00 2C 01 00 00 01 61 01 00 FF FF 03" + "80 80 04" + "08 00 01 00 01 00 FF FF 03 00";
        byte[] none = new byte[0];
        byte[] lengths = join(none, bytes("C8 0C"), 16, none);
        String codes = "01" + "01 7F 01 3F 01 3F 01 61"; // lengths 127, heads and tails 63: between them a bit each
        byte[] section = join(join(bytes(codes), bytes("18"), 63, none), new byte[24], 64, none);
        assertEquals(0x648, section.length);
        byte[] same = join(join(bytes(head), lengths, 1, none), section, 16, none);
        long allocated = allocatedBy(() -> {
            var refused = assertThrows(DecodeException.class, () -> codec.decode(same, ORSet.empty()));
            assertTrue(refused.getMessage().contains("share more or less"), refused.getMessage());
        });
        assertTrue(allocated < FIXED + 10L * 65_536 * 127, allocated + " bytes allocated");
    }

    @Test
    void sectionsWhoseBlocksSayWhatTheyCannotHoldAreRefusedCheaply() {
        String head = "01 00 2C 01 00 00 01 61 01 00 FF FF 03" + "80 80 04" + "08 00 01 00 01 00 FF FF 03 00";
        String lengths = "E0 D4 03" + "00".repeat(15); // 60000 bytes, then none
        for (String codes : List.of("01 00 01 00 01 00 00", "01 FF 01 00 01 00 00", "01 7F 01 00 01 00 01 61")) {
            for (String block : List.of("FF", "00", "FF FF FF FF 07", "FF FF FF FF 7F")) {
                byte[] one = bytes(head + lengths + "01" + codes + "00".repeat(62) + "80 40"); // all in the 63rd block
                refusedCheaply(join(one, bytes(block), 60_000, new byte[0]), ORSet.empty());
                byte[] first = bytes(head + lengths + "01" + codes + "80 40" + "00".repeat(62));
                refusedCheaply(join(first, bytes(block), 60_000, new byte[0]), ORSet.empty());
            }
        }
    }

    @Test
    void aSerializerReadingAStreamTakesNoMoreThanHasArrived() {
        var kryo = new Kryo();
        CrdtSerializers.register(kryo);
        byte[] lie = bytes("01 F7 FF FF FF 07 28 00 00"); // version 1, 2 GiB announced, 3 bytes there
        long allocated = allocatedBy(() -> {
            var stream = new Input(new ByteArrayInputStream(lie), 512);
            assertThrows(DecodeException.class, () -> kryo.readObject(stream, GCounter.class));
            var array = new Input(lie);
            assertThrows(DecodeException.class, () -> kryo.readObject(array, GCounter.class));
        });
        assertTrue(allocated < FIXED + (1 << 17), allocated + " bytes allocated");
    }
}
