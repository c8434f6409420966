package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.set.ORSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Restarts: with memory lost and a new incarnation, or from durable state with a new session. */
class AntiEntropySessionTest {

    private final Node a = Node.of("a");
    private final Node b = Node.of("b");

    @CanIgnoreReturnValue
    private SyncMessage.StartOver<ORSet<String>> startOver(SyncMessage<ORSet<String>> answer) {
        assertInstanceOf(SyncMessage.StartOver.class, answer, "an answer that refuses");
        return (SyncMessage.StartOver<ORSet<String>>) answer;
    }

    @Test
    void deltaForAnEarlierIncarnationIsNotMergedAndMovesTheLink() {
        a.connect(b).add("x");
        a.round(b);
        a.add("y");
        Node again = b.restartedFresh();
        var refusal = startOver(again.answer(a.delta(b)));
        assertEquals(Node.EMPTY, again.replica.state());
        assertEquals(b.id, refusal.addressee());
        assertEquals(again.id, refusal.from());

        a.receive(refusal);
        assertEquals(Set.of(again.id), a.sync.peers());
        assertEquals(Node.EMPTY, a.known(again));
        var complete = a.delta(again);
        assertTrue(complete.complete());
        a.receive(again.answer(complete));
        assertEquals(Set.of("x", "y"), again.elements());
        assertEquals(0, a.round(again));
    }

    @Test
    void replicaRestartedEmptyIntoAQuietGroupGetsEverything() {
        a.connect(b).add("x");
        a.round(b);
        assertEquals(0, a.round(b));
        Node again = b.restartedFresh().connect(a);
        again.round(a);
        a.round(again);
        assertEquals(Set.of("x"), again.elements());
        assertEquals(0, again.round(a) + a.round(again));
    }

    @Test
    void repeatedRefusalsMoveTheLinkOnce() {
        a.connect(b).add("x");
        Node again = b.restartedFresh();
        var one = again.answer(a.delta(b));
        var two = again.answer(a.delta(b));
        a.receive(one);
        a.round(again);
        a.receive(two);
        a.receive(one);
        assertEquals(Set.of(again.id), a.sync.peers());
        assertEquals(a.replica.state(), a.known(again), "nothing was forgotten by the late refusal");
    }

    @Test
    void refusalByAnIncarnationThatAlreadySentKeepsWhatIsKnownOfIt() {
        a.connect(b).add("x");
        Node again = b.restartedFresh().connect(a).add("z");
        var refusal = again.answer(a.delta(b));
        a.receive(again.delta(a));
        assertEquals(Set.of(b.id, again.id), a.sync.peers());
        a.receive(refusal);
        assertEquals(Set.of(again.id), a.sync.peers());
        assertEquals(Set.of("z"), a.known(again).elements());
    }

    @Test
    void refusalInTheNameOfAnotherReplicaIsIgnored() {
        a.connect(b).add("x");
        var delta = a.delta(b);
        a.receive(new SyncMessage.StartOver<>(Node.of("c").id, a.id, delta.session(), b.id));
        assertEquals(Set.of(b.id), a.sync.peers());
        a.receive(b.answer(delta));
        a.receive(new SyncMessage.StartOver<>(b.id, a.id, delta.session() + 5, b.id));
        assertEquals(a.replica.state(), a.known(b));
    }

    @Test
    void restartFromDurableStateStartsTheSessionOverAndLosesNothing() {
        a.connect(b).add("x");
        a.round(b);
        a.add("y");
        Node again = b.restartedDurable(100);
        var refusal = startOver(again.answer(a.delta(b)));
        assertEquals(Set.of("x"), again.elements());
        a.receive(refusal);
        assertEquals(Node.EMPTY, a.known(again));
        a.round(again);
        assertEquals(Set.of("x", "y"), again.elements());
        a.assertKnowsNoMoreThanTrue(again);
        assertEquals(0, a.round(again));
    }

    @Test
    void newSessionOfThePeerForgetsWhatWasKnownOfItsOldOne() {
        a.connect(b).add("x");
        b.connect(a).add("y");
        a.round(b);
        b.round(a);
        assertEquals(Set.of("x", "y"), a.known(b).elements());
        Node again = b.restartedDurable(100).connect(a).add("z");
        a.receive(again.delta(a));
        a.assertKnowsNoMoreThanTrue(again);
        a.add("w");
        assertTrue(a.delta(again).complete(), "nothing may be assumed of the new session");
        for (int i = 0; i < 3; i++) {
            a.round(again);
            again.round(a);
        }
        assertEquals(Set.of("w", "x", "y", "z"), again.elements());
        assertEquals(a.replica.state(), again.replica.state());
        assertEquals(0, a.round(again) + again.round(a));
    }

    @Test
    void newSessionForgetsWhatThePeerPassedOnAndThenLostBeforeAcknowledgingIt() {
        a.connect(b);
        b.connect(a).add("y").push();
        Node c = Node.of("c").connect(b).add("z");
        assertEquals(1, b.sync.receive(c.delta(b)).size());
        a.receive(b.sync.push(a.id).orElseThrow());
        assertEquals(Set.of("y", "z"), a.known(b).elements());
        Node again = b.restartedDurable(100).connect(a);
        a.receive(again.delta(a));
        a.assertKnowsNoMoreThanTrue(again);
        again.receive(a.delta(again));
        assertEquals(Set.of("y", "z"), again.elements());
    }

    @Test
    void restartOfTheSenderBeginsANewSessionWithACompleteDelta() {
        a.connect(b).add("x");
        a.round(b);
        Node again = a.restartedDurable(100).connect(b).add("y");
        var first = again.delta(b);
        assertTrue(first.complete());
        assertInstanceOf(SyncMessage.Ack.class, b.answer(first));
        assertEquals(Set.of("x", "y"), b.elements());
    }

    @Test
    void lateDeltaOfAnOldSessionIsNotMergedAndItsRefusalIgnored() {
        a.connect(b).add("x");
        a.round(b);
        a.add("late");
        var late = a.delta(b);
        Node again = a.restartedDurable(100).connect(b);
        again.round(b);
        var known = again.known(b);
        var refusal = startOver(b.answer(late));
        again.receive(refusal);
        assertEquals(known, again.known(b));
        assertEquals(late.session(), refusal.session());
    }

    @Test
    void aMessageOfTheSessionBeforeThatIsRepeatedForEverCostsNoWholeStates() {
        a.connect(b).add("x");
        var old = a.delta(b);
        b.receive(old);
        Node again = a.restartedDurable(100).connect(b);
        again.round(b);
        b.add("y").round(again);
        again.round(b);
        long complete = again.sync.stats().complete() + b.sync.stats().complete();
        for (int i = 0; i < 20; i++) {
            b.add("b" + i);
            again.add("a" + i);
            again.receive(startOver(b.answer(old)));
            again.round(b);
            b.round(again);
        }
        assertEquals(again.elements(), b.elements());
        assertEquals(complete, again.sync.stats().complete() + b.sync.stats().complete());
    }

    @Test
    void aPresentSessionThatWasTakenForAnEarlierOneStartsOver() {
        a.connect(b).add("x");
        var old = a.delta(b);
        Node again = a.restartedDurable(100).connect(b);
        var present = again.delta(b);
        b.receive(present); // its answer is lost
        b.receive(old);
        again.add("y");
        again.round(b); // refused
        again.round(b);
        assertEquals(Set.of("x", "y"), b.elements());
        assertEquals(0, again.round(b));
    }

    @Test
    void lateAckOfAnOldSessionDoesNotCount() {
        a.connect(b).add("x");
        a.round(b);
        a.add("y");
        var acked = b.answer(a.delta(b));
        Node again = b.restartedFresh();
        a.receive(again.answer(a.delta(b)));
        a.receive(acked);
        assertEquals(Node.EMPTY, a.known(again));
        Node durable = b.restartedDurable(100);
        Node sender = Node.of("s").connect(b).add("x");
        sender.round(b);
        sender.add("y");
        var lateAck = b.answer(sender.delta(b));
        sender.receive(durable.answer(sender.delta(b)));
        sender.receive(lateAck);
        assertEquals(Node.EMPTY, sender.known(durable), "an ack of the session that is over");
    }

    @Test
    void differenceOfASessionThatNeverBeganIsNotMerged() {
        a.add("x");
        var difference = new SyncMessage.Delta<>(a.id, b.id, 1, 2, false, a.replica.state());
        startOver(b.answer(difference));
        assertEquals(Node.EMPTY, b.replica.state());
        assertEquals(Set.of(), b.sync.peers());
    }

    @Test
    void peerThatForgotUsIsServedFromTheBeginning() {
        a.connect(b).add("x");
        a.round(b);
        b.sync.disconnect(a.id);
        a.add("y");
        a.receive(startOver(b.answer(a.delta(b))));
        a.round(b);
        assertEquals(a.replica.state(), b.replica.state());
        assertEquals(0, a.round(b));
    }

    @Test
    void echoesAndMessagesForOthersAreIgnored() {
        a.connect(b).add("x");
        var delta = a.delta(b);
        assertEquals(List.of(), a.receive(delta));
        Node c = Node.of("c").connect(a);
        assertEquals(List.of(), c.receive(new SyncMessage.Ack<>(a.id, b.id, 1, 1)));
        assertEquals(List.of(), c.receive(new SyncMessage.StartOver<>(a.id, b.id, 1, c.id)));
        assertEquals(Set.of(a.id), c.sync.peers());
        a.receive(startOver(c.answer(delta)));
        assertEquals(Node.EMPTY, c.replica.state());
        assertEquals(Set.of(b.id), a.sync.peers(), "a misrouted delta changes nothing at its sender");
    }

    @Test
    void misuseIsRefused() {
        assertEquals(
                "a is this replica itself, not a peer",
                assertThrows(IllegalArgumentException.class, () -> a.connect(a)).getMessage());
        assertEquals(
                "b is not a peer of a: connect it first",
                assertThrows(IllegalArgumentException.class, () -> a.sync.push(b.id))
                        .getMessage());
        var builder = AntiEntropy.builder(a.replica, Node.EMPTY, Node.CODEC);
        assertEquals(
                "maxPeers is at least 1, not 0",
                assertThrows(IllegalArgumentException.class, () -> builder.maxPeers(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder.maxIncarnations(0));
        assertEquals(
                "the session of a message is at least 1, not 0",
                assertThrows(IllegalArgumentException.class, () -> new SyncMessage.StartOver<>(a.id, b.id, 0, b.id))
                        .getMessage());
        assertEquals(
                "the number of a message is at least 1, not 0",
                assertThrows(IllegalArgumentException.class, () -> new SyncMessage.Ack<>(a.id, b.id, 1, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new SyncMessage.Ack<>(a.id, b.id, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SyncMessage.Delta<>(a.id, b.id, 0, 1, true, "x"));
        assertThrows(IllegalArgumentException.class, () -> new SyncMessage.Delta<>(a.id, b.id, 1, 0, true, "x"));
        assertThrows(NullPointerException.class, () -> new SyncMessage.Delta<>(a.id, b.id, 1, 1, true, null));
        assertThrows(NullPointerException.class, () -> a.sync.connect(null));
        assertFalse(a.sync.known(b.id).isPresent());
    }
}
