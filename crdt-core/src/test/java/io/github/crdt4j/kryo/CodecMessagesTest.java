package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.VectorClock;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the codec says of wrong bytes and values, to a user who has only the message. */
class CodecMessagesTest {

    private static final ReplicaId A = new ReplicaId("a", 0);
    private static final KryoCodec CODEC = KryoCodec.builder().checksum(false).build();
    private static final OpCodec<OpORSet<String>, OpORSet.Change<String>> SETS = OpCodec.of(CODEC, OpORSet.empty());

    private static void says(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void aPageOfHtmlIsSaidNotToBeOfThisLibrary() {
        byte[] page = "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII);
        String expected = "these are not bytes of this library: they begin with '<' (0x3c), where a version (1) is"
                + " expected (at byte 0)";
        says(expected, () -> CODEC.decode(page, ORSet.empty()));
        says(expected, () -> CODEC.decodeMessage(page, ORSet.empty()));
        says(expected, () -> SETS.decodeMessage(page));
    }

    @Test
    void otherFirstBytesAreShown() {
        says(
                "these are not bytes of this library: they begin with 0x1f, where a version (1) is expected (at byte 0)",
                () -> CODEC.decode(new byte[] {0x1F, (byte) 0x8B}, ORSet.empty()));
        says(
                "these bytes begin with 0x02, where a version (1) is expected: they are not of this library, or of a later"
                        + " release, which can read them (at byte 0)",
                () -> CODEC.decode(new byte[] {2, 0, 0x28}, ORSet.empty()));
        says("there are no bytes (at byte 0)", () -> CODEC.decode(new byte[0], ORSet.empty()));
    }

    @Test
    void anotherTypeIsNamedWithTheExpectedOne() {
        byte[] set = CODEC.encode(ORSet.empty());
        says("expected a PNCounter, found an ORSet (at byte 2)", () -> CODEC.decode(set, PNCounter.empty()));
        byte[] nested = CODEC.encode(ORMap.empty(ORMap.empty(PNCounter.empty())));
        says(
                "expected an ORMap[PNCounter], found an ORMap[ORMap[PNCounter]] (at byte 2)",
                () -> CODEC.decode(nested, ORMap.empty(PNCounter.empty())));
        says(
                "expected a state, found an OpORSet (at byte 2)",
                () -> CODEC.decode(
                        new byte[] {1, 0, (byte) Types.op(OpORSet.class).tag()}, ORSet.empty()));
    }

    @Test
    void aStateReadAsAMessageAndTheOtherWayRoundNameTheMethodThatReadsThem() {
        byte[] state = CODEC.encode(ORSet.empty());
        byte[] message = CODEC.encodeMessage(new SyncMessage.Ack<ORSet<String>>(A, new ReplicaId("b", 0), 1, 1));
        String found = "found a state (ORSet): KryoCodec.decode reads it (at byte 2)";
        says("expected a message of AntiEntropy, " + found, () -> CODEC.decodeMessage(state, ORSet.empty()));
        says("expected a message of operations, " + found, () -> SETS.decodeMessage(state));
        says("expected an announcement, " + found, () -> SETS.decodeAnnouncement(state));
        says("expected a snapshot, " + found, () -> SETS.decodeSnapshot(state));
        says(
                "expected a state, found a message of AntiEntropy: KryoCodec.decodeMessage reads it (at byte 2)",
                () -> CODEC.decode(message, ORSet.empty()));
        says(
                "expected a message of operations, found a message of AntiEntropy: KryoCodec.decodeMessage reads it"
                        + " (at byte 2)",
                () -> SETS.decodeMessage(message));
    }

    @Test
    void framesOfOperationsAreNamed() {
        byte[] snapshot = SETS.encode(OpSnapshot.initial(OpORSet.empty()));
        says(
                "expected a state, found a snapshot of operations: OpCodec.decodeSnapshot reads it (at byte 2)",
                () -> CODEC.decode(snapshot, ORSet.empty()));
        byte[] announcement = SETS.encode(new Announcement(A, VectorClock.empty()));
        says(
                "expected a message of operations, found an announcement of operations: OpCodec.decodeAnnouncement reads it"
                        + " (at byte 2)",
                () -> SETS.decodeMessage(announcement));
        says(
                "expected an OpGCounter, found an OpORSet (at byte 3)",
                () -> OpCodec.of(CODEC, OpGCounter.empty()).decodeSnapshot(snapshot));
    }

    @Test
    void aLimitOnBytesIsNamedWithTheSize() {
        var narrow = KryoCodec.builder().checksum(false).maxBytes(64).build();
        ORSet<String> large = ORSet.<String>empty().add(A, "x".repeat(100));
        byte[] bytes = CODEC.encode(large);
        String cure =
                " bytes, more than maxBytes (64): raise KryoCodec.builder().maxBytes(...) at the writer and at every"
                        + " reader, or split the state";
        String written = assertThrows(IllegalArgumentException.class, () -> narrow.encode(large))
                .getMessage();
        assertEquals("takes at least", written.substring(0, 14));
        assertEquals(cure, written.substring(written.indexOf(" bytes, ")));
        says(bytes.length + cure + " (at byte 0)", () -> narrow.decode(bytes, ORSet.empty()));
    }

    private enum Color {
        RED
    }

    private record Point(int x, int y) {}

    private static final class Plain {}

    @Test
    void aClassWithoutAnEncodingIsToldTheMethodOfItsKind() {
        noEncoding(Color.RED, "call KryoCodec.builder().enumeration(Color.class, id)");
        noEncoding(new Point(1, 2), "call KryoCodec.builder().record(Point.class, id)");
        noEncoding(new Plain(), "call KryoCodec.builder().register(Plain.class, a serializer, id)");
        noEncoding(Set.of(1), "it has no order that every replica shares; use a sorted List, or an ORSet or ORMap");
        says(
                Samples.Profile.class.getName()
                        + " has no encoding: call KryoCodec.builder().composite(the empty Profile, id)",
                () -> CODEC.encode(Samples.Profile.EMPTY));
    }

    private static void noEncoding(Object value, String cure) {
        says(
                value.getClass().getName() + " has no encoding: " + cure,
                () -> CODEC.encode(ORSet.empty().add(A, value)));
    }

    @Test
    void mapsAreNamedByTheTypesOfTheirValues() {
        ORMap<String, ORMap<String, PNCounter>> counters = ORMap.empty(ORMap.empty(PNCounter.empty()));
        ORMap<String, ORMap<String, ORSet<String>>> sets = ORMap.empty(ORMap.empty(ORSet.empty()));
        says(
                "expected an ORMap[ORMap[PNCounter]], found an ORMap[ORMap[ORSet]] (at byte 2)",
                () -> CODEC.decode(CODEC.encode(sets), counters));
    }

    private record Marks(Set<Integer> all) {}

    @Test
    void aClassThatIsNotRegisteredWithinARecordIsSaidInOurWords() {
        var codec = KryoCodec.builder()
                .register(Marks.class, new com.esotericsoftware.kryo.serializers.RecordSerializer<>(Marks.class), 100)
                .build();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> codec.encode(ORSet.empty().add(A, new Marks(Set.of(1)))))
                .getMessage();
        assertEquals(
                Marks.class.getName()
                        + " cannot be written: java.util.ImmutableCollections$Set12 has no encoding: it has no"
                        + " order that every replica shares; use a sorted List, or an ORSet or ORMap",
                message);
    }

    @Test
    void depthIsNamedWithItsLimit() {
        Object deep = "x";
        for (int i = 0; i < 40; i++) {
            deep = java.util.List.of(deep);
        }
        Object value = deep;
        says(
                "nested deeper than maxDepth (32): raise KryoCodec.builder().maxDepth(...), up to 100, at the writer and at"
                        + " every reader",
                () -> CODEC.encode(ORSet.empty().add(A, value)));
    }
}
