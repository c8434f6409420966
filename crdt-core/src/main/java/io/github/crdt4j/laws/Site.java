package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One machine of a history: its present start, what it knows, what it has stored, and which events it has seen. */
final class Site<S extends Crdt<S>> {

    private final Subject<S, ?> subject;
    private long now = 1_000;
    private long sessions = 1;
    private HybridClock clock;
    private boolean restartedInPlace;

    Replica<S> replica;
    Endpoint<S> sync;
    BitSet seen = new BitSet();
    /** The states of this start, which its own later states contain. */
    final List<S> past = new ArrayList<>();

    private S stored;
    private BitSet storedSeen = new BitSet();

    Site(String name, Subject<S, ?> subject) {
        this.subject = subject;
        S bottom = subject.bottom();
        this.stored = bottom;
        ReplicaId first = ReplicaId.of(name);
        this.clock = clock(first);
        this.replica = Replica.of(first, bottom, clock::observe);
        this.sync = subject.endpoint(replica, 1);
        this.past.add(bottom);
    }

    ReplicaId id() {
        return replica.id();
    }

    S state() {
        return replica.state();
    }

    /** A crash: what was not stored is gone. Without a fresh incarnation this models a durable store. */
    void restart(boolean fresh) {
        seen = (BitSet) storedSeen.clone();
        restartedInPlace = !fresh;
        start(fresh ? new ReplicaId(id().name(), id().incarnation() + 1) : id());
    }

    boolean restartedInPlace() {
        return restartedInPlace;
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

    private void start(ReplicaId id) {
        if (!id.equals(id())) {
            clock = clock(id);
        }
        replica = Replica.of(id, stored, clock::observe);
        sessions += 1_000_000;
        sync = subject.endpoint(replica, sessions);
        past.clear();
        past.add(stored);
    }

    private HybridClock clock(ReplicaId id) {
        return HybridClock.of(id, () -> Instant.ofEpochMilli(now), Duration.ofDays(1));
    }

    void passTime(int milliseconds) {
        now += milliseconds;
    }

    Issuer issuer() {
        LamportTimestamp first = clock.tick();
        clock.observe(first.counter() + Issuer.STAMPS - 1);
        return new Issuer(id(), first, 0);
    }
}
