package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Receipt.Outcome;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OpReplicaTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");
    private static final OpORMap<String, OpPNCounter, OpPNCounter.Change> CART = OpORMap.empty(OpPNCounter.empty());

    private final OpReplica<OpPNCounter, OpPNCounter.Change> a =
            OpReplica.of(A, OpPNCounter.empty(), OperationCheck.inMemory());
    private final OpReplica<OpPNCounter, OpPNCounter.Change> b =
            OpReplica.of(B, OpPNCounter.empty(), OperationCheck.inMemory());

    @Test
    void anUpdateTakesEffectHereAndTravelsWithTheNextFlush() {
        assertEquals(5, a.update(counter -> counter.increment(5)).value());
        List<OpMessage<List<OpPNCounter.Change>>> messages = a.flush();
        assertEquals("[a:1 with {a:1}: [increment(5)]]", messages.toString());
        assertEquals(List.of(), a.flush());
        assertEquals(Outcome.DELIVERED, b.receive(messages.get(0)).outcome());
        assertEquals(Outcome.DUPLICATE, b.receive(messages.get(0)).outcome());
        assertEquals(5, b.state().value());
    }

    @Test
    void theOperationsOfAnEditAreOneMessage() {
        var set = OpReplica.of(A, OpORSet.<String>empty(), OperationCheck.inMemory());
        set.edit(editor -> {
            editor.apply(editor.state().add("x"));
            editor.apply(editor.state().remove("x"));
            editor.apply(editor.state().add("y"));
            assertEquals(3, editor.size());
        });
        assertEquals(Set.of("y"), set.state().elements());
        assertEquals(1, set.flush().size());
        set.edit(editor -> {});
        assertEquals(List.of(), set.flush());
    }

    @Test
    void anEditThatThrowsHasChangedNothing() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> a.edit(editor -> {
                    editor.apply(editor.state().increment(5));
                    throw new UnsupportedOperationException();
                }));
        assertEquals(0, a.state().value());
        assertEquals(VectorClock.empty(), a.clock());
        assertEquals(List.of(), a.flush());
    }

    @Test
    void anEditMayNotUseTheReplicaNorItsEditorLater() {
        assertThrows(IllegalStateException.class, () -> a.edit(editor -> a.update(OpPNCounter::increment)));
        assertThrows(
                IllegalStateException.class,
                () -> a.edit(editor -> {
                    var unused = a.flush();
                }));
        var leaked = new AtomicReference<OpEditor<OpPNCounter, OpPNCounter.Change>>();
        a.edit(leaked::set);
        assertThrows(IllegalStateException.class, () -> leaked.get().apply(new OpPNCounter.Increment(1)));
    }

    @Test
    void nothingIsDurableUntilItIsPersisted() {
        a.update(OpPNCounter::increment);
        a.update(OpPNCounter::increment);
        var messages = a.flush();
        assertEquals(Outcome.HELD, b.receive(messages.get(1)).outcome());
        assertFalse(b.isDurable(messages.get(1).dot()));
        var disk = new ArrayList<OpSnapshot<OpPNCounter, OpPNCounter.Change>>();
        assertEquals(List.of(), b.flush(disk::add));
        assertTrue(b.isDurable(messages.get(1).dot()));
        assertFalse(b.isDurable(messages.get(0).dot()));
        var restarted = OpReplica.of(B, disk.get(0), stamp -> {}, OperationCheck.inMemory());
        assertEquals(2, restarted.receive(messages.get(0)).deliverable().size());
        assertEquals(2, restarted.state().value());
        assertEquals(new Announcement(B, VectorClock.empty()), restarted.announce());
    }

    @Test
    void aStoreThatThrowsLetsNothingGo() {
        a.update(OpPNCounter::increment);
        assertThrows(
                IllegalArgumentException.class,
                () -> a.flush(snapshot -> {
                    throw new IllegalArgumentException("disk full");
                }));
        assertEquals(VectorClock.empty(), a.announce().clock());
        assertEquals(1, a.flush(snapshot -> {}).size());
    }

    @Test
    void whatIsNotConfirmedIsSentAgainAfterARestart() {
        a.update(OpPNCounter::increment);
        a.update(OpPNCounter::increment);
        var disk = new ArrayList<OpSnapshot<OpPNCounter, OpPNCounter.Change>>();
        var sent = a.flush(disk::add);
        assertEquals(sent, a.unconfirmed());
        a.confirm(sent.get(0).dot());
        assertEquals(sent.subList(1, 2), a.unconfirmed());
        var restarted = OpReplica.of(A, disk.get(0), stamp -> {}, OperationCheck.inMemory());
        assertEquals(sent, restarted.flush(disk::add));
        assertEquals(new Dot(A, 2), sent.get(1).dot());
    }

    @Test
    void aNewcomerDoesNotSendWhatItsDonorSent() {
        a.update(OpPNCounter::increment);
        var newcomer = OpReplica.of(B, a.snapshot(), stamp -> {}, OperationCheck.inMemory());
        assertEquals(1, newcomer.state().value());
        assertEquals(List.of(), newcomer.flush(snapshot -> {}));
    }

    @Test
    void aRestartWithoutMemoryUnderOneNameIsNoticed() {
        a.update(OpPNCounter::increment);
        var message = a.flush().get(0);
        var amnesiac = OpReplica.<OpPNCounter, OpPNCounter.Change>of(A, OpPNCounter.empty(), OperationCheck.inMemory());
        assertThrows(IdentityClashException.class, () -> amnesiac.receive(message));
        assertThrows(IdentityClashException.class, () -> amnesiac.update(OpPNCounter::increment));
        assertEquals(0, amnesiac.state().value());
    }

    @Test
    void theClockIsShownEveryStampAndMayRefuseIt() {
        var clock = LamportClock.of(B);
        OpReplica<OpLWWRegister<String>, OpLWWRegister.Write<String>> reader =
                OpReplica.of(B, OpSnapshot.initial(OpLWWRegister.empty()), clock, OperationCheck.inMemory());
        OpReplica<OpLWWRegister<String>, OpLWWRegister.Write<String>> writer =
                OpReplica.of(A, OpLWWRegister.empty(), OperationCheck.inMemory());
        writer.update(register -> register.set(new LamportTimestamp(41, A), "x"));
        reader.receive(writer.flush().get(0));
        assertEquals("43@b", clock.tick().toString());
        writer.update(register -> register.set(new LamportTimestamp(Long.MAX_VALUE, A), "y"));
        var broken = writer.flush().get(0);
        assertThrows(IllegalArgumentException.class, () -> reader.receive(broken));
        assertEquals("x", reader.state().value().orElseThrow());
        assertEquals(VectorClock.of(Map.of(A, 1L)), reader.clock());
    }

    @Test
    void theClockIsShownTheStampsOfHeldMessagesAfterARestart() {
        OpReplica<OpLWWRegister<String>, OpLWWRegister.Write<String>> far =
                OpReplica.of(A, OpLWWRegister.empty(), OperationCheck.inMemory());
        far.update(register -> register.set(new LamportTimestamp(1, A), "first"));
        far.update(register -> register.set(new LamportTimestamp(70, A), "second"));
        var messages = far.flush();
        OpReplica<OpLWWRegister<String>, OpLWWRegister.Write<String>> near =
                OpReplica.of(B, OpLWWRegister.empty(), OperationCheck.inMemory());
        assertEquals(Outcome.HELD, near.receive(messages.get(1)).outcome());

        var clock = LamportClock.of(B);
        var again = OpReplica.of(B, near.snapshot(), clock, OperationCheck.inMemory());
        assertEquals(2, again.receive(messages.get(0)).deliverable().size());
        again.update(register -> register.set(clock.tick(), "third"));
        assertEquals("third", again.state().value().orElseThrow());
    }

    private static OpMessage<List<OpORMap.Change<String, OpLWWRegister.Write<String>>>> writes(
            ReplicaId writer, long... stamps) {
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names =
                OpORMap.empty(OpLWWRegister.empty());
        var replica = OpReplica.of(writer, names, OperationCheck.inMemory());
        replica.edit(editor -> {
            for (long stamp : stamps) {
                editor.apply(editor.state()
                        .update("key" + stamp, name -> name.set(new LamportTimestamp(stamp, writer), "x" + stamp)));
            }
        });
        return replica.flush().get(0);
    }

    private static long stampAt(long millis) {
        return millis << 16;
    }

    @Test
    void aStampTooFarAheadRefusesTheWholeMessageWhichIsTakenLater() {
        long[] now = {1_000_000};
        var clock = HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10));
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names =
                OpORMap.empty(OpLWWRegister.empty());
        var replica = OpReplica.of(B, OpSnapshot.initial(names), clock, OperationCheck.inMemory());
        var ahead = writes(A, stampAt(1_000_000), stampAt(1_060_000));
        for (int i = 0; i < 3; i++) {
            var refused = assertThrows(ClockDriftException.class, () -> replica.receive(ahead));
            assertTrue(refused.getMessage().contains("" + stampAt(1_060_000)), refused.getMessage());
            assertEquals(List.of(), replica.flush(snapshot -> {}));
            assertEquals(names, replica.state(), "not half of it");
            assertEquals(0, clock.last(), "and the clock has not moved");
            assertFalse(replica.isDurable(ahead.dot()), "it must come again");
        }
        now[0] = 1_060_000;
        assertEquals(Outcome.DELIVERED, replica.receive(ahead).outcome());
        assertEquals(2, replica.state().size());
        assertEquals(List.of(), replica.flush(snapshot -> {}));
        assertTrue(replica.isDurable(ahead.dot()));
    }

    @Test
    void aReplicaTakesItsOwnSnapshotWhereItsWallClockIsBehind() {
        long[] now = {1_000_000};
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names =
                OpORMap.empty(OpLWWRegister.empty());
        var first = OpReplica.of(
                B,
                OpSnapshot.initial(names),
                HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10)),
                OperationCheck.inMemory());
        first.receive(writes(A, stampAt(1_000_000)));
        first.receive(writes(C, stampAt(1_005_000)));
        now[0] = 100_000;
        var clock = HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10));
        var again = OpReplica.of(B, first.snapshot(), clock, OperationCheck.inMemory());
        assertEquals(first.state(), again.state());
        again.update(map -> map.update("key" + stampAt(1_005_000), name -> name.set(clock.tick(), "mine")));
        assertEquals(
                "mine", again.state().get("key" + stampAt(1_005_000)).value().orElseThrow());
        again.receive(writes(ReplicaId.of("d"), stampAt(1_004_000))); // not greater than the last
        assertEquals(3, again.state().size());
        var lambda = OpReplica.of(
                B,
                first.snapshot(),
                HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10)),
                OperationCheck.inMemory());
        assertEquals(first.state(), lambda.state());
    }

    @Test
    void aRepetitionIsNotRefusedForItsStamp() {
        long[] now = {1_000_000};
        var clock = HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10));
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> names =
                OpORMap.empty(OpLWWRegister.empty());
        var replica = OpReplica.of(B, OpSnapshot.initial(names), clock, OperationCheck.inMemory());
        var message = writes(A, stampAt(1_000_000));
        replica.receive(message);
        replica.update(OpORMap::clear);
        now[0] = 100_000;
        var again = OpReplica.of(
                B,
                replica.snapshot(),
                HybridClock.of(B, () -> Instant.ofEpochMilli(now[0]), Duration.ofSeconds(10)),
                OperationCheck.inMemory());
        assertEquals(Outcome.DUPLICATE, again.receive(message).outcome());
    }

    @Test
    void theTextOfAReplicaBeginsWithItsIdentityAndIsCut() {
        a.update(counter -> counter.increment(5));
        assertEquals("OpReplica a of OpPNCounter 5", a.toString());
        var set = OpReplica.of(A, OpORSet.<String>empty(), OperationCheck.inMemory());
        set.update(state -> state.add("x".repeat(1_000)));
        assertTrue(set.toString().length() < 200, set::toString);
    }

    @Test
    void anEffectThatThrowsStopsTheReplica() {
        thrown(IllegalStateException.class, new UnsupportedOperationException("no hash"));
    }

    @Test
    void anEffectThatEndsInAnErrorStopsTheReplicaToo() {
        thrown(StackOverflowError.class, new StackOverflowError());
        thrown(AssertionError.class, new AssertionError("no hash"));
    }

    @Test
    void whoHasLeftHoldsNothingBack() {
        a.join(A);
        a.join(B);
        a.update(OpPNCounter::increment);
        assertEquals(VectorClock.empty(), a.settle().stable());
        a.leave(B, 0);
        assertEquals(VectorClock.of(Map.of(A, 1L)), a.settle().stable());
    }

    @Test
    void aClockIsShownTheStampsOfWhatItBeginsWith() {
        var clock = LamportClock.of(B);
        OpLWWRegister<String> empty = OpLWWRegister.empty();
        var writer = OpReplica.of(A, empty, OperationCheck.inMemory());
        writer.update(register -> register.set(new LamportTimestamp(7, A), "x"));
        var unused = OpReplica.of(B, writer.snapshot(), clock, OperationCheck.inMemory());
        assertTrue(clock.tick().counter() > 7);
        var later = LamportClock.of(B);
        OpReplica.of(B, OpSnapshot.initial(empty), later, OperationCheck.inMemory())
                .adopt(writer.snapshot());
        assertTrue(later.tick().counter() > 7);
    }

    @Test
    void onlyOnesOwnMessagesAreToBeSentAgain() {
        a.update(OpPNCounter::increment);
        var unused = a.flush(snapshot -> {}); // not confirmed
        assertEquals(1, a.unconfirmed().size());
        var own = OpReplica.of(A, a.snapshot(), stamp -> {}, OperationCheck.inMemory());
        var others = OpReplica.of(B, a.snapshot(), stamp -> {}, OperationCheck.inMemory());
        assertEquals(1, own.flush(snapshot -> {}).size());
        assertEquals(List.of(), others.flush(snapshot -> {}));
        assertEquals(List.of(), others.snapshot().unconfirmed());
    }

    /** A type whose settling throws. */
    private record Unsettled(int size) implements OpCrdt<Unsettled, Nothing> {
        @Override
        public Unsettled effect(Nothing operation, Dot dot, CausalPast clock) {
            return new Unsettled(size + 1);
        }

        @Override
        public Unsettled settle(VectorClock stable) {
            throw new UnsupportedOperationException("at " + stable);
        }
    }

    private record Nothing() implements Operation {}

    @Test
    void settlingThatThrowsChangesNothing() {
        var replica = OpReplica.of(A, new Unsettled(0), OperationCheck.inMemory());
        replica.join(A);
        replica.update(state -> new Nothing());
        var thrown = assertThrows(UnsupportedOperationException.class, replica::settle);
        assertEquals("at {a:1}", thrown.getMessage());
        assertEquals(VectorClock.empty(), replica.snapshot().stable());
        assertEquals(2, replica.update(state -> new Nothing()).size());
    }

    /** An element that throws when it is looked at. */
    private record Hostile(Throwable thrown) {
        @Override
        public int hashCode() {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    private static void thrown(Class<? extends Throwable> expected, Throwable thrown) {
        var set = OpReplica.of(A, OpORSet.<Object>empty(), OperationCheck.inMemory());
        var message = new OpMessage<List<OpORSet.Change<Object>>>(
                new Dot(B, 1), VectorClock.of(Map.of(B, 1L)), List.of(new OpORSet.Add<>(new Hostile(thrown))));
        assertThrows(expected, () -> set.receive(message));
        assertThrows(IllegalStateException.class, set::snapshot);
        assertThrows(IllegalStateException.class, () -> set.update(state -> state.add("x")));
        assertEquals(0, set.state().size());
    }

    @Test
    void aReplicaFarBehindTakesOverASnapshotAndGoesOn() {
        for (int i = 0; i < 5; i++) {
            a.update(OpPNCounter::increment);
        }
        var messages = a.flush();
        assertEquals(Outcome.HELD, b.receive(messages.get(4)).outcome());
        b.adopt(a.snapshot());
        assertEquals(5, b.state().value());
        assertEquals(Outcome.DUPLICATE, b.receive(messages.get(4)).outcome());
        b.update(OpPNCounter::decrement);
        assertThrows(IllegalArgumentException.class, () -> b.adopt(a.snapshot()));
        assertEquals(4, b.state().value());
    }

    @Test
    void settledCountersForgetWhoAddedWhatAndKeepTheirValue() {
        OpReplica<OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>> cart =
                OpReplica.of(A, CART, OperationCheck.inMemory());
        var other = OpReplica.of(B, CART, OperationCheck.inMemory());
        for (var one : List.of(cart, other)) {
            one.join(A);
            one.join(B);
        }
        for (int i = 0; i < 100; i++) {
            cart.update(map -> map.update("milk", amount -> amount.increment(2)));
        }
        assertEquals(1, cart.state().unsettled(), "equal increments are one run");
        cart.flush().forEach(other::receive);
        assertEquals(VectorClock.empty(), cart.settle().stable());
        assertEquals(100, cart.lagging().get(B).size().longValueExact());
        assertEquals(List.of(), other.flush());
        cart.hear(other.announce());
        assertEquals(VectorClock.of(Map.of(A, 100L)), cart.settle().stable());
        assertEquals(0, cart.state().unsettled());
        assertEquals(200, cart.state().get("milk").value());
        other.update(map -> map.remove("milk"));
        cart.update(map -> map.update("milk", amount -> amount.increment(1)));
        other.flush().forEach(cart::receive);
        assertEquals(1, cart.state().get("milk").value());
    }

    @Test
    void settlingTwiceChangesNothing() {
        a.join(A);
        a.update(OpPNCounter::increment);
        OpPNCounter state = a.state();
        assertEquals(VectorClock.of(Map.of(A, 1L)), a.settle().stable());
        assertSame(state, a.state());
    }

    @Test
    void manyThreadsCountEachOnce() throws Exception {
        var channel = new ConcurrentLinkedQueue<OpMessage<List<OpPNCounter.Change>>>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        a.update(OpPNCounter::increment);
                        channel.addAll(a.flush());
                    }
                }));
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        b.update(OpPNCounter::increment);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(2_000, channel.size());
        channel.forEach(b::receive);
        assertEquals(4_000, b.state().value());
        assertEquals(VectorClock.of(Map.of(A, 2_000L, B, 2_000L)), b.clock());
    }
}
