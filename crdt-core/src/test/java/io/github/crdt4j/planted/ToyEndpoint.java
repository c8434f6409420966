package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Forwarding;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        NEVER_SENT_AGAIN
    }

    private static final class Link<S> {
        S known;
        long sending;
        long receiving;
        long number;
        boolean begun;
        boolean sent;
        final Map<Long, S> unacknowledged = new HashMap<>();
    }

    private final Bug bug;
    private final Replica<S> replica;
    private final S bottom;
    private final Runnable store;
    private final Map<ReplicaId, Link<S>> links = new HashMap<>();
    private long nextSession;

    ToyEndpoint(Bug bug, Replica<S> replica, S bottom, long firstSession, Runnable store) {
        this.bug = bug;
        this.replica = replica;
        this.bottom = bottom;
        this.store = store;
        this.nextSession = bug == Bug.ACK_OF_AN_OLD_SESSION_COUNTS ? 1 : firstSession;
    }

    @Override
    public void connect(ReplicaId peer) {
        links.computeIfAbsent(peer, added -> begin(new Link<>()));
    }

    private Link<S> begin(Link<S> link) {
        link.known = bottom;
        link.sending = bug == Bug.ACK_OF_AN_OLD_SESSION_COUNTS ? 1 : nextSession++;
        link.number = 0;
        link.begun = false;
        link.sent = false;
        link.unacknowledged.clear();
        return link;
    }

    @Override
    public Optional<S> known(ReplicaId peer) {
        return Optional.ofNullable(links.get(peer)).map(link -> link.known);
    }

    @Override
    public Optional<SyncMessage<S>> push(ReplicaId peer) {
        Link<S> link = links.get(peer);
        S state = replica.state();
        boolean silent = (link.begun || link.receiving > 0) && state.leq(link.known);
        if (silent && bug != Bug.NEVER_SILENT || bug == Bug.NEVER_SENT_AGAIN && link.sent) {
            return Optional.empty();
        }
        store.run();
        link.sent = true;
        link.unacknowledged.put(++link.number, state);
        S delta = link.begun ? state.delta(link.known) : state;
        var message = new SyncMessage.Delta<>(replica.id(), peer, link.sending, link.number, !link.begun, delta);
        if (bug == Bug.KNOWN_RAISED_BY_SENDING) {
            link.known = link.known.merge(state);
        }
        return Optional.of(message);
    }

    @Override
    public List<SyncMessage<S>> receive(SyncMessage<S> message) {
        if (message instanceof SyncMessage.Delta<S> delta) {
            return List.of(receive(delta));
        }
        Link<S> link = links.get(message.from());
        if (message instanceof SyncMessage.Ack<S> ack && link != null && ack.session() == link.sending) {
            S snapshot = link.unacknowledged.get(ack.number());
            if (snapshot != null) {
                link.begun = true;
                link.known = link.known.merge(bug == Bug.ACK_RAISES_TO_THE_PRESENT ? replica.state() : snapshot);
            }
        } else if (message instanceof SyncMessage.StartOver<S> over && bug != Bug.START_OVER_IGNORED) {
            startOver(over);
        }
        return List.of();
    }

    private void startOver(SyncMessage.StartOver<S> over) {
        Link<S> link = links.get(over.addressee());
        if (link != null && over.session() == link.sending && over.to().equals(replica.id())) {
            links.remove(over.addressee());
            links.computeIfAbsent(over.from(), present -> begin(link));
        }
    }

    private SyncMessage<S> receive(SyncMessage.Delta<S> message) {
        boolean forMe = message.to().equals(replica.id()) || bug == Bug.DELTA_FOR_AN_EARLIER_START_MERGED;
        Link<S> link = links.get(message.from());
        long receiving = link == null ? 0 : link.receiving;
        boolean follows = bug == Bug.DELTA_FOR_AN_EARLIER_START_MERGED
                || message.session() == receiving
                || message.session() > receiving && message.complete();
        if (!forMe || !follows) {
            return new SyncMessage.StartOver<>(replica.id(), message.from(), message.session(), message.to());
        }
        if (bug != Bug.ACK_WITHOUT_MERGING || message.number() % 2 == 1) {
            replica.merge(message.delta());
        }
        connect(message.from());
        link = links.get(message.from());
        if (message.session() > receiving && receiving > 0) {
            link.known = bottom;
            link.begun = false;
        }
        link.receiving = message.session();
        link.known = link.known.merge(message.delta());
        if (bug != Bug.ACK_BEFORE_DURABLE) {
            store.run();
        }
        return new SyncMessage.Ack<>(replica.id(), message.from(), message.session(), message.number());
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
            public Endpoint<ORSet<Object>> endpoint(Replica<ORSet<Object>> replica, long firstSession, Runnable store) {
                return new ToyEndpoint<>(bug, replica, bottom(), firstSession, store);
            }
        };
    }
}
