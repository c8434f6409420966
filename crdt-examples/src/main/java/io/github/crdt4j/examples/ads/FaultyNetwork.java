package io.github.crdt4j.examples.ads;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network inside the process that carries bytes, and carries them badly: it loses some messages, delivers some twice,
 * and lets them overtake each other by taking from one to three rounds. While it is cut, nothing passes from one side to
 * the other, not even what was on its way.
 *
 * <p>Every link draws its faults from a seed of its own, so they do not depend on which thread runs first. In a round,
 * replica {@code i} alone sends as {@code i} and receives as {@code i}; between rounds, one thread advances the network.
 */
final class FaultyNetwork {

    /** A message that has arrived. */
    static final class Arrival {
        final int from;
        final byte[] message;

        Arrival(int from, byte[] message) {
            this.from = from;
            this.message = message;
        }
    }

    private record Packet(int to, Arrival arrival, long due) {}

    private static final int MAX_DELAY = 3;

    private final double loss;
    private final double duplicate;
    private final SplittableRandom[][] links;
    private final List<List<Packet>> outboxes = new ArrayList<>();
    private final List<List<Arrival>> inboxes = new ArrayList<>();
    private List<Packet> onTheirWay = new ArrayList<>();
    private long round;
    private boolean cut;

    FaultyNetwork(int replicas, double loss, double duplicate, long seed) {
        this.loss = loss;
        this.duplicate = duplicate;
        SplittableRandom seeds = new SplittableRandom(seed);
        links = new SplittableRandom[replicas][replicas];
        for (int from = 0; from < replicas; from++) {
            for (int to = 0; to < replicas; to++) {
                links[from][to] = seeds.split();
            }
            outboxes.add(new ArrayList<>());
            inboxes.add(new ArrayList<>());
        }
    }

    /** Hands a message over; it may arrive later, twice, or never. */
    void send(int from, int to, byte[] message) {
        SplittableRandom faults = links[from][to];
        int copies = faults.nextDouble() < duplicate ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            long due = round + 1 + faults.nextInt(MAX_DELAY);
            if (faults.nextDouble() >= loss) {
                outboxes.get(from).add(new Packet(to, new Arrival(from, message), due));
            }
        }
    }

    /** What has arrived at a replica in this round. */
    List<Arrival> receive(int to) {
        List<Arrival> arrived = List.copyOf(inboxes.get(to));
        inboxes.get(to).clear();
        return arrived;
    }

    /** Goes on to the next round. */
    void advance() {
        round++;
        for (List<Packet> outbox : outboxes) {
            onTheirWay.addAll(outbox);
            outbox.clear();
        }
        List<Packet> later = new ArrayList<>();
        for (Packet packet : onTheirWay) {
            if (cut && side(packet.arrival.from) != side(packet.to)) {
                continue;
            }
            if (packet.due <= round) {
                inboxes.get(packet.to).add(packet.arrival);
            } else {
                later.add(packet);
            }
        }
        onTheirWay = later;
    }

    /** Cuts the replicas before the middle off from the others. */
    void cut() {
        cut = true;
    }

    /** Puts the two sides together again. */
    void heal() {
        cut = false;
    }

    /** Whether no message is on its way. Before {@link #advance}, messages just sent count too. */
    boolean isIdle() {
        return onTheirWay.isEmpty()
                && outboxes.stream().allMatch(List::isEmpty)
                && inboxes.stream().allMatch(List::isEmpty);
    }

    private boolean side(int replica) {
        return replica < links.length / 2;
    }
}
