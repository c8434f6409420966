package io.github.crdt4j.internal.op;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each event of one origin added to a counter, ascending, where equal amounts at equal distances are one run: a million
 * increments by 1, one after the other, are one object. Immutable: the latest run, and those before it.
 *
 * <p>A run is as long as it can be, beginning at the oldest event. So equal amounts of equal events are equal runs, however they
 * came about; {@link #after} keeps it so.
 */
public final class CountRuns {

    private final @Nullable CountRuns older;
    private final long first;
    private final long step;
    private final long count;
    private final BigInteger amount;
    private final int size;

    private CountRuns(@Nullable CountRuns older, long first, long step, long count, BigInteger amount) {
        this.older = older;
        this.first = first;
        this.step = step;
        this.count = count;
        this.amount = amount;
        this.size = older == null ? 1 : older.size + 1;
    }

    /** The runs before this one, null if there are none. */
    public @Nullable CountRuns older() {
        return older;
    }

    /** The number of the oldest event of this run. */
    public long first() {
        return first;
    }

    /** From one event of this run to the next; 0 if there is one event. */
    public long step() {
        return step;
    }

    /** How many events this run has. */
    public long count() {
        return count;
    }

    /** What each event of this run added, not 0. */
    public BigInteger amount() {
        return amount;
    }

    /** How many runs there are. */
    public int size() {
        return size;
    }

    /** The number of the latest event. */
    public long last() {
        return first + step * (count - 1);
    }

    /** What all events added. */
    public BigInteger total() {
        BigInteger total = BigInteger.ZERO;
        for (CountRuns run = this; run != null; run = run.older) {
            total = total.add(run.amount.multiply(BigInteger.valueOf(run.count)));
        }
        return total;
    }

    /** With what an operation of the latest event adds; null if nothing is left. */
    public static @Nullable CountRuns add(@Nullable CountRuns runs, long number, BigInteger amount) {
        if (runs == null || runs.last() < number) {
            return amount.signum() == 0 ? runs : append(runs, number, amount);
        }
        if (runs.last() > number) {
            throw new IllegalArgumentException("event " + number + " after event " + runs.last());
        }
        BigInteger sum = runs.amount.add(amount); // other operations of the same message
        CountRuns before = runs.withoutLast();
        return sum.signum() == 0 ? before : append(before, number, sum);
    }

    private static CountRuns append(@Nullable CountRuns runs, long number, BigInteger amount) {
        if (runs != null && runs.amount.equals(amount) && (runs.count == 1 || number - runs.last() == runs.step)) {
            return new CountRuns(runs.older, runs.first, number - runs.last(), runs.count + 1, amount);
        }
        return new CountRuns(runs, number, 0, 1, amount);
    }

    private @Nullable CountRuns withoutLast() {
        return count == 1 ? older : new CountRuns(older, first, count == 2 ? 0 : step, count - 1, amount);
    }

    /** With the events of a run, all of them later; null if there are none. */
    public static @Nullable CountRuns appendRun(
            @Nullable CountRuns runs, long first, long step, long count, BigInteger amount) {
        CountRuns next = runs;
        for (long done = 0; done < count; done++) {
            next = append(next, first + step * done, amount);
            if (next.count > 1 && next.step == step) { // so are all that follow
                return new CountRuns(next.older, next.first, step, next.count + (count - done - 1), amount);
            }
        }
        return next;
    }

    /** Those after the event of a number; the same object if all are, null if none is. */
    public static @Nullable CountRuns after(CountRuns runs, long number) {
        var later = new ArrayDeque<CountRuns>();
        CountRuns run = runs;
        for (; run != null && run.first > number; run = run.older) {
            later.push(run);
        }
        if (run == null) {
            return runs;
        }
        CountRuns kept = null;
        if (run.last() > number) {
            long skipped = (number - run.first) / run.step + 1;
            long left = run.count - skipped;
            kept = new CountRuns(null, run.first + run.step * skipped, left == 1 ? 0 : run.step, left, run.amount);
        }
        for (CountRuns one : later) {
            kept = appendRun(kept, one.first, one.step, one.count, one.amount);
        }
        return kept;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof CountRuns that) || size != that.size) {
            return false;
        }
        CountRuns mine = this;
        CountRuns theirs = that;
        while (mine != theirs && mine != null && theirs != null) {
            if (mine.first != theirs.first
                    || mine.step != theirs.step
                    || mine.count != theirs.count
                    || !mine.amount.equals(theirs.amount)) {
                return false;
            }
            mine = mine.older;
            theirs = theirs.older;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount, first, step, count, size);
    }

    @Override
    public String toString() {
        return (older == null ? "" : size - 1 + " runs, ")
                + (count == 1 ? amount + " at " + first : count + " of " + amount + " at " + first + " to " + last());
    }
}
