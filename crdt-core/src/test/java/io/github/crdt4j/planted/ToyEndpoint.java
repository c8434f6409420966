package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Forwarding;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.sync.SyncEvent;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.sync.SyncStats;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Anti-entropy written out plainly, and wrong in one way at a time. */
final class ToyEndpoint<S extends Crdt<S>> implements Endpoint<S> {

    enum Bug {
        NONE,
        KNOWN_RAISED_BY_SENDING,
        ACK_RAISES_TO_THE_PRESENT,
        ACK_OF_AN_OLD_SESSION_COUNTS,
        ACK_WITHOUT_MERGING,
        START_OVER_IGNORED,
        DELTA_FOR_AN_EARLIER_START_MERGED,
        ACK_BEFORE_DURABLE,
        NEVER_SILENT,
        NEVER_SENT_AGAIN,
        SESSION_COMPARED_BY_SIZE,
        SESSIONS_NUMBERED_FROM_ONE,
        START_OVER_ASSUMES_THE_SAME,
        NEVER_COMPARED,
        COMPARED_WHILE_MOVING,
        COMPARED_FOR_EVER,
        DIFFERENCE_ONLY_COUNTED,
        DROPPED_IN_SILENCE,
        MERGED_WITHOUT_COUNTING
    }

    private static final class Link<S extends Crdt<S>> {
        S known;
        long sending;
        long receiving;
        long number;
        boolean begun;
        boolean sent;
        final Map<Long, S> unacknowledged = new HashMap<>();

        long asked;
        S askedOf;
        S compared;

        boolean quiet(S state) {
            return (begun || receiving > 0) && state.leq(known);
        }
    }

    private final Bug bug;
    private final Replica<S> replica;
    private final S bottom;
    private final SyncCodec<S> codec;
    private final RandomGenerator sessions;
    private final Runnable store;
    private final Map<ReplicaId, Link<S>> links = new HashMap<>();
    private final Map<SyncEvent.Kind, Long> counts = new EnumMap<>(SyncEvent.Kind.class);
    private long numbered;
    private long deltas;
    private long complete;
    private long checks;
    private long merged;
    private long acknowledged;
    private long agreed;

    ToyEndpoint(Bug bug, Replica<S> replica, S bottom, SyncCodec<S> codec, RandomGenerator sessions, Runnable store) {
        this.bug = bug;
        this.replica = replica;
        this.bottom = bottom;
        this.codec = codec;
        this.sessions = sessions;
        this.store = store;
    }

    @Override
    public void connect(ReplicaId peer) {
        links.computeIfAbsent(peer, added -> begin(new Link<>()));
    }

    private Link<S> begin(Link<S> link) {
        link.known = bottom;
        link.sending = newSession();
        link.number = 0;
        link.begun = false;
        link.sent = false;
        link.unacknowledged.clear();
        link.asked = 0;
        link.compared = null;
        return link;
    }

    private long newSession() {
        return bug == Bug.SESSIONS_NUMBERED_FROM_ONE ? ++numbered : sessions.nextLong() >>> 1 | 1;
    }

    private void count(SyncEvent.Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    @Override
    public SyncStats stats() {
        return new SyncStats(deltas, complete, checks, merged, acknowledged, agreed, counts);
    }

    @Override
    public Optional<S> known(ReplicaId peer) {
        return Optional.ofNullable(links.get(peer)).map(link -> link.known);
    }

    @Override
    public Optional<SyncMessage<S>> push(ReplicaId peer) {
        Link<S> link = links.get(peer);
        S state = replica.state();
        boolean silent = link.quiet(state);
        if (bug == Bug.NEVER_SENT_AGAIN && link.sent) {
            return Optional.empty();
        }
        if (silent && bug != Bug.NEVER_SILENT) {
            return link.compared == state || bug == Bug.NEVER_COMPARED
                    ? Optional.empty()
                    : Optional.of(ask(peer, link, state));
        }
        store.run();
        link.sent = true;
        link.unacknowledged.put(++link.number, state);
        S delta = link.begun ? state.delta(link.known) : state;
        deltas++;
        complete += link.begun ? 0 : 1;
        var message = new SyncMessage.Delta<>(replica.id(), peer, link.sending, link.number, !link.begun, delta);
        if (bug == Bug.KNOWN_RAISED_BY_SENDING) {
            link.known = link.known.merge(state);
        }
        return Optional.of(message);
    }

    private SyncMessage<S> ask(ReplicaId peer, Link<S> link, S state) {
        if (link.asked == 0 || link.askedOf != state) {
            link.asked = ++link.number;
            link.askedOf = state;
        }
        checks++;
        return new SyncMessage.Check<>(
                replica.id(),
                peer,
                link.sending,
                link.asked,
                link.begun ? SyncMessage.Check.Kind.QUESTION : SyncMessage.Check.Kind.FIRST_QUESTION,
                codec.fingerprint(state));
    }

    @Override
    public List<SyncMessage<S>> receive(SyncMessage<S> message) {
        if (message instanceof SyncMessage.Delta<S> delta) {
            return List.of(receive(delta));
        }
        if (!message.to().equals(replica.id())) {
            return message instanceof SyncMessage.Check<S> check && !check.isAnswer()
                    ? List.of(refuse(message))
                    : late();
        }
        Link<S> link = links.get(message.from());
        if (message instanceof SyncMessage.Check<S> check) {
            return check.isAnswer() ? compare(check, link) : answer(check, link);
        } else if (message instanceof SyncMessage.StartOver<S> over) {
            return startOver(over);
        }
        return receive((SyncMessage.Ack<S>) message, link);
    }

    private List<SyncMessage<S>> late() {
        if (bug != Bug.DROPPED_IN_SILENCE) {
            count(SyncEvent.Kind.LATE);
        }
        return List.of();
    }

    private List<SyncMessage<S>> receive(SyncMessage.Ack<S> ack, Link<S> link) {
        boolean ofThisSession =
                link != null && (ack.session() == link.sending || bug == Bug.ACK_OF_AN_OLD_SESSION_COUNTS);
        S snapshot = ofThisSession ? link.unacknowledged.get(ack.number()) : null;
        if (snapshot == null) {
            return late();
        }
        acknowledged++;
        link.begun = true;
        link.known = link.known.merge(bug == Bug.ACK_RAISES_TO_THE_PRESENT ? replica.state() : snapshot);
        return List.of();
    }

    private List<SyncMessage<S>> startOver(SyncMessage.StartOver<S> over) {
        Link<S> link = links.get(over.addressee());
        if (link == null || over.session() != link.sending || bug == Bug.START_OVER_IGNORED) {
            return late();
        }
        count(SyncEvent.Kind.STARTED_OVER);
        if (bug == Bug.START_OVER_ASSUMES_THE_SAME && over.from().equals(over.addressee())) {
            link.sending = newSession();
            return List.of();
        }
        links.remove(over.addressee());
        links.computeIfAbsent(over.from(), present -> begin(link));
        return List.of();
    }

    private SyncMessage<S> refuse(SyncMessage<S> message) {
        count(SyncEvent.Kind.UNKNOWN_SESSION);
        return new SyncMessage.StartOver<>(replica.id(), message.from(), message.session(), message.to());
    }

    private SyncMessage<S> receive(SyncMessage.Delta<S> message) {
        boolean forMe = message.to().equals(replica.id()) || bug == Bug.DELTA_FOR_AN_EARLIER_START_MERGED;
        Link<S> link = links.get(message.from());
        long receiving = link == null ? 0 : link.receiving;
        boolean follows = bug == Bug.DELTA_FOR_AN_EARLIER_START_MERGED
                || message.session() == receiving
                || message.complete() && (message.session() > receiving || bug != Bug.SESSION_COMPARED_BY_SIZE);
        if (!forMe || !follows) {
            return refuse(message);
        }
        if (bug != Bug.ACK_WITHOUT_MERGING || message.number() % 2 == 1) {
            replica.merge(message.delta());
        }
        connect(message.from());
        link = links.get(message.from());
        if (message.session() != receiving && receiving > 0) {
            link.known = bottom;
            link.begun = false;
            link.asked = 0;
            link.compared = null;
        }
        link.receiving = message.session();
        link.known = link.known.merge(message.delta());
        if (bug != Bug.ACK_BEFORE_DURABLE) {
            store.run();
        }
        merged += bug == Bug.MERGED_WITHOUT_COUNTING ? 0 : 1;
        return new SyncMessage.Ack<>(replica.id(), message.from(), message.session(), message.number());
    }

    private List<SyncMessage<S>> answer(SyncMessage.Check<S> question, Link<S> link) {
        boolean mayBeUnknown =
                link != null && link.receiving == 0 && question.kind() == SyncMessage.Check.Kind.FIRST_QUESTION;
        if (link == null || !mayBeUnknown && link.receiving != question.session()) {
            return List.of(refuse(question));
        }
        S state = replica.state();
        if (!link.quiet(state) && bug != Bug.COMPARED_WHILE_MOVING) {
            count(SyncEvent.Kind.MOVING);
            return List.of();
        }
        return List.of(new SyncMessage.Check<>(
                replica.id(),
                question.from(),
                question.session(),
                question.number(),
                SyncMessage.Check.Kind.ANSWER,
                codec.fingerprint(state)));
    }

    private List<SyncMessage<S>> compare(SyncMessage.Check<S> answer, Link<S> link) {
        S state = replica.state();
        if (link == null || answer.session() != link.sending || answer.number() != link.asked) {
            return late();
        }
        boolean moved = link.askedOf != state || !link.quiet(state);
        if (moved && bug != Bug.COMPARED_WHILE_MOVING) {
            return late();
        }
        link.asked = 0;
        link.compared = bug == Bug.COMPARED_FOR_EVER ? null : state;
        if (codec.fingerprint(state).equals(answer.fingerprint())) {
            agreed++;
        } else {
            count(SyncEvent.Kind.DIFFERENT);
            if (bug != Bug.DIFFERENCE_ONLY_COUNTED) {
                links.put(answer.from(), begin(new Link<>()));
            }
        }
        return List.of();
    }

    /** The library's own set, kept in step by this protocol. */
    static Subject<ORSet<Object>, Script.Call> subject(Bug bug) {
        Script<ORSet<Object>> set = Script.startingWith(ORSet.empty())
                .step("add", random -> random.nextInt(3), (state, issuer, e) -> state.add(issuer.self(), e))
                .step("remove", random -> random.nextInt(3), (state, issuer, e) -> state.remove(e))
                .reading(state -> Set.copyOf(state.elements()))
                .specifiedBy(visible -> visible.events().stream()
                        .filter(event -> event.operation().name().equals("add"))
                        .filter(add -> !visible.seenBy(
                                add,
                                call -> call.name().equals("remove")
                                        && call.argument()
                                                .equals(add.operation().argument())))
                        .map(add -> add.operation().argument())
                        .collect(Collectors.toSet()));
        return new Forwarding<>() {
            @Override
            public Subject<ORSet<Object>, Script.Call> subject() {
                return set;
            }

            @Override
            public Endpoint<ORSet<Object>> endpoint(
                    Replica<ORSet<Object>> replica,
                    SyncCodec<ORSet<Object>> codec,
                    RandomGenerator sessions,
                    Runnable store) {
                return new ToyEndpoint<>(bug, replica, bottom(), codec, sessions, store);
            }
        };
    }
}
