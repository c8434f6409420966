package io.github.crdt4j.internal.counter;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What a store knows of its lanes without a look at them, kept up to date one writer at a time, then left alone. */
final class LaneTotals {

    private int size;
    private int exhausted;
    private long sum;
    private @Nullable BigInteger beyond; // the sum when a long does not hold it

    LaneTotals copy() {
        var copy = new LaneTotals();
        copy.size = size;
        copy.exhausted = exhausted;
        copy.sum = sum;
        copy.beyond = beyond;
        return copy;
    }

    void replace(FewLanes before, FewLanes after) {
        size += after.size() - before.size();
        exhausted += after.exhausted() - before.exhausted();
        if (beyond == null) {
            try {
                sum = Math.addExact(sum, Math.subtractExact(after.exactSum(), before.exactSum()));
                return;
            } catch (ArithmeticException overflow) {
                beyond = BigInteger.valueOf(sum);
            }
        }
        set(beyond.add(after.sum()).subtract(before.sum()));
    }

    /** Notes a lane that is not exhausted and has these totals. */
    void open(long up, long down) {
        size++;
        count(up, down);
    }

    /** Notes amounts counted in a lane that is not exhausted. */
    void count(long up, long down) {
        long amount = up - down; // neither is negative, so this does not overflow
        long next = sum + amount;
        if (beyond == null && ((sum ^ next) & (amount ^ next)) >= 0) {
            sum = next;
            return;
        }
        set((beyond == null ? BigInteger.valueOf(sum) : beyond).add(BigInteger.valueOf(amount)));
    }

    private void set(BigInteger exact) {
        boolean fits = exact.bitLength() < Long.SIZE;
        sum = fits ? exact.longValue() : 0;
        beyond = fits ? null : exact;
    }

    int size() {
        return size;
    }

    int exhausted() {
        return exhausted;
    }

    /** Whether a long holds the sum. */
    boolean fits() {
        return beyond == null;
    }

    /** The sum, if a long holds it. */
    long smallSum() {
        return sum;
    }

    BigInteger sum() {
        return beyond == null ? BigInteger.valueOf(sum) : beyond;
    }
}
