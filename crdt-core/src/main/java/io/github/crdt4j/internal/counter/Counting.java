package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.Objects;

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

    static long grow(ReplicaId self, long total, long amount) {
        try {
            return Math.addExact(total, amount);
        } catch (ArithmeticException overflow) {
            throw new ArithmeticException(
                    "replica " + self + " has counted " + total + " and cannot count " + amount + " more");
        }
    }
}
