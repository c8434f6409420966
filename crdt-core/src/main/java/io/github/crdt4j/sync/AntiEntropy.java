package io.github.crdt4j.sync;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps replicas in step by sending each peer what it lacks, over a network that loses, repeats and reorders. A state
 * machine: messages in, messages out; no thread, no socket, no clock.
 *
 * <p>Of each peer it remembers one state, a lower bound of what the peer has. What to send is the replica's state less
 * that bound; an acknowledged state, and whatever comes from the peer, raises it. There is no buffer of deltas to grow,
 * to prune, or to lose when a peer stays away.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>A replica that restarts is a {@linkplain ReplicaId#fresh(String) fresh} incarnation; or it restores its own events
 *       and everything it acknowledged, and begins at a session greater than any it used before, such as the time in
 *       milliseconds.
 *   <li>So a replica that keeps its incarnation makes its state durable between calling {@link #receive} and sending what
 *       it returned, and between an update and the {@link #push} that follows.
 *   <li>The transport vouches for senders: a message is from whom it names, or from another start of the same name. What
 *       it carries may be anything that decodes. Messages may be lost, repeated, reordered and delayed without bound.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Of a peer that is the start and session named, {@link #known} never holds what that peer has not.
 *   <li>A delta is merged only into a state that contains what the delta was taken from. Others are answered with {@link
 *       SyncMessage.StartOver}.
 *   <li>While updates pause and messages get through now and then, replicas connected by pushes reach equal states, and
 *       then nothing more is sent.
 *   <li>A message that the replica refuses changes nothing here either, and is not acknowledged. One that was merged
 *       before a listener threw is not acknowledged either; it will be sent and acknowledged again.
 *   <li>A peer that sends what it likes keeps no others from reaching equal states, unless what it sends makes one of them
 *       report a clash of identities, or lie beyond what their clocks admit.
 *   <li>An endpoint is safe for use by many threads; its methods run one after the other. Memory consistency: what one
 *       does happens-before what the next does, and the states of the replica are seen as {@link Replica} says.
 * </ol>
 *
 * <p><b>Cost.</b> One state per peer, shared in memory with the replica's own as far as they agree, and up to {@value
 * #MAX_UNACKNOWLEDGED} unacknowledged snapshots. Listeners of the replica may run while this endpoint is locked, so they
 * must not wait for another endpoint.
 *
 * <p><b>Source.</b> The filters BP and RR of Enes, Almeida, Baquero, Leitão 2019, "Efficient synchronization of state-based
 * CRDTs" (ICDE), as one subtraction and without their buffers. Unlike theirs, a session begins with whole states, until one
 * of them is acknowledged: pause between pushes to a peer that does not answer. Sessions and incarnations are ours.
 *
 * <pre>{@code
 * AntiEntropy<GCounter> sync = new AntiEntropy<>(replica, GCounter.empty(), 1);
 * sync.connect(peer);
 * sync.push().forEach(network::send); // now and then
 * sync.receive(message).forEach(network::send); // on each message
 * }</pre>
 *
 * @param <S> the type of the state
 */
public final class AntiEntropy<S extends Crdt<S>> implements Endpoint<S> {

    /** How many states on their way to one peer are remembered; of more, some are acknowledged with an earlier one only. */
    public static final int MAX_UNACKNOWLEDGED = 16;

    private final Replica<S> replica;
    private final S bottom;
    private final TreeMap<ReplicaId, Link> links = new TreeMap<>();
    private long nextSession;

    /** What is remembered of one start of one peer. */
    private final class Link {
        S known = bottom;
        long sending = nextSession++;
        long receiving = 0;
        long number = 0;
        boolean begun = false;
        final TreeMap<Long, S> unacknowledged = new TreeMap<>();

        void startOver() {
            known = bottom;
            sending = nextSession++;
            number = 0;
            begun = false;
            unacknowledged.clear();
        }
    }

    /**
     * The endpoint of one replica, without peers.
     *
     * @param replica the replica to keep in step
     * @param bottom the empty state of its type
     * @param firstSession the number of the first session, at least 1; greater than any this identity used before
     * @throws IllegalArgumentException if the session is less than 1
     */
    public AntiEntropy(Replica<S> replica, S bottom, long firstSession) {
        this.replica = Objects.requireNonNull(replica, "replica");
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        if (firstSession < 1) {
            throw new IllegalArgumentException("sessions are numbered from 1, not " + firstSession);
        }
        this.nextSession = firstSession;
    }

    /**
     * Adds a peer. Peers that send something are added without being asked for.
     *
     * @param peer its identity; of an earlier start of it is enough, the present one will answer
     * @throws IllegalArgumentException if it is this replica itself
     */
    @Override
    public synchronized void connect(ReplicaId peer) {
        if (peer.equals(replica.id())) {
            throw new IllegalArgumentException(peer + " is this replica itself, not a peer");
        }
        links.computeIfAbsent(peer, added -> new Link());
    }

    /**
     * Forgets a peer. Should it send again, it is added anew.
     *
     * @param peer its identity
     */
    public synchronized void disconnect(ReplicaId peer) {
        links.remove(Objects.requireNonNull(peer, "peer"));
    }

    /**
     * The peers.
     *
     * @return their identities at this moment, in order
     */
    public synchronized Set<ReplicaId> peers() {
        return Collections.unmodifiableSet(new TreeSet<>(links.keySet()));
    }

    /**
     * The lower bound of what a peer has.
     *
     * @param peer its identity
     * @return that state, empty if this is not a peer
     */
    @Override
    public synchronized Optional<S> known(ReplicaId peer) {
        return Optional.ofNullable(links.get(Objects.requireNonNull(peer, "peer")))
                .map(link -> link.known);
    }

    /**
     * What to send to each peer now. Call it after updates, and again from time to time: what was lost is sent again.
     *
     * @return at most one message per peer; none to those that know of this replica and have everything
     */
    public synchronized List<SyncMessage<S>> push() {
        var messages = new ArrayList<SyncMessage<S>>();
        for (ReplicaId peer : links.keySet()) {
            push(peer).ifPresent(messages::add);
        }
        return messages;
    }

    /**
     * What to send to one peer now.
     *
     * @param peer its identity
     * @return the message, empty when the peer knows of this replica and has everything
     * @throws IllegalArgumentException if this is not a peer
     */
    @Override
    public synchronized Optional<SyncMessage<S>> push(ReplicaId peer) {
        Link link = links.get(Objects.requireNonNull(peer, "peer"));
        if (link == null) {
            throw new IllegalArgumentException(peer + " is not a peer of " + replica.id() + ": connect it first");
        }
        S state = replica.state();
        boolean acquainted = link.begun || link.receiving > 0; // a newcomer with nothing to tell makes itself known
        if (acquainted && state.leq(link.known)) {
            return Optional.empty();
        }
        if (link.unacknowledged.isEmpty() || link.unacknowledged.lastEntry().getValue() != state) {
            link.unacknowledged.put(++link.number, state);
            if (link.unacknowledged.size() > MAX_UNACKNOWLEDGED) {
                link.unacknowledged.remove(
                        link.unacknowledged.lowerKey(link.number)); // old ones are acknowledged first
            }
        }
        S delta = link.begun ? state.delta(link.known) : state;
        return Optional.of(new SyncMessage.Delta<>(replica.id(), peer, link.sending, link.number, !link.begun, delta));
    }

    /**
     * Takes a message.
     *
     * @param message what arrived
     * @return what to send in answer, once the state is durable if it has to be
     * @throws RuntimeException what {@link Replica#merge} throws; nothing here has changed
     */
    @Override
    public synchronized List<SyncMessage<S>> receive(SyncMessage<S> message) {
        if (message.from().equals(replica.id())) {
            return List.of();
        }
        if (message instanceof SyncMessage.Delta<S> delta) {
            return List.of(receive(delta));
        }
        if (!message.to().equals(replica.id())) {
            return List.of();
        }
        if (message instanceof SyncMessage.Ack<S> ack) {
            receive(ack);
        } else if (message instanceof SyncMessage.StartOver<S> startOver) {
            receive(startOver);
        }
        return List.of();
    }

    private SyncMessage<S> receive(SyncMessage.Delta<S> message) {
        Link link = links.get(message.from());
        long receiving = link == null ? 0 : link.receiving;
        boolean newer = message.session() > receiving;
        boolean follows = message.session() == receiving || newer && message.complete();
        if (!message.to().equals(replica.id()) || !follows) {
            return new SyncMessage.StartOver<>(replica.id(), message.from(), message.session(), message.to());
        }
        replica.merge(message.delta());
        if (link == null) {
            link = new Link();
            links.put(message.from(), link);
        }
        if (newer && receiving > 0) {
            link.known = bottom; // the peer began again, perhaps without what it had when it sent the rest
            link.begun = false;
        }
        link.receiving = message.session();
        link.known = link.known.merge(message.delta());
        return new SyncMessage.Ack<>(replica.id(), message.from(), message.session(), message.number());
    }

    private void receive(SyncMessage.Ack<S> message) {
        Link link = links.get(message.from());
        if (link == null || link.sending != message.session()) {
            return;
        }
        var snapshot = link.unacknowledged.floorEntry(message.number());
        if (snapshot != null && message.number() <= link.number) {
            link.known = link.known.merge(snapshot.getValue());
            link.begun = true;
            link.unacknowledged.headMap(message.number(), true).clear();
        }
    }

    private void receive(SyncMessage.StartOver<S> message) {
        Link link = links.get(message.addressee());
        if (link == null
                || link.sending != message.session()
                || !message.from().name().equals(message.addressee().name())) {
            return;
        }
        if (message.from().equals(message.addressee())) {
            link.startOver();
        } else {
            links.remove(message.addressee());
            links.computeIfAbsent(message.from(), restarted -> new Link());
        }
    }
}
