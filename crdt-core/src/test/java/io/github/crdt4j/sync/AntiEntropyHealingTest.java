package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever session numbers two ends meet, two rounds without loss bring them together. */
class AntiEntropyHealingTest {

    private static final int ROUNDS = 2;

    private final Node a = Node.of("a");
    private final Node b = Node.of("b");

    /** A push each way and its answers; returns the bytes they take. */
    @CanIgnoreReturnValue
    static long exchange(Node one, Node other) {
        long bytes = 0;
        List<SyncMessage<ORSet<String>>> sent = new ArrayList<>(one.push());
        sent.addAll(other.push());
        while (!sent.isEmpty()) {
            var message = sent.remove(0);
            bytes += Node.CODEC.encode(message).length;
            for (Node node : List.of(one, other)) {
                if (node.id.name().equals(message.to().name())) {
                    sent.addAll(node.receive(message));
                }
            }
        }
        return bytes;
    }

    private static void assertHeals(Node one, Node other) {
        for (int round = 0; round < ROUNDS; round++) {
            exchange(one, other);
        }
        assertEquals(one.replica.state(), other.replica.state(), "after " + ROUNDS + " rounds");
        exchange(one, other); // the last may have left a question unanswered
        assertEquals(List.of(), one.sync.push());
        assertEquals(List.of(), other.sync.push());
        one.assertKnowsNoMoreThanTrue(other);
        other.assertKnowsNoMoreThanTrue(one);
    }

    private void meet() {
        a.connect(b).add("x");
        b.connect(a).add("y");
        for (int round = 0; round < 4; round++) {
            exchange(a, b);
        }
        assertEquals(List.of(), a.sync.push());
    }

    private static <S> SyncMessage.Delta<S> with(SyncMessage.Delta<S> delta, long session, boolean complete) {
        return new SyncMessage.Delta<>(delta.from(), delta.to(), session, delta.number(), complete, delta.delta());
    }

    @TestFactory
    Stream<DynamicTest> anyNumberThatALiarTellsIsForgottenWithinTwoRounds() {
        return LongStream.of(1, 2, Long.MAX_VALUE - 1, Long.MAX_VALUE)
                .boxed()
                .flatMap(session -> Stream.of(true, false)
                        .map(complete -> dynamicTest("session " + session + ", complete " + complete, () -> {
                            var test = new AntiEntropyHealingTest();
                            test.meet();
                            test.a.add("z");
                            test.b.receive(with(test.a.delta(test.b), session, complete));
                            test.a.add("w");
                            test.b.add("v");
                            assertHeals(test.a, test.b);
                            assertEquals(Set.of("v", "w", "x", "y", "z"), test.b.elements());
                        })));
    }

    @TestFactory
    Stream<DynamicTest> numbersOfTheNextStartMayBeAnyAtAll() {
        return LongStream.of(-1, 0, 1, 5, 6, 1_000, Long.MAX_VALUE)
                .mapToObj(next -> dynamicTest("session " + next + " after 5", () -> {
                    Node first = Node.of("a", Node.numbers(1, 5));
                    first.connect(b).add("x");
                    exchange(first, b);
                    Node again = first.restartedDurable(Node.numbers(2, next))
                            .connect(b)
                            .add("z");
                    b.add("w");
                    assertHeals(again, b);
                    assertTrue(b.elements().contains("z") && again.elements().contains("w"));
                }));
    }

    @Test
    void generatorThatAlwaysSaysTheSameStillMakesNewSessions() {
        RandomGenerator stuck = () -> 7;
        Node sender = Node.of("s", stuck);
        sender.connect(b).add("x");
        var first = sender.delta(b);
        sender.receive(new SyncMessage.StartOver<>(b.id, sender.id, first.session(), b.id));
        var second = sender.delta(b);
        assertNotEquals(first.session(), second.session());
        assertHeals(sender, b);
    }

    @Test
    void sessionsAreDrawnFromTheWholeRangeByDefaultAndNeverTheSame() {
        Set<Long> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            var sync = new AntiEntropy<>(a.replica, Node.EMPTY, Node.CODEC);
            sync.connect(b.id);
            drawn.add(sync.push(b.id).orElseThrow().session());
        }
        assertEquals(100, drawn.size());
        assertTrue(drawn.stream().anyMatch(session -> session > Long.MAX_VALUE / 2), "half of them are large");
    }

    @Test
    void everyBitTurnedInAMessageIsRefusedOrForgottenWithinTwoRounds() {
        KryoCodec unchecked = KryoCodec.builder().checksum(false).build();
        a.connect(b).add("eggs");
        byte[] good = unchecked.encodeMessage(a.delta(b));
        int received = 0;
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            SyncMessage<ORSet<String>> message;
            try {
                message = unchecked.decodeMessage(damaged, Node.EMPTY);
            } catch (DecodeException refused) {
                continue;
            }
            if (message.from().equals(b.id)
                    || !((SyncMessage.Delta<?>) message).delta().equals(a.replica.state())) {
                continue; // another sender is the transport's matter, and other content the checksum's
            }
            received++;
            Node sender = Node.of("a").connect(b).add("eggs");
            Node receiver = Node.of("b");
            receiver.connect(sender);
            try {
                receiver.receive(message);
            } catch (RuntimeException refused) {
                // nothing has changed
            }
            sender.add("milk");
            for (int round = 0; round < ROUNDS; round++) {
                exchange(sender, receiver);
            }
            assertTrue(receiver.elements().contains("milk"), "bit " + bit + ": " + message);
            assertEquals(sender.replica.state(), receiver.replica.state(), "bit " + bit + ": " + message);
        }
        assertTrue(received > 20, received + " damaged messages were received");
        int accepted = 0;
        byte[] checked = Node.CODEC.encode(a.delta(b));
        for (int bit = 0; bit < 8 * checked.length; bit++) {
            byte[] damaged = checked.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                var unused = Node.CODEC.decode(damaged);
                accepted++;
            } catch (DecodeException refused) {
                // as it should be
            }
        }
        assertEquals(0, accepted, "the checksum that messages have by default refuses every bit");
    }

    @Test
    void lateAckOfTheFirstRunIsNotBelievedByTheSecond() {
        a.connect(b).add("eggs");
        var hello = a.delta(b);
        var late = b.answer(hello);
        Node again = a.restartedDurable(99).connect(b).add("milk");
        var lost = again.delta(b);
        assertTrue(lost.complete());
        assertEquals(hello.number(), lost.number());
        again.receive(late);
        assertEquals(Node.EMPTY, again.known(b));
        assertEquals(1, again.sync.stats().count(SyncEvent.Kind.LATE));
        assertHeals(again, b);
        assertEquals(Set.of("eggs", "milk"), b.elements());
    }

    @Test
    void sessionRepeatedFromAnEarlierRunIsFoundOutByFingerprints() {
        Node first = Node.of("a", Node.numbers(1, 5));
        first.connect(b).add("eggs");
        var late = b.answer(first.delta(b));
        Node again = first.restartedDurable(Node.numbers(2, 5)).connect(b).add("milk");
        var unused = again.delta(b); // is lost
        again.receive(late);
        assertFalse(again.known(b).leq(b.replica.state()), "the late acknowledgement is believed");
        b.connect(again).add("rice");
        assertHeals(again, b);
        assertEquals(Set.of("eggs", "milk", "rice"), b.elements());
        assertEquals(1, again.sync.stats().count(SyncEvent.Kind.DIFFERENT));
    }

    @Test
    void lateCompleteDeltasAndStartOversOfOldSessionsCostTwoRoundsAtMost() {
        a.connect(b).add("x");
        List<SyncMessage<ORSet<String>>> late = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            var complete = a.delta(b);
            late.add(complete);
            var refusal = new SyncMessage.StartOver<ORSet<String>>(b.id, a.id, complete.session(), b.id);
            late.add(refusal);
            a.receive(refusal);
            a.add("y" + i);
        }
        exchange(a, b);
        for (var message : late) {
            (message.to().equals(b.id) ? b : a).receive(message);
            a.add("z" + late.indexOf(message));
            a.assertKnowsNoMoreThanTrue(b);
            b.assertKnowsNoMoreThanTrue(a);
            for (int round = 0; round < ROUNDS; round++) {
                exchange(a, b);
            }
            assertEquals(a.replica.state(), b.replica.state());
        }
    }

    @Test
    void everyStartOverDrawsANewSession() {
        a.connect(b).add("x");
        Set<Long> sessions = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            var delta = a.delta(b);
            assertTrue(sessions.add(delta.session()));
            assertTrue(delta.complete());
            a.receive(new SyncMessage.StartOver<>(b.id, a.id, delta.session(), b.id));
        }
        assertEquals(10, a.sync.stats().count(SyncEvent.Kind.STARTED_OVER));
    }

    /** It has said nothing to a before, so its own session does not tell a that it has forgotten that of a. */
    @Test
    void aPeerThatStartedAgainIsFoundOutInTheRoundInWhichItFirstSpeaks() {
        a.connect(b).add("x");
        b.receive(a.delta(b));
        a.receive(new SyncMessage.Ack<>(b.id, a.id, a.delta(b).session(), 1));
        Node again = b.restartedDurable(7).connect(a);
        a.add("y");
        List<SyncMessage<ORSet<String>>> answers = a.sync.receive(again.delta(a));
        assertEquals(2, answers.size());
        assertInstanceOf(SyncMessage.Ack.class, answers.get(0));
        List<SyncMessage<ORSet<String>>> refusal = again.sync.receive(answers.get(1));
        assertInstanceOf(SyncMessage.StartOver.class, refusal.get(0));
        a.receive(refusal.get(0));
        assertTrue(a.delta(again).complete());
    }

    @Test
    void aQuestionOfAnUnknownSessionIsAnsweredOnlyIfNothingInItWasAcknowledged() {
        a.connect(b);
        b.connect(a);
        var fingerprint = new Fingerprint(0, 0);
        assertInstanceOf(
                SyncMessage.StartOver.class,
                b.answer(new SyncMessage.Check<>(a.id, b.id, 5, 1, SyncMessage.Check.Kind.QUESTION, fingerprint)));
        assertEquals(
                List.of(),
                b.sync.receive(
                        new SyncMessage.Check<>(a.id, b.id, 5, 1, SyncMessage.Check.Kind.FIRST_QUESTION, fingerprint)),
                "b has something to send to a itself");
    }

    @Test
    void nothingButACompleteDeltaBeginsASession() {
        meet();
        var delta = a.add("z").delta(b);
        assertFalse(delta.complete());
        assertInstanceOf(SyncMessage.StartOver.class, b.answer(with(delta, delta.session() + 1, false)));
        assertInstanceOf(
                SyncMessage.StartOver.class,
                b.answer(new SyncMessage.Check<>(
                        a.id, b.id, delta.session() + 1, 1, SyncMessage.Check.Kind.QUESTION, new Fingerprint(0, 0))));
        assertInstanceOf(SyncMessage.Ack.class, b.answer(delta));
    }
}
