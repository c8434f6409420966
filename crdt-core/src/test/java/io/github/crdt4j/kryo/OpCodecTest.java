package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
    void typesOfAUsersOwnThatAreNotRegisteredAndInitialStatesThatAreNoneHaveNoEncoding() {
        var replica = OpReplica.<OpGCounter, OpGCounter.Increment>of(
                Samples.A, OpGCounter.empty(), OperationCheck.inMemory());
        OpGCounter used = replica.update(counter -> counter.increment(3));
        assertThrows(IllegalArgumentException.class, () -> OpCodec.of(plain, used));
        record Own() implements OpCrdt<Own, OpGCounter.Increment> {
            @Override
            public Own effect(OpGCounter.Increment operation, Dot dot, CausalPast clock) {
                return this;
            }
        }
        assertThrows(IllegalArgumentException.class, () -> OpCodec.of(plain, new Own()));
    }

    /** The greatest number anybody offered, of a user's own: the greatest of those that were not taken back. */
    record Auction(Map<Dot, Long> bids) implements OpRemovable<Auction, Auction.Bid> {

        record Bid(long amount) implements Operation {}

        static final Auction OPEN = new Auction(Map.of());

        @Override
        public Auction effect(Bid bid, Dot dot, CausalPast clock) {
            var next = new TreeMap<>(bids);
            next.put(dot, bid.amount());
            return new Auction(next);
        }

        @Override
        public Auction forget(CausalPast observed) {
            var next = new TreeMap<>(bids);
            next.keySet().removeIf(observed::contains);
            return new Auction(next);
        }
    }

    /** Another operation, which is not one of an auction. */
    record Gavel() implements Operation {}

    private static final class AuctionSerializer extends Serializer<Auction> {
        @Override
        public void write(Kryo kryo, Output out, Auction auction) {
            out.writeVarInt(auction.bids().size(), true);
            new TreeMap<>(auction.bids()).forEach((dot, amount) -> {
                kryo.writeObject(out, dot);
                out.writeLong(amount);
            });
        }

        @Override
        public Auction read(Kryo kryo, Input in, Class<? extends Auction> type) {
            var bids = new TreeMap<Dot, Long>();
            for (int left = in.readVarInt(true); left > 0; left--) {
                bids.put(kryo.readObject(in, Dot.class), in.readLong());
            }
            return new Auction(bids);
        }
    }

    private static final class BidSerializer extends Serializer<Auction.Bid> {
        @Override
        public void write(Kryo kryo, Output out, Auction.Bid bid) {
            out.writeLong(bid.amount());
        }

        @Override
        public Auction.Bid read(Kryo kryo, Input in, Class<? extends Auction.Bid> type) {
            return new Auction.Bid(in.readLong());
        }
    }

    private static final class GavelSerializer extends Serializer<Gavel> {
        @Override
        public void write(Kryo kryo, Output out, Gavel gavel) {}

        @Override
        public Gavel read(Kryo kryo, Input in, Class<? extends Gavel> type) {
            return new Gavel();
        }
    }

    private static KryoCodec.Builder withAuctions() {
        return KryoCodec.builder()
                .register(Auction.class, new AuctionSerializer(), 100)
                .register(Auction.Bid.class, new BidSerializer(), 101)
                .register(Gavel.class, new GavelSerializer(), 102);
    }

    @Test
    void aTypeOfAUsersOwnHasAnEncodingAloneAndInAMap() {
        KryoCodec codec =
                withAuctions().operations(Auction.class, Auction.Bid.class).build();
        OpReplica<Auction, Auction.Bid> auction = OpReplica.of(Samples.A, Auction.OPEN, OperationCheck.inMemory());
        auction.update(state -> new Auction.Bid(7));
        goesThereAndBack(OpCodec.of(codec, Auction.OPEN), auction);

        OpORMap<String, Auction, Auction.Bid> none = OpORMap.empty(Auction.OPEN);
        OpReplica<OpORMap<String, Auction, Auction.Bid>, OpORMap.Change<String, Auction.Bid>> auctions =
                OpReplica.of(Samples.A, none, OperationCheck.inMemory());
        auctions.update(map -> map.update("lamp", lamp -> new Auction.Bid(7)));
        auctions.update(map -> map.remove("lamp"));
        auctions.update(map -> map.update("lamp", lamp -> new Auction.Bid(5)));
        goesThereAndBack(OpCodec.of(codec, none), auctions);
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> void goesThereAndBack(
            OpCodec<S, O> codec, OpReplica<S, O> replica) {
        for (OpMessage<List<O>> message : replica.snapshot().unconfirmed()) {
            byte[] bytes = codec.encode(message);
            assertEquals(message, codec.decodeMessage(bytes));
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(DecodeException.class, () -> codec.decodeMessage(cut));
            }
        }
        assertEquals(replica.snapshot(), codec.decodeSnapshot(codec.encode(replica.snapshot())));
    }

    @Test
    void anOperationOfAnotherTypeIsRefusedBeforeItTakesEffect() {
        var auctions = OpCodec.<Auction, Auction.Bid>of(
                withAuctions().operations(Auction.class, Auction.Bid.class).build(), Auction.OPEN);
        var anything = OpCodec.<Auction, Auction.Bid>of(
                withAuctions().operations(Auction.class, Operation.class).build(), Auction.OPEN);
        List<Auction.Bid> gavel = Shapes.unchecked(List.of(new Gavel()));
        var message = new OpMessage<>(new Dot(Samples.A, 1), VectorClock.of(Map.of(Samples.A, 1L)), gavel);
        byte[] bytes = anything.encode(message);
        assertEquals(message.dot(), anything.decodeMessage(bytes).dot());
        assertThrows(DecodeException.class, () -> auctions.decodeMessage(bytes));
        assertThrows(IllegalArgumentException.class, () -> auctions.encode(message));
    }

    @Test
    void aTypeOfAUsersOwnIsRegisteredWholly() {
        var known = KryoCodec.builder().operations(Auction.class, Auction.Bid.class);
        assertThrows(IllegalArgumentException.class, () -> known.operations(Auction.class, Gavel.class));
        assertThrows(IllegalArgumentException.class, () -> known.operations(OpGCounter.class, Operation.class));
        var unregistered = OpCodec.<Auction, Auction.Bid>of(known.build(), Auction.OPEN);
        assertThrows(IllegalArgumentException.class, () -> unregistered.encode(OpSnapshot.initial(Auction.OPEN)));
    }

    @Test
    void aSnapshotThatContradictsItselfIsRefusedWhereItDoes() {
        var none = VectorClock.empty();
        var one = VectorClock.of(Map.of(Samples.A, 1L));
        var two = VectorClock.of(Map.of(Samples.A, 2L));
        assertContradiction(one, two, none, none, "stable that were not");
        assertContradiction(two, none, one, none, "does not wait");
        assertContradiction(none, none, one, none, "does not wait"); // ready
        assertContradiction(one, none, none, two, "cannot have been sent");
    }

    /** Such a snapshot cannot be made, so its bytes are put together by hand: clocks of one replica, empty ones or not. */
    private void assertContradiction(
            VectorClock clock, VectorClock stable, VectorClock held, VectorClock unconfirmed, String why) {
        var shape = OpShapes.of(OpGCounter.empty(), new Registrations());
        byte[] bytes = plain.write(out -> {
            out.octet(Tags.SNAPSHOT);
            shape.writeHeader(out);
            ClockCodec.write(out, clock);
            OriginClocksShape.write(
                    out, clock.isEmpty() ? OriginClocks.none() : OriginClocks.of(Map.of(Samples.A, clock)), clock);
            ClockCodec.write(out, stable);
            out.enter();
            shape.writeState(out, OpGCounter.empty());
            out.leave();
            for (VectorClock message : List.of(held, unconfirmed)) {
                out.varint(message.size());
                if (!message.isEmpty()) {
                    out.replica(Samples.A);
                    ClockCodec.write(out, message);
                    out.varint(1);
                    shape.writeOperation(out, new OpGCounter.Increment(1));
                }
            }
        });
        var refused = assertThrows(
                DecodeException.class,
                () -> OpCodec.of(plain, OpGCounter.empty()).decodeSnapshot(bytes));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertFalse(refused.getMessage().startsWith("bad bytes"), refused.getMessage());
    }

    @Test
    void theEncodedSizeOfMessagesBoundsTheEarlyOnes() {
        OpORSet<String> empty = OpORSet.empty();
        OpCodec<OpORSet<String>, OpORSet.Change<String>> codec = OpCodec.of(plain, empty);
        OpReplica<OpORSet<String>, OpORSet.Change<String>> writer = OpReplica.of(Samples.A, empty, codec);
        for (int i = 0; i < 4; i++) {
            writer.update(set -> set.add("x".repeat(1000)));
        }
        var messages = writer.flush();
        OpReplica<OpORSet<String>, OpORSet.Change<String>> reader =
                OpReplica.of(Samples.B, OpSnapshot.initial(empty), stamp -> {}, codec, new Limits(10, 2500, 10));
        assertEquals(Receipt.Outcome.HELD, reader.receive(messages.get(3)).outcome());
        assertEquals(Receipt.Outcome.HELD, reader.receive(messages.get(2)).outcome());
        assertEquals(Receipt.Outcome.OVERFLOW, reader.receive(messages.get(1)).outcome());
        assertEquals(1, reader.receive(messages.get(0)).deliverable().size());
        assertEquals(3, reader.receive(messages.get(1)).deliverable().size());
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
                        of(Samples.A, nested, OperationCheck.inMemory());
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
