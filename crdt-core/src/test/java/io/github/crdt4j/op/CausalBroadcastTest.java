package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Receipt.Outcome;
import io.github.crdt4j.op.RefusedMessageException.Reason;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausalBroadcastTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");

    private final CausalBroadcast<String> a = new CausalBroadcast<>(A);
    private final CausalBroadcast<String> b = new CausalBroadcast<>(B);
    private final CausalBroadcast<String> c = new CausalBroadcast<>(C);

    private static CausalBroadcast<String> narrow(int messages, long bytes) {
        return new CausalBroadcast<>(
                C,
                VectorClock.empty(),
                OriginClocks.none(),
                VectorClock.empty(),
                List.of(),
                new Limits(messages, bytes, 10),
                message -> message.payload().length());
    }

    private static OpMessage<String> message(ReplicaId origin, long number, String payload) {
        return new OpMessage<>(new Dot(origin, number), VectorClock.of(Map.of(origin, number)), payload);
    }

    private static List<Dot> dots(Receipt<?> receipt) {
        return receipt.deliverable().stream().<Dot>map(Delivery::dot).toList();
    }

    @Test
    void anAnswerThatOvertakesItsQuestionWaitsForIt() {
        OpMessage<String> question = a.send("question");
        assertEquals(List.of(question.dot()), dots(b.receive(question)));
        OpMessage<String> answer = b.send("answer");

        assertEquals(new Receipt<>(Outcome.HELD, List.of()), c.receive(answer));
        assertEquals(CausalContext.of(question.dot()), c.missing());
        Receipt<String> both = c.receive(question);
        assertEquals(Outcome.DELIVERED, both.outcome());
        assertEquals(List.of(question.dot(), answer.dot()), dots(both));
        assertEquals(
                List.of("question", "answer"),
                both.deliverable().stream().map(Delivery::payload).toList());
        assertTrue(both.deliverable().get(1).past().contains(question.dot()));
        assertFalse(both.deliverable().get(0).past().contains(answer.dot()));
        assertEquals(CausalContext.empty(), c.missing());
        assertEquals(0, c.heldBytes());
        assertEquals(List.of(), c.held());
    }

    @Test
    void messagesOfOneOriginAreDeliveredInOrderEachOnce() {
        var one = a.send("1");
        var two = a.send("2");
        var three = a.send("3");
        assertEquals(Outcome.HELD, c.receive(three).outcome());
        assertEquals(Outcome.DUPLICATE, c.receive(three).outcome());
        assertEquals(List.of(one.dot()), dots(c.receive(one)));
        assertEquals(Outcome.DUPLICATE, c.receive(one).outcome());
        assertEquals(CausalContext.of(two.dot()), c.missing());
        assertEquals(List.of(two.dot(), three.dot()), dots(c.receive(two)));
        assertEquals(Outcome.DUPLICATE, c.receive(three).outcome());
    }

    @Test
    void ownEchoesAreDropped() {
        assertEquals(new Receipt<>(Outcome.DUPLICATE, List.of()), a.receive(a.send("x")));
    }

    @Test
    void whatIsMissingIsNamedInRunsHoweverFarAhead() {
        var clock = VectorClock.of(Map.of(A, 3L, B, Long.MAX_VALUE));
        assertEquals(
                Outcome.HELD,
                c.receive(new OpMessage<>(new Dot(A, 3), clock, "far ahead")).outcome());
        assertEquals(
                CausalContext.builder().add(A, 1, 2).add(B, 1, Long.MAX_VALUE).build(), c.missing());
    }

    @Test
    void aRepeatedNumberWithOtherContentIsRefusedWhileHeldAndOnceDelivered() {
        var early = assertThrows(RefusedMessageException.class, () -> {
            var unused = c.receive(message(A, 2, "x"));
            unused = c.receive(message(A, 2, "y"));
        });
        assertEquals(new Dot(A, 2), early.dot());
        assertEquals(Reason.OTHER_CONTENT, early.reason());
        assertEquals(2, c.receive(message(A, 1, "first")).deliverable().size());
        var late = assertThrows(RefusedMessageException.class, () -> c.receive(message(A, 1, "other")));
        assertEquals(new Dot(A, 1), late.dot());
        assertEquals(VectorClock.of(Map.of(A, 2L)), c.clock());
    }

    @Test
    void aMessageOfMineThatISentDifferentlyIsAClash() {
        var mine = a.send("x");
        var clash = assertThrows(IdentityClashException.class, () -> a.receive(message(A, 1, "y")));
        assertEquals(mine.dot().number(), clash.event());
        assertThrows(IdentityClashException.class, () -> a.send("z"));
    }

    @Test
    void aMessageOfMineThatINeverSentIsAClashAndStopsWriting() {
        var clash = assertThrows(IdentityClashException.class, () -> a.receive(message(A, 4, "x")));
        assertEquals(4, clash.event());
        assertThrows(IdentityClashException.class, () -> a.send("z"));
        assertEquals(VectorClock.empty(), a.clock());
        assertEquals(
                Outcome.DELIVERED, a.receive(message(B, 1, "reading goes on")).outcome());
    }

    @Test
    void whoHasSeenAMessageThatINeverSentShowsAClashToo() {
        var clock = VectorClock.of(Map.of(A, 7L, B, 1L));
        var clash =
                assertThrows(IdentityClashException.class, () -> a.receive(new OpMessage<>(new Dot(B, 1), clock, "x")));
        assertEquals(7, clash.event());
    }

    @Test
    void atTheBoundEarlyMessagesAreTurnedAwayAndThoseMissingAreNot() {
        var narrow = narrow(2, 1 << 20);
        assertEquals(Outcome.HELD, narrow.receive(message(A, 3, "3")).outcome());
        assertEquals(Outcome.HELD, narrow.receive(message(A, 4, "4")).outcome());
        assertEquals(Outcome.OVERFLOW, narrow.receive(message(A, 5, "5")).outcome());
        assertEquals(2, narrow.held().size());
        assertEquals(Outcome.OVERFLOW, narrow.receive(message(A, 2, "2")).outcome());
        assertEquals(1, narrow.receive(message(A, 1, "1")).deliverable().size());
        assertEquals(3, narrow.receive(message(A, 2, "2")).deliverable().size());
        assertEquals(1, narrow.receive(message(A, 5, "5")).deliverable().size());
    }

    @Test
    void theBytesOfEarlyMessagesAreBoundedToo() {
        long each = 3 * 32 + 10;
        var narrow = narrow(100, 2 * each);
        assertEquals(Outcome.HELD, narrow.receive(message(A, 3, "0123456789")).outcome());
        assertEquals(
                Outcome.OVERFLOW, narrow.receive(message(A, 4, "0123456789+")).outcome());
        assertEquals(Outcome.HELD, narrow.receive(message(A, 4, "0123456789")).outcome());
        assertEquals(2 * each, narrow.heldBytes());
    }

    @Test
    void whatIsRememberedIsBoundedAndThenTakenForARepetition() {
        var narrow = new CausalBroadcast<String>(
                C,
                VectorClock.empty(),
                OriginClocks.none(),
                VectorClock.empty(),
                List.of(),
                new Limits(9, 999, 1),
                payload -> 0);
        var unused = narrow.receive(message(A, 1, "x"));
        unused = narrow.receive(message(A, 2, "y"));
        assertThrows(RefusedMessageException.class, () -> narrow.receive(message(A, 2, "z")));
        assertEquals(Outcome.DUPLICATE, narrow.receive(message(A, 1, "z")).outcome());
    }

    @Test
    void aNewcomerGoesOnFromASnapshotAndItsHeldMessages() {
        var one = a.send("1");
        var two = a.send("2");
        var three = a.send("3");
        var unused = b.receive(one);
        unused = b.receive(three);
        var fresh = new CausalBroadcast<String>(
                C, b.clock(), b.origins(), VectorClock.empty(), b.held(), Limits.DEFAULT, payload -> 0);
        assertEquals(Outcome.DUPLICATE, fresh.receive(one).outcome());
        assertEquals(List.of(two.dot(), three.dot()), dots(fresh.receive(two)));
    }

    @Test
    void aSnapshotWhoseHeldMessagesDoNotWaitIsRefused() {
        var one = a.send("1");
        var two = a.send("2");
        var nothing = VectorClock.empty();
        var first = VectorClock.of(Map.of(A, 1L));
        assertThrows(IllegalArgumentException.class, () -> from(nothing, List.of(one)), "it is ready");
        assertThrows(IllegalArgumentException.class, () -> from(first, List.of(one)), "it was carried out");
        assertThrows(IllegalArgumentException.class, () -> from(first, List.of(two)), "it is ready");
        assertThrows(IllegalArgumentException.class, () -> from(nothing, List.of(two, two)), "it is there twice");
        assertEquals(List.of(two), from(nothing, List.of(two)).held());
    }

    /** It would wait for good: no replica is sent its own events. */
    @Test
    void heldMessageThatHasSeenEventsThatWereNeverIssuedIsRefused() {
        var seen = VectorClock.of(Map.of(A, 2L, C, 1L));
        var message = new OpMessage<>(new Dot(A, 2), seen, "m");
        var nothing = VectorClock.empty();
        assertThrows(IllegalArgumentException.class, () -> from(nothing, List.of(message)));
        assertEquals(
                List.of(message),
                from(VectorClock.of(Map.of(C, 1L)), List.of(message)).held());
    }

    private static CausalBroadcast<String> from(VectorClock clock, List<OpMessage<String>> held) {
        return new CausalBroadcast<>(
                C,
                clock,
                OwnEventsOnly.of(clock),
                VectorClock.empty(),
                held,
                Limits.DEFAULT,
                message -> message.payload().length());
    }

    @Test
    void aSnapshotIsTakenOverAndWhatWaitedIsDelivered() {
        var one = a.send("1");
        var two = a.send("2");
        var three = a.send("3");
        assertEquals(Outcome.HELD, c.receive(three).outcome());
        var unused = b.receive(one);
        unused = b.receive(two);
        assertEquals(
                List.of("3"),
                c.adopt(b.clock(), b.origins(), VectorClock.empty()).stream()
                        .map(Delivery::payload)
                        .toList());
        assertEquals(a.clock(), c.clock());
    }

    @Test
    void aSnapshotThatLacksSomethingIsNotTakenOver() {
        var mine = c.send("mine");
        assertThrows(IllegalArgumentException.class, () -> c.adopt(a.clock(), a.origins(), VectorClock.empty()));
        assertEquals(VectorClock.empty().with(mine.dot()), c.clock());
        assertThrows(
                IdentityClashException.class,
                () -> a.adopt(
                        VectorClock.of(Map.of(A, 1L)),
                        OwnEventsOnly.of(VectorClock.of(Map.of(A, 1L))),
                        VectorClock.empty()));
    }

    @Test
    void aMessageThatEndsElsewhereThanItsClockIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new OpMessage<>(new Dot(A, 2), VectorClock.empty(), "x"));
    }

    @Test
    void aMessageReadsWellInALog() {
        assertEquals("a:1 with {a:1}: x", a.send("x").toString());
    }
}
