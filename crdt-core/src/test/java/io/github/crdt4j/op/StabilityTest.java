package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Receipt.Outcome;
import io.github.crdt4j.op.RefusedMessageException.Reason;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StabilityTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");

    private final CausalBroadcast<String> a = new CausalBroadcast<>(A);
    private final CausalBroadcast<String> b = new CausalBroadcast<>(B);

    @BeforeEach
    void nameMembers() {
        for (CausalBroadcast<String> one : List.of(a, b)) {
            one.join(A);
            one.join(B);
        }
    }

    private static VectorClock clock(ReplicaId replica, long number) {
        return VectorClock.of(Map.of(replica, number));
    }

    @Test
    void nothingIsStableUntilMembersAreNamed() {
        var alone = new CausalBroadcast<String>(C);
        var unused = alone.send("x");
        assertEquals(VectorClock.empty(), alone.stable());
        assertEquals(Set.of(), alone.members());
        alone.join(C);
        assertEquals(clock(C, 1), alone.stable());
    }

    @Test
    void anOperationIsStableOnceEverybodyHasAnswered() {
        var one = a.send("x");
        assertEquals(VectorClock.empty(), a.stable());
        assertEquals(Map.of(B, CausalContext.of(one.dot())), a.lagging());
        var unused = b.receive(one);
        unused = a.receive(b.send("y"));
        assertEquals(b.clock(), a.stable());
    }

    @Test
    void anAnnouncementWillDo() {
        var one = a.send("x");
        var unused = b.receive(one);
        a.hear(new Announcement(B, b.clock()));
        assertEquals(clock(A, 1), a.stable());
        assertEquals(Map.of(), a.lagging());
    }

    @Test
    void ofTwoEarlyAnnouncementsTheOneThatCountsFirstIsKept() {
        var one = a.send("x");
        var first = b.send("1");
        var second = b.send("2");
        var unused = b.receive(one);
        var early = b.clock();
        var third = b.send("3");
        a.hear(new Announcement(B, early)); // counts when the second is here, which has not seen x
        a.hear(new Announcement(B, b.clock()));
        unused = a.receive(first);
        assertEquals(clock(B, 1), a.stable());
        unused = a.receive(second);
        assertEquals(early, a.stable());
        unused = a.receive(third);
        assertEquals(b.clock(), a.stable());
    }

    @Test
    void nothingIsStableThatWasNotDelivered() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new CausalBroadcast<String>(
                        A,
                        clock(A, 1),
                        OwnEventsOnly.of(clock(A, 1)),
                        clock(A, 2),
                        List.of(),
                        Limits.DEFAULT,
                        payload -> 0));
    }

    @Test
    void anAnnouncementCountsOnlyOnceWhatWasSentBeforeItHasArrived() {
        var early = b.send("has not seen x");
        var one = a.send("x");
        var unused = b.receive(one);
        a.hear(new Announcement(B, b.clock()));
        assertEquals(VectorClock.empty(), a.stable());
        unused = a.receive(early);
        assertEquals(b.clock(), a.stable());
    }

    @Test
    void anAnnouncementCountsAfterASnapshotBroughtWhatWasSentBeforeIt() {
        var early = b.send("b");
        a.hear(new Announcement(B, b.clock()));
        assertEquals(VectorClock.empty(), a.stable());
        assertEquals(List.of(), a.adopt(b.clock(), b.origins(), VectorClock.empty()));
        assertEquals(VectorClock.empty().with(early.dot()), a.stable());
    }

    @Test
    void whoLeftCountsUntilItsLastMessageHasArrived() {
        a.join(C);
        var one = a.send("x");
        var unused = b.receive(one);
        unused = a.receive(b.send("y"));
        assertEquals(VectorClock.empty(), a.stable());
        a.leave(C, 1);
        assertEquals(VectorClock.empty(), a.stable());
        unused = a.receive(new OpMessage<>(new Dot(C, 1), clock(C, 1), "its last"));
        assertEquals(Set.of(A, B), a.members());
        assertEquals(b.clock(), a.stable());
    }

    @Test
    void whoLeftIsForgottenWhenASnapshotBringsItsLastMessage() {
        a.join(C);
        a.leave(C, 1);
        assertEquals(Set.of(A, B, C), a.members());
        assertEquals(List.of(), a.adopt(clock(C, 1), OwnEventsOnly.of(clock(C, 1)), VectorClock.empty()));
        assertEquals(Set.of(A, B), a.members());
    }

    @Test
    void whoWritesIsAMember() {
        var unused = a.receive(new OpMessage<>(new Dot(C, 1), clock(C, 1), "x"));
        assertEquals(Set.of(A, B, C), a.members());
    }

    @Test
    void stabilityNeverShrinksWhoeverJoins() {
        var unused = b.receive(a.send("x"));
        a.hear(new Announcement(B, b.clock()));
        assertEquals(clock(A, 1), a.stable());
        a.join(C);
        assertEquals(clock(A, 1), a.stable());
        unused = a.receive(b.send("y"));
        assertEquals(clock(A, 1), a.stable());
        assertEquals(Set.of(C), a.lagging().keySet());
    }

    @Test
    void whoHasNotSeenWhatIsStableIsRefused() {
        var unused = b.receive(a.send("x"));
        a.hear(new Announcement(B, b.clock()));
        assertEquals(clock(A, 1), a.stable());
        var refused = assertThrows(
                RefusedMessageException.class,
                () -> a.receive(new OpMessage<>(new Dot(C, 1), clock(C, 1), "from a stranger")));
        assertEquals(Reason.BEHIND_STABLE, refused.reason());
        assertEquals(new Dot(C, 1), refused.dot());
        var caughtUp = new OpMessage<>(new Dot(C, 1), clock(C, 1).merge(clock(A, 1)), "x");
        assertEquals(Outcome.DELIVERED, a.receive(caughtUp).outcome());
    }

    @Test
    void nothingIsStableThatWasNotCarriedOut() {
        assertThrows(
                IllegalArgumentException.class, () -> a.adopt(VectorClock.empty(), OriginClocks.none(), clock(B, 1)));
    }
}
