package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEndpoint;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One machine of a history: its present run, what it must know, what is on its disk, and what the channel owes it. */
final class OpSite<S extends OpCrdt<S, P>, P extends Operation, O> {

    /** A message in the channel. */
    record Post<P>(int origin, int event, OpMessage<List<P>> message) {}

    /** How far ahead of a wall clock a stamp may be. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    /** How far a wall clock may be behind after a restart: more than that. */
    private static final long BEHIND = 2 * MAX_AHEAD.toMillis();

    /** What refuses an operation on purpose. */
    static final class OperationRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        OperationRefused() {
            super("refused by the check of this history");
        }
    }

    private final OpSubject<S, P, O> subject;
    private final Limits limits;
    private final Cast cast;
    private long now;
    private long behind;
    private int starts;
    private HybridClock clock;
    private boolean replacement;

    /** Whether the check refuses the next update. */
    boolean refusing;

    OpEndpoint<S, P> endpoint;
    OpKnowledge<S, P> known;
    OpSnapshot<S, P> disk;
    OpKnowledge<S, P> onDisk;
    /** What is delivered to it again and again until it acknowledges. */
    final List<Post<P>> owed = new ArrayList<>();
    /** What arrived in this run, and so can be acknowledged. */
    final Set<Dot> arrived = new HashSet<>();
    /** The events it was told are stable, in this run or by its disk: a stability that was not persisted is forgotten. */
    final BitSet stable = new BitSet();

    private final BitSet stableOnDisk = new BitSet();

    OpSite(ReplicaId first, OpSubject<S, P, O> subject, Cast cast, Limits limits) {
        this.subject = subject;
        this.cast = cast;
        this.now = cast.standing() ? 0 : 2 * BEHIND;
        this.limits = limits;
        this.disk = OpSnapshot.initial(subject.initial());
        this.onDisk = new OpKnowledge<>(subject.initial(), subject.sibling());
        this.clock = clock(first);
        this.endpoint = subject.endpoint(first, disk, clock, this::check, limits);
        this.known = onDisk.copy();
    }

    ReplicaId id() {
        return endpoint.id();
    }

    boolean isReplacement() {
        return replacement;
    }

    private long check(OpMessage<List<P>> message) {
        if (refusing) {
            throw new OperationRefused();
        }
        return OperationCheck.<P>inMemory().bytes(message);
    }

    /**
     * The process dies; what is on the disk is there when it starts again, and the wall clock may be behind.
     *
     * @return whether it is
     */
    boolean restart() {
        set(stable, stableOnDisk);
        behind = cast.standing() || ++starts % 2 == 0 ? 0 : BEHIND;
        clock = clock(id());
        start(id());
        return behind > 0;
    }

    /** Whether the clock must refuse the stamps of a message. */
    boolean isTooFarAhead(OpMessage<List<P>> message) {
        long stamp =
                message.payload().stream().mapToLong(Operation::greatestStamp).reduce(0, Math::max);
        return stamp > clock.last() && HybridClock.millis(stamp) > now - behind + MAX_AHEAD.toMillis();
    }

    /** The wall clock is set right. */
    void correctClock() {
        behind = 0;
    }

    /** The disk is gone, too: a fresh incarnation begins with nothing. */
    void replace() {
        replace(
                OpSnapshot.initial(subject.initial()),
                new OpKnowledge<>(subject.initial(), subject.sibling()),
                new BitSet());
    }

    /** The disk is gone, too: a fresh incarnation begins with what another has on its own. */
    void replace(OpSite<S, P, O> donor) {
        replace(donor.disk, donor.onDisk, donor.stableOnDisk);
    }

    private void replace(OpSnapshot<S, P> snapshot, OpKnowledge<S, P> knowledge, BitSet stableThere) {
        disk = snapshot;
        onDisk = knowledge.copy();
        onDisk.own = 0;
        set(stableOnDisk, stableThere);
        set(stable, stableThere);
        owed.clear();
        replacement = true;
        ReplicaId fresh = cast.next(id());
        clock = clock(fresh);
        start(fresh);
    }

    private void start(ReplicaId id) {
        endpoint = subject.endpoint(id, disk, clock, this::check, limits);
        known = onDisk.copy();
        arrived.clear();
    }

    /** Takes over what another has on its disk. */
    void adopt(OpSite<S, P, O> donor) {
        endpoint.adopt(donor.disk);
        known = known.adopted(donor.onDisk);
        stable.or(donor.stableOnDisk);
    }

    private static void set(BitSet target, BitSet source) {
        target.clear();
        target.or(source);
    }

    /** Acknowledges what the replica says need not come again, of what arrived. */
    void acknowledge() {
        owed.removeIf(post -> arrived.contains(post.message().dot())
                && endpoint.isDurable(post.message().dot()));
    }

    /** Makes durable what is known, and returns what may leave then. */
    List<OpMessage<List<P>>> flush() {
        List<OpMessage<List<P>>> leaving = endpoint.flush(snapshot -> {
            disk = subject.snapshots().map(codec -> codec.sent(snapshot)).orElse(snapshot);
            onDisk = known.copy();
            set(stableOnDisk, stable);
        });
        return subject.messages()
                .map(codec -> leaving.stream().map(codec::sent).toList())
                .orElse(leaving);
    }

    private HybridClock clock(ReplicaId id) {
        return HybridClock.of(id, () -> Instant.ofEpochMilli(now - behind), MAX_AHEAD);
    }

    /** Whether the wall clock moved. */
    boolean passTime(int milliseconds) {
        now += cast.standing() ? 0 : milliseconds;
        return !cast.standing();
    }

    Issuer issuer() {
        LamportTimestamp first = clock.tick();
        clock.resume(first.counter() + Issuer.STAMPS - 1); // its own, wherever the wall clock is
        return new Issuer(id(), first, 0);
    }
}
