package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.Town.House;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories of a group: losses, repetitions, partitions, processes that stop, and restarts with and without their disks. */
class GossipHistoriesTest {

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    /** What an application may do wrong. */
    private enum Fault {
        NONE,
        STORE_SAVES_ONE_STATE_LATE,
        LOST_DISK_KEEPS_THE_INCARNATION
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replicasAgreeNothingSavedIsLostAndThenAllIsSilent(long seed) {
        run(seed, Fault.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void whatBreaksThePromisesOfAStoreIsCaught(Fault fault) {
        assertTrue(
                seeds().anyMatch(seed -> {
                    try {
                        run(seed, fault);
                        return false;
                    } catch (AssertionError | RuntimeException caught) {
                        return true;
                    }
                }),
                () -> fault + " is caught in no history");
    }

    private static void run(long seed, Fault fault) {
        var town = new Town(seed);
        town.savesLate = fault == Fault.STORE_SAVES_ONE_STATE_LATE;
        town.keepsIncarnation = fault == Fault.LOST_DISK_KEEPS_THE_INCARNATION;
        town.loss = 0.25;
        town.repetition = 0.1;
        town.latency = 1 + (int) (seed % 6);
        Set<String> added = new HashSet<>();
        for (String name : List.of("a", "b", "c", "d").subList(0, 3 + (int) (seed % 2))) {
            town.house(name);
        }
        town.introduce();
        for (int step = 0; step < 120; step++) {
            List<House> houses = List.copyOf(town.houses.values());
            House house = houses.get(town.random.nextInt(houses.size()));
            switch (town.random.nextInt(12)) {
                case 0 -> house.group = town.random.nextInt(2);
                case 1 -> house.isStopped = !house.isStopped;
                case 2 -> house.restart(true);
                case 3 -> {
                    if (town.random.nextInt(4) == 0) {
                        house.restart(false);
                    }
                }
                case 4 -> {
                    Set<String> seen = Set.copyOf(house.state().elements());
                    seen.stream().findFirst().ifPresent(element -> {
                        boolean unused = house.replica.update((self, set) -> set.remove(element)) != null;
                    });
                }
                default -> {
                    String element = "e" + step;
                    added.add(element);
                    house.add(element);
                }
            }
            town.run(town.random.nextInt(6));
            assertKnownIsHeld(town);
        }
        ORSet<String> saved = Town.EMPTY;
        for (House house : town.houses.values()) {
            saved = saved.merge(house.disk.restored().state());
            house.isStopped = false;
            house.group = 0;
        }
        town.rounds(60);
        town.loss = 0;
        town.rounds(6 * Acquaintances.LONGEST_PAUSE);
        ORSet<String> first = town.houses.get("a").state();
        for (House house : town.houses.values()) {
            assertEquals(
                    first,
                    house.state(),
                    () -> town.houses.values().stream()
                            .map(one -> "\n" + one.gossip + " " + one.gossip.stats())
                            .toList()
                            .toString());
            assertEquals(
                    town.houses.size() - 1L,
                    house.gossip.stats().peers().stream()
                            .filter(GossipStats.Peer::isInStep)
                            .filter(GossipStats.Peer::isReachable)
                            .count(),
                    () -> house.gossip.stats().toString());
        }
        assertTrue(saved.leq(first), "what was saved is there");
        assertTrue(added.containsAll(first.elements()));
        assertKnownIsHeld(town);
        town.forgetFigures();
        town.trace.clear();
        town.rounds(2 * Acquaintances.LONGEST_PAUSE);
        assertEquals(0, town.messages, () -> "nothing is sent once all agree, but " + town.trace);
    }

    /** What is known of a peer, the peer has, or had when it ended. */
    private static void assertKnownIsHeld(Town town) {
        for (House house : town.houses.values()) {
            town.lives.forEach((id, state) -> house.gossip
                    .known(id)
                    .ifPresent(known -> assertTrue(
                            known.leq(state),
                            () -> house.replica.id() + " knows " + known + " of " + id + ": " + state)));
        }
    }
}
