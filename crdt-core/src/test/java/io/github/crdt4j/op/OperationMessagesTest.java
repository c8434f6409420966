package io.github.crdt4j.op;

import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused names the value and says what to do. */
class OperationMessagesTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock ONE = VectorClock.of(Map.of(A, 1L));
    private static final OpGCounter ZERO = OpGCounter.empty();

    private static OpMessage<List<OpGCounter.Increment>> message(long number) {
        return new OpMessage<>(new Dot(A, number), VectorClock.of(Map.of(A, number)), List.of(ZERO.increment()));
    }

    @Test
    void snapshotsOfTwoReplicasDoNotFit() {
        assertRefused(
                "clocks of 0 origins are not those of the latest messages of {a:1}: take both from one replica at once",
                () -> new OpSnapshot<>(ZERO, ONE, OriginClocks.none(), VectorClock.empty(), List.of(), List.of()));
        assertRefused(
                "{a:1} cannot be stable where only {} was carried out: take both from one replica at once",
                () -> new OpSnapshot<>(ZERO, VectorClock.empty(), OriginClocks.none(), ONE, List.of(), List.of()));
        assertRefused(
                "held message a:1 does not wait where {} was carried out: carry it out, and leave it out of the snapshot",
                () -> new OpSnapshot<>(
                        ZERO,
                        VectorClock.empty(),
                        OriginClocks.none(),
                        VectorClock.empty(),
                        List.of(message(1)),
                        List.of()));
        assertRefused(
                "unconfirmed message a:1 with {a:1} cannot have been sent at {}: take both from one replica at once",
                () -> new OpSnapshot<>(
                        ZERO,
                        VectorClock.empty(),
                        OriginClocks.none(),
                        VectorClock.empty(),
                        List.of(),
                        List.of(message(1))));
        assertRefused(
                "the clock {b:1} is given as that of the latest message of a and has no event of it: give each origin the"
                        + " clock it had when it made that message",
                () -> OriginClocks.of(Map.of(A, VectorClock.of(Map.of(B, 1L)))));
    }

    @Test
    void messagesEndWithTheirOwnEvent() {
        assertRefused(
                "message a:2 has the clock {a:1}, whose event of a is 1: make the clock with(dot)",
                () -> new OpMessage<>(new Dot(A, 2), ONE, "x"));
        assertRefused(
                "message a:1 cannot take -1 bytes: give the length of the bytes it was decoded from",
                () -> message(1).ofBytes(-1));
    }

    @Test
    void repeatedNumbersSayWhoIsToStartAgain() {
        var reader = OpReplica.of(B, ZERO, OperationCheck.inMemory());
        reader.receive(message(1));
        var refused = assertThrows(
                RefusedMessageException.class,
                () -> reader.receive(new OpMessage<>(new Dot(A, 1), ONE, List.of(ZERO.increment(2)))));
        assertEquals(
                "message a:1 is refused: its number was used before, with other content: a runs twice, or restarted without"
                        + " its memory, so start it again under a fresh identity",
                refused.getMessage());
    }

    @Test
    void anEditThatIsOverNamesItsMessageAndWhatCameLate() {
        var replica = OpReplica.of(A, ZERO, OperationCheck.inMemory());
        var kept = new ArrayList<OpEditor<OpGCounter, OpGCounter.Increment>>();
        replica.edit(kept::add);
        assertEquals(
                "the edit of message a:1 is over, so increment(1) cannot be added to it: call edit again",
                assertThrows(IllegalStateException.class, () -> kept.get(0).apply(ZERO.increment()))
                        .getMessage());
        assertEquals(
                "an edit of a must not use the replica itself: use the editor that the edit is given",
                assertThrows(
                                IllegalStateException.class,
                                () -> replica.edit(editor -> replica.update(OpGCounter::increment)))
                        .getMessage());
    }

    @Test
    void limitsAndNumbersOfRecordsAreNotNegative() {
        assertRefused(
                "a limit is negative, give 0 or more: -1 messages, 0 bytes, 0 remembered, 1000000 unsettled, 100000 origins",
                () -> new Limits(-1, 0, 0));
        assertRefused(
                "a state cannot keep -1 records: give what unsettled() returns",
                () -> new Settlement(VectorClock.empty(), -1, true, Map.of()));
    }
}
