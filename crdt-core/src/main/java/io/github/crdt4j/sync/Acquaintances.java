package io.github.crdt4j.sync;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.GossipEvent.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is where, and what is sent to whom in which round: the rules of a {@link Gossip}, without a thread, a clock or a network. Not
 * thread-safe.
 *
 * @param <S> the type of the state
 * @param <A> the addresses
 */
final class Acquaintances<S extends Crdt<S>, A> {

    /** A greeting or a message of the endpoint, and where it goes. */
    record Outgoing<S, A>(
            A to, @Nullable Greeting greeting, @Nullable SyncMessage<S> message) {}

    /** The longest pause between two greetings to somebody who does not answer, in rounds. */
    static final int LONGEST_PAUSE = 32;

    /** For how many rounds a whole state is held back from a peer that has not asked for it: it may get one elsewhere. */
    static final int PATIENCE = 12;

    /** How many greetings of a peer show that what it was sent is lost, and not only late. */
    private static final int LOST_AFTER = 2;

    private final Replica<S> replica;
    private final S bottom;
    private final AntiEntropy<S> endpoint;
    private final int fanOut;
    private final int maxPeers;
    private final Random random;
    private final Consumer<GossipEvent> events;

    private final Map<A, Pauses> strangers = new LinkedHashMap<>();
    private final Set<A> members = new LinkedHashSet<>();
    private final TreeMap<ReplicaId, Peer> peers = new TreeMap<>();
    private long round;
    private @Nullable ReplicaId asked;
    private long askedIn;

    /** Rounds until somebody is greeted again, twice as many each time. */
    private static final class Pauses {
        private int next = 1;
        private int left;

        boolean isOver() {
            if (--left > 0) {
                return false;
            }
            left = next;
            next = Math.min(2 * next, LONGEST_PAUSE);
            return true;
        }
    }

    /** One start of a replica that has greeted. */
    private final class Peer {
        private final ReplicaId id;
        private final long nonce = 1 + random.nextLong(Long.MAX_VALUE);
        private A address;
        private Pauses pauses = new Pauses();
        private long heard = round;
        private long metIn = round;
        private long theirs;
        /** How many greetings of the peer are awaited before it is sent something again; a message of the endpoint will do, too. */
        private int awaited;

        /** Whether it was found to agree once, or was sent all: then what to send it is a difference. */
        private boolean isFamiliar;

        private boolean wantsState;

        /** Whether it was asked for its state: once, for it may have nothing that this replica lacks. */
        private boolean wasAsked;

        private boolean isSuspect;

        Peer(ReplicaId id, A address) {
            this.id = id;
            this.address = address;
        }

        /** Something was sent, and nothing more is until the peer is heard of. */
        void await(int greetings) {
            awaited = greetings;
            pauses = new Pauses();
            boolean unused = pauses.isOver();
        }

        boolean isReachable() {
            return members.contains(address);
        }
    }

    Acquaintances(
            Replica<S> replica,
            S bottom,
            AntiEntropy<S> endpoint,
            int fanOut,
            int maxPeers,
            Random random,
            Consumer<GossipEvent> events) {
        this.replica = replica;
        this.bottom = bottom;
        this.endpoint = endpoint;
        this.fanOut = fanOut;
        this.maxPeers = maxPeers;
        this.random = random;
        this.events = events;
    }

    /** Sets who can be reached. Of the others everything is kept. */
    void members(Collection<A> reachable) {
        members.clear();
        members.addAll(reachable);
        strangers.keySet().retainAll(members);
        Set<A> known = new LinkedHashSet<>();
        peers.values().forEach(peer -> known.add(peer.address));
        members.forEach(address -> {
            if (!known.contains(address)) {
                strangers.putIfAbsent(address, new Pauses());
            }
        });
    }

    /** What to send in the next round. */
    List<Outgoing<S, A>> round() {
        round++;
        List<Outgoing<S, A>> out = new ArrayList<>();
        strangers.forEach((address, pauses) -> {
            if (pauses.isOver()) {
                out.add(introduction(address));
            }
        });
        forgetEarlierStarts();
        if (asked != null && (!peers.containsKey(asked) || round - askedIn > PATIENCE)) {
            asked = null;
        }
        List<Peer> reachable = new ArrayList<>(
                peers.values().stream().filter(Peer::isReachable).toList());
        Collections.shuffle(reachable, random);
        reachable.stream().limit(fanOut).forEach(peer -> next(peer).ifPresent(out::add));
        return out;
    }

    private Optional<Outgoing<S, A>> next(Peer peer) {
        if (peer.awaited > 0) {
            return peer.pauses.isOver() ? Optional.of(probe(peer)) : Optional.empty();
        }
        Optional<SyncMessage<S>> message;
        if (!endpoint.isBegun(peer.id)) {
            peer.metIn = round; // what is known of it, if anything was, is known no more
            endpoint.connect(peer.id); // the endpoint may have forgotten it
            message = endpoint.open(peer.id);
        } else if (isHeldBack(peer)) {
            peer.await(1);
            return Optional.of(probe(peer));
        } else {
            peer.isFamiliar |= !replica.state().equals(bottom);
            message = endpoint.push(peer.id);
        }
        return message.map(one -> {
            peer.await(LOST_AFTER);
            return new Outgoing<S, A>(peer.address, null, one);
        });
    }

    /** Whether the next push would be a whole state that the peer may get elsewhere, or has; or whether this replica waits for its. */
    private boolean isHeldBack(Peer peer) {
        return !peer.isFamiliar
                && (peer.id.equals(asked)
                        || !peer.wantsState
                                && round - peer.metIn < PATIENCE
                                && !endpoint.known(peer.id)
                                        .filter(replica.state()::leq)
                                        .isPresent());
    }

    private Outgoing<S, A> probe(Peer peer) {
        return greeting(peer.address, peer.nonce, peer.theirs, true, peer.id.equals(asked), !peer.isFamiliar);
    }

    private Outgoing<S, A> greeting(
            A to, long nonce, long echo, boolean asks, boolean wantsState, boolean withFingerprint) {
        Fingerprint fingerprint =
                withFingerprint ? endpoint.fingerprint(replica.state()).orElse(null) : null;
        return new Outgoing<>(to, new Greeting(replica.id(), nonce, echo, asks, wantsState, fingerprint), null);
    }

    /** A greeting for somebody who has not greeted. */
    Outgoing<S, A> introduction(A to) {
        return greeting(to, 1 + random.nextLong(Long.MAX_VALUE), 0, true, false, true);
    }

    /** Takes a greeting, and says what to answer. */
    List<Outgoing<S, A>> greeted(A from, Greeting greeting) {
        List<Outgoing<S, A>> out = new ArrayList<>();
        if (greeting.from().equals(replica.id())) {
            strangers.remove(
                    from); // this replica itself is among the members, and where a late greeting of an earlier start
            // came from
            peers.values().stream()
                    .filter(peer -> peer.address.equals(from))
                    .toList()
                    .forEach(peer -> forget(peer, "this replica runs there now"));
            return out;
        }
        Peer peer = peers.get(greeting.from());
        if (peer == null) {
            if (peers.size() >= maxPeers && !makeRoom(greeting.from())) {
                events.accept(new GossipEvent(
                        Kind.NO_ROOM,
                        greeting.from() + " at " + from + " was not added: " + replica.id() + " has " + peers.size()
                                + " peers that can be reached; raise maxPeers, or leave out members that are gone"));
                return out;
            }
            peer = new Peer(greeting.from(), from);
            peers.put(peer.id, peer);
            suspectNamesakes(peer, out);
        }
        strangers.remove(from);
        heard(peer, from);
        endpoint.connect(peer.id);
        peer.theirs = greeting.nonce();
        compare(peer, greeting);
        if (greeting.asks()) {
            out.add(greeting(
                    from,
                    peer.nonce,
                    greeting.nonce(),
                    greeting.echo() == 0,
                    peer.id.equals(asked),
                    greeting.fingerprint() != null));
        }
        if (!endpoint.isBegun(peer.id)) {
            A address = peer.address;
            endpoint.open(peer.id).ifPresent(opening -> out.add(new Outgoing<>(address, null, opening)));
        }
        return out;
    }

    /** Compares fingerprints; those of a greeting that repeats what this run has sent are of now. */
    private void compare(Peer peer, Greeting greeting) {
        Fingerprint theirs = greeting.fingerprint();
        if (theirs == null) {
            return;
        }
        S state = replica.state();
        if (endpoint.fingerprint(state).filter(theirs::equals).isPresent()) {
            peer.wantsState = false;
            if (greeting.echo() == peer.nonce) {
                endpoint.settle(peer.id, state);
                peer.isFamiliar = true;
                asked = peer.id.equals(asked) ? null : asked;
            }
            return;
        }
        boolean bothAsk = greeting.wantsState() && peer.id.equals(asked);
        if (bothAsk && replica.id().compareTo(peer.id) < 0) {
            asked = null; // one of the two sends, and learns from the difference that comes back
        }
        peer.wantsState = greeting.wantsState() && (!bothAsk || asked == null);
        boolean isEmpty = endpoint.fingerprint(bottom).filter(theirs::equals).isPresent();
        if (!isEmpty && !greeting.wantsState() && !peer.isFamiliar && !peer.wasAsked && asked == null) {
            asked = peer.id;
            peer.wasAsked = true;
            askedIn = round;
        }
    }

    /** Takes note that a message of the endpoint came from an address, and says whether its sender has greeted. */
    boolean heard(A from, SyncMessage<S> message) {
        Peer peer = peers.get(message.from());
        if (peer == null) {
            return false;
        }
        heard(peer, from);
        peer.awaited = 0;
        if (message instanceof SyncMessage.Delta<S> delta
                && peer.id.equals(asked)
                && !delta.delta().equals(bottom)) {
            asked = null;
            peers.values().stream().filter(other -> !other.isFamiliar).forEach(other -> {
                other.awaited = 0; // it has a state now, and may agree with the others
                other.metIn = round;
            });
        }
        return true;
    }

    private void heard(Peer peer, A from) {
        if (peer.isSuspect) {
            peer.isSuspect = false;
            events.accept(new GossipEvent(
                    Kind.DOUBLE_NAME,
                    "two starts of " + peer.id.name() + " answer: " + peer.id + " at " + from
                            + ", and a later one; stop one of them, or give it another name"));
        }
        peer.address = from;
        peer.heard = round;
        peer.awaited = Math.max(0, peer.awaited - 1);
    }

    /** Greets the earlier starts of a name, which are forgotten unless they answer. */
    private void suspectNamesakes(Peer later, List<Outgoing<S, A>> out) {
        for (Peer earlier : new ArrayList<>(namesakes(later).values())) {
            if (earlier.address.equals(later.address)) {
                forget(earlier, later.id + " runs there now");
            } else if (!earlier.id.equals(later.id)) {
                earlier.isSuspect = true;
                earlier.await(1);
                out.add(probe(earlier));
            }
        }
    }

    private Map<ReplicaId, Peer> namesakes(Peer peer) {
        Map<ReplicaId, Peer> namesakes = new TreeMap<>(peers.subMap(
                new ReplicaId(peer.id.name(), 0), true, new ReplicaId(peer.id.name(), Long.MAX_VALUE), true));
        namesakes.remove(peer.id);
        return namesakes;
    }

    private void forgetEarlierStarts() {
        peers.values().stream()
                .filter(peer -> peer.isSuspect && round - peer.heard > PATIENCE)
                .toList()
                .forEach(peer -> forget(peer, "a later start of its name has greeted, and this one does not answer"));
    }

    /** Forgets the peer that cannot be reached and was not heard of for longest, if there is one. */
    private boolean makeRoom(ReplicaId newcomer) {
        Optional<Peer> longest = peers.values().stream()
                .filter(peer -> !peer.isReachable())
                .min(Comparator.comparingLong(peer -> peer.heard));
        longest.ifPresent(peer -> forget(peer, "it is not among the members, and " + newcomer + " needs its room"));
        return longest.isPresent();
    }

    private void forget(Peer peer, String reason) {
        peers.remove(peer.id);
        endpoint.disconnect(peer.id);
        events.accept(new GossipEvent(Kind.FORGOTTEN, peer.id + " at " + peer.address + " was forgotten: " + reason));
    }

    /** Where a peer was heard of last. */
    Optional<A> address(ReplicaId peer) {
        return Optional.ofNullable(peers.get(peer)).map(known -> known.address);
    }

    /** How the peers stand. */
    List<GossipStats.Peer> stats() {
        S state = replica.state();
        return peers.values().stream()
                .map(peer -> new GossipStats.Peer(
                        peer.id,
                        String.valueOf(peer.address),
                        peer.isReachable(),
                        endpoint.known(peer.id).filter(state::leq).isPresent(),
                        round - peer.heard))
                .toList();
    }

    /** How many peers have a state, for all that is known. */
    long having(S state) {
        return peers.keySet().stream()
                .filter(peer -> endpoint.known(peer).filter(state::leq).isPresent())
                .count();
    }

    long rounds() {
        return round;
    }
}
