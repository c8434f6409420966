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

/**
 * A counter that only grows, incremented at many replicas.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * GCounter impressions = GCounter.empty().increment(me).increment(me, 41);
 * long seen = impressions.value(); // 42
 * }</pre>
 *
 * <p>Choose it for what is counted and never taken back: impressions, requests, bytes. Where amounts are also taken away,
 * choose {@link PNCounter}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(5)}</td><td>{@code increment(1)}</td><td>both count: 6</td></tr>
 *   <tr><td>{@code increment(1)}</td><td>removal of the key, in a map, that saw 5</td><td>1</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> None of value. In a map, a removed counter leaves its lanes behind until their writers have seen
 * the removal and next update that map. A writer that never comes back leaves its lane for good, and so does every restart
 * under a fresh incarnation.
 *
 * <p><b>Lattice.</b> Per writer a lane of two numbers, what it counted and how much of that was forgotten, joined by
 * maximum, under the dot that opened the lane; a lane whose dot was seen and is gone was retired. Bottom: no lanes.
 *
 * <p><b>Cost.</b> State: one lane per writer that ever counted. Of more than eight writers, {@code increment}: 16 numbers,
 * up to 32 references and one per 512 writers, and O(writers) the first time a replica counts; {@code merge}, {@code leq},
 * {@code delta}: what differs and, after decoding, a digest per 16 writers (a look at all of up to 512); {@code value}: O(1).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", specification 6. The lanes, which make it removable, are ours.
 */
public final class GCounter implements Stored<GCounter> {

    private static final GCounter EMPTY = new GCounter(new CausalState<>(Lanes.none(), CausalContext.empty()));

    static {
        Parts.publish(GCounter.class, (GCounter counter) -> counter.state, GCounter::new);
    }

    private final CausalState<Lanes> state;

    private GCounter(CausalState<Lanes> state) {
        this.state = state;
    }

    /**
     * The counter that nobody has incremented.
     *
     * @return the bottom of the lattice, always the same object
     */
    public static GCounter empty() {
        return EMPTY;
    }

    /**
     * Counts one.
     *
     * @param self the replica that counts
     * @return the next state
     * @throws ArithmeticException if this replica has counted {@link Long#MAX_VALUE}
     */
    public GCounter increment(ReplicaId self) {
        return increment(self, 1);
    }

    /**
     * Counts an amount.
     *
     * @param self the replica that counts
     * @param amount how much, not negative; 0 changes nothing
     * @return the next state
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if this replica would have counted more than {@link Long#MAX_VALUE}
     */
    public GCounter increment(ReplicaId self, long amount) {
        return with(Counting.count(state, self, Counting.checked(amount), 0));
    }

    /**
     * The value, if it fits.
     *
     * @return the sum of all increments not forgotten
     * @throws ArithmeticException if the value does not fit in a {@code long}; {@link #exactValue} always does
     */
    public long value() {
        return state.store().value();
    }

    /**
     * The value, however large.
     *
     * @return the sum of all increments not forgotten
     */
    public BigInteger exactValue() {
        return state.store().sum();
    }

    private GCounter with(CausalState<Lanes> next) {
        return next == state ? this : new GCounter(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof GCounter that && state.equals(that.state);
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
        return Text.state("GCounter", exactValue()::toString, state::toString);
    }
}
