package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.OpSite.Post;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A random history of operations: a few replicas write, read what a channel owes them, persist, acknowledge, crash, come
 * back, and are replaced. After every step the replica that changed must show what the specification says of the updates
 * that could be carried out there.
 */
final class OpHistory<S extends OpCrdt<S, P>, P extends Operation, O> {

    private static final Limits NARROW = new Limits(3, 1 << 20, 8);
    private static final int MAX_ROUNDS = 100;

    private final OpSubject<S, P, O> subject;
    private final Plan<O> plan;
    private final List<OpSite<S, P, O>> sites = new ArrayList<>();
    private final Map<Dot, Integer> eventOf = new HashMap<>();
    private final Map<Integer, Dot> dotOf = new HashMap<>();
    private final Map<Integer, BitSet> needs = new HashMap<>();
    private final Map<Integer, Object> deltas = new HashMap<>();
    private final Map<Dot, Post<P>> channel = new HashMap<>();
    private final Map<ReplicaId, Long> departed = new HashMap<>();
    private int splitAt = 0;
    private int crashes = 0;

    final List<Event<O>> events = new ArrayList<>();
    final List<BitSet> seenByNumber = new ArrayList<>();
    final SpaceTime told;
    final Tally tally = new Tally();

    OpHistory(OpSubject<S, P, O> subject, Plan<O> plan) {
        this.subject = subject;
        this.plan = plan;
        this.told = new SpaceTime(
                plan.cast().all().stream().map(ReplicaId::toString).toList());
        Limits limits = (plan.seed() & 1) == 0 ? Limits.DEFAULT : NARROW;
        plan.cast().all().forEach(first -> sites.add(new OpSite<>(first, subject, plan.cast(), limits)));
        sites.forEach(this::nameMembers);
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
        if (!hasCaughtUp(site)) {
            return;
        }
        if (site.passTime(update.milliseconds()) && update.milliseconds() < 0) {
            tally.met(Hazard.CLOCK_STEPS_BACK);
        }
        Event<O> event = new Event<>(events.size(), site.issuer(), update.operation());
        told.at(at, update.operation());
        var before = site.known;
        int[] sent = {0};
        S after = site.endpoint.edit(editor -> {
            subject.apply(editor, event.issuer(), update.operation());
            sent[0] = editor.size();
            S model = modelAfter(before.model, site, event);
            site.known = before.done(event.issuer(), update.operation(), model);
        });
        events.add(event);
        seenByNumber.add((BitSet) before.seen.clone());
        site.known.seen.set(event.number());
        if (sent[0] > 0) {
            Dot dot = new Dot(site.id(), ++site.known.own);
            eventOf.put(dot, event.number());
            dotOf.put(event.number(), dot);
            BitSet needed = (BitSet) before.seen.clone();
            before.seen.stream().filter(number -> !dotOf.containsKey(number)).forEach(needed::clear);
            needs.put(event.number(), needed);
            Object delta = site.known.deltaSince(before);
            if (delta != null) {
                deltas.put(event.number(), delta);
            }
        }
        if (!after.equals(site.endpoint.state())) {
            throw new LawViolation("an edit returns the next state", "  returned = " + after);
        }
        check(at);
    }

    /** The same operations on the state that was never settled. */
    private S modelAfter(S model, OpSite<S, P, O> site, Event<O> event) {
        VectorClock clock = VectorClock.empty();
        for (int number = site.known.seen.nextSetBit(0); number >= 0; number = site.known.seen.nextSetBit(number + 1)) {
            Dot dot = dotOf.get(number);
            clock = dot == null ? clock : clock.with(dot);
        }
        Dot dot = new Dot(site.id(), site.known.own + 1);
        var editor = new OpEditor<>(model, dot, clock.with(dot));
        subject.apply(editor, event.issuer(), event.operation());
        return editor.state();
    }

    /** A member writes only once it has all that the others may have taken for stable. */
    private boolean hasCaughtUp(OpSite<S, P, O> site) {
        return sites.stream().allMatch(other -> containsAll(site.known.seen, other.stable));
    }

    private static boolean containsAll(BitSet all, BitSet some) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(all);
        return rest.isEmpty();
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
        BitSet mine = (BitSet) site.known.seen.clone();
        site.known.seen.stream().filter(number -> !dotOf.containsKey(number)).forEach(mine::clear);
        if (containsAll(donor.onDisk.seen, mine)) {
            told.at(to, "adopts the snapshot of " + name(from));
            site.endpoint.adopt(donor.disk);
            site.known = site.known.adopted(donor.onDisk);
            site.stable.or(donor.stable);
            site.stable.and(donor.onDisk.seen);
            var unused = carryOut(site);
            check(to);
        }
    }

    /** Persists, sends what may leave then, and acknowledges what need not come again. */
    private void persist(int at) {
        OpSite<S, P, O> site = sites.get(at);
        told.at(at, "persist");
        for (OpMessage<List<P>> message : site.flush()) {
            Integer event = eventOf.get(message.dot());
            if (event == null) {
                throw new LawViolation("nothing is sent that was not done", "  sent = " + message);
            }
            var post = new Post<>(at, event, message);
            channel.put(message.dot(), post);
            sites.forEach(reader -> reader.owed.add(post));
            if (event % 3 != 0) {
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
        Receipt<List<P>> receipt = site.endpoint.receive(post.message());
        told.at(at, post.message().dot() + " " + receipt.outcome());
        if (receipt.outcome() == Receipt.Outcome.OVERFLOW) {
            if (!isNew || isReady(site, post.event()) || !before.equals(site.endpoint.state())) {
                throw new LawViolation("only early messages overflow, and change nothing", "  " + post.message());
            }
            return;
        }
        if (isNew) {
            site.known.waiting.set(post.event());
        }
        Set<Dot> expected = carryOut(site);
        Set<Dot> carriedOut = new HashSet<>();
        receipt.deliverable().forEach(message -> carriedOut.add(message.dot()));
        if (!expected.equals(carriedOut) || receipt.deliverable().size() != expected.size()) {
            throw new LawViolation(
                    "a message is carried out once, as soon as all it has seen was",
                    "  replica  = " + site.id() + "\n  received = " + post.message() + "\n  expected = " + expected
                            + "\n  was      = " + receipt.deliverable());
        }
        if ((receipt.outcome() == Receipt.Outcome.DUPLICATE) == isNew) {
            throw new LawViolation("repetitions are told", "  " + post.message() + " was " + receipt.outcome());
        }
        site.arrived.add(post.message().dot());
        site.acknowledge();
        if (isNew || site.endpoint.state() != before) {
            check(at);
        }
    }

    /** Carries out what waits for nothing any more. */
    private Set<Dot> carryOut(OpSite<S, P, O> site) {
        Set<Dot> carriedOut = new HashSet<>();
        for (int event = next(site); event >= 0; event = next(site)) {
            Dot dot = dotOf.get(event);
            if (!containsAll(seenByNumber.get(event), site.stable)) {
                throw new LawViolation(
                        "what is stable has been seen by every message delivered later",
                        "  replica = " + site.id() + "\n  message = " + dot);
            }
            site.known = site.known.carriedOut(event, channel.get(dot).message(), deltas.get(event));
            carriedOut.add(dot);
        }
        return carriedOut;
    }

    private int next(OpSite<S, P, O> site) {
        return site.known.waiting.stream()
                .filter(event -> isReady(site, event))
                .findFirst()
                .orElse(-1);
    }

    private boolean isReady(OpSite<S, P, O> site, int event) {
        return containsAll(site.known.seen, needs.get(event));
    }

    /** Has a site drop what it takes for stable: everybody must have that. */
    private void drop(int at) {
        OpSite<S, P, O> site = sites.get(at);
        VectorClock stable = site.endpoint.settle();
        told.at(at, "stable " + stable);
        eventOf.forEach((dot, event) -> {
            if (stable.contains(dot) && !site.stable.get(event)) {
                for (OpSite<S, P, O> member : sites) {
                    boolean has = (member == site ? member.known : member.onDisk).seen.get(event);
                    if (!has && !isNewcomer(member)) {
                        throw new LawViolation(
                                "what is stable is known to every member",
                                "  replica = " + site.id() + "\n  stable  = " + stable + "\n  member  = " + member.id()
                                        + "\n  lacks   = " + dot);
                    }
                }
                site.stable.set(event);
            }
        });
        check(at);
    }

    /** A newcomer that replays from the start does not take back what was stable before it came. */
    private boolean isNewcomer(OpSite<S, P, O> member) {
        return member.isReplacement() && !hasCaughtUp(member);
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
        site.restart();
        nameMembers(site);
        check(at);
    }

    private void replace(int at) {
        OpSite<S, P, O> site = sites.get(at);
        ReplicaId gone = site.id();
        long last = channel.keySet().stream()
                .filter(dot -> dot.replica().equals(gone))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
        int from = (at + 1 + crashes % Math.max(1, sites.size() - 1)) % sites.size();
        boolean bySnapshot = crashes++ % 3 > 0 && from != at && !split(from, at);
        if (bySnapshot) {
            persist(from);
            BitSet stable = (BitSet) sites.get(from).stable.clone();
            stable.and(sites.get(from).onDisk.seen);
            OpSnapshot<S, P> snapshot = sites.get(from).disk;
            site.replace(snapshot, sites.get(from).onDisk);
            site.stable.or(stable);
        } else {
            site.replace(
                    OpSnapshot.initial(subject.initial()), new OpKnowledge<>(subject.initial(), subject.sibling()));
        }
        told.at(at, "new as " + site.id() + (bySnapshot ? " with the snapshot of " + name(from) : ""));
        tally.met(Hazard.RESTART_FROM_NOTHING);
        departed.put(gone, last);
        site.owed.addAll(channel.values().stream()
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
        OpSite<S, P, O> site = sites.get(at);
        var visible = new ArrayList<Event<O>>();
        site.known.seen.stream().forEach(number -> visible.add(events.get(number)));
        Object value = subject.value(site.endpoint.state());
        told.value(value);
        Object expected = subject.expected(new View<>(visible, seenByNumber));
        if (expected != Subject.UNSPECIFIED && !expected.equals(value)) {
            throw new LawViolation(
                    "the value is the specified function of the visible updates",
                    "  replica   = " + site.id() + "\n  state     = " + site.endpoint.state() + "\n  value     = "
                            + value + "\n  specified = " + expected + "\n  visible   = " + visible);
        }
        Object model = subject.value(site.known.model);
        if (!model.equals(value)) {
            throw new LawViolation(
                    "the state is that of its operations, each carried out once",
                    "  replica  = " + site.id() + "\n  state    = " + site.endpoint.state() + "\n  expected = "
                            + site.known.model);
        }
        Object twin = site.known.twinValue();
        if (twin != null && !twin.equals(value)) {
            throw new LawViolation(
                    "operations, deltas and states show the same",
                    "  replica     = " + site.id() + "\n  operations  = " + site.endpoint.state() + "\n  state-based = "
                            + site.known.twinState());
        }
        missingIsNamed(site);
    }

    private void missingIsNamed(OpSite<S, P, O> site) {
        CausalContext.Builder awaited = CausalContext.builder();
        site.known.waiting.stream().forEach(event -> {
            BitSet needed = (BitSet) needs.get(event).clone();
            needed.andNot(site.known.seen);
            needed.andNot(site.known.waiting);
            needed.stream().forEach(missing -> awaited.add(dotOf.get(missing)));
        });
        CausalContext expected = awaited.build();
        if (!expected.equals(site.endpoint.missing())) {
            throw new LawViolation(
                    "what is awaited is named",
                    "  replica  = " + site.id() + "\n  expected = " + expected + "\n  was      = "
                            + site.endpoint.missing());
        }
    }

    private void settle() {
        splitAt = 0;
        told.across("network heals and everything is delivered");
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
            agree(sites.get(at));
        }
    }

    private void agree(OpSite<S, P, O> site) {
        for (Post<P> post : channel.values()) {
            if (!site.known.seen.get(post.event())) {
                throw new LawViolation("nothing is lost", "  " + site.id() + " lacks " + post.message());
            }
            if (!site.stable.get(post.event())) {
                throw new LawViolation(
                        "what everybody has and has said so is stable",
                        "  " + site.id() + " does not know it of "
                                + post.message().dot());
            }
        }
        S first = sites.get(0).endpoint.state(); // settled first
        if (!site.endpoint.state().equals(first)) {
            throw new LawViolation(
                    "replicas that have carried out the same operations have equal states",
                    "  " + sites.get(0).id() + " = " + first + "\n  " + site.id() + " = " + site.endpoint.state());
        }
    }

    private boolean split(int from, int to) {
        return splitAt > 0 && from < splitAt != to < splitAt;
    }
}
