package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** One machine of a history: its present start, what it knows, what it has stored, and which events it has seen. */
final class Site<S extends Crdt<S>> {

    /** Where wall clocks begin that go: 1 000 days, so that they can be set back. */
    private static final long BEGIN = Duration.ofDays(1_000).toMillis();

    /** How far behind a wall clock is after a restart that sets it back: more than clocks allow stamps to be ahead. */
    private static final long BEHIND = Duration.ofDays(2).toMillis();

    private final Subject<S, ?> subject;
    private final Cast cast;
    private long now;
    private long latestTime;
    private final SyncCodec<S> codec;
    private final SessionNumbers sessions;
    private final boolean damaged;
    private int restarts = 0;
    private Clock clock;
    /** The greatest counter that the clock has issued or was shown. */
    private long latest = 0;
    /** What its clock threw at the stamps that it refused. An endpoint may meet several of them in one message. */
    private final Set<RuntimeException> refusals = Collections.newSetFromMap(new IdentityHashMap<>());

    private ReplicaId earlier;

    Replica<S> replica;
    Endpoint<S> sync;
    BitSet seen = new BitSet();
    /** The states of this start, which its own later states contain. */
    final List<S> past = new ArrayList<>();

    private S stored;
    private BitSet storedSeen = new BitSet();

    Site(
            ReplicaId first,
            Subject<S, ?> subject,
            Cast cast,
            SyncCodec<S> codec,
            SessionNumbers sessions,
            boolean damaged) {
        this.subject = subject;
        this.cast = cast;
        this.codec = codec;
        this.sessions = sessions;
        this.damaged = damaged;
        this.now = cast.standing() ? 0 : BEGIN;
        this.latestTime = now;
        this.stored = subject.bottom();
        this.clock = clock(first);
        this.earlier = first;
        start(first);
    }

    /** How peers that have not heard of the present start may still know this site. */
    ReplicaId earlierId() {
        return earlier;
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
        earlier = id();
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
        if (damaged && restarts++ % 2 == 1) {
            sessions.repeat();
        }
        replica = Replica.of(id, stored, new ReplicaClock() {
            @Override
            public void observe(long counter) {
                Site.this.observe(counter);
            }

            @Override
            public void resume(long counter) {
                Site.this.resume(counter);
            }
        });
        sync = new WatchedEndpoint<>(subject.endpoint(replica, codec, sessions, this::store), damaged);
        past.clear();
        past.add(stored);
    }

    private Clock clock(ReplicaId id) {
        return subject.clock(id, () -> Instant.ofEpochMilli(now));
    }

    /** Whether the wall clock moved. */
    boolean passTime(int milliseconds) {
        now += cast.standing() ? 0 : milliseconds;
        latestTime = Math.max(latestTime, now);
        return !cast.standing();
    }

    /** Sets the wall clock back by days, as a flat battery does; whether it did. */
    boolean setBack() {
        return passTime(cast.standing() ? 0 : Math.toIntExact(-BEHIND));
    }

    /** The latest time its wall clock has told. */
    long latestTime() {
        return latestTime;
    }

    /** The wall clock is put right. */
    void setTime(long time) {
        now = time;
        latestTime = time;
    }

    /** Whether its clock threw this to refuse a stamp. */
    boolean isRefusal(RuntimeException thrown) {
        return refusals.contains(thrown);
    }

    Issuer issuer() {
        LamportTimestamp first = clock.tick();
        if (first.counter() <= latest || !first.replica().equals(id())) {
            throw new LawViolation(
                    "a stamp exceeds all that its clock has issued or was shown",
                    "  replica = " + id() + "\n  latest  = " + latest + "\n  stamp   = " + first);
        }
        resume(first.counter() + Issuer.STAMPS - 1); // its own, however far ahead of the wall clock
        return new Issuer(id(), first, 0);
    }

    private void observe(long counter) {
        try {
            clock.observe(counter);
        } catch (RuntimeException refused) {
            if (counter <= latest) {
                throw new LawViolation(
                                "a stamp that is not greater than what its clock has issued or was shown is never refused",
                                "  replica = " + id() + "\n  latest  = " + latest + "\n  stamp   = " + counter)
                        .because(refused);
            }
            refusals.add(refused);
            throw refused;
        }
        latest = Math.max(latest, counter);
    }

    private void resume(long counter) {
        try {
            clock.resume(counter);
        } catch (RuntimeException refused) {
            throw new LawViolation(
                            "a replica's own stamps are never refused, wherever the wall clock is",
                            "  latest = " + latest + "\n  stamp  = " + counter)
                    .because(refused);
        }
        latest = Math.max(latest, counter);
    }
}
