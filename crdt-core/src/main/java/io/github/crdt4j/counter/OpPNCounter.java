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
 * A counter that goes up and down, replicated by operations.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpPNCounter.empty());
 * var likes = OpReplica.of(ReplicaId.fresh("berlin-1"), OpPNCounter.empty(), codec);
 * likes.update(counter -> counter.increment(3));
 * likes.update(OpPNCounter::decrement);
 * long now = likes.state().value(); // 2
 * }</pre>
 *
 * <p>Choose it where changes travel through a log or queue that keeps them. Where replicas gossip, or messages may be lost
 * for good, choose {@link PNCounter}; for what never goes down {@link OpGCounter} refuses to. It does not keep a bound.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(5)}</td><td>{@code decrement(2)}</td><td>both count: 3</td></tr>
 *   <tr><td>{@code increment(1)}</td><td>removal of the key, in a map, that saw 5</td><td>1</td></tr>
 *   <tr><td>removal of the key that saw 5</td><td>another removal that saw 5</td><td>no counter: nothing is taken back
 *       twice</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> None of value. In a map without known members nothing settles, and the runs pile up.
 *
 * <p><b>State and effect.</b> The total; an operation adds or subtracts its amount. Sums commute. In a map, besides: what
 * each event added that is not known to be seen by everybody, so that a removal can take back exactly what it has seen.
 *
 * <p><b>Cost.</b> State: one number; each operation: O(1). In a map, besides, runs of equal amounts
 * of one origin since {@link #settle}: increments by one amount at equal distances are one run, whatever their number; amounts
 * that change with each event take 24 to 48 bytes each. {@code effect} O(log origins), {@code forget} and {@code settle} O(runs).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", the operation-based counter. What makes it removable is ours.
 */
public final class OpPNCounter implements OpRemovable<OpPNCounter, OpPNCounter.Change> {

    private static final OpPNCounter EMPTY = new OpPNCounter(Sum.ZERO);

    static {
        OpParts.publish(OpPNCounter.class, (OpPNCounter counter) -> counter.sum, OpPNCounter::new);
    }

    private final Sum sum;

    private OpPNCounter(Sum sum) {
        this.sum = sum;
    }

    /** What can be done to such a counter. */
    public sealed interface Change extends Operation {}

    /**
     * An amount is counted up.
     *
     * @param amount how much, not negative
     */
    public record Increment(long amount) implements Change {

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
     * An amount is counted down.
     *
     * @param amount how much, not negative
     */
    public record Decrement(long amount) implements Change {

        /**
         * Checks the amount.
         *
         * @param amount how much
         * @throws IllegalArgumentException if the amount is negative
         */
        public Decrement {
            amount = Counting.checked(amount);
        }

        @Override
        public String toString() {
            return "decrement(" + amount + ")";
        }
    }

    /**
     * The counter that nobody has touched.
     *
     * @return the initial state, always the same object
     */
    public static OpPNCounter empty() {
        return EMPTY;
    }

    /**
     * Prepares to count one up.
     *
     * @return the operation
     */
    public Change increment() {
        return increment(1);
    }

    /**
     * Prepares to count an amount up.
     *
     * @param amount how much, not negative; 0 changes nothing
     * @return the operation
     * @throws IllegalArgumentException if the amount is negative
     */
    public Change increment(long amount) {
        return new Increment(amount);
    }

    /**
     * Prepares to count one down.
     *
     * @return the operation
     */
    public Change decrement() {
        return decrement(1);
    }

    /**
     * Prepares to count an amount down.
     *
     * @param amount how much, not negative; 0 changes nothing
     * @return the operation
     * @throws IllegalArgumentException if the amount is negative
     */
    public Change decrement(long amount) {
        return new Decrement(amount);
    }

    /**
     * The value, if it fits.
     *
     * @return the increments less the decrements, of those not taken back
     * @throws ArithmeticException if the value does not fit in a {@code long}; {@link #exactValue} always does
     */
    public long value() {
        return Counting.exact(sum.total());
    }

    /**
     * The value, however large.
     *
     * @return the increments less the decrements, of those not taken back
     */
    public BigInteger exactValue() {
        return sum.total();
    }

    @Override
    public OpPNCounter effect(Change operation, Dot dot, CausalPast clock) {
        BigInteger amount = operation instanceof Increment up
                ? BigInteger.valueOf(up.amount())
                : BigInteger.valueOf(((Decrement) operation).amount()).negate();
        return with(sum.add(amount, dot));
    }

    @Override
    public OpPNCounter settle(VectorClock stable) {
        return with(sum.settle(stable));
    }

    @Override
    public long unsettled() {
        return sum.unsettled();
    }

    @Override
    public OpPNCounter removable() {
        return sum.recent() == null ? new OpPNCounter(Sum.REMOVABLE_ZERO) : this;
    }

    @Override
    public OpPNCounter forget(CausalPast observed) {
        return with(sum.forget(observed));
    }

    private OpPNCounter with(Sum next) {
        return next == sum ? this : new OpPNCounter(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpPNCounter that && sum.equals(that.sum);
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
        return Text.state("OpPNCounter", exactValue()::toString, sum::toString);
    }
}
