package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** A last-writer-wins register written out plainly, and wrong in one way at a time. */
record ToyRegister(Bug bug, Optional<LamportTimestamp> stamp, String value, VectorClock clock)
        implements Crdt<ToyRegister>, Witnessed<ToyRegister> {

    enum Bug {
        NONE,
        TIE_KEPT_LEFT,
        FIRST_WRITER_WINS,
        LEFT_ALWAYS_WINS,
        GREATEST_VALUE_WINS,
        CLASH_KEPT_LEFT,
        UNSET_NEVER_BEATS_A_VALUE,
        UNSET_FORGETS_ITS_STAMP,
        CLOCK_NOT_SHOWN_WHAT_WAS_RECEIVED,
        CAUSAL_ORDER_WITH_A_SEPARATE_TIE_BREAK
    }

    static Script<ToyRegister> subject(Bug bug) {
        return Script.startingWith(new ToyRegister(bug, Optional.empty(), "", VectorClock.empty()))
                .step(
                        "set",
                        random -> String.valueOf((char) ('p' + random.nextInt(6))),
                        (register, issuer, value) -> register.set(issuer, value))
                .step("unset", random -> "", (register, issuer, none) -> register.set(issuer, none))
                .reading(ToyRegister::value)
                .specifiedBy(visible -> visible.events().stream()
                        .max(Comparator.comparing(event -> event.issuer().stamp()))
                        .map(event -> event.operation().argument())
                        .orElse(""))
                .promising(Set.of(Subject.Promise.CLONES));
    }

    /** Writes a value, or the empty text, which is none. */
    ToyRegister set(Issuer issuer, String next) {
        LamportTimestamp now = issuer.stamp();
        if (bug == Bug.UNSET_FORGETS_ITS_STAMP && next.isEmpty()) {
            return new ToyRegister(bug, Optional.empty(), next, clock.tick(issuer.self()));
        }
        long counter = bug == Bug.CLOCK_NOT_SHOWN_WHAT_WAS_RECEIVED ? 1 + clock.get(issuer.self()) : now.counter();
        var written = new ToyRegister(
                bug, Optional.of(new LamportTimestamp(counter, issuer.self())), next, clock.tick(issuer.self()));
        return bug == Bug.CLOCK_NOT_SHOWN_WHAT_WAS_RECEIVED ? merge(written) : written;
    }

    @Override
    public Witness<ToyRegister> witness() {
        return new Witness<>() {
            @Override
            public long unseenEvents(ToyRegister state, ReplicaId replica, ToyRegister known) {
                return 0;
            }

            @Override
            public long greatestStamp(ToyRegister state) {
                return bug == Bug.CLOCK_NOT_SHOWN_WHAT_WAS_RECEIVED
                        ? 0
                        : state.stamp.map(LamportTimestamp::counter).orElse(0L);
            }
        };
    }

    @Override
    public ToyRegister merge(ToyRegister other) {
        ToyRegister winner = otherWins(other) ? other : this;
        return new ToyRegister(bug, winner.stamp, winner.value, clock.merge(other.clock));
    }

    private boolean otherWins(ToyRegister other) {
        if (stamp.isEmpty() || other.stamp.isEmpty()) {
            return stamp.isEmpty();
        }
        LamportTimestamp mine = stamp.get();
        LamportTimestamp theirs = other.stamp.get();
        return switch (bug) {
            case TIE_KEPT_LEFT -> theirs.counter() > mine.counter();
            case FIRST_WRITER_WINS -> theirs.compareTo(mine) < 0;
            case LEFT_ALWAYS_WINS -> false;
            case UNSET_NEVER_BEATS_A_VALUE ->
                value.isEmpty() == other.value.isEmpty() ? theirs.compareTo(mine) > 0 : value.isEmpty();
            case GREATEST_VALUE_WINS -> other.value.compareTo(value) > 0;
            case CAUSAL_ORDER_WITH_A_SEPARATE_TIE_BREAK ->
                switch (clock.compare(other.clock)) {
                    case BEFORE -> true;
                    case AFTER, EQUAL -> false;
                    case CONCURRENT -> other.value.compareTo(value) > 0;
                };
            case CLASH_KEPT_LEFT -> theirs.compareTo(mine) > 0;
            default -> theirs.compareTo(mine) > 0 || theirs.equals(mine) && other.value.compareTo(value) > 0;
        };
    }
}
