package io.github.crdt4j.sync;

import io.github.crdt4j.ReplicaId;
import java.util.List;
import java.util.Map;

/**
 * How a {@link Gossip} stands, and what it has done so far.
 *
 * @param sync what its endpoint has done: deltas, acknowledgements, differences found
 * @param peers the peers, by identity
 * @param rounds how many rounds there were
 * @param sentMessages messages that the transport took, and answers that were handed back
 * @param sentBytes their bytes
 * @param sentGreetings of these messages, greetings
 * @param receivedMessages messages that arrived, unreadable ones included
 * @param receivedBytes their bytes
 * @param saves how often a state was saved
 * @param events how often each kind of event happened; those that never did are left out
 */
public record GossipStats(
        SyncStats sync,
        List<Peer> peers,
        long rounds,
        long sentMessages,
        long sentBytes,
        long sentGreetings,
        long receivedMessages,
        long receivedBytes,
        long saves,
        Map<GossipEvent.Kind, Long> events) {

    /**
     * A peer.
     *
     * @param id its identity
     * @param address where it was heard of last, as text
     * @param isReachable whether that address is among the members
     * @param isInStep whether it has all that this replica has, for all that is known
     * @param silentRounds how many rounds ago it was last heard of
     */
    public record Peer(ReplicaId id, String address, boolean isReachable, boolean isInStep, long silentRounds) {}

    /**
     * Copies the collections.
     *
     * @param sync what its endpoint has done
     * @param peers the peers
     * @param rounds how many rounds there were
     * @param sentMessages messages that the transport took, and answers that were handed back
     * @param sentBytes their bytes
     * @param sentGreetings of these messages, greetings
     * @param receivedMessages messages that arrived
     * @param receivedBytes their bytes
     * @param saves how often a state was saved
     * @param events how often each kind of event happened
     */
    public GossipStats {
        peers = List.copyOf(peers);
        events = Map.copyOf(events);
    }

    /**
     * How often something happened.
     *
     * @param kind what
     * @return the count, 0 if it never did
     */
    public long count(GossipEvent.Kind kind) {
        return events.getOrDefault(kind, 0L);
    }
}
