package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ends with nothing to send compare fingerprints, once in a quiet period, and begin anew when these differ. */
class AntiEntropyAgreementTest {

    private final Node a = Node.of("a");
    private final Node b = Node.of("b");

    private void untilQuiet(Node one, Node other) {
        for (int round = 0; round < 10; round++) {
            AntiEntropyHealingTest.exchange(one, other);
        }
    }

    /** Makes a believe that b has everything, which it has not. */
    private void overstate() {
        a.add("lost");
        var delta = a.delta(b);
        a.receive(new SyncMessage.Ack<>(b.id, a.id, delta.session(), delta.number()));
        assertTrue(!a.known(b).leq(b.replica.state()));
    }

    @Test
    void quietEndsAskOnceAndThenSendNothing() {
        a.connect(b).add("x");
        b.connect(a);
        untilQuiet(a, b);
        long before = a.sync.stats().checks() + b.sync.stats().checks();
        a.add("y");
        long bytes = 0;
        for (int round = 0; round < 50; round++) {
            bytes = AntiEntropyHealingTest.exchange(a, b);
        }
        assertEquals(0, bytes, "sent in the last of 50 quiet rounds");
        long after = a.sync.stats().checks() + b.sync.stats().checks();
        assertTrue(after - before >= 1 && after - before <= 2, () -> after - before + " questions in a quiet period");
        assertTrue(a.sync.stats().agreed() > 0 && b.sync.stats().agreed() > 0, "both know that they agree");
        assertEquals(0, a.sync.stats().count(SyncEvent.Kind.DIFFERENT));
    }

    @Test
    void oneFingerprintIsComputedForEachStateHoweverManyPeersAsk() {
        List<Node> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(Node.of("p" + i));
            a.connect(others.get(i));
        }
        a.add("x");
        for (int round = 0; round < 5; round++) {
            for (Node other : others) {
                AntiEntropyHealingTest.exchange(a, other);
            }
        }
        assertEquals(1, a.fingerprints);
        assertTrue(a.sync.stats().agreed() >= 20);
    }

    @Test
    void noFingerprintIsComputedWhileStatesMove() {
        a.connect(b);
        b.connect(a);
        for (int round = 0; round < 100; round++) {
            a.add("a" + round);
            b.add("b" + round);
            AntiEntropyHealingTest.exchange(a, b);
        }
        assertEquals(0, a.fingerprints + b.fingerprints);
    }

    @Test
    void questionToAPeerThatHasSomethingToSendIsNotAnsweredAndNotCompared() {
        a.connect(b).add("x");
        b.connect(a);
        untilQuiet(a, b);
        a.add("y");
        a.round(b);
        var question = a.sync.push(b.id).orElseThrow();
        assertInstanceOf(SyncMessage.Check.class, question);
        b.add("z");
        int before = b.fingerprints;
        assertEquals(List.of(), b.receive(question));
        assertEquals(before, b.fingerprints);
        assertEquals(1, b.sync.stats().count(SyncEvent.Kind.MOVING));
    }

    @Test
    void answerThatComesAfterTheStateHasMovedIsNotCompared() {
        a.connect(b).add("x");
        b.connect(a);
        a.round(b);
        var answer = b.answer(a.sync.push(b.id).orElseThrow());
        a.add("y");
        assertEquals(List.of(), a.receive(answer));
        a.round(b);
        assertEquals(List.of(), a.receive(answer), "nor is it when both are quiet again");
        assertEquals(0, a.sync.stats().count(SyncEvent.Kind.DIFFERENT));
        assertEquals(2, a.sync.stats().count(SyncEvent.Kind.LATE));
    }

    @Test
    void lostQuestionIsAskedAgainAndLostAnswerIsGivenAgain() {
        a.connect(b).add("x");
        a.round(b);
        var lost = a.sync.push(b.id).orElseThrow();
        var again = a.sync.push(b.id).orElseThrow();
        assertEquals(lost, again);
        var answer = b.answer(again);
        assertEquals(answer, b.answer(a.sync.push(b.id).orElseThrow()));
        a.receive(answer);
        assertEquals(List.of(), a.sync.push());
    }

    @Test
    void differenceThatNobodyKnowsOfIsFoundAndHealedWithinTwoRounds() {
        a.connect(b).add("x");
        b.connect(a);
        untilQuiet(a, b);
        overstate();
        AntiEntropyHealingTest.exchange(a, b);
        AntiEntropyHealingTest.exchange(a, b);
        assertEquals(Set.of("lost", "x"), b.elements());
        assertEquals(
                1,
                a.sync.stats().count(SyncEvent.Kind.DIFFERENT) + b.sync.stats().count(SyncEvent.Kind.DIFFERENT));
        assertTrue(a.events.stream().anyMatch(event -> event.kind() == SyncEvent.Kind.DIFFERENT), a.events::toString);
        untilQuiet(a, b);
        assertEquals(0, AntiEntropyHealingTest.exchange(a, b));
    }

    @Test
    void differencesOnBothSidesAreHealedTogether() {
        a.connect(b).add("x");
        b.connect(a).add("y");
        untilQuiet(a, b);
        overstate();
        b.add("lost, too");
        var delta = b.delta(a);
        b.receive(new SyncMessage.Ack<>(a.id, b.id, delta.session(), delta.number()));
        AntiEntropyHealingTest.exchange(a, b);
        AntiEntropyHealingTest.exchange(a, b);
        assertEquals(Set.of("lost", "lost, too", "x", "y"), b.elements());
        assertEquals(a.replica.state(), b.replica.state());
    }

    @Test
    void differenceIsHealedThoughThePeerIsEmptyAndNeverSpoke() {
        a.connect(b);
        overstate();
        AntiEntropyHealingTest.exchange(a, b);
        AntiEntropyHealingTest.exchange(a, b);
        assertEquals(Set.of("lost"), b.elements());
    }

    @Test
    void serializerThatWritesEqualValuesDifferentlyIsReportedAndCausesNoTrafficForEver() {
        ReplicaId x = ReplicaId.of("x");
        ReplicaId y = ReplicaId.of("y");
        int messages = 0;
        List<SyncEvent> events = new ArrayList<>();
        var one = endpoint(x, new Fingerprint(1, 0), events);
        var other = endpoint(y, new Fingerprint(2, 0), events);
        one.connect(y);
        other.connect(x);
        long last = -1;
        for (int round = 0; round < 30; round++) {
            List<SyncMessage<ORSet<String>>> sent = new ArrayList<>(one.push());
            sent.addAll(other.push());
            last = sent.size();
            while (!sent.isEmpty()) {
                var message = sent.remove(0);
                sent.addAll((message.to().equals(x) ? one : other).receive(message));
                assertTrue(++messages < 200, "messages");
            }
        }
        assertEquals(0, last, "sent in the last of 30 rounds");
        Set<SyncEvent.Kind> kinds = new HashSet<>();
        events.forEach(event -> kinds.add(event.kind()));
        assertTrue(kinds.contains(SyncEvent.Kind.STILL_DIFFERENT), events::toString);
        assertTrue(one.stats().complete() <= 4, () -> "" + one.stats());
    }

    private static AntiEntropy<ORSet<String>> endpoint(ReplicaId id, Fingerprint always, List<SyncEvent> events) {
        var replica = Replica.of(id, Node.EMPTY.add(id, id.name()));
        return AntiEntropy.builder(replica, Node.EMPTY, new SyncCodec<>() {
                    @Override
                    public byte[] encode(SyncMessage<ORSet<String>> message) {
                        return Node.CODEC.encode(message);
                    }

                    @Override
                    public SyncMessage<ORSet<String>> decode(byte[] bytes) {
                        return Node.CODEC.decode(bytes);
                    }

                    @Override
                    public Fingerprint fingerprint(ORSet<String> state) {
                        return always;
                    }
                })
                .random(Node.numbers(id.hashCode()))
                .listener(events::add)
                .build();
    }

    @Test
    void stateWithoutAFingerprintIsReportedAndEverythingElseGoesOn() {
        ReplicaId x = ReplicaId.of("x");
        List<SyncEvent> events = new ArrayList<>();
        var replica = Replica.of(x, Node.EMPTY.add(x, "x"));
        var sync = AntiEntropy.builder(replica, Node.EMPTY, new SyncCodec<>() {
                    @Override
                    public byte[] encode(SyncMessage<ORSet<String>> message) {
                        throw new IllegalArgumentException("no encoding");
                    }

                    @Override
                    public SyncMessage<ORSet<String>> decode(byte[] bytes) {
                        throw new IllegalArgumentException("no encoding");
                    }

                    @Override
                    public Fingerprint fingerprint(ORSet<String> state) {
                        throw new IllegalArgumentException("no encoding");
                    }
                })
                .listener(events::add)
                .build();
        sync.connect(b.id);
        sync.connect(a.id);
        var unused = sync.receive(b.answer(sync.push(b.id).orElseThrow()));
        assertEquals(1, sync.push().size(), "what a is sent");
        assertEquals(1, sync.push().size());
        assertEquals(1, sync.stats().count(SyncEvent.Kind.NOT_COMPARED));
        assertEquals(
                List.of(SyncEvent.Kind.NOT_COMPARED),
                events.stream().map(SyncEvent::kind).toList());
    }
}
