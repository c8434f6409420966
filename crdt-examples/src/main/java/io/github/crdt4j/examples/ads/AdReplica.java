package io.github.crdt4j.examples.ads;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.examples.ads.FaultyNetwork.Arrival;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.sync.AntiEntropy;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.HybridClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One server of the cluster: a replica of the state, the anti-entropy that keeps it in step with its neighbours, and the
 * network between them, over which nothing but bytes travels.
 *
 * <p>One thread at a time works on it.
 */
final class AdReplica {

    /** How many rounds a neighbour is given to answer; while it does not, twice as many each time. */
    private static final int MIN_WAIT = 4;

    private static final int MAX_WAIT = 16;

    /** More than the physical clocks of two good servers ever differ. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    private static final KryoCodec CODEC =
            KryoCodec.builder().composite(AdState.EMPTY, 100).build();

    private final int index;
    private final List<ReplicaId> everyone;
    private final FaultyNetwork network;
    private final HybridClock clock;
    private final Replica<AdState> replica;
    private final AntiEntropy<AdState> sync;
    private final List<Neighbour> neighbours = new ArrayList<>();
    private Traffic traffic = Traffic.NONE;
    private AdState measured = AdState.EMPTY;
    private int measuredBytes;

    /** When to send to somebody next, and how long to wait then. */
    private static final class Neighbour {
        final int index;
        long due;
        int wait = MIN_WAIT;

        Neighbour(int index, long due) {
            this.index = index;
            this.due = due;
        }
    }

    /**
     * A replica that knows nothing yet.
     *
     * @param index which of them it is
     * @param everyone the identities of all
     * @param neighbours with whom it talks, as indices
     * @param network how it talks
     * @param physical its physical clock
     */
    AdReplica(
            int index,
            List<ReplicaId> everyone,
            List<Integer> neighbours,
            FaultyNetwork network,
            InstantSource physical) {
        this.index = index;
        this.everyone = everyone;
        this.network = network;
        // hybrid, so that between two sides that do not hear of each other the later choice wins
        this.clock = HybridClock.of(everyone.get(index), physical, MAX_AHEAD);
        // it sees every stamp before the state does, so each tick exceeds whatever a write replaces
        this.replica = Replica.of(everyone.get(index), AdState.EMPTY, clock);
        // sessions from the seed of the run, which the incarnation was drawn from: one seed is one run, byte for byte
        this.sync = AntiEntropy.builder(replica, AdState.EMPTY, CODEC.forSync(AdState.EMPTY))
                .random(new SplittableRandom(everyone.get(index).incarnation()))
                .build();
        for (int neighbour : neighbours) {
            sync.connect(everyone.get(neighbour));
            // not to all in one round: what one neighbour has passed on by then need not be sent to the next
            this.neighbours.add(new Neighbour(neighbour, this.neighbours.size()));
        }
    }

    /** One round: hear what has arrived, do the work, and now and then tell the neighbours what they lack. */
    void round(long number, List<Impression> impressions, List<Act> acts) {
        for (Arrival arrival : network.receive(index)) {
            sync.receive(CODEC.decodeMessage(arrival.message, AdState.EMPTY)).forEach(this::send);
            neighbours.stream()
                    .filter(neighbour -> neighbour.index == arrival.from)
                    .forEach(neighbour -> neighbour.wait = MIN_WAIT);
        }
        replica.update(state -> state.show(replica.id(), impressions));
        for (Act act : acts) {
            replica.update(state -> state.act(replica.id(), clock.tick(), act));
        }
        for (Neighbour neighbour : neighbours) {
            if (neighbour.due <= number) {
                sync.push(everyone.get(neighbour.index)).ifPresent(this::send);
                neighbour.due = number + neighbour.wait;
                neighbour.wait = Math.min(2 * neighbour.wait, MAX_WAIT);
            }
        }
    }

    private void send(SyncMessage<AdState> message) {
        byte[] bytes = CODEC.encodeMessage(message);
        network.send(index, everyone.indexOf(message.to()), bytes);
        traffic = traffic.plus(new Traffic(1, bytes.length, fullBytes(message, bytes.length)));
    }

    /** What the message would have cost with the whole state in it; answers carry no state. */
    private int fullBytes(SyncMessage<AdState> message, int bytes) {
        if (!(message instanceof SyncMessage.Delta<AdState> delta)) {
            return bytes;
        }
        AdState state = replica.state();
        if (state != measured) {
            measured = state;
            measuredBytes = CODEC.encodeMessage(new SyncMessage.Delta<>(
                            delta.from(), delta.to(), delta.session(), delta.number(), true, state))
                    .length;
        }
        return measuredBytes;
    }

    /** What it knows now. */
    AdState state() {
        return replica.state();
    }

    /** Whether it knows of no neighbour that lacks anything. */
    boolean isSettled() {
        AdState state = replica.state();
        return sync.peers().stream().allMatch(peer -> state.leq(sync.known(peer).orElse(AdState.EMPTY)));
    }

    /** What it has sent so far. */
    Traffic traffic() {
        return traffic;
    }
}
