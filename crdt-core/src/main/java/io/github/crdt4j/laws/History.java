package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.SyncMessage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random history: a few replicas update, send, lose, repeat, reorder, split, crash and restart. After every step the
 * replica that changed must show what the specification says of the updates it has seen.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations
 */
final class History<S extends Crdt<S>, O> {

    private static final int MAX_IN_FLIGHT = 40;

    /** Something on its way; {@code brings} are the events its receiver has seen once it has merged it. */
    private record Mail<S>(
            int from, int to, ReplicaId only, S whole, S payload, SyncMessage<S> message, BitSet brings) {}

    private final Subject<S, O> subject;
    private final Path path;
    private final SplittableRandom random;
    private final List<Site<S>> sites = new ArrayList<>();
    private final List<Event<O>> events = new ArrayList<>();
    private final List<BitSet> seenByNumber = new ArrayList<>();
    private final List<Mail<S>> inFlight = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final LatticeLaws<S> laws;
    private int splitAt = 0;

    /** States and deltas met on the way, for the laws that need several. */
    final List<S> met = new ArrayList<>();

    final List<S> deltas = new ArrayList<>();

    History(Subject<S, O> subject, Path path, long seed) {
        this.subject = subject;
        this.path = path;
        this.random = new SplittableRandom(seed);
        this.laws = new LatticeLaws<>(subject.promises());
        int replicas = 3 + random.nextInt(2);
        for (int i = 0; i < replicas; i++) {
            sites.add(new Site<>(String.valueOf((char) ('a' + i)), subject.bottom()));
        }
    }

    /** Runs the history to its end, and on until all replicas agree. */
    void run() {
        int steps = 80 + random.nextInt(71);
        for (int i = 0; i < steps; i++) {
            step();
        }
        settle();
    }

    private void step() {
        int site = random.nextInt(sites.size());
        sites.get(site).passTime(random);
        int draw = random.nextInt(100);
        if (draw < 38) {
            update(site);
        } else if (draw < 64) {
            send(site);
        } else if (draw < 90) {
            deliver();
        } else if (draw < 93) {
            lose();
        } else if (draw < 96) {
            splitAt = splitAt > 0 ? 0 : 1 + random.nextInt(sites.size() - 1);
            log(splitAt > 0 ? "split before " + name(splitAt) : "heal");
        } else if (draw < 98) {
            log(name(site) + " stores its state");
            sites.get(site).store();
        } else {
            restart(site, true);
        }
    }

    private void update(int at) {
        Site<S> site = sites.get(at);
        O operation = subject.draw(random);
        Event<O> event = new Event<>(events.size(), site.issuer(), operation);
        log(event.toString());
        events.add(event);
        seenByNumber.add((BitSet) site.seen.clone());
        S before = site.state();
        S after = site.replica.update(state -> subject.apply(state, event.issuer(), operation));
        site.seen.set(event.number());
        laws.inflates(before, after);
        if (path == Path.SYNC) {
            site.store();
        }
        changed(at, before);
    }

    private void send(int from) {
        int to = (from + 1 + random.nextInt(sites.size() - 1)) % sites.size();
        if (split(from, to) || inFlight.size() >= MAX_IN_FLIGHT) {
            return;
        }
        Site<S> sender = sites.get(from);
        Site<S> receiver = sites.get(to);
        S state = sender.state();
        BitSet brings = (BitSet) sender.seen.clone();
        if (path == Path.SYNC) {
            sender.store();
            sender.sync.connect(receiver.id());
            sender.sync.push(receiver.id()).ifPresent(message -> {
                log(name(from) + " pushes to " + name(to));
                inFlight.add(new Mail<>(from, to, null, state, null, message, brings));
            });
        } else if (path == Path.STATE || path == Path.MIXED && random.nextBoolean()) {
            log(name(from) + " sends its state to " + name(to));
            inFlight.add(new Mail<>(from, to, null, state, state, null, brings));
        } else {
            S since = receiver.past.get(random.nextInt(receiver.past.size()));
            S delta = state.delta(since);
            keep(deltas, delta);
            log(name(from) + " sends a delta to " + name(to));
            inFlight.add(new Mail<>(from, to, receiver.id(), state, delta, null, brings));
        }
    }

    private void deliver() {
        if (inFlight.isEmpty()) {
            return;
        }
        int index = random.nextInt(inFlight.size());
        Mail<S> mail = inFlight.get(index);
        if (split(mail.from(), mail.to())) {
            return;
        }
        if (random.nextInt(5) > 0) {
            inFlight.remove(index);
        }
        deliver(mail);
    }

    private void deliver(Mail<S> mail) {
        Site<S> receiver = sites.get(mail.to());
        if (mail.only() != null && !mail.only().equals(receiver.id())) {
            return;
        }
        log(name(mail.to()) + " receives from " + name(mail.from()));
        S before = receiver.state();
        if (mail.message() == null) {
            receiver.replica.merge(mail.payload());
        } else if (!receive(receiver, mail)) {
            return;
        }
        receiver.seen.or(mail.brings());
        S expected = before.merge(mail.whole());
        if (!expected.equals(receiver.state())) {
            throw new LawViolation(
                    "a delta brings what the whole state brings",
                    "  before   = " + before + "\n  whole    = " + mail.whole() + "\n  expected = " + expected
                            + "\n  was      = " + receiver.state());
        }
        changed(mail.to(), before);
    }

    /** Hands a message over; whether it brought a state that was merged and stays. */
    private boolean receive(Site<S> receiver, Mail<S> mail) {
        List<SyncMessage<S>> answers = receiver.sync.receive(mail.message());
        boolean merged = false;
        for (SyncMessage<S> answer : answers) {
            merged |= answer instanceof SyncMessage.Ack<S>;
        }
        if (merged && random.nextInt(25) == 0) {
            restart(mail.to(), false);
            return false;
        }
        if (merged) {
            receiver.seen.or(mail.brings());
        }
        receiver.store();
        for (SyncMessage<S> answer : answers) {
            int to = mail.from();
            inFlight.add(new Mail<>(mail.to(), to, null, null, null, answer, new BitSet()));
        }
        knownIsTrue();
        return merged;
    }

    /** What an endpoint takes its peer to have, its peer has; of one that lost memory it has yet to hear. */
    private void knownIsTrue() {
        for (Site<S> site : sites) {
            for (Site<S> peer : sites) {
                S known = site.sync.known(peer.id()).orElse(null);
                if (known != null && !peer.restartedInPlace() && !known.leq(peer.state())) {
                    throw new LawViolation(
                            "known never overstates what the peer has",
                            "  known of " + peer.id() + " at " + site.id() + " = " + known + "\n  its state = "
                                    + peer.state());
                }
            }
        }
    }

    private void lose() {
        if (!inFlight.isEmpty()) {
            Mail<S> lost = inFlight.remove(random.nextInt(inFlight.size()));
            log("a message from " + name(lost.from()) + " to " + name(lost.to()) + " is lost");
        }
    }

    private void restart(int at, boolean fresh) {
        sites.get(at).restart(fresh);
        log(sites.get(at).id() + " starts from what " + name(at) + " had stored");
        check(at);
    }

    private void changed(int at, S before) {
        Site<S> site = sites.get(at);
        S after = site.state();
        if (after != before) {
            site.past.add(after);
            keep(met, after);
            keep(deltas, after.delta(before));
        }
        check(at);
    }

    private void check(int at) {
        Site<S> site = sites.get(at);
        var visible = new ArrayList<Event<O>>();
        site.seen.stream().forEach(number -> visible.add(events.get(number)));
        Object expected = subject.expected(new View<>(visible, seenByNumber));
        Object value = subject.value(site.state());
        if (!expected.equals(value)) {
            throw new LawViolation(
                    "the value is the specified function of the visible updates",
                    "  replica   = " + site.id() + "\n  state     = " + site.state() + "\n  value     = " + value
                            + "\n  specified = " + expected + "\n  visible   = " + visible);
        }
    }

    private void settle() {
        splitAt = 0;
        log("the network heals and everything is exchanged");
        if (path == Path.SYNC) {
            settleBySync();
        } else {
            for (int round = 0; round < 2; round++) {
                for (int from = 0; from < sites.size(); from++) {
                    for (int to = 0; to < sites.size(); to++) {
                        S state = sites.get(from).state();
                        deliver(new Mail<>(from, to, null, state, state, null, (BitSet)
                                sites.get(from).seen.clone()));
                    }
                }
            }
        }
        for (Site<S> site : sites) {
            if (!site.state().equals(sites.get(0).state())) {
                throw new LawViolation(
                        "replicas that have seen the same updates have equal states",
                        "  " + sites.get(0).id() + " = " + sites.get(0).state() + "\n  " + site.id() + " = "
                                + site.state());
            }
        }
    }

    private void settleBySync() {
        for (int round = 0; round < 40; round++) {
            for (int from = 0; from < sites.size(); from++) {
                for (int to = 0; to < sites.size(); to++) {
                    if (from != to) {
                        pushReliably(from, to);
                    }
                }
            }
            while (!inFlight.isEmpty()) {
                deliver(inFlight.remove(0));
            }
            if (quiet()) {
                return;
            }
        }
        throw new LawViolation("anti-entropy falls silent once all is known", "still sending after 40 rounds");
    }

    /** Whether everybody knows everybody and has nothing to tell. */
    private boolean quiet() {
        for (Site<S> site : sites) {
            for (Site<S> peer : sites) {
                if (site != peer
                        && (site.sync.known(peer.id()).isEmpty()
                                || site.sync.push(peer.id()).isPresent())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void pushReliably(int from, int to) {
        Site<S> sender = sites.get(from);
        sender.store();
        sender.sync.connect(sites.get(to).id());
        sender.sync
                .push(sites.get(to).id())
                .ifPresent(message -> inFlight.add(
                        new Mail<>(from, to, null, sender.state(), null, message, (BitSet) sender.seen.clone())));
    }

    private boolean split(int one, int other) {
        return splitAt > 0 && (one < splitAt) != (other < splitAt);
    }

    /** Keeps a sample of bounded size. */
    private void keep(List<S> sample, S state) {
        if (sample.size() < 12) {
            sample.add(state);
        } else if (random.nextInt(4) == 0) {
            sample.set(random.nextInt(12), state);
        }
    }

    private String name(int site) {
        return sites.get(site).id().toString();
    }

    private void log(String line) {
        log.add(line);
    }

    /** The steps so far, one a line. */
    String told() {
        return String.join(System.lineSeparator(), log);
    }

    SplittableRandom random() {
        return random;
    }
}
