package io.github.crdt4j.counter;

import io.github.crdt4j.internal.counter.Counting;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Sum;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;

/**
 * A counter that only grows, replicated by operations.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpGCounter.empty());
 * var clicks = OpReplica.of(ReplicaId.fresh("berlin-1"), OpGCounter.empty(), codec);
 * clicks.update(counter -> counter.increment(42));
 * long seen = clicks.state().value(); // 42
 * }</pre>
 *
 * <p>Choose it where increments travel through a log or queue that keeps them: an increment is a few bytes, and the state is
 * one number. Where replicas gossip, or messages may be lost for good, choose {@link GCounter}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(5)}</td><td>{@code increment(1)}</td><td>both count: 6</td></tr>
 *   <tr><td>{@code increment(1)}</td><td>removal of the key, in a map, that saw 5</td><td>1</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> None of value. In a map without known members nothing settles, and the runs pile up.
 *
 * <p><b>State and effect.</b> The total; an increment adds its amount. Sums commute. In a map, besides: what each event
 * added that is not known to be seen by everybody, so that a removal can take back exactly what it has seen.
 *
 * <p><b>Cost.</b> State: one number; each operation: O(1). In a map, besides, runs of equal amounts
 * of one origin since {@link #settle}: increments by one amount at equal distances are one run, whatever their number; amounts
 * that change with each event take 24 to 48 bytes each. {@code effect} O(log origins), {@code forget} and {@code settle} O(runs).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", the operation-based counter, without decrements. What makes it removable is ours.
 */
public final class OpGCounter implements OpRemovable<OpGCounter, OpGCounter.Increment> {

    private static final OpGCounter EMPTY = new OpGCounter(Sum.ZERO);

    static {
        OpParts.publish(OpGCounter.class, (OpGCounter counter) -> counter.sum, OpGCounter::new);
    }

    private final Sum sum;

    private OpGCounter(Sum sum) {
        this.sum = sum;
    }

    /**
     * An amount is counted.
     *
     * @param amount how much, not negative
     */
    public record Increment(long amount) implements Operation {

        /**
         * Checks the amount.
         *
         * @param amount how much
         * @throws IllegalArgumentException if the amount is negative
         */
        public Increment {
            amount = Counting.checked(amount);
        }

        @Override
        public String toString() {
            return "increment(" + amount + ")";
        }
    }

    /**
     * The counter that nobody has incremented.
     *
     * @return the initial state, always the same object
     */
    public static OpGCounter empty() {
        return EMPTY;
    }

    /**
     * Prepares to count one.
     *
     * @return the operation
     */
    public Increment increment() {
        return increment(1);
    }

    /**
     * Prepares to count an amount.
     *
     * @param amount how much, not negative; 0 changes nothing
     * @return the operation
     * @throws IllegalArgumentException if the amount is negative
     */
    public Increment increment(long amount) {
        return new Increment(amount);
    }

    /**
     * The value, if it fits.
     *
     * @return the sum of all increments not taken back
     * @throws ArithmeticException if the value does not fit in a {@code long}; {@link #exactValue} always does
     */
    public long value() {
        return Counting.exact(sum.total());
    }

    /**
     * The value, however large.
     *
     * @return the sum of all increments not taken back
     */
    public BigInteger exactValue() {
        return sum.total();
    }

    @Override
    public OpGCounter effect(Increment operation, Dot dot, CausalPast clock) {
        return with(sum.add(BigInteger.valueOf(operation.amount()), dot));
    }

    @Override
    public OpGCounter settle(VectorClock stable) {
        return with(sum.settle(stable));
    }

    @Override
    public long unsettled() {
        return sum.unsettled();
    }

    @Override
    public OpGCounter removable() {
        return sum.recent() == null ? new OpGCounter(Sum.REMOVABLE_ZERO) : this;
    }

    @Override
    public OpGCounter forget(CausalPast observed) {
        return with(sum.forget(observed));
    }

    private OpGCounter with(Sum next) {
        return next == sum ? this : new OpGCounter(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpGCounter that && sum.equals(that.sum);
    }

    @Override
    public int hashCode() {
        return sum.hashCode();
    }

    @Override
    public Object plain() {
        return Counting.plain(exactValue());
    }

    @Override
    public String toString() {
        return Text.state("OpGCounter", exactValue()::toString, sum::toString);
    }
}
