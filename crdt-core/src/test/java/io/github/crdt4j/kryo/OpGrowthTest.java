package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.internal.op.CountRuns;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Sum;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.op.RefusedMessageException;
import io.github.crdt4j.op.Settlement;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is kept and sent by operation does not grow with the number of operations or of origins, where it need not. */
class OpGrowthTest {

    private static final ReplicaId A = Samples.A;
    private static final ReplicaId B = Samples.B;
    private static final OpORMap<String, OpPNCounter, OpPNCounter.Change> CART = OpORMap.empty(OpPNCounter.empty());
    private static final OpCodec<
                    OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>>
            CODEC = OpCodec.of(KryoCodec.create(), CART);
    private static final OpCodec<OpORSet<String>, OpORSet.Change<String>> SETS =
            OpCodec.of(KryoCodec.create(), OpORSet.empty());

    private static OpReplica<
                    OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>>
            cart(ReplicaId id, Limits limits) {
        return OpReplica.of(id, OpSnapshot.initial(CART), stamp -> {}, CODEC, limits);
    }

    @Test
    void tenThousandIncrementsOfACounterInAMapTakeNoMoreThanOne() {
        var replica = cart(A, Limits.DEFAULT);
        replica.update(cart -> cart.update("milk", bottles -> bottles.increment(1)));
        assertEquals(1, replica.flush().size());
        int one = CODEC.encode(replica.snapshot()).length;
        for (int i = 1; i < 10_000; i++) {
            replica.update(cart -> cart.update("milk", bottles -> bottles.increment(1)));
            assertEquals(1, replica.flush().size());
        }
        assertEquals(1, replica.state().unsettled());
        assertTrue(CODEC.encode(replica.snapshot()).length <= one + 8);
        assertTrue(replica.state().toString().length() < 100, replica.state()::toString);
        assertEquals(replica.snapshot(), CODEC.decodeSnapshot(CODEC.encode(replica.snapshot())));
    }

    @Test
    void countersThatTakeTurnsAreRunsToo() {
        var replica = cart(A, Limits.DEFAULT);
        for (int i = 0; i < 3_000; i++) {
            String key = List.of("milk", "eggs", "rice").get(i % 3);
            replica.update(cart -> cart.update(key, count -> count.decrement(2)));
        }
        assertEquals(3, replica.state().unsettled());
    }

    @Test
    void aRemovalThatSawTheFirstPartOfARunTakesBackThatPart() {
        var writer = cart(A, Limits.DEFAULT);
        var remover = cart(B, Limits.DEFAULT);
        for (int i = 0; i < 1_000; i++) {
            writer.update(cart -> cart.update("milk", bottles -> bottles.increment(1)));
        }
        List<OpMessage<List<OpORMap.Change<String, OpPNCounter.Change>>>> sent = writer.flush();
        sent.subList(0, 300).forEach(remover::receive);
        var again = OpReplica.of(B, CODEC.decodeSnapshot(CODEC.encode(remover.snapshot())), stamp -> {}, CODEC);
        again.update(cart -> cart.remove("milk"));
        var removal = again.flush().get(0);
        writer.receive(CODEC.decodeMessage(CODEC.encode(removal)));
        sent.subList(300, 1_000).forEach(again::receive);
        assertEquals(700, writer.state().get("milk").value());
        assertEquals(writer.state(), again.state());
        writer.receive(removal);
        assertEquals(700, writer.state().get("milk").value());
    }

    @Test
    void whatCannotBeSettledIsBoundedAndSaysWhoHoldsItBack() {
        var limits = new Limits(10, 10_000, 10, 50, 100);
        var replica = cart(A, limits);
        var random = new Random(3);
        var refused = assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                replica.update(
                        cart -> cart.update("milk", bottles -> bottles.increment(random.nextInt(1_000_000) + 1)));
                assertEquals(1, replica.flush().size());
            }
        });
        assertTrue(refused.getMessage().contains("join"), refused.getMessage());
        assertTrue(refused.getMessage().contains("50"), refused.getMessage());
        Settlement nobody = replica.settle();
        assertEquals(VectorClock.empty(), nobody.stable());
        assertTrue(nobody.kept() > 50);
        assertTrue(nobody.toString().contains("join"), nobody.toString());

        replica.join(A);
        replica.join(B);
        assertTrue(
                replica.settle().toString().contains(B + " {a:1-"),
                replica.settle().toString());
        assertThrows(
                IllegalStateException.class,
                () -> replica.update(cart -> cart.update("milk", bottles -> bottles.increment(1))));
        long value = replica.state().get("milk").value();
        var other = OpReplica.of(B, replica.snapshot(), stamp -> {}, CODEC);
        var unusedMessages = other.flush();
        replica.hear(other.announce());
        Settlement all = replica.settle();
        assertEquals(0, all.kept());
        assertEquals(Map.of(), all.lagging());
        replica.update(cart -> cart.update("milk", bottles -> bottles.increment(1)));
        assertEquals(value + 1, replica.state().get("milk").value());
    }

    @Test
    void whatIsRememberedForComparisonIsBoundedByBytes() {
        var limits = new Limits(10, 5_000, 1_000);
        var reader = OpReplica.of(B, OpSnapshot.initial(OpORSet.<String>empty()), stamp -> {}, SETS, limits);
        var writer = OpReplica.of(A, OpORSet.<String>empty(), SETS);
        var forged = new ArrayList<OpMessage<List<OpORSet.Change<String>>>>();
        for (int i = 0; i < 10; i++) {
            String element = i + "x".repeat(1_000);
            writer.update(set -> set.add(element));
            for (var message : writer.flush()) {
                reader.receive(message);
                forged.add(new OpMessage<>(message.dot(), message.clock(), List.of(new OpORSet.Add<>("other"))));
            }
        }
        for (int i = 0; i < 10; i++) {
            var message = forged.get(i);
            if (i < 5) {
                assertEquals(Receipt.Outcome.DUPLICATE, reader.receive(message).outcome(), "forgotten");
            } else if (i > 6) {
                assertThrows(RefusedMessageException.class, () -> reader.receive(message));
            }
        }
        assertEquals(writer.state(), reader.state());
    }

    @Test
    void soManyOriginsAndNoMoreAreTaken() {
        var limits = new Limits(10, 5_000, 10, 10, 3);
        var reader = OpReplica.of(B, OpSnapshot.initial(OpORSet.<String>empty()), stamp -> {}, SETS, limits);
        var random = new Random(1);
        for (int i = 0; i < 6; i++) {
            var writer = OpReplica.of(ReplicaId.fresh("svc", random), OpORSet.<String>empty(), SETS);
            writer.update(set -> set.add("x"));
            writer.update(set -> set.add("y"));
            var messages = writer.flush();
            var expected = i < 3 ? Receipt.Outcome.DELIVERED : Receipt.Outcome.OVERFLOW;
            assertEquals(expected, reader.receive(messages.get(0)).outcome());
            assertEquals(expected, reader.receive(messages.get(1)).outcome());
        }
        assertEquals(3, reader.clock().size());
        byte[] disk = SETS.encode(reader.snapshot());
        assertEquals(reader.snapshot(), SETS.decodeSnapshot(disk));
    }

    /** Restarts under fresh incarnations, each of which begins with the snapshot of the one before and adds an element. */
    private static OpSnapshot<OpORSet<String>, OpORSet.Change<String>> incarnations(int count, Random random) {
        OpSnapshot<OpORSet<String>, OpORSet.Change<String>> snapshot = OpSnapshot.initial(OpORSet.empty());
        for (int i = 0; i < count; i++) {
            var next = OpReplica.of(ReplicaId.fresh("svc", random), snapshot, stamp -> {}, OperationCheck.inMemory());
            next.update(set -> set.add("x"));
            var unusedMessages = next.flush();
            snapshot = next.snapshot();
        }
        return snapshot;
    }

    @Test
    void aMessageTakesBytesForWhatChangedAndNotForEveryOrigin() {
        OpSnapshot<OpORSet<String>, OpORSet.Change<String>> before = incarnations(600, new Random(3));
        var writer = OpReplica.of(A, before, stamp -> {}, SETS);
        var other = OpReplica.of(B, before, stamp -> {}, SETS);
        var reader = OpReplica.of(Samples.C, before, stamp -> {}, SETS);
        writer.update(set -> set.add("first"));
        var first = SETS.encode(writer.flush().get(0));
        assertTrue(first.length > 6_000, "the first of an incarnation names all that it had seen");
        writer.update(set -> set.add("second"));
        var second = SETS.encode(writer.flush().get(0));
        assertTrue(second.length < 40, second.length + " bytes");
        other.receive(SETS.decodeMessage(first));
        other.update(set -> set.remove("first"));
        var removal = SETS.encode(other.flush().get(0));
        writer.receive(SETS.decodeMessage(removal));
        writer.update(set -> set.add("third"));
        var third = SETS.encode(writer.flush().get(0));
        assertTrue(third.length < 60, third.length + " bytes");

        assertEquals(
                Receipt.Outcome.HELD, reader.receive(SETS.decodeMessage(third)).outcome());
        assertTrue(reader.missing().contains(A, 2), reader.missing()::toString);
        reader.receive(SETS.decodeMessage(first));
        reader.receive(SETS.decodeMessage(removal));
        reader = OpReplica.of(Samples.C, SETS.decodeSnapshot(SETS.encode(reader.snapshot())), stamp -> {}, SETS);
        assertEquals(2, reader.receive(SETS.decodeMessage(second)).deliverable().size());
        assertEquals(writer.state(), reader.state());
        assertEquals(CausalContext.empty(), reader.missing());
    }

    @Test
    void theClocksOfOriginsInASnapshotTakeAFewBytesEach() {
        OpSnapshot<OpORSet<String>, OpORSet.Change<String>> snapshot = incarnations(600, new Random(5));
        int without = SETS.encode(new io.github.crdt4j.op.Announcement(A, snapshot.clock())).length;
        byte[] bytes = SETS.encode(snapshot);
        assertTrue(bytes.length - without < 12 * 600, bytes.length + " bytes, of which the clock takes " + without);
        assertEquals(snapshot, SETS.decodeSnapshot(bytes));
    }

    @Test
    void clocksOfOriginsWithManyEventsComeBackFromBytes() {
        // numbers of which there is not one object
        var clock = VectorClock.of(Map.of(A, 300L, B, 300L));
        var origins = OriginClocks.of(Map.of(A, clock, B, VectorClock.of(Map.of(A, 299L, B, 300L))));
        var snapshot =
                new OpSnapshot<>(OpORSet.<String>empty(), clock, origins, VectorClock.empty(), List.of(), List.of());
        assertEquals(snapshot, SETS.decodeSnapshot(SETS.encode(snapshot)));
    }

    @Test
    void messagesThatAreLostRepeatedAndReorderedAroundRestartsAreUnderstood() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            List<ReplicaId> ids = List.of(A, B, Samples.C);
            var replicas = new ArrayList<OpReplica<OpORSet<String>, OpORSet.Change<String>>>();
            ids.forEach(id -> replicas.add(OpReplica.of(id, OpORSet.empty(), SETS)));
            var channel = new ArrayList<byte[]>();
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(3);
                OpReplica<OpORSet<String>, OpORSet.Change<String>> one = replicas.get(at);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        String element = "e" + random.nextInt(3);
                        one.update(set -> random.nextBoolean() ? set.add(element) : set.remove(element));
                        one.flush(snapshot -> {}).forEach(message -> channel.add(SETS.encode(message)));
                    }
                    case 2 -> {
                        byte[] disk = SETS.encode(one.snapshot());
                        replicas.set(at, OpReplica.of(one.id(), SETS.decodeSnapshot(disk), stamp -> {}, SETS));
                    }
                    default -> {
                        if (!channel.isEmpty()) {
                            one.receive(SETS.decodeMessage(channel.get(random.nextInt(channel.size()))));
                        }
                    }
                }
            }
            Collections.shuffle(channel, random);
            for (var one : replicas) {
                channel.forEach(bytes -> one.receive(SETS.decodeMessage(bytes)));
                assertEquals(CausalContext.empty(), one.missing(), "seed " + seed);
            }
            assertEquals(replicas.get(0).state(), replicas.get(1).state(), "seed " + seed);
            assertEquals(replicas.get(0).state(), replicas.get(2).state(), "seed " + seed);
            assertEquals(replicas.get(0).clock(), replicas.get(2).clock(), "seed " + seed);
        }
    }

    private static DecodeException refusedSnapshot(VectorClock clock, Consumer<Encoder> origins) {
        KryoCodec plain = KryoCodec.create();
        byte[] bytes = plain.write(out -> {
            out.octet(Tags.SNAPSHOT);
            OpShapes.of(OpORSet.<String>empty(), new Registrations()).writeHeader(out);
            ClockCodec.write(out, clock);
            origins.accept(out);
            ClockCodec.write(out, VectorClock.empty());
            out.varint(0);
            out.varint(0);
            out.varint(0);
        });
        return assertThrows(
                DecodeException.class,
                () -> OpCodec.of(plain, OpORSet.<String>empty()).decodeSnapshot(bytes));
    }

    private static void numbers(Encoder out, long... numbers) {
        for (long number : numbers) {
            out.varint(number);
        }
    }

    @Test
    void clocksOfOriginsThatNobodyWritesAreRefused() {
        var clock = VectorClock.of(Map.of(A, 2L, B, 3L));
        // a position; how many differ; for each the distance of its position, and how far it is behind
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 2, 1, 0, 0))
                .getMessage()
                .contains("position"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 1, 0, 1))
                .getMessage()
                .contains("latest message"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 1, 0, 3))
                .getMessage()
                .contains("behind"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 1, 1, 3))
                .getMessage()
                .contains("behind"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 1, 0, 0, 1, 1, 1, 3))
                .getMessage()
                .contains("behind"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 2, 0, 0, 0, 0, 1, 1, 0, 1))
                .getMessage()
                .contains("order"));
        assertTrue(refusedSnapshot(clock, out -> numbers(out, 0, 1, 0, 0, 0, 1, 1, 1))
                .getMessage()
                .contains("two clocks"));
    }

    @Test
    void runsThatNobodyWritesAreRefused() {
        OpParts<OpPNCounter, Sum> parts = OpParts.of(OpPNCounter.class);
        CountRuns good = CountRuns.appendRun(null, 1, 1, 3, BigInteger.ONE);
        var state = parts.close()
                .apply(new Sum(
                        BigInteger.TEN,
                        PersistentMap.<ReplicaId, CountRuns>empty().put(A, good)));
        var codec = OpCodec.of(KryoCodec.create(), OpPNCounter.empty().removable());
        var clock = VectorClock.of(Map.of(A, 3L));
        var snapshot = new OpSnapshot<>(
                state, clock, OriginClocks.of(Map.of(A, clock)), VectorClock.empty(), List.of(), List.of());
        byte[] bytes = codec.encode(snapshot);
        assertEquals(snapshot, codec.decodeSnapshot(bytes));
        CountRuns late = CountRuns.appendRun(null, 1, 1, 4, BigInteger.ONE);
        var beyond = parts.close()
                .apply(new Sum(
                        BigInteger.TEN,
                        PersistentMap.<ReplicaId, CountRuns>empty().put(A, late)));
        byte[] foreign = codec.encode(new OpSnapshot<>(
                beyond, clock, OriginClocks.of(Map.of(A, clock)), VectorClock.empty(), List.of(), List.of()));
        assertTrue(assertThrows(DecodeException.class, () -> codec.decodeSnapshot(foreign))
                .getMessage()
                .contains("not in the clock"));
        // ends with one origin, its runs, and no messages: distance 1, count 3, step 1, amount 1
        int run = bytes.length - 2 - 4;
        for (byte[] change : new byte[][] {{0, 3, 1}, {1, 0, 1}, {1, 3, 0}, {1, 1, 1}, {1, 127, 1}, {3, 2, 1}}) {
            byte[] changed = bytes.clone();
            System.arraycopy(change, 0, changed, run, 3);
            assertThrows(
                    DecodeException.class,
                    () -> codec.decodeSnapshot(changed),
                    () -> List.of(change[0], change[1]).toString());
        }
    }
}
