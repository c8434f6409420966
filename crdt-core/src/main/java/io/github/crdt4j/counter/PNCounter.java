package io.github.crdt4j.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.counter.Counting;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A counter that goes up and down, at many replicas.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * PNCounter likes = PNCounter.empty().increment(me, 3).decrement(me);
 * long now = likes.value(); // 2
 * }</pre>
 *
 * <p>Choose it for balances that may be off for a while and may pass zero: likes, items in a cart, connections open. For
 * what never goes down {@link GCounter} is half the size. It does not keep a bound: two replicas that each take the last
 * item bring it to -1.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(5)}</td><td>{@code decrement(2)}</td><td>both count: 3</td></tr>
 *   <tr><td>{@code increment(1)}</td><td>removal of the key, in a map, that saw 5</td><td>1</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> None of value. In a map, a removed counter leaves its lanes behind until their writers have seen
 * the removal and next update that map. A writer that never comes back leaves its lane for good, and so does every restart
 * under a fresh incarnation.
 *
 * <p><b>Lattice.</b> Per writer a lane of four numbers, what it counted up and down and how much of each was forgotten,
 * joined by maximum, under the dot that opened the lane; a lane whose dot was seen and is gone was retired. Bottom: no
 * lanes.
 *
 * <p><b>Cost.</b> State: one lane per writer that ever counted. Of more than eight writers, {@code increment} and {@code
 * decrement}: 16 numbers, up to 32 references and one per 512 writers, and O(writers) the first time a replica counts;
 * {@code merge}, {@code leq}, {@code delta}: what differs and, after decoding, a digest per 16 writers (a look at all of up to 512); {@code
 * value}: O(1).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", specification 7. The lanes, which make it removable, are ours.
 */
public final class PNCounter implements Stored<PNCounter> {

    private static final PNCounter EMPTY = new PNCounter(new CausalState<>(Lanes.none(), CausalContext.empty()));

    static {
        Parts.publish(PNCounter.class, (PNCounter counter) -> counter.state, PNCounter::new);
    }

    private final CausalState<Lanes> state;

    private PNCounter(CausalState<Lanes> state) {
        this.state = state;
    }

    /**
     * The counter that nobody has touched.
     *
     * @return the bottom of the lattice, always the same object
     */
    public static PNCounter empty() {
        return EMPTY;
    }

    /**
     * Counts one up.
     *
     * @param self the replica that counts
     * @return the next state
     * @throws ArithmeticException if this replica has counted up {@link Long#MAX_VALUE}
     */
    public PNCounter increment(ReplicaId self) {
        return increment(self, 1);
    }

    /**
     * Counts an amount up.
     *
     * @param self the replica that counts
     * @param amount how much, not negative; 0 changes nothing
     * @return the next state
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if this replica would have counted up more than {@link Long#MAX_VALUE}
     */
    public PNCounter increment(ReplicaId self, long amount) {
        return count(self, Counting.checked(amount), 0);
    }

    /**
     * Counts one down.
     *
     * @param self the replica that counts
     * @return the next state
     * @throws ArithmeticException if this replica has counted down {@link Long#MAX_VALUE}
     */
    public PNCounter decrement(ReplicaId self) {
        return decrement(self, 1);
    }

    /**
     * Counts an amount down.
     *
     * @param self the replica that counts
     * @param amount how much, not negative; 0 changes nothing
     * @return the next state
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if this replica would have counted down more than {@link Long#MAX_VALUE}
     */
    public PNCounter decrement(ReplicaId self, long amount) {
        return count(self, 0, Counting.checked(amount));
    }

    /**
     * Counts many amounts as one next state, equal to that of the single calls.
     *
     * @param self the replica that counts
     * @param edit what to count; called once, on the calling thread
     * @return the next state
     * @throws ArithmeticException if this replica would have counted more than {@link Long#MAX_VALUE} either way
     */
    public PNCounter edit(ReplicaId self, Consumer<Editor> edit) {
        var editor = new Editor();
        Objects.requireNonNull(edit, "edit").accept(editor);
        editor.over = true;
        return count(self, editor.up, editor.down);
    }

    /** Collects the amounts of one {@link PNCounter#edit}. Not thread-safe, and refused once the edit is over. */
    public static final class Editor {

        private long up;
        private long down;
        private boolean over;

        private Editor() {}

        /**
         * Counts an amount up.
         *
         * @param amount how much, not negative
         * @throws IllegalArgumentException if the amount is negative
         * @throws ArithmeticException if the amounts of this edit exceed {@link Long#MAX_VALUE}
         */
        public void increment(long amount) {
            open();
            up = Counting.sum(up, Counting.checked(amount));
        }

        /**
         * Counts an amount down.
         *
         * @param amount how much, not negative
         * @throws IllegalArgumentException if the amount is negative
         * @throws ArithmeticException if the amounts of this edit exceed {@link Long#MAX_VALUE}
         */
        public void decrement(long amount) {
            open();
            down = Counting.sum(down, Counting.checked(amount));
        }

        private void open() {
            if (over) {
                throw new IllegalStateException("this edit is over: its editor cannot be used any more");
            }
        }
    }

    private PNCounter count(ReplicaId self, long up, long down) {
        return with(Counting.count(state, self, up, down));
    }

    /**
     * The value, if it fits.
     *
     * @return the increments less the decrements, of those not forgotten
     * @throws ArithmeticException if the value does not fit in a {@code long}; {@link #exactValue} always does
     */
    public long value() {
        return state.store().value();
    }

    /**
     * The value, however large.
     *
     * @return the increments less the decrements, of those not forgotten
     */
    public BigInteger exactValue() {
        return state.store().sum();
    }

    private PNCounter with(CausalState<Lanes> next) {
        return next == state ? this : new PNCounter(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PNCounter that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return Counting.plain(exactValue());
    }

    @Override
    public String toString() {
        return Text.state("PNCounter", exactValue()::toString, state::toString);
    }
}
