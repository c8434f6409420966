package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.GossipEvent.Kind;
import io.github.crdt4j.sync.Town.House;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipTest {

    private static void fill(House house, int elements) {
        house.replica.update((self, set) ->
                set.edit(self, editor -> IntStream.range(0, elements).forEach(i -> editor.add("element " + i))));
    }

    private static void assertAgree(Town town) {
        var states = town.houses.values().stream().map(House::state).distinct().toList();
        assertEquals(1, states.size());
    }

    /** A group at rest, of which one had a large state. */
    private static Town atRest(int members, int elements) {
        var town = new Town(members);
        for (int i = 0; i < members; i++) {
            town.house("n" + i);
        }
        fill(town.houses.get("n0"), elements);
        town.introduce();
        town.rounds(80);
        assertAgree(town);
        town.large = town.codec.encode(new SyncMessage.Delta<>(
                                ReplicaId.of("a"),
                                ReplicaId.of("b"),
                                1,
                                1,
                                true,
                                town.houses.get("n0").state()))
                        .length
                / 2;
        town.forgetFigures();
        return town;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void aNewcomerToAGroupAtRestCostsOneWholeState(int members) {
        Town town = atRest(members, 2_000);
        town.house("newcomer");
        town.introduce();
        town.rounds(80);
        assertAgree(town);
        assertEquals(1, town.largeMessages);
        assertTrue(town.bytes < 3L * town.large + 2_000L * members, () -> town.bytes + " bytes, " + town.large);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void aSlowNetworkDoesNotMakeANewcomerDearer(int members) {
        Town town = atRest(members, 2_000);
        town.latency = 2 * town.interval;
        town.house("newcomer");
        town.introduce();
        town.rounds(120);
        assertAgree(town);
        assertTrue(town.largeMessages <= 2, () -> town.largeMessages + " whole states");
    }

    @Test
    void aGroupThatStartsTogetherSettlesWithAWholeStateForEachWhoLacksIt() {
        var town = new Town(7);
        for (int i = 0; i < 5; i++) {
            town.house("n" + i);
        }
        fill(town.houses.get("n0"), 2_000);
        town.large = 10_000;
        town.introduce();
        town.rounds(100);
        assertAgree(town);
        assertTrue(town.largeMessages <= 6, () -> town.largeMessages + " whole states for 4 who lack it");
    }

    @Test
    void aRestartWithTheStoreCostsTheDifference() {
        Town town = atRest(4, 2_000);
        town.houses.get("n1").restart(true);
        town.houses.get("n2").add("meanwhile");
        town.rounds(80);
        assertAgree(town);
        assertEquals(0, town.largeMessages);
        assertTrue(town.bytes < 6_000, () -> town.bytes + " bytes");
    }

    @Test
    void aCutThatHealsCostsTheDifferences() {
        Town town = atRest(5, 100_000);
        List<House> houses = List.copyOf(town.houses.values());
        houses.subList(3, 5).forEach(house -> house.group = 1);
        for (int i = 0; i < 60; i++) {
            houses.get(i % 3).add("left " + i);
            houses.get(3 + i % 2).add("right " + i);
            town.rounds(1);
        }
        town.forgetFigures();
        houses.forEach(house -> house.group = 0);
        town.rounds(3 * Acquaintances.LONGEST_PAUSE);
        assertAgree(town);
        assertEquals(0, town.largeMessages);
        assertTrue(town.bytes <= 20_000, () -> town.bytes + " bytes for 120 differences in 100 000 elements");
    }

    @Test
    void aPeerThatIsStoppedDelaysNobodyAndCostsNextToNothing() {
        Town town = atRest(3, 100);
        House stopped = town.houses.get("n2");
        stopped.isStopped = true;
        for (int i = 0; i < 200; i++) {
            town.houses.get("n0").add("x" + i);
            town.rounds(1);
            int expected = i - 2;
            if (i > 3) {
                assertTrue(town.houses.get("n1").state().contains("x" + expected), "three rounds later it is there");
            }
        }
        long before = town.bytes;
        town.rounds(Acquaintances.LONGEST_PAUSE);
        assertTrue(town.bytes - before < 1_000, "a greeting now and then");
        stopped.isStopped = false;
        town.rounds(2 * Acquaintances.LONGEST_PAUSE);
        assertAgree(town);
    }

    @Test
    void whatCannotBeSavedIsNotSent() {
        Town town = atRest(2, 10);
        House house = town.houses.get("n0");
        house.disk.fails(true);
        house.add("unsaved");
        town.rounds(20);
        assertFalse(town.houses.get("n1").state().contains("unsaved"));
        assertTrue(house.gossip.stats().count(Kind.NOT_SAVED) > 0);
        assertTrue(town.events.get(0).details().contains("disk full"), town.events::toString);
        house.disk.fails(false);
        town.rounds(80);
        assertTrue(town.houses.get("n1").state().contains("unsaved"));
    }

    @Test
    void aStartThatLostItsDiskTakesThePlaceOfTheEarlierOne() {
        Town town = atRest(3, 10);
        ReplicaId earlier = town.houses.get("n1").replica.id();
        town.houses.get("n1").restart(false);
        town.rounds(80);
        assertAgree(town);
        for (String other : List.of("n0", "n2")) {
            GossipStats stats = town.houses.get(other).gossip.stats();
            assertFalse(stats.peers().stream().anyMatch(peer -> peer.id().equals(earlier)), stats::toString);
            assertEquals(1, stats.count(Kind.FORGOTTEN));
        }
    }

    @Test
    void twoStartsOfOneNameThatBothAnswerAreReportedAndServed() {
        Town town = atRest(2, 10);
        House twin = town.house("twin");
        twin.disk = new Town.Disk(new ReplicaId("n1", 99), false);
        twin.start();
        town.introduce();
        town.rounds(80);
        twin.add("of the twin");
        town.rounds(80);
        assertAgree(town);
        assertTrue(
                town.events.stream()
                        .anyMatch(event -> event.kind() == Kind.DOUBLE_NAME
                                && event.details().contains("stop one of them")),
                town.events::toString);
    }

    @Test
    void ofThoseWhoAreAbsentTheLongestSilentMakesRoom() {
        Town town = atRest(4, 10);
        House house = town.houses.get("n0");
        Gossip<ORSet<String>, String> small = Gossip.<ORSet<String>, String>builder(
                        house.replica, Town.EMPTY, town.codec, (to, bytes) -> true, town.executor())
                .maxPeers(2)
                .still();
        small.members(List.of("n1"));
        for (String name : List.of("n1", "n2", "n3")) {
            small.received(name, new Greeting(town.houses.get(name).replica.id(), 1, 0, false, false, null).encode());
            small.turn();
        }
        assertEquals(
                List.of("n1", "n3"),
                small.stats().peers().stream().map(GossipStats.Peer::address).toList());
        small.members(List.of("n1", "n3"));
        small.received("n2", new Greeting(town.houses.get("n2").replica.id(), 1, 0, false, false, null).encode());
        small.turn();
        assertEquals(1, small.stats().count(Kind.FORGOTTEN));
        assertEquals(1, small.stats().count(Kind.NO_ROOM));
        small.close();
        assertTrue(small.answer("n1", new byte[] {1}).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void bytesThatAreNoMessageAreCountedAndChangeNothing() {
        Town town = atRest(2, 10);
        House house = town.houses.get("n0");
        for (byte[] bytes :
                List.of(new byte[0], new byte[] {1}, new byte[] {2}, new byte[] {2, 1, 0}, new byte[] {60, 104})) {
            house.gossip.received("elsewhere", bytes);
        }
        town.rounds(2);
        assertEquals(5, house.gossip.stats().count(Kind.UNREADABLE));
        assertTrue(
                town.events.get(0).details().startsWith("a message of 0 bytes from elsewhere was refused"),
                town.events::toString);
        assertAgree(town);
    }

    @Test
    void callersWaitForTheSaveAndForPeers() {
        Town town = atRest(3, 10);
        House house = town.houses.get("n0");
        house.add("x");
        var saved = house.gossip.awaitSaved(house.state()).toCompletableFuture();
        var known = house.gossip
                .awaitAcknowledged(house.state(), 2, Duration.ofHours(1))
                .toCompletableFuture();
        assertFalse(known.isDone());
        town.rounds(20);
        assertTrue(saved.isDone());
        assertTrue(known.isDone());
        assertThrows(
                IllegalArgumentException.class,
                () -> house.gossip.awaitAcknowledged(house.state(), 0, Duration.ofHours(1)));
        town.houses.values().forEach(other -> other.isStopped = other != house);
        house.add("y");
        var never = house.gossip
                .awaitAcknowledged(house.state(), 1, Duration.ofHours(1))
                .toCompletableFuture();
        town.rounds(20);
        assertFalse(never.isDone());
        house.gossip.close();
        var closed = assertThrows(CompletionException.class, never::join);
        assertTrue(closed.getCause().getMessage().contains("is closed"), closed::toString);
        assertTrue(house.gossip.toString().endsWith("with 2 peers, closed"), house.gossip::toString);
    }

    @Test
    void aGreetingIsReadAsItWasWritten() {
        var greeting = new Greeting(new ReplicaId("köln", 7), 1, 2, true, false, new Fingerprint(3, 4));
        assertEquals(greeting, Greeting.decode(greeting.encode()));
        var probe = new Greeting(ReplicaId.of("a"), 1, 0, false, true, null);
        assertEquals(probe, Greeting.decode(probe.encode()));
        byte[] bytes = greeting.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> Greeting.decode(cut));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Greeting.decode(java.util.Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /** Two runners with threads of their own, one of which is answered like over HTTP. */
    @Test
    void itRunsOnAnExecutor() throws Exception {
        var executor = Executors.newScheduledThreadPool(2);
        try {
            SyncCodec<GCounter> codec = KryoCodec.create().forSync(GCounter.empty());
            var runners = new ConcurrentHashMap<String, Gossip<GCounter, String>>();
            var replicas = new ArrayList<Replica<GCounter>>();
            for (String name : List.of("a", "b")) {
                var replica = Replica.of(ReplicaId.of(name), GCounter.empty());
                replicas.add(replica);
                runners.put(
                        name,
                        Gossip.<GCounter, String>builder(
                                        replica,
                                        GCounter.empty(),
                                        codec,
                                        (to, bytes) -> {
                                            runners.get(to)
                                                    .answer(name, bytes)
                                                    .thenAccept(answers -> answers.forEach(answer ->
                                                            runners.get(name).received(to, answer)));
                                            return true;
                                        },
                                        executor)
                                .interval(Duration.ofMillis(5))
                                .build());
            }
            runners.forEach((name, gossip) -> gossip.members(List.of("a", "b")));
            replicas.forEach(replica -> replica.update((self, count) -> count.increment(self, 5)));
            for (String name : List.of("a", "b")) {
                int i = name.equals("a") ? 0 : 1;
                runners.get(name)
                        .awaitAcknowledged(replicas.get(i).state(), 1, Duration.ofMinutes(1))
                        .toCompletableFuture()
                        .get(2, TimeUnit.MINUTES);
            }
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!replicas.get(0).state().equals(replicas.get(1).state()) && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            assertEquals(10, replicas.get(0).state().value());
            assertEquals(replicas.get(0).state(), replicas.get(1).state());
            runners.values().forEach(Gossip::close);
        } finally {
            executor.shutdownNow();
        }
    }
}
