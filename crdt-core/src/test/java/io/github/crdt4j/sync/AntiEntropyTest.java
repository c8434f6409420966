package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Deltas and acknowledgements that get lost, are repeated, and overtake each other. */
class AntiEntropyTest {

    private final Node a = Node.of("a");
    private final Node b = Node.of("b");
    private final Node c = Node.of("c");

    @Test
    void firstDeltaIsCompleteAndLaterOnesAreDifferences() {
        a.connect(b).add("x");
        var first = a.delta(b);
        assertTrue(first.complete());
        assertSame(a.replica.state(), first.delta());
        a.receive(b.answer(first));
        a.add("y");
        var second = a.delta(b);
        assertFalse(second.complete());
        assertEquals(Set.of("y"), second.delta().elements());
        assertEquals(first.session(), second.session());
        a.receive(b.answer(second));
        assertEquals(Set.of("x", "y"), b.elements());
        assertEquals(a.replica.state(), b.replica.state());
    }

    @Test
    void nothingIsPushedOnceAllIsKnown() {
        a.connect(b).add("x");
        assertEquals(1, a.round(b));
        assertEquals(0, a.round(b));
        assertEquals(0, b.round(a), "what came from a is not sent back");
        a.remove("x");
        assertEquals(1, a.round(b));
        assertEquals(0, a.round(b));
        assertEquals(Set.of(), b.elements());
    }

    @Test
    void emptyNewcomerGreetsUntilAcknowledged() {
        a.connect(b);
        b.add("x");
        assertEquals(Node.EMPTY, a.delta(b).delta());
        a.receive(b.answer(a.delta(b)));
        assertFalse(a.hasNews(b));
        assertEquals(1, b.round(a));
        assertEquals(Set.of("x"), a.elements());
        assertEquals(0, a.round(b) + b.round(a));
    }

    @Test
    void whoWasSentEverythingDoesNotSendItBack() {
        a.connect(b).add("x");
        b.connect(a);
        b.receive(a.delta(b));
        assertFalse(b.hasNews(a));
    }

    @Test
    void lostDeltaIsSentAgain() {
        a.connect(b).add("x");
        var lost = a.delta(b);
        var again = a.delta(b);
        assertEquals(lost, again);
        a.receive(b.answer(again));
        assertEquals(Set.of("x"), b.elements());
        assertFalse(a.hasNews(b));
    }

    @Test
    void lostAckMakesTheDeltaComeTwiceAndNoDifference() {
        a.connect(b).add("x");
        assertInstanceOf(SyncMessage.Ack.class, b.answer(a.delta(b)));
        var before = b.replica.state();
        var ack = b.answer(a.delta(b));
        assertSame(before, b.replica.state());
        a.receive(ack);
        assertEquals(before, a.known(b));
    }

    @Test
    void duplicatesOfDeltasAndAcksChangeNothing() {
        a.connect(b).add("x");
        var delta = a.delta(b);
        var ack = b.answer(delta);
        assertEquals(ack, b.answer(delta));
        a.receive(ack);
        var known = a.known(b);
        a.receive(ack);
        assertSame(known, a.known(b));
        a.add("y");
        a.receive(ack);
        assertEquals(Set.of("x"), a.known(b).elements());
        assertEquals(ack, b.answer(delta));
    }

    @Test
    void acksInAnyOrderRaiseKnownToTheGreatest() {
        a.connect(b).add("x");
        var one = b.answer(a.delta(b));
        a.add("y");
        var two = b.answer(a.delta(b));
        a.add("z");
        var three = b.answer(a.delta(b));
        a.receive(two);
        assertEquals(Set.of("x", "y"), a.known(b).elements());
        a.receive(one);
        assertEquals(Set.of("x", "y"), a.known(b).elements());
        a.receive(three);
        assertEquals(a.replica.state(), a.known(b));
        a.receive(two);
        assertFalse(a.hasNews(b));
    }

    @Test
    void ackCountsForTheSnapshotItNamesAndNoLaterOne() {
        a.connect(b).add("x");
        var ack = b.answer(a.delta(b));
        a.add("y");
        a.receive(ack);
        assertEquals(Set.of("x"), a.known(b).elements());
        assertEquals(Set.of("y"), a.delta(b).delta().elements());
    }

    @Test
    void deltasInAnyOrderEndInTheSameState() {
        a.connect(b).add("x");
        a.receive(b.answer(a.delta(b)));
        a.add("y");
        var one = a.delta(b);
        a.remove("x");
        var two = a.delta(b);
        a.receive(b.answer(two));
        a.receive(b.answer(one));
        assertEquals(a.replica.state(), b.replica.state());
        assertEquals(a.replica.state(), a.known(b));
    }

    @Test
    void whatAPeerSentIsKnownOfIt() {
        a.connect(b).add("x");
        b.connect(a).add("y");
        b.receive(a.delta(b));
        assertEquals(Set.of("x"), b.known(a).elements());
        b.assertKnowsNoMoreThanTrue(a);
        assertEquals(Set.of("x", "y"), b.elements());
    }

    @Test
    void bothDirectionsProgressWhileBothSidesKeepUpdating() {
        a.connect(b);
        b.connect(a);
        for (int i = 0; i < 100; i++) {
            a.add("a" + i);
            b.add("b" + i);
            a.round(b);
            b.round(a);
            assertTrue(a.elements().contains("b" + i) && b.elements().contains("a" + i), "in round " + i);
            a.assertKnowsNoMoreThanTrue(b);
            b.assertKnowsNoMoreThanTrue(a);
        }
        assertEquals(Set.of("new"), a.add("new").delta(b).delta().elements(), "only what is new is sent");
    }

    @Test
    void updatesTravelAlongAChainBothWaysAndThenItIsQuiet() {
        a.connect(b).add("from a");
        b.connect(a, c);
        c.connect(b).add("from c");
        for (int i = 0; i < 3; i++) {
            a.round(b);
            b.round(a, c);
            c.round(b);
        }
        assertEquals(Set.of("from a", "from c"), a.elements());
        assertEquals(a.replica.state(), b.replica.state());
        assertEquals(b.replica.state(), c.replica.state());
        c.remove("from a");
        c.round(b);
        b.round(a, c);
        assertEquals(Set.of("from c"), a.elements());
        assertEquals(0, a.round(b) + b.round(a, c) + c.round(b));
    }

    @Test
    void firstDeltaOfAPeerForgetsNothingThatItAcknowledged() {
        a.connect(b).add("x");
        a.round(b);
        b.connect(a).add("y");
        a.receive(b.delta(a));
        a.add("z");
        assertFalse(a.delta(b).complete());
        assertEquals(Set.of("z"), a.delta(b).delta().elements());
    }

    @Test
    void asManyUnacknowledgedSnapshotsAsPromisedAreRemembered() {
        a.connect(b);
        List<SyncMessage.Delta<ORSet<String>>> underWay = new ArrayList<>();
        List<ORSet<String>> snapshots = new ArrayList<>();
        for (int i = 0; i < AntiEntropy.MAX_UNACKNOWLEDGED; i++) {
            underWay.add(a.add("x" + i).delta(b));
            snapshots.add(a.replica.state());
        }
        for (int i = 0; i < underWay.size(); i++) {
            a.receive(b.answer(underWay.get(i)));
            assertEquals(snapshots.get(i), a.known(b), "after ack " + i);
        }
    }

    @Test
    void unacknowledgedSnapshotsAreBoundedAndAnEvictedOneIsAckedAsTheOneBefore() {
        a.connect(b);
        List<SyncMessage<ORSet<String>>> acks = new ArrayList<>();
        for (int i = 0; i < 10 * AntiEntropy.MAX_UNACKNOWLEDGED; i++) {
            acks.add(b.answer(a.add("x" + i).delta(b)));
        }
        for (var ack : acks) {
            a.receive(ack);
            a.assertKnowsNoMoreThanTrue(b);
        }
        assertEquals(a.replica.state(), a.known(b));
    }

    @Test
    void acksFromAPeerManyPushesAwayStillRaiseKnown() {
        a.connect(b);
        List<SyncMessage<ORSet<String>>> underWay = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            underWay.add(a.add("x" + i).delta(b));
            if (underWay.size() > 3 * AntiEntropy.MAX_UNACKNOWLEDGED) {
                a.receive(b.answer(underWay.remove(0)));
                a.assertKnowsNoMoreThanTrue(b);
            }
        }
        assertTrue(a.known(b).size() > 50, () -> "known of b: " + a.known(b));
    }
}
