package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.ads.FaultyNetwork.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyNetworkTest {

    private static final int MESSAGES = 1000;

    @Test
    void soundNetworkDeliversEachMessageOnce() {
        List<Integer> arrived = exchange(new FaultyNetwork(2, 0, 0, 1));
        assertEquals(MESSAGES, arrived.size());
        assertEquals(MESSAGES, arrived.stream().distinct().count());
    }

    @Test
    void messagesOvertakeEachOther() {
        List<Integer> arrived = exchange(new FaultyNetwork(2, 0, 0, 1));
        assertNotEquals(arrived.stream().sorted().toList(), arrived);
    }

    @Test
    void lossIsAsOftenAsAskedFor() {
        int arrived = exchange(new FaultyNetwork(2, 0.5, 0, 1)).size();
        assertTrue(400 < arrived && arrived < 600, "arrived: " + arrived);
        assertEquals(0, exchange(new FaultyNetwork(2, 1, 1, 1)).size());
    }

    @Test
    void duplicatesAreAsOftenAsAskedFor() {
        int arrived = exchange(new FaultyNetwork(2, 0, 0.3, 1)).size();
        assertTrue(1200 < arrived && arrived < 1400, "arrived: " + arrived);
        assertEquals(2 * MESSAGES, exchange(new FaultyNetwork(2, 0, 1, 1)).size());
    }

    @Test
    void oneSeedMakesTheSameFaults() {
        assertEquals(exchange(new FaultyNetwork(2, 0.3, 0.3, 5)), exchange(new FaultyNetwork(2, 0.3, 0.3, 5)));
        assertNotEquals(exchange(new FaultyNetwork(2, 0.3, 0.3, 5)), exchange(new FaultyNetwork(2, 0.3, 0.3, 6)));
    }

    @Test
    void faultsOfALinkDoNotDependOnOtherLinks() {
        FaultyNetwork busy = new FaultyNetwork(3, 0.3, 0.3, 5);
        FaultyNetwork quiet = new FaultyNetwork(3, 0.3, 0.3, 5);
        for (int i = 0; i < 100; i++) {
            busy.send(2, 1, new byte[0]);
        }
        while (!busy.isIdle()) {
            busy.advance();
            busy.receive(1);
        }
        assertEquals(exchange(quiet), exchange(busy));
    }

    @Test
    void cutNetworkKeepsSidesApartUntilItHeals() {
        FaultyNetwork network = new FaultyNetwork(4, 0, 0, 1);
        network.send(0, 2, new byte[] {1}); // on its way when the cable is cut
        network.cut();
        network.send(1, 3, new byte[] {2});
        network.send(0, 1, new byte[] {3});
        network.send(3, 2, new byte[] {4});
        for (int round = 0; round < 5; round++) {
            network.advance();
        }
        assertEquals(List.of(3), contents(network.receive(1)));
        assertEquals(List.of(4), contents(network.receive(2)));
        assertEquals(List.of(), contents(network.receive(3)));

        network.heal();
        network.send(0, 2, new byte[] {5});
        for (int round = 0; round < 5; round++) {
            network.advance();
        }
        assertEquals(List.of(5), contents(network.receive(2)));
    }

    @Test
    void networkIsIdleWhenEverythingHasArrived() {
        FaultyNetwork network = new FaultyNetwork(2, 0, 0, 1);
        assertTrue(network.isIdle());
        network.send(0, 1, new byte[0]);
        assertFalse(network.isIdle());
        while (network.receive(1).isEmpty()) {
            assertFalse(network.isIdle());
            network.advance();
        }
        assertTrue(network.isIdle());
    }

    /** Sends numbered messages from 0 to 1, ten a round, and returns the numbers in the order they arrived. */
    private static List<Integer> exchange(FaultyNetwork network) {
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < MESSAGES || !network.isIdle(); i++) {
            if (i < MESSAGES) {
                network.send(0, 1, new byte[] {(byte) (i >> 8), (byte) i});
            }
            if (i % 10 == 9) {
                network.advance();
                arrived.addAll(contents(network.receive(1)));
            }
        }
        return arrived;
    }

    private static List<Integer> contents(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> {
                    int number = 0;
                    for (byte b : arrival.message) {
                        number = number << 8 | (b & 0xff);
                    }
                    return number;
                })
                .toList();
    }
}
