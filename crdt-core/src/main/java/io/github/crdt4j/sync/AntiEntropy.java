package io.github.crdt4j.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.SyncEvent.Kind;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps replicas in step by sending each peer what it lacks, over a network that loses, repeats and reorders. A state
 * machine: messages in, messages out; no thread, no socket, no clock.
 *
 * <p>Of each peer it remembers one state, a lower bound of what the peer has. What to send is the replica's state less
 * that bound; an acknowledged state, and whatever comes from the peer, raises it. There is no buffer of deltas to grow,
 * to prune, or to lose when a peer stays away. {@link Gossip} runs it on a timer, over a transport, with a store. Two replicas that have nothing to send to each other compare a fingerprint
 * of their states, so that a damaged message or a fault leaves no difference behind.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>A replica that restarts is a {@linkplain ReplicaId#fresh(String) fresh} incarnation; or it restores its own events
 *       and everything it acknowledged.
 *   <li>So a replica that keeps its incarnation does three things, in this order: <b>push, save, send</b>. It calls {@link
 *       #push} or {@link #receive}; then it saves {@link Replica#state}; and only then it sends the messages that the call
 *       returned. To save after an update and to push later is not enough: another thread may push between the two, and
 *       events that were sent but not saved are issued again after a crash, for something else.
 *   <li>The transport vouches for senders: a message is from whom it names, or from another start of the same name. What
 *       it carries may be anything that decodes. Messages may be lost, repeated, reordered and delayed without bound.
 *   <li>All peers find the same {@link Fingerprint} for equal states.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Of a peer that is the start and session named, {@link #known} never holds what that peer has not, as long as no
 *       incarnation loses memory and no message is damaged.
 *   <li>A delta is merged only into a state that contains what the delta was taken from. Others are answered with {@link
 *       SyncMessage.StartOver}.
 *   <li>While updates pause and messages get through now and then, replicas connected by pushes reach equal states, and
 *       then nothing more is sent but one {@linkplain SyncMessage.Check question and answer} between two peers in each
 *       quiet period. If {@code known} was wrong, whatever the cause, the fingerprints differ, and a new session begins.
 *   <li>Sessions are random numbers, compared for equality only. A message of the session that a peer had before the present
 *       one is refused, however often it is repeated. Two ends heal within two rounds whatever numbers they
 *       meet, where a round is a push each way and its answers, none of them lost.
 *   <li>A message that the replica refuses changes nothing here either, and is not acknowledged. One that was merged
 *       before a listener of the replica threw is not acknowledged either; it will be sent and acknowledged again.
 *   <li>A peer that sends what it likes keeps no others from reaching equal states, unless what it sends makes one of them
 *       report a clash of identities, or lie beyond what their clocks admit, or pushes them out (see below).
 *   <li>Nothing is dropped or refused in silence: each such event is counted in {@link #stats} and told to the {@linkplain
 *       Builder#listener listener}.
 *   <li>An endpoint is safe for use by many threads; its methods run one after the other. Memory consistency: what one
 *       does happens-before what the next does, and the states of the replica are seen as {@link Replica} says.
 * </ol>
 *
 * <p><b>Bounds.</b> At most {@value #DEFAULT_MAX_PEERS} peers are remembered, and at most {@value
 * #DEFAULT_MAX_INCARNATIONS} incarnations of one name, unless the {@linkplain Builder builder} says otherwise. Peers that
 * were not {@linkplain #connect connected} but added themselves make room first, the one not heard of for longest before
 * the others. A peer that sends something never takes the place of one that was connected: it is not added then. Where
 * {@code connect} finds no other, the connected peer not heard of for longest makes room. Of a name that speaks under
 * a new incarnation, earlier ones that added themselves and left {@value #GONE_AFTER} messages unanswered are forgotten. A
 * peer that is forgotten is sent a {@code StartOver}, so that it begins anew if it is there.
 *
 * <p><b>Cost.</b> One state per peer, shared in memory with the replica's own as far as they agree, and up to {@value
 * #MAX_UNACKNOWLEDGED} unacknowledged snapshots. One {@code push} subtracts once for all peers of which equal states are
 * known, as long as they come within {@value #SHARED_DELTAS} different ones. A fingerprint costs as much as encoding the
 * whole state, at most once for each state at which the endpoint has nothing to send to some peer, never while there is
 * something to send to the one concerned. Listeners of the replica may run while this endpoint is locked, so they must not
 * wait for another endpoint.
 *
 * <p><b>Source.</b> The filters BP and RR of Enes, Almeida, Baquero, Leitão 2019, "Efficient synchronization of state-based
 * CRDTs" (ICDE), as one subtraction and without their buffers. Unlike theirs, a session begins with whole states, until one
 * of them is acknowledged: pause between pushes to a peer that does not answer. Sessions, incarnations and fingerprints are
 * ours.
 *
 * <pre>{@code
 * SyncCodec<GCounter> bytes = codec.forSync(GCounter.empty());
 * AntiEntropy<GCounter> sync = new AntiEntropy<>(replica, GCounter.empty(), bytes);
 * sync.connect(peer);
 *
 * List<SyncMessage<GCounter>> messages = sync.push(); // now and then; on a message: sync.receive(message)
 * store.save(replica.state()); // if the replica keeps its incarnation when it restarts
 * messages.forEach(message -> network.send(message.to(), bytes.encode(message)));
 * }</pre>
 *
 * @param <S> the type of the state
 */
public final class AntiEntropy<S extends Crdt<S>> implements Endpoint<S> {

    /** How many states on their way to one peer are remembered; of more, some are acknowledged with an earlier one only. */
    public static final int MAX_UNACKNOWLEDGED = 16;

    /** How many peers are remembered by default. */
    public static final int DEFAULT_MAX_PEERS = 1024;

    /** How many incarnations of one name are remembered by default. */
    public static final int DEFAULT_MAX_INCARNATIONS = 64;

    /** After how many messages to it without a word from it a peer is reported as {@link Kind#SILENT}. */
    public static final int SILENT_AFTER = 64;

    private static final SyncListener SILENT = event -> {};
    private static final int GONE_AFTER = 8;
    private static final int SHARED_DELTAS = 8;

    private final Replica<S> replica;
    private final S bottom;
    private final SyncCodec<S> codec;
    private final RandomGenerator random;
    private final int maxPeers;
    private final int maxIncarnations;
    private final SyncListener listener;
    private final boolean peersRestore;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<ReplicaId, Link> links = new TreeMap<>();
    /** What peers that were forgotten are still to be told. */
    private final List<SyncMessage<S>> alsoToSend = new ArrayList<>();

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<SyncEvent> untold = new ArrayList<>();
    private long received;
    private long deltas;
    private long complete;
    private long checks;
    private long merged;
    private long acknowledged;
    private long agreed;
    private @Nullable S fingerprinted;
    private @Nullable Fingerprint fingerprint;

    /** Two fingerprints that differed. */
    private record Difference(Fingerprint mine, Fingerprint theirs) {}

    /** What is remembered of one start of one peer. */
    private final class Link {
        S known = bottom;
        long sending = newSession(0);
        long receiving = 0;
        /** The session before that one; its messages may still be on their way, again and again. */
        long left = 0;

        long number = 0;
        boolean begun = false;
        final TreeMap<Long, S> unacknowledged = new TreeMap<>();

        /** The number of the question for a fingerprint that has not been answered, 0 if there is none. */
        long asked = 0;
        /** The state that question is about. */
        @Nullable
        S askedOf;
        /** The state up to which the peer was found to agree, or to differ for good. */
        @Nullable
        S compared;

        @Nullable
        Difference difference;

        boolean connected = false;
        long heard = received;
        long unanswered = 0;

        void startOver() {
            known = peersRestore ? known : bottom;
            sending = newSession(sending);
            number = 0;
            begun = false;
            unacknowledged.clear();
            forgetCheck();
        }

        void forgetCheck() {
            asked = 0;
            askedOf = null;
            compared = null;
        }

        /** Whether the peer knows of this replica and, for all that is known here, has everything. */
        boolean isQuiet(S state) {
            return (begun || receiving > 0) && state.leq(known);
        }
    }

    /** The deltas of one state that were computed last, by what they were taken from. */
    private final class Deltas {
        private record Computed<T>(T since, T delta) {}

        final S state;
        private final Deque<Computed<S>> computed = new ArrayDeque<>();

        Deltas(S state) {
            this.state = state;
        }

        S since(S known) {
            for (Computed<S> one : computed) {
                if (one.since() == known || one.since().equals(known)) {
                    return one.delta();
                }
            }
            S delta = state.delta(known);
            computed.addFirst(new Computed<>(known, delta));
            if (computed.size() > SHARED_DELTAS) {
                computed.removeLast();
            }
            return delta;
        }
    }

    /**
     * The endpoint of one replica, without peers, with default bounds and without a listener.
     *
     * @param replica the replica to keep in step
     * @param bottom the empty state of its type
     * @param codec the fingerprints of states: {@code KryoCodec.forSync}
     */
    public AntiEntropy(Replica<S> replica, S bottom, SyncCodec<S> codec) {
        this(new Builder<>(replica, bottom, codec));
    }

    private AntiEntropy(Builder<S> builder) {
        this.replica = builder.replica;
        this.bottom = builder.bottom;
        this.codec = builder.codec;
        this.random = builder.random;
        this.maxPeers = builder.maxPeers;
        this.maxIncarnations = builder.maxIncarnations;
        this.listener = builder.listener;
        this.peersRestore = builder.peersRestore;
    }

    /**
     * Begins an endpoint with bounds, a listener or a source of randomness of its own.
     *
     * @param replica the replica to keep in step
     * @param bottom the empty state of its type
     * @param codec the fingerprints of states: {@code KryoCodec.forSync}
     * @param <S> the type of the state
     * @return a builder
     */
    public static <S extends Crdt<S>> Builder<S> builder(Replica<S> replica, S bottom, SyncCodec<S> codec) {
        return new Builder<>(replica, bottom, codec);
    }

    /**
     * Adds a peer. Peers that send something are added without being asked for, as long as there is room.
     *
     * @param peer its identity; of an earlier start of it is enough, such as {@code ReplicaId.of("tokyo")}: the present one
     *     will answer
     * @throws IllegalArgumentException if it is this replica itself
     */
    @Override
    public void connect(ReplicaId peer) {
        if (peer.equals(replica.id())) {
            throw new IllegalArgumentException(peer + " is this replica itself, not a peer");
        }
        doing(() -> {
            Link link = links.get(peer);
            if (link == null) {
                makeRoom(peer, one -> !one.connected);
                makeRoom(peer, one -> true);
                link = new Link();
                links.put(peer, link);
            }
            link.connected = true;
            return link;
        });
    }

    /**
     * Forgets a peer. Should it send again, it is added anew.
     *
     * @param peer its identity
     */
    public void disconnect(ReplicaId peer) {
        Objects.requireNonNull(peer, "peer");
        doing(() -> links.keySet().remove(peer));
    }

    /**
     * The peers.
     *
     * @return their identities at this moment, in order
     */
    public Set<ReplicaId> peers() {
        return doing(() -> Collections.unmodifiableSet(new TreeSet<>(links.keySet())));
    }

    /**
     * The lower bound of what a peer has.
     *
     * @param peer its identity
     * @return that state, empty if this is not a peer
     */
    @Override
    public Optional<S> known(ReplicaId peer) {
        Objects.requireNonNull(peer, "peer");
        return doing(() -> Optional.ofNullable(links.get(peer)).map(link -> link.known));
    }

    /**
     * What the endpoint has done so far.
     *
     * @return its counts at this moment
     */
    @Override
    public SyncStats stats() {
        return doing(() -> new SyncStats(deltas, complete, checks, merged, acknowledged, agreed, counts));
    }

    /**
     * What to send to each peer now. Call it after updates, and again from time to time: what was lost is sent again. A
     * replica that keeps its incarnation saves its state before it sends what this returned.
     *
     * @return at most one message per peer, none to those that know of this replica and have everything; and one to each
     *     peer that was forgotten since
     */
    public List<SyncMessage<S>> push() {
        return doing(() -> {
            List<SyncMessage<S>> messages = takeAlsoToSend();
            var shared = new Deltas(replica.state());
            links.forEach((peer, link) -> push(peer, link, shared).ifPresent(messages::add));
            return messages;
        });
    }

    /**
     * What to send to one peer now. A replica that keeps its incarnation saves its state before it sends what this returned.
     *
     * @param peer its identity
     * @return the message, empty when the peer knows of this replica and has everything
     * @throws IllegalArgumentException if this is not a peer
     */
    @Override
    public Optional<SyncMessage<S>> push(ReplicaId peer) {
        Objects.requireNonNull(peer, "peer");
        return doing(() -> {
            Link link = links.get(peer);
            if (link == null) {
                throw new IllegalArgumentException(peer + " is not a peer of " + replica.id() + ": connect it first");
            }
            return push(peer, link, new Deltas(replica.state()));
        });
    }

    /**
     * What begins a session with a peer without any state, once more if it may be lost.
     *
     * @return a message, empty when the session has begun
     */
    Optional<SyncMessage<S>> open(ReplicaId peer) {
        return doing(() -> {
            Link link = Objects.requireNonNull(links.get(peer), "link");
            if (link.begun) {
                return Optional.empty();
            }
            if (link.unacknowledged.isEmpty() || link.unacknowledged.lastEntry().getValue() != bottom) {
                link.unacknowledged.put(++link.number, bottom); // an acknowledgement must not count for a state
            }
            deltas++;
            complete++;
            return Optional.of(new SyncMessage.Delta<>(
                    replica.id(), peer, link.sending, link.unacknowledged.lastKey(), true, bottom));
        });
    }

    /** Whether a peer has acknowledged something of the present session. */
    boolean isBegun(ReplicaId peer) {
        return doing(() -> links.containsKey(peer) && links.get(peer).begun);
    }

    /** Takes note that a peer has a state: its fingerprint said so. */
    void settle(ReplicaId peer, S state) {
        doing(() -> {
            Link link = Objects.requireNonNull(links.get(peer), "link");
            link.known = link.known.merge(state);
            return link;
        });
    }

    /** The fingerprint of a state, empty when it has none; computed once for the state that was asked about last. */
    Optional<Fingerprint> fingerprint(S state) {
        return doing(() -> fingerprint(replica.id(), state));
    }

    private Optional<SyncMessage<S>> push(ReplicaId peer, Link link, Deltas shared) {
        Optional<SyncMessage<S>> message =
                link.isQuiet(shared.state) ? ask(peer, link, shared.state) : Optional.of(delta(peer, link, shared));
        if (message.isPresent() && ++link.unanswered == SILENT_AFTER) {
            report(
                    Kind.SILENT,
                    peer,
                    "nothing was heard of " + peer + " in the last " + SILENT_AFTER + " messages to it");
        }
        return message;
    }

    private SyncMessage<S> delta(ReplicaId peer, Link link, Deltas shared) {
        S state = shared.state;
        if (link.unacknowledged.isEmpty() || link.unacknowledged.lastEntry().getValue() != state) {
            link.unacknowledged.put(++link.number, state);
            if (link.unacknowledged.size() > MAX_UNACKNOWLEDGED) {
                link.unacknowledged.remove(
                        link.unacknowledged.lowerKey(link.number)); // old ones are acknowledged first
            }
        }
        deltas++;
        complete += link.begun ? 0 : 1;
        S delta = link.begun ? shared.since(link.known) : state;
        return new SyncMessage.Delta<>(
                replica.id(), peer, link.sending, link.unacknowledged.lastKey(), !link.begun, delta);
    }

    /** A question for the peer's fingerprint, unless it has been answered for this state. */
    private Optional<SyncMessage<S>> ask(ReplicaId peer, Link link, S state) {
        if (link.compared == state) {
            return Optional.empty();
        }
        Optional<Fingerprint> mine = fingerprint(peer, state);
        if (mine.isEmpty()) {
            link.compared = state;
            return Optional.empty();
        }
        if (link.asked == 0 || link.askedOf != state) {
            link.asked = ++link.number;
            link.askedOf = state;
        }
        checks++;
        var kind = link.begun ? SyncMessage.Check.Kind.QUESTION : SyncMessage.Check.Kind.FIRST_QUESTION;
        return Optional.of(new SyncMessage.Check<>(replica.id(), peer, link.sending, link.asked, kind, mine.get()));
    }

    private Optional<Fingerprint> fingerprint(ReplicaId peer, S state) {
        if (fingerprinted != state) {
            try {
                fingerprint = Objects.requireNonNull(codec.fingerprint(state), "fingerprint");
            } catch (RuntimeException e) {
                fingerprint = null;
                report(Kind.NOT_COMPARED, peer, "the state of " + replica.id() + " has no fingerprint: " + e);
            }
            fingerprinted = state;
        }
        return Optional.ofNullable(fingerprint);
    }

    /**
     * Takes a message.
     *
     * @param message what arrived
     * @return what to send in answer, once the state is saved if the replica keeps its incarnation
     * @throws RuntimeException what {@link Replica#merge} throws; nothing here has changed
     */
    @Override
    public List<SyncMessage<S>> receive(SyncMessage<S> message) {
        return doing(() -> {
            Optional<SyncMessage<S>> answer = answer(message);
            List<SyncMessage<S>> answers = takeAlsoToSend();
            answer.ifPresent(one -> answers.add(0, one));
            return answers;
        });
    }

    private Optional<SyncMessage<S>> answer(SyncMessage<S> message) {
        received++;
        ReplicaId peer = message.from();
        if (peer.equals(replica.id())) {
            return dropped(Kind.ECHO, peer, "a message of " + peer + " to " + message.to() + " came back");
        }
        Link link = links.get(peer);
        if (link != null) {
            link.heard = received;
            link.unanswered = 0;
        }
        boolean toMe = message.to().equals(replica.id());
        if (!message.to().name().equals(replica.id().name())) {
            report(
                    Kind.MISADDRESSED,
                    peer,
                    "a message of " + peer + " to " + message.to() + " arrived at " + replica.id()
                            + ": check the address that " + peer.name() + " has of "
                            + message.to().name());
        }
        if (message instanceof SyncMessage.Delta<S> delta) {
            boolean follows = link != null && link.receiving == delta.session();
            boolean begins = delta.complete() && (link == null || link.left != delta.session());
            return toMe && (follows || begins) ? take(delta, link, follows) : refuse(message);
        } else if (message instanceof SyncMessage.Check<S> question && !question.isAnswer()) {
            boolean mayBeUnknown =
                    link != null && link.receiving == 0 && question.kind() == SyncMessage.Check.Kind.FIRST_QUESTION;
            return toMe && link != null && (mayBeUnknown || link.receiving == question.session())
                    ? answer(question, link)
                    : refuse(message);
        } else if (!toMe) {
            return dropped(Kind.LATE, message);
        } else if (message instanceof SyncMessage.Ack<S> ack) {
            return receive(ack, link);
        } else if (message instanceof SyncMessage.StartOver<S> startOver) {
            return receive(startOver);
        }
        return compare((SyncMessage.Check<S>) message, link);
    }

    /** Merges a delta that assumes nothing which this replica has not. */
    private Optional<SyncMessage<S>> take(SyncMessage.Delta<S> message, @Nullable Link known, boolean follows) {
        ReplicaId peer = message.from();
        if (known == null && !mayMakeRoom(peer)) {
            return dropped(
                    Kind.NOT_ADDED,
                    peer,
                    peer + " was not added: " + replica.id() + " has " + links.size()
                            + " peers, and those that could make room were connected; disconnect some, or raise maxPeers ("
                            + maxPeers + ") or maxIncarnations (" + maxIncarnations + ")");
        }
        try {
            replica.merge(message.delta());
        } catch (RuntimeException e) {
            report(Kind.REFUSED, peer, "a delta of " + peer + " was refused: " + e.getMessage());
            throw e;
        }
        if (known == null) { // only now, for nobody is forgotten for a message that is refused
            makeRoom(peer, link -> !link.connected);
        }
        Link link = known == null ? new Link() : known;
        links.put(peer, link);
        boolean isFirst = link.receiving == 0;
        if (!follows) {
            if (!isFirst) { // the peer began again, perhaps without what it had when it sent the rest
                link.known = peersRestore ? link.known : bottom;
                link.begun = false;
                link.forgetCheck();
            }
            link.left = link.receiving;
            link.receiving = message.session();
        }
        link.known = link.known.merge(message.delta());
        merged++;
        if (isFirst
                && link.begun
                && !peersRestore) { // perhaps the peer was started again: ask in a way that it refuses if it was
            link.forgetCheck();
            push(peer, link, new Deltas(replica.state())).ifPresent(alsoToSend::add);
        }
        return Optional.of(new SyncMessage.Ack<>(replica.id(), peer, message.session(), message.number()));
    }

    /** Tells the sender to assume nothing. */
    private Optional<SyncMessage<S>> refuse(SyncMessage<S> message) {
        if (message.to().name().equals(replica.id().name())) {
            report(
                    Kind.UNKNOWN_SESSION,
                    message.from(),
                    "a message of " + message.from() + " to " + message.to()
                            + " was refused: its session is not the present one at " + replica.id());
        }
        return Optional.of(new SyncMessage.StartOver<>(replica.id(), message.from(), message.session(), message.to()));
    }

    private Optional<SyncMessage<S>> receive(SyncMessage.Ack<S> message, @Nullable Link link) {
        var snapshot = link == null || link.sending != message.session()
                ? null
                : link.unacknowledged.floorEntry(message.number());
        if (link == null || snapshot == null || message.number() > link.unacknowledged.lastKey()) {
            return dropped(Kind.LATE, message);
        }
        link.known = link.known.merge(snapshot.getValue());
        link.begun = true;
        link.unacknowledged.headMap(message.number(), true).clear();
        acknowledged++;
        return Optional.empty();
    }

    private Optional<SyncMessage<S>> receive(SyncMessage.StartOver<S> message) {
        ReplicaId peer = message.addressee();
        Link link = links.get(peer);
        if (link == null || link.sending != message.session()) {
            return dropped(Kind.LATE, message);
        }
        if (!message.from().name().equals(peer.name())) {
            return dropped(
                    Kind.ANSWERED_BY_ANOTHER,
                    peer,
                    message.from() + " answered what was sent to " + peer + ": check the address of " + peer.name());
        }
        report(Kind.STARTED_OVER, message.from(), message.from() + " knows nothing of the session with " + peer);
        if (message.from().equals(peer)) {
            link.startOver();
        } else {
            links.remove(peer);
            links.computeIfAbsent(message.from(), restarted -> new Link()).connected |= link.connected;
        }
        return Optional.empty();
    }

    /** Answers a question for the fingerprint, while there is nothing to send. */
    private Optional<SyncMessage<S>> answer(SyncMessage.Check<S> question, Link link) {
        ReplicaId peer = question.from();
        S state = replica.state();
        if (!link.isQuiet(state)) {
            return dropped(Kind.MOVING, peer, "no fingerprint for " + peer + " while there is something to send to it");
        }
        Optional<Fingerprint> mine = fingerprint(peer, state);
        if (mine.equals(Optional.of(question.fingerprint()))) {
            agreed++;
            link.difference = null;
            link.compared = state;
            if (link.asked > 0 && link.askedOf == state) { // the question that is on its way answers this one
                link.asked = 0;
                return Optional.empty();
            }
        }
        return mine.map(fingerprint -> new SyncMessage.Check<>(
                replica.id(), peer, question.session(), question.number(), SyncMessage.Check.Kind.ANSWER, fingerprint));
    }

    /** Compares the peer's fingerprint; it is the peer's of now, for it answers a question about the state of now. */
    private Optional<SyncMessage<S>> compare(SyncMessage.Check<S> answer, @Nullable Link link) {
        ReplicaId peer = answer.from();
        S state = replica.state();
        if (link == null
                || link.sending != answer.session()
                || link.asked != answer.number()
                || link.askedOf != state
                || !link.isQuiet(state)) {
            return dropped(Kind.LATE, answer);
        }
        Fingerprint mine = fingerprint(peer, state).orElseThrow();
        link.asked = 0;
        link.compared = state;
        if (mine.equals(answer.fingerprint())) {
            agreed++;
            link.difference = null;
            return Optional.empty();
        }
        var difference = new Difference(mine, answer.fingerprint());
        if (difference.equals(link.difference)) {
            return dropped(
                    Kind.STILL_DIFFERENT,
                    peer,
                    "after everything was exchanged, the state of " + peer + " still has fingerprint "
                            + difference.theirs() + ", and that of " + replica.id() + " " + difference.mine()
                            + ": are all serializers and codecs the same, and do equal values have equal bytes?");
        }
        report(
                Kind.DIFFERENT,
                peer,
                "nothing was left to send, but the state of " + peer + " has fingerprint " + difference.theirs()
                        + ", and that of " + replica.id() + " " + difference.mine() + ": everything is sent again");
        Link fresh = new Link();
        fresh.sending = newSession(link.sending);
        fresh.left = link.left;
        fresh.connected = link.connected;
        fresh.difference = difference;
        links.put(peer, fresh);
        return push(peer, fresh, new Deltas(state));
    }

    /** A session that is not the one before. */
    private long newSession(long before) {
        long drawn = random.nextLong() & Long.MAX_VALUE;
        return drawn == 0 || drawn == before ? before % Long.MAX_VALUE + 1 : drawn;
    }

    private Map<ReplicaId, Link> namesakes(ReplicaId peer) {
        return links.subMap(new ReplicaId(peer.name(), 0), true, new ReplicaId(peer.name(), Long.MAX_VALUE), true);
    }

    /** Whether there is room for a peer that adds itself, or peers that were not connected could make it. */
    private boolean mayMakeRoom(ReplicaId peer) {
        Map<ReplicaId, Link> namesakes = namesakes(peer);
        boolean amongNamesakes = namesakes.values().stream().anyMatch(link -> !link.connected);
        return (namesakes.size() < maxIncarnations || amongNamesakes)
                && (links.size() < maxPeers || links.values().stream().anyMatch(link -> !link.connected));
    }

    /** Whether there is room for a peer, once those that may go have made it. */
    @CanIgnoreReturnValue
    private boolean makeRoom(ReplicaId peer, Predicate<Link> mayGo) {
        Map<ReplicaId, Link> namesakes = namesakes(peer);
        for (Map.Entry<ReplicaId, Link> earlier : new TreeMap<>(namesakes).entrySet()) {
            Link link = earlier.getValue();
            if (!link.connected && link.unanswered >= GONE_AFTER) {
                forget(
                        earlier.getKey(),
                        link,
                        "it left " + link.unanswered + " messages unanswered, and " + peer + " has its name");
            }
        }
        return makeRoom(namesakes, maxIncarnations, "incarnations of one name", mayGo)
                && makeRoom(links, maxPeers, "peers", mayGo);
    }

    private boolean makeRoom(Map<ReplicaId, Link> among, int limit, String what, Predicate<Link> mayGo) {
        while (among.size() >= limit) {
            Optional<Map.Entry<ReplicaId, Link>> silent = among.entrySet().stream()
                    .filter(one -> mayGo.test(one.getValue()))
                    .min(Comparator.comparingLong(one -> one.getValue().heard));
            if (silent.isEmpty()) {
                return false;
            }
            forget(
                    silent.get().getKey(),
                    silent.get().getValue(),
                    "there is no room for more than " + limit + " " + what);
        }
        return true;
    }

    private void forget(ReplicaId peer, Link link, String reason) {
        links.remove(peer);
        report(Kind.DROPPED, peer, peer + " was forgotten: " + reason);
        if (link.receiving > 0) {
            alsoToSend.add(new SyncMessage.StartOver<>(replica.id(), peer, link.receiving, replica.id()));
        }
    }

    private List<SyncMessage<S>> takeAlsoToSend() {
        List<SyncMessage<S>> taken = new ArrayList<>(alsoToSend);
        alsoToSend.clear();
        return taken;
    }

    private Optional<SyncMessage<S>> dropped(Kind kind, SyncMessage<S> late) {
        return dropped(kind, late.from(), "nobody waits any more for what " + late.from() + " answered " + late.to());
    }

    private Optional<SyncMessage<S>> dropped(Kind kind, ReplicaId peer, String details) {
        report(kind, peer, details);
        return Optional.empty();
    }

    private void report(Kind kind, ReplicaId peer, String details) {
        counts.merge(kind, 1L, Long::sum);
        if (listener != SILENT) {
            untold.add(new SyncEvent(kind, peer, details));
        }
    }

    /**
     * Whose endpoint this is. Takes no lock.
     *
     * @return for example {@code AntiEntropy of a#1f with 3 peers}
     */
    @Override
    public String toString() {
        int peers = links.size();
        return "AntiEntropy of " + replica.id() + " with " + peers + (peers == 1 ? " peer" : " peers");
    }

    /** Does something under the lock, then tells the listener without it. */
    @CanIgnoreReturnValue
    private <R> R doing(Supplier<R> step) {
        List<SyncEvent> events = List.of();
        try {
            lock.lock();
            try {
                return step.get();
            } finally {
                events = List.copyOf(untold);
                untold.clear();
                lock.unlock();
            }
        } finally {
            events.forEach(this::tell);
        }
    }

    private void tell(SyncEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /**
     * Collects the bounds of an endpoint, its listener and its source of randomness. Not thread-safe.
     *
     * @param <S> the type of the state
     */
    public static final class Builder<S extends Crdt<S>> {

        private final Replica<S> replica;
        private final S bottom;
        private final SyncCodec<S> codec;
        private RandomGenerator random = new SecureRandom();
        private int maxPeers = DEFAULT_MAX_PEERS;
        private int maxIncarnations = DEFAULT_MAX_INCARNATIONS;
        private SyncListener listener = SILENT;
        private boolean peersRestore = false;

        private Builder(Replica<S> replica, S bottom, SyncCodec<S> codec) {
            this.replica = Objects.requireNonNull(replica, "replica");
            this.bottom = Objects.requireNonNull(bottom, "bottom");
            this.codec = Objects.requireNonNull(codec, "codec");
        }

        /**
         * Where the numbers of sessions are drawn from. {@link SecureRandom} by default. A generator that repeats what it drew
         * before a restart makes late acknowledgements of that time count, so give another one to tests only.
         *
         * @param random the source of randomness; only this endpoint uses it
         * @return this builder
         */
        public Builder<S> random(RandomGenerator random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /**
         * How many peers are remembered. {@value AntiEntropy#DEFAULT_MAX_PEERS} by default.
         *
         * @param maxPeers the limit, at least 1
         * @return this builder
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder<S> maxPeers(int maxPeers) {
            this.maxPeers = positive("maxPeers", maxPeers);
            return this;
        }

        /**
         * How many incarnations of one name are remembered. {@value AntiEntropy#DEFAULT_MAX_INCARNATIONS} by default. Raise
         * it where more replicas than that share a name.
         *
         * @param maxIncarnations the limit, at least 1
         * @return this builder
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder<S> maxIncarnations(int maxIncarnations) {
            this.maxIncarnations = positive("maxIncarnations", maxIncarnations);
            return this;
        }

        /**
         * Who is told of what is dropped, refused or found wrong. Nobody by default; it is counted all the same.
         *
         * @param listener whom to tell
         * @return this builder
         */
        public Builder<S> listener(SyncListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Keeps what is known of an incarnation that begins again: it restores all that it acknowledged, as a store sees to. */
        Builder<S> peersRestore() {
            this.peersRestore = true;
            return this;
        }

        /**
         * The endpoint.
         *
         * @return an endpoint without peers
         */
        public AntiEntropy<S> build() {
            return new AntiEntropy<>(this);
        }

        private static int positive(String name, int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException(name + " is at least 1, not " + limit);
            }
            return limit;
        }
    }
}
