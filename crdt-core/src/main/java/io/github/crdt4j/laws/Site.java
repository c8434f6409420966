package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One machine of a history: its present start, what it knows, what it has stored, and which events it has seen. */
final class Site<S extends Crdt<S>> {

    private final Subject<S, ?> subject;
    private final Cast cast;
    private long now;
    private final SyncCodec<S> codec;
    private final SessionNumbers sessions;
    private Clock clock;
    /** The greatest counter that the clock has issued or was shown. */
    private long latest = 0;

    Replica<S> replica;
    Endpoint<S> sync;
    BitSet seen = new BitSet();
    /** The states of this start, which its own later states contain. */
    final List<S> past = new ArrayList<>();

    private S stored;
    private BitSet storedSeen = new BitSet();

    Site(ReplicaId first, Subject<S, ?> subject, Cast cast, SyncCodec<S> codec, SessionNumbers sessions) {
        this.subject = subject;
        this.cast = cast;
        this.codec = codec;
        this.sessions = sessions;
        this.now = cast.standing() ? 0 : 1_000;
        this.stored = subject.bottom();
        this.clock = clock(first);
        start(first);
    }

    ReplicaId id() {
        return replica.id();
    }

    S state() {
        return replica.state();
    }

    /** A crash: what was not stored is gone. The next start is another incarnation. */
    void restart() {
        ReplicaId next = cast.next(id());
        latest = 0;
        clock = clock(next);
        seen = (BitSet) storedSeen.clone();
        start(next);
    }

    /** A crash of a machine that keeps its incarnation, and its clock. */
    void restartInPlace() {
        seen = (BitSet) storedSeen.clone();
        start(id());
    }

    /** The disk is gone, too. */
    void loseStore() {
        stored = subject.bottom();
        storedSeen = new BitSet();
    }

    void store() {
        stored = state();
        storedSeen = (BitSet) seen.clone();
    }

    /** The replica has seen these events; if its present state is the stored one, so has that. */
    void sees(BitSet events) {
        seen.or(events);
        if (stored == state()) {
            storedSeen = (BitSet) seen.clone();
        }
    }

    private void start(ReplicaId id) {
        replica = Replica.of(id, stored, this::observe);
        sync = subject.endpoint(replica, codec, sessions, this::store);
        past.clear();
        past.add(stored);
    }

    private Clock clock(ReplicaId id) {
        return subject.clock(id, () -> Instant.ofEpochMilli(now));
    }

    /** Whether the wall clock moved. */
    boolean passTime(int milliseconds) {
        now += cast.standing() ? 0 : milliseconds;
        return !cast.standing();
    }

    Issuer issuer() {
        LamportTimestamp first = clock.tick();
        if (first.counter() <= latest || !first.replica().equals(id())) {
            throw new LawViolation(
                    "a stamp exceeds all that its clock has issued or was shown",
                    "  replica = " + id() + "\n  latest  = " + latest + "\n  stamp   = " + first);
        }
        observe(first.counter() + Issuer.STAMPS - 1);
        return new Issuer(id(), first, 0);
    }

    private void observe(long counter) {
        clock.observe(counter);
        latest = Math.max(latest, counter);
    }
}
