package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Peers that never return are bounded, and nothing is dropped in silence. */
class AntiEntropyBoundsTest {

    private final ReplicaId here = ReplicaId.of("here");
    private final Replica<ORSet<String>> replica = Replica.of(here, Node.EMPTY.add(here, "x"));
    private final List<SyncEvent> events = new ArrayList<>();

    private AntiEntropy<ORSet<String>> endpoint(UnaryOperator<AntiEntropy.Builder<ORSet<String>>> settings) {
        var builder = AntiEntropy.builder(replica, Node.EMPTY, Node.CODEC)
                .random(Node.numbers(1))
                .listener(events::add);
        return settings.apply(builder).build();
    }

    private SyncMessage<ORSet<String>> hello(ReplicaId from) {
        return new SyncMessage.Delta<>(from, here, 1, 1, true, Node.EMPTY);
    }

    private static void give(AntiEntropy<ORSet<String>> sync, SyncMessage<ORSet<String>> message) {
        var unused = sync.receive(message);
    }

    private List<SyncEvent.Kind> kinds() {
        return events.stream().map(SyncEvent::kind).toList();
    }

    @Test
    void nobodyIsForgottenForAMessageThatIsRefused() {
        var sync = endpoint(builder -> builder.maxPeers(1));
        give(sync, hello(ReplicaId.of("a")));
        ORSet<String> forged = Node.EMPTY.add(here, "x").add(here, "never issued");
        assertThrows(
                IdentityClashException.class,
                () -> give(sync, new SyncMessage.Delta<>(ReplicaId.of("b"), here, 1, 1, true, forged)));
        assertEquals(Set.of(ReplicaId.of("a")), sync.peers());
        assertEquals(List.of(SyncEvent.Kind.REFUSED), kinds());
    }

    @Test
    void incarnationsOfOneNameAreBoundedByDefaultAndOtherPeersStay() {
        var sync = endpoint(builder -> builder);
        give(sync, hello(ReplicaId.of("other")));
        for (int i = 0; i < 20_000; i++) {
            give(sync, hello(new ReplicaId("ghost", i)));
        }
        assertEquals(AntiEntropy.DEFAULT_MAX_INCARNATIONS + 1, sync.peers().size());
        assertTrue(sync.peers().contains(ReplicaId.of("other")));
        assertEquals(20_000 - AntiEntropy.DEFAULT_MAX_INCARNATIONS, sync.stats().count(SyncEvent.Kind.DROPPED));
        assertEquals(20_000 - AntiEntropy.DEFAULT_MAX_INCARNATIONS, events.size());
        assertEquals(
                "ghost was forgotten: there is no room for more than 64 incarnations of one name",
                events.get(0).details());
    }

    @Test
    void peersAreBoundedByDefault() {
        var sync = endpoint(builder -> builder);
        for (int i = 0; i < 3 * AntiEntropy.DEFAULT_MAX_PEERS; i++) {
            give(sync, hello(ReplicaId.of("ghost-" + i)));
        }
        assertEquals(AntiEntropy.DEFAULT_MAX_PEERS, sync.peers().size());
        assertEquals(
                AntiEntropy.DEFAULT_MAX_PEERS,
                sync.push().stream().filter(SyncMessage.Delta.class::isInstance).count());
    }

    @Test
    void thePeerNotHeardOfForLongestMakesRoom() {
        var sync = endpoint(builder -> builder.maxPeers(3));
        List.of("p", "q", "r", "p").forEach(name -> give(sync, hello(ReplicaId.of(name))));
        give(sync, hello(ReplicaId.of("s")));
        assertEquals(Set.of(ReplicaId.of("p"), ReplicaId.of("r"), ReplicaId.of("s")), sync.peers());
        assertEquals(
                List.of(new SyncEvent(
                        SyncEvent.Kind.DROPPED,
                        ReplicaId.of("q"),
                        "q was forgotten: there is no room for more than 3 peers")),
                events);
    }

    @Test
    void connectedPeersStayAndOthersAreNotAdded() {
        var sync = endpoint(builder -> builder.maxPeers(2));
        sync.connect(ReplicaId.of("p"));
        give(sync, hello(ReplicaId.of("q")));
        sync.connect(ReplicaId.of("r"));
        assertEquals(Set.of(ReplicaId.of("p"), ReplicaId.of("r")), sync.peers(), "q had added itself");
        var news = new SyncMessage.Delta<>(ReplicaId.of("s"), here, 1, 1, true, Node.EMPTY.add(ReplicaId.of("s"), "s"));
        var before = replica.state();
        var answers = sync.receive(news);
        assertFalse(answers.stream().anyMatch(SyncMessage.Ack.class::isInstance));
        assertSame(before, replica.state(), "what is not acknowledged is not merged");
        assertEquals(List.of(SyncEvent.Kind.DROPPED, SyncEvent.Kind.NOT_ADDED), kinds());
        assertEquals(ReplicaId.of("s"), events.get(1).peer());
        sync.connect(ReplicaId.of("t"));
        assertEquals(Set.of(ReplicaId.of("r"), ReplicaId.of("t")), sync.peers(), "the one connected first makes room");
    }

    @Test
    void livingPeerThatWasForgottenIsToldSoAndBeginsAnew() {
        var sync = endpoint(builder -> builder.maxPeers(1));
        Node p = Node.of("p");
        p.sync.connect(here);
        p.add("p");
        assertInstanceOf(
                SyncMessage.Ack.class,
                sync.receive(p.sync.push(here).orElseThrow()).get(0));
        var answers = sync.receive(hello(ReplicaId.of("q")));
        assertEquals(2, answers.size());
        assertInstanceOf(SyncMessage.Ack.class, answers.get(0));
        assertEquals(p.id, answers.get(1).to());
        p.receive(answers.get(1));
        assertTrue(((SyncMessage.Delta<ORSet<String>>) p.sync.push(here).orElseThrow()).complete());
    }

    @Test
    void earlierStartThatLeftMessagesUnansweredMakesRoomForTheNextOfItsName() {
        var sync = endpoint(builder -> builder);
        for (int start = 0; start < 20; start++) {
            give(sync, hello(new ReplicaId("tokyo", start)));
            for (int i = 0; i < 20; i++) {
                var unused = sync.push();
            }
        }
        assertEquals(Set.of(new ReplicaId("tokyo", 19)), sync.peers());
        assertEquals(19, sync.stats().count(SyncEvent.Kind.DROPPED));
    }

    @Test
    void replicasThatShareANameAndAnswerAllStay() {
        var sync = endpoint(builder -> builder);
        for (int i = 0; i < 10; i++) {
            give(sync, hello(new ReplicaId("pod", i)));
            for (var message : sync.push()) {
                if (message instanceof SyncMessage.Delta<ORSet<String>> delta) {
                    give(sync, new SyncMessage.Ack<>(delta.to(), here, delta.session(), delta.number()));
                } else if (message instanceof SyncMessage.Check<ORSet<String>> check) {
                    give(
                            sync,
                            new SyncMessage.Check<>(
                                    check.to(),
                                    here,
                                    check.session(),
                                    check.number(),
                                    SyncMessage.Check.Kind.ANSWER,
                                    check.fingerprint()));
                }
            }
        }
        assertEquals(10, sync.peers().size());
        assertEquals(List.of(), events);
    }

    @Test
    void silentPeerIsReportedOnceUntilItIsHeardAgain() {
        var sync = endpoint(builder -> builder);
        sync.connect(ReplicaId.of("p"));
        for (int i = 0; i < 3 * AntiEntropy.SILENT_AFTER; i++) {
            assertEquals(1, sync.push().size(), "it is sent more all the same");
        }
        assertEquals(List.of(SyncEvent.Kind.SILENT), kinds());
        give(sync, hello(ReplicaId.of("p")));
        for (int i = 0; i < AntiEntropy.SILENT_AFTER; i++) {
            var unused = sync.push();
        }
        assertEquals(2, sync.stats().count(SyncEvent.Kind.SILENT));
    }

    @Test
    void equalBoundsShareOneDeltaAndOthersDoNot() {
        List<Node> peers = List.of(Node.of("p"), Node.of("q"), Node.of("r"));
        var sync = endpoint(builder -> builder);
        for (Node peer : peers) {
            sync.connect(peer.id);
            give(sync, peer.answer(sync.push(peer.id).orElseThrow()));
        }
        replica.update(state -> state.add(here, "y"));
        Node p = peers.get(0);
        give(sync, p.answer(sync.push(p.id).orElseThrow()));
        replica.update(state -> state.add(here, "z"));
        List<ORSet<String>> deltas = sync.push().stream()
                .map(message -> ((SyncMessage.Delta<ORSet<String>>) message).delta())
                .toList();
        assertEquals(Set.of("z"), deltas.get(0).elements());
        assertEquals(Set.of("y", "z"), deltas.get(1).elements());
        assertNotSame(deltas.get(0), deltas.get(1));
        assertSame(deltas.get(1), deltas.get(2));
    }

    @Test
    void wrongAddressIsReportedAtBothEnds() {
        Node a = Node.of("a");
        Node c = Node.of("c");
        Node b = Node.of("b");
        a.connect(b).add("eggs");
        var answers = c.receive(a.delta(b));
        assertEquals(1, answers.size());
        a.receive(answers.get(0));
        assertEquals(Node.EMPTY, c.replica.state());
        assertEquals(
                List.of(new SyncEvent(
                        SyncEvent.Kind.MISADDRESSED,
                        a.id,
                        "a message of a to b arrived at c: check the address that a has of b")),
                c.events);
        assertEquals(
                List.of(new SyncEvent(
                        SyncEvent.Kind.ANSWERED_BY_ANOTHER,
                        b.id,
                        "c answered what was sent to b: check the address of b")),
                a.events);
        assertEquals(Set.of(b.id), a.sync.peers());
    }

    @Test
    void everythingThatIsDroppedOrRefusedIsCountedAndTold() {
        Node a = Node.of("a");
        Node b = Node.of("b");
        a.connect(b).add("x");
        var delta = a.delta(b);
        a.receive(delta);
        var ack = b.answer(delta);
        a.receive(ack);
        a.receive(ack);
        a.receive(new SyncMessage.StartOver<>(b.id, a.id, delta.session() / 2, b.id));
        a.receive(new SyncMessage.Ack<>(b.id, new ReplicaId("a", 5), 1, 1));
        b.receive(new SyncMessage.Delta<>(a.id, b.id, delta.session() / 2, 1, false, Node.EMPTY));
        b.receive(new SyncMessage.Delta<>(a.id, new ReplicaId("b", 5), delta.session(), 1, false, Node.EMPTY));
        var forged = Node.EMPTY.add(b.id, "forged").add(b.id, "more");
        assertThrows(
                IdentityClashException.class,
                () -> b.receive(new SyncMessage.Delta<>(a.id, b.id, delta.session(), 2, false, forged)));
        assertEquals(
                List.of(SyncEvent.Kind.ECHO, SyncEvent.Kind.LATE, SyncEvent.Kind.LATE, SyncEvent.Kind.LATE),
                a.events.stream().map(SyncEvent::kind).toList());
        assertEquals(
                List.of(SyncEvent.Kind.UNKNOWN_SESSION, SyncEvent.Kind.UNKNOWN_SESSION, SyncEvent.Kind.REFUSED),
                b.events.stream().map(SyncEvent::kind).toList());
        for (Node node : List.of(a, b)) {
            SyncStats stats = node.sync.stats();
            assertEquals(
                    node.events.size(),
                    stats.events().values().stream().mapToLong(Long::longValue).sum());
            for (SyncEvent.Kind kind : SyncEvent.Kind.values()) {
                assertEquals(
                        node.events.stream()
                                .filter(event -> event.kind() == kind)
                                .count(),
                        stats.count(kind));
            }
        }
        assertEquals(1, a.sync.stats().deltas());
        assertEquals(1, a.sync.stats().complete());
        assertEquals(1, a.sync.stats().acknowledged());
        assertEquals(1, b.sync.stats().merged());
    }

    @Test
    void statsDoNotChangeOnceHandedOut() {
        Node a = Node.of("a");
        SyncStats before = a.sync.stats();
        a.connect(Node.of("b")).push();
        assertEquals(0, before.deltas());
        assertEquals(1, a.sync.stats().deltas());
        assertThrows(UnsupportedOperationException.class, () -> before.events().put(SyncEvent.Kind.LATE, 1L));
    }

    @Test
    void listenerMayCallTheEndpointAndWhatItThrowsHarmsNothing() throws InterruptedException {
        List<Throwable> uncaught = new ArrayList<>();
        List<Optional<ORSet<String>>> seen = new ArrayList<>();
        var box = new ArrayList<AntiEntropy<ORSet<String>>>();
        var sync = AntiEntropy.builder(replica, Node.EMPTY, Node.CODEC)
                .listener(event -> {
                    seen.add(box.get(0).known(event.peer()));
                    throw new IllegalStateException("a listener");
                })
                .build();
        box.add(sync);
        List<List<SyncMessage<ORSet<String>>>> answers = new ArrayList<>();
        var thread = new Thread(() ->
                answers.add(sync.receive(new SyncMessage.Delta<>(ReplicaId.of("p"), here, 1, 1, false, Node.EMPTY))));
        thread.setUncaughtExceptionHandler((on, thrown) -> uncaught.add(thrown));
        thread.start();
        thread.join();
        assertEquals(1, answers.get(0).size());
        assertEquals(1, uncaught.size());
        assertEquals(List.of(Optional.empty()), seen);
    }
}
