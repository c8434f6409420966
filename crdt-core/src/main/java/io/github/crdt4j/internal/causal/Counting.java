package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;

/** What the counters have in common: how an amount is entered in a lane, and how a sum is read. */
public final class Counting {

    private Counting() {}

    /** Enters amounts, in the writer's youngest lane while anything in it survives, else in a new one. */
    public static CausalState<Lanes> count(CausalState<Lanes> state, ReplicaId self, long up, long down) {
        Objects.requireNonNull(self, "self");
        if ((up | down) == 0) {
            return state;
        }
        Lanes counted = state.store().counted(self, up, down);
        if (counted != null) {
            return new CausalState<>(counted, state.context());
        }
        Dot birth = state.context().next(self);
        return new CausalState<>(
                state.store().with(new Lane(birth, up, 0, down, 0)),
                state.context().add(birth));
    }

    /** Refuses negative amounts. */
    public static long checked(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("a counter counts amounts from 0 up, not " + amount);
        }
        return amount;
    }

    /** The sum of two amounts. */
    public static long sum(long amount, long more) {
        if (amount > Long.MAX_VALUE - more) {
            throw new ArithmeticException("an edit cannot count " + amount + " and " + more + " more");
        }
        return amount + more;
    }

    /** The plain view of a value: a Long if it fits. */
    public static Number plain(BigInteger sum) {
        return sum.bitLength() > 63 ? sum : (Number) sum.longValue();
    }

    /** The sum as a long. */
    public static long exact(BigInteger sum) {
        if (sum.bitLength() > 63) {
            throw new ArithmeticException("the counter stands at " + sum + ", beyond a long: read exactValue()");
        }
        return sum.longValue();
    }

    /** The highest event of a replica that one counter has seen and another has not, a lane that grew counts as its birth. */
    public static long unseenEvents(CausalState<Lanes> state, ReplicaId replica, CausalState<Lanes> known) {
        long birth = state.context().unseenEvents(replica, known.context());
        Lane mine = state.store().youngest(replica);
        Lane theirs = known.store().youngest(replica);
        if (birth > 0 || mine == null || theirs == null || !mine.birth().equals(theirs.birth())) {
            return birth;
        }
        return mine.up() > theirs.up() || mine.down() > theirs.down()
                ? mine.birth().number()
                : 0;
    }

    /** Who counted, or opened a lane, besides one replica; a lane grows without an event, so contexts alone do not tell. */
    public static Optional<ReplicaId> foreignWriter(
            CausalState<Lanes> after, ReplicaId self, CausalState<Lanes> before) {
        Optional<ReplicaId> writer = after.context().foreignWriter(self, before.context());
        if (writer.isPresent()
                || before.store().isSucceededBy(after.store(), self, before.context(), after.context())) {
            return writer;
        }
        return after.delta(before).context().replicas().stream()
                .filter(other -> !other.equals(self) && unseenEvents(after, other, before) > 0)
                .findFirst();
    }

    static long grow(ReplicaId self, long total, long amount) {
        try {
            return Math.addExact(total, amount);
        } catch (ArithmeticException overflow) {
            throw new ArithmeticException(
                    "replica " + self + " has counted " + total + " and cannot count " + amount + " more");
        }
    }
}
