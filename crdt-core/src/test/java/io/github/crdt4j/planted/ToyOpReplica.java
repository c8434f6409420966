package io.github.crdt4j.planted;

import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.Delivery;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpEndpoint;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.op.Receipt.Outcome;
import io.github.crdt4j.op.Settlement;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A replica of an operation-based type and its causal broadcast, written out plainly, and wrong in one way at a time. */
final class ToyOpReplica<S extends OpCrdt<S, O>, O extends Operation> implements OpEndpoint<S, O> {

    enum Bug {
        NONE,
        NO_DEDUPLICATION,
        DEDUPLICATION_BY_MAXIMUM_ONLY,
        NO_HOLD_BACK,
        HOLD_BACK_BY_ORIGIN_ONLY,
        ONLY_ONE_OF_THOSE_HELD_IS_RELEASED,
        EARLY_MESSAGES_DROPPED_SILENTLY,
        OLDEST_HELD_DROPPED_AT_THE_BOUND,
        WHAT_IS_MISSING_TURNED_AWAY_AT_THE_BOUND,
        MISSING_NAMES_THE_FIRST_ONLY,
        ECHO_APPLIED,
        CLOCK_TAKEN_WHEN_SENT,
        STATE_STORED_AHEAD_OF_ITS_CLOCK,
        SNAPSHOT_WITHOUT_ITS_CLOCK,
        SNAPSHOT_WITHOUT_WHAT_IS_HELD,
        SNAPSHOT_WITHOUT_WHAT_IS_UNCONFIRMED,
        ADOPTED_WITHOUT_ITS_CLOCK,
        ACKNOWLEDGED_BEFORE_PERSIST,
        NEVER_ACKNOWLEDGED,
        SENT_BEFORE_PERSIST,
        ANNOUNCED_BEFORE_PERSIST,
        STABLE_FROM_OWN_CLOCK_ONLY,
        STABLE_BY_AN_ANNOUNCEMENT_THAT_OVERTOOK,
        STABLE_WITHOUT_WAITING_FOR_WHO_LEFT,
        NEVER_STABLE,
        REFUSED_UPDATE_TAKES_EFFECT,
        REFUSED_UPDATE_USES_A_NUMBER,
        CLOCK_NAMES_OWN_EVENTS_ONLY,
        REPETITION_WITH_OTHER_CONTENT_HELD_TOO,
        REPETITION_WITH_OTHER_CONTENT_TAKES_EFFECT,
        STAMPS_NEVER_SHOWN,
        STAMP_SHOWN_AFTER_THE_EFFECT,
        REFUSED_STAMP_ACKNOWLEDGED,
        STAMPS_OF_REPETITIONS_SHOWN,
        OWN_SNAPSHOT_SHOWN_TO_THE_CLOCK
    }

    private final Bug bug;
    private final ReplicaId id;
    private final Limits limits;
    private final ReplicaClock wall;
    private final OperationCheck<O> check;
    private final List<OpMessage<List<O>>> held = new ArrayList<>();
    private final List<OpMessage<List<O>>> outbox = new ArrayList<>();
    private final Map<ReplicaId, VectorClock> rows = new HashMap<>();
    private final Map<ReplicaId, Announcement> heard = new HashMap<>();
    private final Map<ReplicaId, Long> leaving = new HashMap<>();
    private final Set<Dot> durablyHeld = new HashSet<>();
    private final Set<Dot> received = new HashSet<>();
    private final Map<Dot, OpMessage<List<O>>> taken = new HashMap<>();
    private S state;
    private VectorClock clock;
    private VectorClock before;
    private VectorClock stable;
    private VectorClock durable = VectorClock.empty();
    private long sent;

    ToyOpReplica(
            Bug bug, ReplicaId id, OpSnapshot<S, O> from, ReplicaClock wall, OperationCheck<O> check, Limits limits) {
        this.wall = wall;
        this.check = check;
        this.bug = bug;
        this.id = id;
        this.limits = limits;
        this.state = from.state();
        this.clock = bug == Bug.SNAPSHOT_WITHOUT_ITS_CLOCK ? VectorClock.empty() : from.clock();
        this.before = clock;
        this.stable = from.stable();
        held.addAll(from.held());
        from.unconfirmed().stream()
                .filter(message -> message.dot().replica().equals(id))
                .forEach(outbox::add);
        long stamp = Math.max(
                state.greatestStamp(),
                held.stream().mapToLong(ToyOpReplica::stamp).max().orElse(0));
        if (stamp > 0 && bug == Bug.OWN_SNAPSHOT_SHOWN_TO_THE_CLOCK) {
            wall.observe(stamp);
        } else if (stamp > 0) {
            wall.resume(stamp);
        }
    }

    private static long stamp(OpMessage<? extends List<? extends Operation>> message) {
        return message.payload().stream()
                .mapToLong(Operation::greatestStamp)
                .max()
                .orElse(0);
    }

    private void show(OpMessage<List<O>> message) {
        if (stamp(message) > 0) {
            wall.observe(stamp(message));
        }
    }

    @Override
    public ReplicaId id() {
        return id;
    }

    @Override
    public S state() {
        return state;
    }

    @Override
    public S edit(Consumer<? super OpEditor<S, O>> change) {
        VectorClock next = clock.tick(id);
        var dot = new Dot(id, next.get(id));
        var editor = new OpEditor<>(state, dot, next);
        change.accept(editor);
        List<O> operations = editor.finish();
        if (!operations.isEmpty()) {
            var message =
                    new OpMessage<>(dot, bug == Bug.CLOCK_NAMES_OWN_EVENTS_ONLY ? onlyMine(next) : next, operations);
            state = bug == Bug.REFUSED_UPDATE_TAKES_EFFECT ? editor.state() : state;
            clock = bug == Bug.REFUSED_UPDATE_USES_A_NUMBER ? next : clock;
            var unused = check.bytes(message);
            state = editor.state();
            clock = next;
            outbox.add(message);
        }
        return state;
    }

    @Override
    public Receipt<List<O>> receive(OpMessage<List<O>> message) {
        boolean echo = message.dot().replica().equals(id);
        boolean isHeld = bug == Bug.REPETITION_WITH_OTHER_CONTENT_HELD_TOO
                ? held.contains(message)
                : held.stream().anyMatch(one -> one.dot().equals(message.dot()));
        boolean known = clock.contains(message.dot()) || isHeld;
        if (bug == Bug.REPETITION_WITH_OTHER_CONTENT_TAKES_EFFECT && !echo) {
            if (clock.contains(message.dot()) && !message.equals(taken.get(message.dot()))) {
                carryOut(message);
            }
            taken.putIfAbsent(message.dot(), message);
        }
        if (bug == Bug.REFUSED_STAMP_ACKNOWLEDGED) {
            received.add(message.dot());
        }
        boolean shows = bug == Bug.STAMPS_OF_REPETITIONS_SHOWN || !known && bug != Bug.STAMPS_NEVER_SHOWN;
        if (shows && bug != Bug.STAMP_SHOWN_AFTER_THE_EFFECT) {
            show(message);
        }
        if (bug == Bug.ECHO_APPLIED && echo && clock.contains(message.dot())) {
            carryOut(message);
            return new Receipt<>(Outcome.DUPLICATE, List.of());
        }
        received.add(message.dot());
        if (known && (bug != Bug.NO_DEDUPLICATION || echo)) {
            return new Receipt<>(Outcome.DUPLICATE, List.of());
        }
        if (bug == Bug.WHAT_IS_MISSING_TURNED_AWAY_AT_THE_BOUND && held.size() >= limits.heldMessages()) {
            return new Receipt<>(Outcome.OVERFLOW, List.of());
        }
        if (isEarly(message)) {
            return hold(message);
        }
        var deliverable = new ArrayList<Delivery<List<O>>>();
        carryOut(message);
        if (bug == Bug.STAMP_SHOWN_AFTER_THE_EFFECT) {
            show(message);
        }
        deliverable.add(new Delivery<>(message.dot(), message.clock(), message.payload()));
        boolean released = true;
        while (released) {
            released = false;
            for (OpMessage<List<O>> waiting : List.copyOf(held)) {
                if (!isEarly(waiting)) {
                    held.remove(waiting);
                    carryOut(waiting);
                    deliverable.add(new Delivery<>(waiting.dot(), waiting.clock(), waiting.payload()));
                    released = bug != Bug.ONLY_ONE_OF_THOSE_HELD_IS_RELEASED;
                    break;
                }
            }
        }
        return new Receipt<>(Outcome.DELIVERED, deliverable);
    }

    private Receipt<List<O>> hold(OpMessage<List<O>> message) {
        if (bug == Bug.EARLY_MESSAGES_DROPPED_SILENTLY) {
            return new Receipt<>(Outcome.HELD, List.of());
        }
        if (held.size() >= limits.heldMessages()) {
            if (bug != Bug.OLDEST_HELD_DROPPED_AT_THE_BOUND) {
                return new Receipt<>(Outcome.OVERFLOW, List.of());
            }
            held.remove(0);
        }
        held.add(message);
        return new Receipt<>(Outcome.HELD, List.of());
    }

    private boolean isEarly(OpMessage<List<O>> message) {
        return switch (bug) {
            case NO_HOLD_BACK, DEDUPLICATION_BY_MAXIMUM_ONLY -> false;
            case HOLD_BACK_BY_ORIGIN_ONLY ->
                message.dot().number() > clock.get(message.dot().replica()) + 1;
            default ->
                message.dot().number() > clock.get(message.dot().replica()) + 1
                        || !message.clock().leq(clock.with(message.dot()));
        };
    }

    private void carryOut(OpMessage<List<O>> message) {
        for (O operation : message.payload()) {
            state = state.effect(operation, message.dot(), message.clock());
        }
        before = clock;
        clock = clock.with(message.dot());
        ReplicaId origin = message.dot().replica();
        if (!origin.equals(id)) {
            rows.merge(origin, message.clock(), VectorClock::merge);
        }
        List.copyOf(heard.values()).forEach(this::hear);
        depart();
    }

    @Override
    public List<OpMessage<List<O>>> flush(Consumer<? super OpSnapshot<S, O>> store) {
        List<OpMessage<List<O>>> ready =
                outbox.stream().filter(message -> message.dot().number() > sent).toList();
        if (bug == Bug.SENT_BEFORE_PERSIST && !ready.isEmpty()) {
            sent = clock.get(id);
            return ready;
        }
        VectorClock stored = bug == Bug.STATE_STORED_AHEAD_OF_ITS_CLOCK
                ? before.merge(onlyMine(clock)).merge(stable)
                : clock;
        store.accept(new OpSnapshot<>(
                state,
                stored,
                origins(stored),
                stable,
                bug == Bug.SNAPSHOT_WITHOUT_WHAT_IS_HELD ? List.of() : held,
                bug == Bug.SNAPSHOT_WITHOUT_WHAT_IS_UNCONFIRMED || stored != clock ? List.of() : outbox));
        durable = stored;
        durablyHeld.clear();
        held.forEach(message -> durablyHeld.add(message.dot()));
        sent = clock.get(id);
        if (bug == Bug.CLOCK_TAKEN_WHEN_SENT) {
            return ready.size() != 1
                    ? ready
                    : List.of(new OpMessage<>(
                            ready.get(0).dot(), clock, ready.get(0).payload()));
        }
        return ready;
    }

    /** The messages of this toy name all that was seen, so what was seen before does not matter. */
    private static OriginClocks origins(VectorClock all) {
        var origins = new HashMap<ReplicaId, VectorClock>();
        all.entries()
                .forEach((origin, number) ->
                        origins.put(origin, VectorClock.empty().with(new Dot(origin, number))));
        return OriginClocks.of(origins);
    }

    private VectorClock onlyMine(VectorClock all) {
        return all.get(id) == 0 ? VectorClock.empty() : VectorClock.empty().with(new Dot(id, all.get(id)));
    }

    @Override
    public boolean isDurable(Dot dot) {
        return switch (bug) {
            case ACKNOWLEDGED_BEFORE_PERSIST, REFUSED_STAMP_ACKNOWLEDGED ->
                received.contains(dot) || clock.contains(dot);
            case NEVER_ACKNOWLEDGED -> false;
            default -> durable.contains(dot) || durablyHeld.contains(dot);
        };
    }

    @Override
    public void confirm(Dot dot) {
        outbox.removeIf(message -> message.dot().equals(dot));
    }

    @Override
    public void adopt(OpSnapshot<S, O> snapshot) {
        if (snapshot.state().greatestStamp() > 0) {
            wall.observe(snapshot.state().greatestStamp());
        }
        state = snapshot.state();
        stable = stable.merge(snapshot.stable());
        if (bug != Bug.ADOPTED_WITHOUT_ITS_CLOCK) {
            clock = snapshot.clock();
            before = clock;
        }
        held.removeIf(message -> clock.contains(message.dot()));
        for (OpMessage<List<O>> waiting = next(); waiting != null; waiting = next()) {
            held.remove(waiting);
            carryOut(waiting);
        }
        List.copyOf(heard.values()).forEach(this::hear);
        depart();
    }

    private OpMessage<List<O>> next() {
        return held.stream().filter(message -> !isEarly(message)).findFirst().orElse(null);
    }

    @Override
    public CausalContext missing() {
        VectorClock all = VectorClock.empty();
        var here = CausalContext.builder().addAll(CausalContext.of(clock));
        for (OpMessage<List<O>> message : held) {
            all = all.merge(message.clock());
            here.add(message.dot());
        }
        CausalContext missing = CausalContext.of(all).minus(here.build());
        if (bug != Bug.MISSING_NAMES_THE_FIRST_ONLY || missing.isEmpty()) {
            return missing;
        }
        ReplicaId first = missing.replicas().iterator().next();
        long number = clock.get(first) + 1;
        while (!missing.contains(first, number)) {
            number++;
        }
        return CausalContext.of(new Dot(first, number));
    }

    @Override
    public void join(ReplicaId member) {
        leaving.remove(member);
        if (!member.equals(id)) {
            rows.putIfAbsent(member, VectorClock.empty());
        }
    }

    @Override
    public void leave(ReplicaId member, long last) {
        leaving.put(member, last);
        depart();
    }

    private void depart() {
        leaving.forEach((member, last) -> {
            if (last <= clock.get(member) || bug == Bug.STABLE_WITHOUT_WAITING_FOR_WHO_LEFT) {
                rows.remove(member);
            }
        });
    }

    @Override
    public Announcement announce() {
        return new Announcement(id, bug == Bug.ANNOUNCED_BEFORE_PERSIST ? clock : durable);
    }

    @Override
    public void hear(Announcement announcement) {
        ReplicaId member = announcement.from();
        VectorClock said = announcement.clock();
        boolean counts = said.get(member) <= clock.get(member) || bug == Bug.STABLE_BY_AN_ANNOUNCEMENT_THAT_OVERTOOK;
        if (!counts) {
            heard.putIfAbsent(member, announcement);
        } else {
            heard.remove(member);
            rows.computeIfPresent(member, (same, row) -> row.merge(said));
        }
    }

    @Override
    public Settlement settle() {
        Map<ReplicaId, Long> least = new HashMap<>(clock.entries());
        if (bug != Bug.STABLE_FROM_OWN_CLOCK_ONLY) {
            rows.values().forEach(row -> least.replaceAll((origin, number) -> Math.min(number, row.get(origin))));
        }
        if (bug != Bug.NEVER_STABLE) {
            stable = stable.merge(VectorClock.of(least));
        }
        state = state.settle(stable);
        return new Settlement(stable, 0, true, Map.of());
    }

    /** A type that is right, kept by a replica that is not. */
    record Kept<S extends OpCrdt<S, O>, O extends Operation, D>(OpSubject<S, O, D> subject, Bug bug)
            implements OpSubject<S, O, D> {
        @Override
        public S initial() {
            return subject.initial();
        }

        @Override
        public D draw(RandomGenerator random) {
            return subject.draw(random);
        }

        @Override
        public void apply(OpEditor<S, O> editor, Issuer issuer, D what) {
            subject.apply(editor, issuer, what);
        }

        @Override
        public Object value(S state) {
            return subject.value(state);
        }

        @Override
        public Object expected(View<D> visible) {
            return subject.expected(visible);
        }

        @Override
        public OpEndpoint<S, O> endpoint(
                ReplicaId id, OpSnapshot<S, O> from, ReplicaClock clock, OperationCheck<O> check, Limits limits) {
            return new ToyOpReplica<>(bug, id, from, clock, check, limits);
        }
    }
}
