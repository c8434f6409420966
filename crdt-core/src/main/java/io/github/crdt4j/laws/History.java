package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random history: a few replicas update, send, lose, repeat, reorder, split, crash and restart. After every step the
 * replica that changed must show what the specification says of the updates it has seen.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations
 */
final class History<S extends Crdt<S>, O> {

    private static final int MAX_IN_FLIGHT = 40;
    private static final int MAX_CLONES = 6;

    /** A round is a push each way and its answers. */
    private static final int HEALING_ROUNDS = 2;

    private static final int ENOUGH_ROUNDS = 6;
    private static final int ENOUGH_ROUNDS_IN_A_ROW = 20;

    /** Something on its way; {@code brings} are the events its receiver has seen once it has merged it. */
    private record Mail<S>(int from, int to, S whole, Letter<S> letter, BitSet brings) {}

    private sealed interface Letter<S> {
        /** A state or delta, for whichever start of the receiver. */
        record Whole<S>(S state) implements Letter<S> {}

        /** A delta since a state of one start of the receiver. */
        record Since<S>(ReplicaId only, S delta) implements Letter<S> {}

        /** A message of anti-entropy. */
        record Sync<S>(SyncMessage<S> message) implements Letter<S> {}

        /** What it is called in a table. */
        default String kind() {
            return !(this instanceof Letter.Sync<S> sync) || sync.message() instanceof SyncMessage.Delta<S>
                    ? ""
                    : sync.message() instanceof SyncMessage.Ack<S>
                            ? "ack "
                            : sync.message() instanceof SyncMessage.Check<S> ? "check " : "start over ";
        }
    }

    private final Subject<S, O> subject;
    private final Path path;
    private final Plan<O> plan;
    private final List<Site<S>> sites = new ArrayList<>();
    private final List<Mail<S>> inFlight = new ArrayList<>();
    private final LatticeLaws<S> laws;
    private final @Nullable Codec<S> codec;
    private int splitAt = 0;
    private boolean settling;

    final List<Event<O>> events = new ArrayList<>();
    final List<BitSet> seenByNumber = new ArrayList<>();
    final SpaceTime told;
    final Tally tally = new Tally();

    final Samples<S> samples = new Samples<>();

    /** What all know in the end. */
    S whole() {
        return sites.get(0).state();
    }

    History(Subject<S, O> subject, Path path, Plan<O> plan) {
        this.subject = subject;
        this.path = path;
        this.plan = plan;
        this.codec = subject.codec().orElse(null);
        this.laws = LatticeLaws.of(subject);
        this.told = new SpaceTime(
                plan.cast().all().stream().map(ReplicaId::toString).toList());
        var shared = new HistoryCodec<S>(codec);
        for (ReplicaId first : plan.cast().all()) {
            var numbers = new SessionNumbers(plan.seed() + sites.size(), tally);
            sites.add(new Site<>(first, subject, plan.cast(), shared, numbers, path == Path.DAMAGED));
        }
    }

    /** Runs the history to its end, and on until all replicas agree. */
    void run() {
        for (Plan.Numbered<O> numbered : plan.steps()) {
            run(numbered.step());
        }
        settle();
    }

    private void run(Step<O> step) {
        if (step instanceof Step.Update<O> update) {
            update(update.site() % sites.size(), update.milliseconds(), update.operation());
        } else if (step instanceof Step.Send<O> send) {
            send(send.from() % sites.size(), send.to() % sites.size(), send);
        } else if (step instanceof Step.Deliver<O> deliver) {
            deliver(deliver);
        } else if (step instanceof Step.Lose<O> lose) {
            lose(lose.message());
        } else if (step instanceof Step.Split<O> split) {
            splitAt = split.at() < sites.size() ? split.at() : 0;
            tally.add(Hazard.PARTITION, splitAt > 0 ? 1 : 0);
            told.across(splitAt > 0 ? "network splits before " + name(splitAt) : "network heals");
        } else if (step instanceof Step.Store<O> store) {
            told.at(store.site() % sites.size(), "store");
            sites.get(store.site() % sites.size()).store();
        } else if (step instanceof Step.Restart<O> restart) {
            restart(restart.site() % sites.size(), restart.from(), restart.behind());
        }
    }

    private void update(int at, int milliseconds, O operation) {
        Site<S> site = sites.get(at);
        if (site.passTime(milliseconds) && milliseconds < 0) {
            tally.met(Hazard.CLOCK_STEPS_BACK);
        }
        Event<O> event = new Event<>(events.size(), site.issuer(), operation);
        S before = site.state();
        S clone = cloned(at, before, event);
        if (event.number() % 3 == 2) {
            updateAsAnother(at, event);
        }
        told.at(at, operation);
        events.add(event);
        seenByNumber.add((BitSet) site.seen.clone());
        site.replica.update(state -> {
            S after = subject.apply(state, event.issuer(), operation);
            laws.inflates(state, after);
            return after;
        });
        site.seen.set(event.number());
        if (bySync()) {
            site.store();
        }
        if (clone != null) {
            Contradictions.check(site.id(), before, site.state(), clone);
        }
        changed(at, before);
    }

    /** The same operation, with the id of another site, at a copy of the replica: refused if it mints anything. */
    private void updateAsAnother(int at, Event<O> event) {
        S before = sites.get(at).state();
        ReplicaId other = sites.get((at + 1) % sites.size()).id();
        Witness<S> witness = Witness.of(before).orElse(null);
        if (witness == null || sites.size() < 2) {
            return;
        }
        var stamp = new LamportTimestamp(event.issuer().first().counter(), other);
        S after = subject.apply(before, new Issuer(other, stamp, 0), event.operation());
        if (witness.unseenEvents(after, other, before) == 0) {
            return;
        }
        Replica<S> copy = Replica.of(sites.get(at).id(), before);
        try {
            copy.update(state -> after);
        } catch (IllegalArgumentException refused) {
            if (copy.state() == before) {
                tally.met(Hazard.FOREIGN_IDENTITY);
                return;
            }
        }
        throw new LawViolation(
                "an update with events of another replica is refused and changes nothing",
                "  replica = " + copy.id() + "\n  before  = " + before + "\n  as " + other + " = " + event.operation()
                        + "\n  after   = " + copy.state());
    }

    private void send(int from, int to, Step.Send<O> send) {
        if (!linked(from, to) || split(from, to) || inFlight.size() >= MAX_IN_FLIGHT) {
            return;
        }
        Site<S> sender = sites.get(from);
        Site<S> receiver = sites.get(to);
        S state = sender.state();
        BitSet brings = (BitSet) sender.seen.clone();
        if (bySync()) {
            sender.sync.connect(receiver.id());
            boolean unaware = send.since() % 3 == 0
                    && sender.sync.known(receiver.earlierId()).isPresent();
            sender.sync.push(unaware ? receiver.earlierId() : receiver.id()).ifPresent(message -> {
                told.at(from, "push to " + name(to));
                inFlight.add(new Mail<>(from, to, state, new Letter.Sync<>(sent(message, send)), brings));
            });
        } else if (path == Path.STATE || path == Path.MIXED && send.whole()) {
            told.at(from, "state to " + name(to));
            inFlight.add(new Mail<>(from, to, state, new Letter.Whole<>(sent(state, send)), brings));
        } else {
            S since = receiver.past.get(send.since() % receiver.past.size());
            S delta = state.delta(since);
            Samples.keep(samples.deltas, delta, events.size());
            told.at(from, "delta to " + name(to));
            inFlight.add(new Mail<>(from, to, state, new Letter.Since<>(receiver.id(), sent(delta, send)), brings));
        }
    }

    /** Every other letter goes through bytes, if there are any: what arrives shares no memory with what was sent. */
    private S sent(S state, Step.Send<O> send) {
        if (codec == null || send.since() % 2 == 0) {
            return state;
        }
        tally.met(Hazard.ENCODED);
        return codec.sent(state);
    }

    private SyncMessage<S> sent(SyncMessage<S> message, Step.Send<O> send) {
        return message instanceof SyncMessage.Delta<S> delta
                ? new SyncMessage.Delta<>(
                        delta.from(),
                        delta.to(),
                        delta.session(),
                        delta.number(),
                        delta.complete(),
                        sent(delta.delta(), send))
                : message;
    }

    private void deliver(Step.Deliver<O> step) {
        if (inFlight.isEmpty()) {
            return;
        }
        int index = step.message() % inFlight.size();
        Mail<S> mail = inFlight.get(index);
        if (split(mail.from(), mail.to())) {
            return;
        }
        tally.met(Hazard.DELIVERED);
        tally.add(Hazard.OVERTAKING, index > 0 ? 1 : 0);
        if (step.again()) {
            tally.met(Hazard.REPEATED);
        } else {
            inFlight.remove(index);
        }
        deliver(damaged(mail, step.message()), step.crash());
    }

    /** Where messages are damaged, sites stand in a row, so that nobody else brings what one link has lost. */
    private boolean linked(int from, int to) {
        return from != to && (path != Path.DAMAGED || Math.abs(from - to) == 1);
    }

    private boolean bySync() {
        return path == Path.SYNC || path == Path.DAMAGED;
    }

    /** On the path for it, one message in three is damaged. */
    private Mail<S> damaged(Mail<S> mail, int message) {
        int draw = (31 * message + 1) % 997;
        if (path != Path.DAMAGED || draw % 3 != 0 || !(mail.letter() instanceof Letter.Sync<S> sync)) {
            return mail;
        }
        tally.met(Hazard.DAMAGED);
        told.at(mail.from(), "to " + name(mail.to()) + " damaged");
        SyncMessage<S> damaged = Damage.of(sync.message(), draw / 3, subject.bottom());
        return new Mail<>(mail.from(), mail.to(), mail.whole(), new Letter.Sync<>(damaged), mail.brings());
    }

    private void deliver(Mail<S> mail, boolean crash) {
        Site<S> receiver = sites.get(mail.to());
        if (mail.letter() instanceof Letter.Since<S> since && !since.only().equals(receiver.id())) {
            tally.met(Hazard.TO_AN_EARLIER_START);
            return;
        }
        told.at(mail.to(), mail.letter().kind() + "from " + name(mail.from()));
        S before = receiver.state();
        try {
            if (mail.letter() instanceof Letter.Whole<S> whole) {
                receiver.replica.merge(whole.state());
            } else if (mail.letter() instanceof Letter.Since<S> since) {
                receiver.replica.merge(since.delta());
            } else if (mail.letter() instanceof Letter.Sync<S> sync
                    && !receive(receiver, mail, sync.message(), crash)) {
                return;
            }
        } catch (RuntimeException thrown) {
            refused(receiver, before, thrown);
            return;
        }
        receiver.sees(mail.brings());
        Contradictions.refuse(receiver.replica);
        S expected = before.merge(mail.whole());
        if (path != Path.DAMAGED && !expected.equals(receiver.state())) {
            throw new LawViolation(
                    "a delta brings what the whole state brings",
                    "  before   = " + before + "\n  whole    = " + mail.whole() + "\n  expected = " + expected
                            + "\n  was      = " + receiver.state());
        }
        changed(mail.to(), before);
        if (settling && receiver.state() == before) {
            told.forgetLast();
        }
    }

    /** A clock that is behind may refuse what comes, as a whole, until the wall clocks agree. */
    private void refused(Site<S> receiver, S before, RuntimeException thrown) {
        if (settling || !receiver.isRefusal(thrown)) {
            throw thrown;
        }
        tally.met(Hazard.STAMP_TOO_FAR_AHEAD);
        if (receiver.state() != before) {
            throw new LawViolation(
                    "what is refused changes nothing",
                    "  before = " + before + "\n  after  = " + receiver.state() + "\n  why    = "
                            + thrown.getMessage());
        }
        knownIsTrue();
    }

    /** Hands a message over; whether it brought a state that was merged and stays. */
    private boolean receive(Site<S> receiver, Mail<S> mail, SyncMessage<S> message, boolean crash) {
        tally.add(Hazard.TO_AN_EARLIER_START, message.to().equals(receiver.id()) ? 0 : 1);
        tally.add(Hazard.COMPARED, message instanceof SyncMessage.Check<S> ? 1 : 0);
        List<SyncMessage<S>> answers = receiver.sync.receive(message);
        boolean merged = answers.stream().anyMatch(answer -> answer instanceof SyncMessage.Ack<S>);
        if (merged) {
            receiver.sees(mail.brings());
        }
        if (merged && crash) {
            restart(mail.to(), Step.From.SAME, false);
            return false;
        }
        for (SyncMessage<S> answer : answers) {
            boolean isDelta = answer instanceof SyncMessage.Delta<S>;
            inFlight.add(new Mail<>(
                    mail.to(),
                    mail.from(),
                    isDelta ? receiver.state() : subject.bottom(),
                    new Letter.Sync<>(answer),
                    isDelta ? (BitSet) receiver.seen.clone() : new BitSet()));
        }
        knownIsTrue();
        return merged;
    }

    /** What an endpoint takes its peer to have, its peer has, even if the peer has just started again. */
    private void knownIsTrue() {
        if (path == Path.DAMAGED) {
            return;
        }
        for (Site<S> site : sites) {
            for (Site<S> peer : sites) {
                S known = site.sync.known(peer.id()).orElse(null);
                if (known != null && !known.leq(peer.state())) {
                    throw new LawViolation(
                            "known never overstates what the peer has",
                            "  known of " + peer.id() + " at " + site.id() + " = " + known + "\n  its state = "
                                    + peer.state());
                }
            }
        }
    }

    private void lose(int message) {
        if (!inFlight.isEmpty()) {
            Mail<S> lost = inFlight.remove(message % inFlight.size());
            tally.met(Hazard.LOST);
            told.at(lost.from(), "to " + name(lost.to()) + " lost");
        }
    }

    private void restart(int at, Step.From from, boolean behind) {
        Site<S> site = sites.get(at);
        if (behind && path != Path.DAMAGED && site.setBack()) {
            tally.met(Hazard.WALL_CLOCK_BEHIND);
            told.at(at, "wall clock set back by days");
        }
        if (from == Step.From.SAME && bySync()) {
            site.restartInPlace();
            tally.met(Hazard.RESTART_IN_PLACE);
        } else {
            if (from == Step.From.NOTHING) {
                site.loseStore();
            }
            site.restart();
            tally.met(from == Step.From.NOTHING ? Hazard.RESTART_FROM_NOTHING : Hazard.RESTART_FROM_DISK);
        }
        told.at(at, "restart as " + site.id() + (from == Step.From.NOTHING ? " without the disk" : ""));
        check(at);
        if (bySync()) {
            knownIsTrue();
        }
    }

    /** Now and then a clone of the replica does, under the same identity and stamp, what was done before elsewhere. */
    private @Nullable S cloned(int at, S before, Event<O> event) {
        if (subject.promises().contains(Subject.Promise.CLONES)
                && event.number() % 3 == 1
                && samples.clones.size() < MAX_CLONES) {
            O other = events.get(event.number() - 1).operation();
            S clone = subject.apply(before, event.issuer(), other);
            samples.clones.add(clone);
            told.aside(at, "a clone: " + other);
            tally.met(Hazard.CLONES);
            return clone;
        }
        return null;
    }

    private void changed(int at, S before) {
        Site<S> site = sites.get(at);
        S after = site.state();
        if (after != before) {
            site.past.add(after);
            Samples.keep(samples.met, after, events.size());
            Samples.keep(samples.deltas, after.delta(before), events.size());
        }
        check(at);
    }

    private void check(int at) {
        Site<S> site = sites.get(at);
        var visible = new ArrayList<Event<O>>();
        site.seen.stream().forEach(number -> visible.add(events.get(number)));
        Object expected = subject.expected(new View<>(visible, seenByNumber));
        Object value = subject.value(site.state());
        told.value(value);
        samples.read(site.state(), value, events.size());
        if (path != Path.DAMAGED && expected != Subject.UNSPECIFIED && !expected.equals(value)) {
            throw new LawViolation(
                    "the value is the specified function of the visible updates",
                    "  replica   = " + site.id() + "\n  state     = " + site.state() + "\n  value     = "
                            + Alike.text(value, expected) + "\n  specified = " + Alike.text(expected, value)
                            + "\n  visible   = " + visible);
        }
    }

    private void settle() {
        splitAt = 0;
        settling = true;
        told.across("network heals and everything is exchanged");
        long time = sites.stream().mapToLong(Site::latestTime).max().orElseThrow();
        sites.forEach(site -> site.setTime(time));
        if (bySync()) {
            settleBySync();
        } else {
            for (int round = 0; round < 2; round++) {
                exchangeAll();
            }
        }
        allAreEqual("replicas that have seen the same updates have equal states");
    }

    private void allAreEqual(String law) {
        for (Site<S> site : sites) {
            if (!site.state().equals(sites.get(0).state())) {
                throw new LawViolation(
                        law,
                        "  " + sites.get(0).id() + " = "
                                + Alike.text(sites.get(0).state(), site.state()) + "\n  " + site.id() + " = "
                                + Alike.text(site.state(), sites.get(0).state()));
            }
        }
    }

    private void exchangeAll() {
        for (int from = 0; from < sites.size(); from++) {
            for (int to = 0; to < sites.size(); to++) {
                if (from != to) {
                    S state = sites.get(from).state();
                    BitSet brings = (BitSet) sites.get(from).seen.clone();
                    deliver(new Mail<>(from, to, state, new Letter.Whole<>(state), brings), false);
                }
            }
        }
    }

    private void settleBySync() {
        int enough = path == Path.DAMAGED ? ENOUGH_ROUNDS_IN_A_ROW : ENOUGH_ROUNDS;
        for (int round = 1; round <= enough; round++) {
            for (int from = 0; from < sites.size(); from++) {
                for (int to = 0; to < sites.size(); to++) {
                    if (linked(from, to)) {
                        pushReliably(from, to);
                    }
                }
            }
            while (!inFlight.isEmpty()) {
                deliver(inFlight.remove(0), false);
            }
            if (round == HEALING_ROUNDS && path == Path.SYNC) {
                allAreEqual("two rounds without loss end in equal states");
            }
            if (quiet()) {
                return;
            }
        }
        throw new LawViolation(
                "anti-entropy falls silent once all is known", "still sending after " + enough + " rounds");
    }

    /** Whether all that are linked know each other and have nothing to tell. */
    private boolean quiet() {
        for (Site<S> site : sites) {
            for (Site<S> peer : sites) {
                if (linked(sites.indexOf(site), sites.indexOf(peer))
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
        sender.sync.connect(sites.get(to).id());
        sender.sync
                .push(sites.get(to).id())
                .ifPresent(message -> inFlight.add(new Mail<>(
                        from, to, sender.state(), new Letter.Sync<>(message), (BitSet) sender.seen.clone())));
    }

    private boolean split(int one, int other) {
        return splitAt > 0 && (one < splitAt) != (other < splitAt);
    }

    private String name(int site) {
        return sites.get(site).id().toString();
    }
}
