package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.OpSite.Post;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.op.RefusedMessageException;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A random history of operations: a few replicas write, read what a channel owes them, persist, acknowledge, crash, come
 * back, and are replaced. {@link OpChronicle} takes down what was done, {@link OpVerdict} judges after every step the replica
 * that changed.
 */
final class OpHistory<S extends OpCrdt<S, P>, P extends Operation, O> {

    private static final Limits NARROW = new Limits(3, 1 << 20, 8);
    private static final int MAX_ROUNDS = 100;

    private final OpSubject<S, P, O> subject;
    private final Plan<O> plan;
    private final List<OpSite<S, P, O>> sites = new ArrayList<>();
    private final OpChronicle<S, P, O> chronicle = new OpChronicle<>();
    private final OpVerdict<S, P, O> verdict;
    private final Map<ReplicaId, Long> departed = new HashMap<>();
    private int splitAt = 0;
    private int crashes = 0;
    private int updates = 0;
    private int refusals = 0;

    final SpaceTime told;
    final Tally tally = new Tally();

    OpHistory(OpSubject<S, P, O> subject, Plan<O> plan) {
        this.subject = subject;
        this.plan = plan;
        this.told = new SpaceTime(
                plan.cast().all().stream().map(ReplicaId::toString).toList());
        this.verdict = new OpVerdict<>(subject, chronicle, told);
        Limits limits = (plan.seed() & 1) == 0 ? Limits.DEFAULT : NARROW;
        plan.cast().all().forEach(first -> sites.add(new OpSite<>(first, subject, plan.cast(), limits)));
        sites.forEach(this::nameMembers);
    }

    List<Event<O>> events() {
        return chronicle.events;
    }

    List<BitSet> seenByNumber() {
        return chronicle.seenByNumber;
    }

    private String name(int site) {
        return sites.get(site).id().toString();
    }

    private void nameMembers(OpSite<S, P, O> site) {
        sites.forEach(member -> site.endpoint.join(member.id()));
        departed.forEach((member, last) -> {
            site.endpoint.join(member);
            site.endpoint.leave(member, last);
        });
    }

    /** Runs the history to its end, and on until all replicas have everything. */
    void run() {
        for (Plan.Numbered<O> numbered : plan.steps()) {
            run(numbered.step());
        }
        settle();
    }

    private void run(Step<O> step) {
        if (step instanceof Step.Update<O> update) {
            update(update.site() % sites.size(), update);
        } else if (step instanceof Step.Send<O> send) {
            exchange(send.from() % sites.size(), send.to() % sites.size(), send);
        } else if (step instanceof Step.Deliver<O> deliver) {
            int to = deliver.message() % sites.size();
            read(to, deliver.message() / sites.size(), deliver.again());
            if (deliver.crash()) {
                crash(to);
            }
        } else if (step instanceof Step.Lose<O>) {
            tally.met(Hazard.LOST); // a channel that delivers at least once tries again
        } else if (step instanceof Step.Split<O> split) {
            splitAt = split.at() < sites.size() ? split.at() : 0;
            tally.add(Hazard.PARTITION, splitAt > 0 ? 1 : 0);
            told.across(splitAt > 0 ? "network splits before " + name(splitAt) : "network heals");
        } else if (step instanceof Step.Store<O> store) {
            int at = store.site() % sites.size();
            persist(at);
            for (int other = 0; other < sites.size(); other++) {
                announce(other, at);
            }
            drop(at);
        } else if (step instanceof Step.Restart<O> restart) {
            if (restart.from() == Step.From.NOTHING) {
                replace(restart.site() % sites.size());
            } else {
                crash(restart.site() % sites.size());
            }
        }
    }

    private void update(int at, Step.Update<O> update) {
        OpSite<S, P, O> site = sites.get(at);
        if (!verdict.hasCaughtUp(site, sites)) {
            return;
        }
        if (site.passTime(update.milliseconds()) && update.milliseconds() < 0) {
            tally.met(Hazard.CLOCK_STEPS_BACK);
        }
        if (++updates % 5 == 0) {
            refused(at, update);
        }
        Event<O> event = new Event<>(chronicle.events.size(), site.issuer(), update.operation());
        told.at(at, update.operation());
        var before = site.known;
        int[] sent = {0};
        S after = site.endpoint.edit(editor -> {
            subject.apply(editor, event.issuer(), update.operation());
            sent[0] = editor.size();
            S model = modelAfter(before.model, site, event);
            site.known = before.done(event.issuer(), update.operation(), model);
        });
        chronicle.happened(event, before.seen);
        site.known.seen.set(event.number());
        if (sent[0] > 0) {
            chronicle.numbered(event.number(), new Dot(site.id(), ++site.known.own), site.known.deltaSince(before));
        }
        if (!after.equals(site.endpoint.state())) {
            throw new LawViolation("an edit returns the next state", "  returned = " + after);
        }
        check(at);
    }

    /** The same update, refused: it cannot be encoded. */
    private void refused(int at, Step.Update<O> update) {
        OpSite<S, P, O> site = sites.get(at);
        S before = site.endpoint.state();
        int[] applied = {0};
        boolean thrown = false;
        site.refusing = true;
        try {
            var unused = site.endpoint.edit(editor -> {
                subject.apply(editor, site.issuer(), update.operation());
                applied[0] = editor.size();
            });
        } catch (OpSite.OperationRefused expected) {
            thrown = true;
        }
        site.refusing = false;
        tally.add(Hazard.UPDATE_REFUSED, thrown ? 1 : 0);
        if (thrown != applied[0] > 0 || !before.equals(site.endpoint.state())) {
            throw new LawViolation(
                    "an update that cannot be encoded is refused, and changes nothing",
                    "  replica = " + site.id() + "\n  update  = " + update.operation() + "\n  refused = " + thrown
                            + "\n  before  = " + before + "\n  after   = " + site.endpoint.state());
        }
    }

    /** The same operations on the state that was never settled. */
    private S modelAfter(S model, OpSite<S, P, O> site, Event<O> event) {
        Dot dot = new Dot(site.id(), site.known.own + 1);
        var editor = new OpEditor<>(model, dot, chronicle.clock(site.known.seen).with(dot));
        subject.apply(editor, event.issuer(), event.operation());
        return editor.state();
    }

    /** One site sends what it has; another reads, or is given a snapshot, or an announcement. */
    private void exchange(int from, int to, Step.Send<O> send) {
        persist(from);
        if (from == to || split(from, to)) {
            return;
        }
        if (send.since() % 6 == 0) {
            announce(from, to);
        } else if (send.since() % 6 == 1 && send.whole()) {
            adopt(from, to);
        } else {
            for (int i = 0; i <= send.since() % 4; i++) {
                read(to, send.since() + i, false);
            }
        }
    }

    private void announce(int from, int to) {
        if (from != to && !split(from, to)) {
            sites.get(to).endpoint.hear(sites.get(from).endpoint.announce());
        }
    }

    private void adopt(int from, int to) {
        OpSite<S, P, O> donor = sites.get(from);
        OpSite<S, P, O> site = sites.get(to);
        if (OpChronicle.containsAll(donor.onDisk.seen, chronicle.sent(site.known.seen))) {
            told.at(to, "adopts the snapshot of " + name(from));
            site.correctClock();
            site.adopt(donor);
            var unused = chronicle.carryOut(site);
            check(to);
        }
    }

    /** Persists, sends what may leave then, and acknowledges what need not come again. */
    private void persist(int at) {
        OpSite<S, P, O> site = sites.get(at);
        told.at(at, "persist");
        for (OpMessage<List<P>> message : site.flush()) {
            Post<P> post = chronicle.posted(at, message);
            sites.forEach(reader -> reader.owed.add(post));
            if (post.event() % 3 != 0) {
                site.endpoint.confirm(message.dot()); // of the others the answer is lost
            }
        }
        site.acknowledge();
    }

    private void read(int at, int index, boolean again) {
        OpSite<S, P, O> site = sites.get(at);
        List<Post<P>> reachable = site.owed.stream()
                .filter(post -> !split(post.origin(), at))
                .filter(post -> again || !site.known.seen.get(post.event()) && !site.known.waiting.get(post.event()))
                .toList();
        if (!reachable.isEmpty()) {
            deliver(at, reachable.get(index % reachable.size()));
            tally.add(Hazard.OVERTAKING, index % reachable.size() > 0 ? 1 : 0);
        }
    }

    private void deliver(int at, Post<P> post) {
        OpSite<S, P, O> site = sites.get(at);
        boolean isNew = !site.known.seen.get(post.event()) && !site.known.waiting.get(post.event());
        tally.met(Hazard.DELIVERED);
        tally.add(Hazard.REPEATED, isNew ? 0 : 1);
        S before = site.endpoint.state();
        if (isNew && site.isTooFarAhead(post.message())) {
            refuseStamp(at, post, before);
            return;
        }
        Receipt<List<P>> receipt = site.endpoint.receive(post.message());
        told.at(at, post.message().dot() + " " + receipt.outcome());
        if (receipt.outcome() == Receipt.Outcome.OVERFLOW) {
            verdict.overflowed(site, post, isNew, before);
            return;
        }
        if (isNew) {
            site.known.waiting.set(post.event());
        }
        verdict.received(site, post, isNew, receipt, chronicle.carryOut(site));
        site.arrived.add(post.message().dot());
        site.acknowledge();
        if (post.event() % 4 == 1 && !post.message().dot().replica().equals(site.id())) {
            deliverOtherContent(site, post);
        }
        if (isNew || site.endpoint.state() != before) {
            check(at);
        }
    }

    /** A message whose stamp is too far ahead of the wall clock: it comes again, until that is set right. */
    private void refuseStamp(int at, Post<P> post, S before) {
        OpSite<S, P, O> site = sites.get(at);
        CausalContext missing = site.endpoint.missing();
        boolean refused = false;
        try {
            var unused = site.endpoint.receive(post.message());
        } catch (ClockDriftException expected) {
            refused = true;
        }
        told.at(at, post.message().dot() + " is too far ahead");
        tally.met(Hazard.STAMP_TOO_FAR_AHEAD);
        if (!refused
                || !before.equals(site.endpoint.state())
                || !missing.equals(site.endpoint.missing())
                || site.endpoint.isDurable(post.message().dot())) {
            throw new LawViolation(
                    "a message whose stamp is too far ahead is refused as a whole, and not acknowledged",
                    "  replica = " + site.id() + "\n  message = " + post.message() + "\n  refused = " + refused);
        }
        if (++refusals % 3 == 0) {
            site.correctClock();
        }
    }

    /** A message that was taken comes again, with the operations of another. */
    private void deliverOtherContent(OpSite<S, P, O> site, Post<P> post) {
        OpMessage<List<P>> message = post.message();
        List<P> other = chronicle.posts().stream()
                .map(one -> one.message().payload())
                .filter(payload -> !payload.equals(message.payload()))
                .findFirst()
                .orElse(null);
        if (other == null) {
            return;
        }
        S before = site.endpoint.state();
        CausalContext missing = site.endpoint.missing();
        boolean taken = false;
        try {
            taken = site.endpoint
                            .receive(new OpMessage<>(message.dot(), message.clock(), other))
                            .outcome()
                    != Receipt.Outcome.DUPLICATE;
        } catch (RefusedMessageException expected) {
            tally.met(Hazard.OTHER_CONTENT);
        }
        if (taken || !before.equals(site.endpoint.state()) || !missing.equals(site.endpoint.missing())) {
            throw new LawViolation(
                    "a repetition with other content changes nothing",
                    "  replica = " + site.id() + "\n  message = " + message + "\n  other   = " + other);
        }
    }

    /** Has a site drop what it takes for stable: everybody must have that. */
    private void drop(int at) {
        OpSite<S, P, O> site = sites.get(at);
        VectorClock stable = site.endpoint.settle().stable();
        told.at(at, "stable " + stable);
        verdict.stable(site, stable, sites);
        check(at);
    }

    private void crash(int at) {
        OpSite<S, P, O> site = sites.get(at);
        boolean persisted = crashes++ % 2 == 0;
        if (persisted) {
            var unsent = site.flush(); // it dies before it sends or acknowledges anything
            told.at(at, "crash after persist, " + unsent.size() + " unsent");
        } else {
            told.at(at, "crash");
        }
        tally.met(Hazard.RESTART_IN_PLACE);
        tally.add(Hazard.WALL_CLOCK_BEHIND, site.restart() ? 1 : 0);
        nameMembers(site);
        check(at);
    }

    private void replace(int at) {
        OpSite<S, P, O> site = sites.get(at);
        ReplicaId gone = site.id();
        long last = chronicle.posts().stream()
                .map(post -> post.message().dot())
                .filter(dot -> dot.replica().equals(gone))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
        int from = (at + 1 + crashes % Math.max(1, sites.size() - 1)) % sites.size();
        boolean bySnapshot = crashes++ % 3 > 0 && from != at && !split(from, at);
        if (bySnapshot) {
            persist(from);
            site.replace(sites.get(from));
        } else {
            site.replace();
        }
        told.at(at, "new as " + site.id() + (bySnapshot ? " with the snapshot of " + name(from) : ""));
        tally.met(Hazard.RESTART_FROM_NOTHING);
        departed.put(gone, last);
        site.owed.addAll(chronicle.posts().stream()
                .sorted(Comparator.comparing(Post::event))
                .toList());
        for (OpSite<S, P, O> other : sites) {
            if (other != site) {
                other.endpoint.join(site.id());
                other.endpoint.leave(gone, last);
            }
        }
        nameMembers(site);
        check(at);
    }

    private void check(int at) {
        verdict.check(sites.get(at));
    }

    private void settle() {
        splitAt = 0;
        told.across("network heals, clocks are set right, and everything is delivered");
        sites.forEach(OpSite::correctClock);
        boolean owing = true;
        for (int round = 0; round < MAX_ROUNDS && owing; round++) {
            for (int at = 0; at < sites.size(); at++) {
                persist(at);
            }
            for (int at = 0; at < sites.size(); at++) {
                List<Post<P>> posts = List.copyOf(sites.get(at).owed);
                for (int i = 0; i < posts.size(); i++) {
                    deliver(at, posts.get(round % 2 == 0 ? posts.size() - 1 - i : i));
                }
                persist(at);
            }
            owing = sites.stream().anyMatch(site -> !site.owed.isEmpty());
        }
        if (owing) {
            throw new LawViolation("in the end everything is acknowledged", "  still owed after " + MAX_ROUNDS);
        }
        for (int from = 0; from < sites.size(); from++) {
            for (int to = 0; to < sites.size(); to++) {
                announce(from, to);
            }
        }
        for (int at = 0; at < sites.size(); at++) {
            drop(at);
            verdict.agree(sites.get(at), sites.get(0)); // which has settled
        }
    }

    private boolean split(int from, int to) {
        return splitAt > 0 && from < splitAt != to < splitAt;
    }
}
