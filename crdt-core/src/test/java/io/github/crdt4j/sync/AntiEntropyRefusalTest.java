package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that a replica or its endpoint refuses, and peers that come and go. */
class AntiEntropyRefusalTest {

    private final Node a = Node.of("a");
    private final Node b = Node.of("b");
    private final Node c = Node.of("c");

    @Test
    void ackOfANumberNeverSentDoesNotCount() {
        a.connect(b).add("x");
        var delta = a.delta(b);
        a.receive(new SyncMessage.Ack<>(b.id, a.id, delta.session(), delta.number() + 1));
        a.receive(new SyncMessage.Ack<>(b.id, a.id, delta.session() + 1, delta.number()));
        a.receive(new SyncMessage.Ack<>(c.id, a.id, delta.session(), delta.number()));
        assertEquals(Node.EMPTY, a.known(b));
    }

    @Test
    void messageThatMakesTheReplicaThrowChangesNothingAndIsNotAcked() {
        b.connect(a);
        a.add("x");
        var forged = a.replica.state().add(b.id, "forged");
        var message = new SyncMessage.Delta<>(a.id, b.id, 1, 1, true, forged);
        assertThrows(IdentityClashException.class, () -> b.receive(message));
        assertEquals(Node.EMPTY, b.replica.state());
        assertEquals(Node.EMPTY, b.known(a));
        assertThrows(
                IdentityClashException.class,
                () -> c.receive(new SyncMessage.Delta<>(
                        a.id, c.id, 1, 1, true, a.replica.state().add(c.id, "forged"))));
        assertEquals(Set.of(), c.sync.peers());
        a.connect(b);
        assertInstanceOf(SyncMessage.Ack.class, b.answer(a.delta(b)));
    }

    @Test
    void stampTheClockRefusesIsNotAckedAndComesAgain() {
        LWWRegister<String> empty = LWWRegister.empty();
        Replica<LWWRegister<String>> mine = Replica.of(a.id, empty, LamportClock.of(a.id));
        AntiEntropy<LWWRegister<String>> sync =
                new AntiEntropy<>(mine, empty, KryoCodec.create().forSync(empty));
        var broken = empty.set(new LamportTimestamp(Long.MAX_VALUE, b.id), "x");
        var message = new SyncMessage.Delta<>(b.id, a.id, 1, 1, true, broken);
        for (int i = 0; i < 2; i++) {
            assertThrows(IllegalArgumentException.class, () -> sync.receive(message));
            assertEquals(Set.of(), sync.peers());
            assertSame(empty, mine.state());
        }
    }

    @Test
    void peersAreListedInOrderAndCanLeave() {
        a.connect(c, b).add("x");
        a.sync.connect(new ReplicaId("b", 7));
        assertEquals(List.of(b.id, new ReplicaId("b", 7), c.id), List.copyOf(a.sync.peers()));
        a.sync.disconnect(c.id);
        a.sync.disconnect(c.id);
        assertEquals(Optional.empty(), a.sync.known(c.id));
        assertEquals(2, a.sync.push().size());
        assertThrows(UnsupportedOperationException.class, () -> a.sync.peers().clear());
    }

    @Test
    void peerThatSendsIsAddedWithoutBeingAskedFor() {
        a.connect(b).add("x");
        assertEquals(Set.of(), b.sync.peers());
        a.receive(b.answer(a.delta(b)));
        assertEquals(Set.of(a.id), b.sync.peers());
        b.add("y");
        b.round(a);
        assertEquals(Set.of("x", "y"), a.elements());
    }
}
