package io.github.crdt4j.register;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Objects;
import java.util.Optional;

/**
 * A register that keeps the least value written to it.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * MinRegister<Integer> lowest = MinRegister.<Integer>empty().set(me, 7).set(me, 3);
 * int shown = lowest.value().orElse(0); // 3
 * }</pre>
 *
 * <p>Choose it for lowest bids, first dates, low-water marks: a value of which only the least counts. For the other end of the order, use a {@link MaxRegister}; where the last value counts, whatever it is, an
 * {@link LWWRegister}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(7)}</td><td>3</td></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(3)}</td><td>3</td></tr>
 *   <tr><td>{@code set(3)}, over a 7</td><td>removal of the key, in a map, that saw the 7</td><td>3</td></tr>
 *   <tr><td>{@code set(7)}, over a 3: no event</td><td>removal of the key, in a map, that saw the 3</td><td>no value</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A write that is not less than the value is no event, so it does not keep a map's key from a concurrent removal
 * of what it was compared with. Values of one class are compared by their natural order, of several classes by the names of these.
 *
 * <p><b>Lattice.</b> The writes that no less one has seen, each under its dot, in a causal context; the value is the least of them.
 * Bottom: no write, nothing seen.
 *
 * <p><b>Cost.</b> State: an entry per concurrent writer, and a number per writer; 1 000 rising values of one replica leave one entry. Each
 * operation, {@code merge}, {@code leq} and {@code delta}: O(concurrent writes + writers).
 *
 * <p><b>Source.</b> Baquero, Almeida, Cunha, Ferreira 2017, "Composition in state-based replicated data types" (Bulletin of the EATCS
 * 123), for the chain as a lattice; with dots, so that a map can forget it.
 *
 * @param <V> the type of the values: immutable, with value equality and a natural order consistent with it
 */
public final class MinRegister<V extends Comparable<? super V>> implements Stored<MinRegister<V>> {

    static { // the type argument stands for any: the bridge sees the raw class only
        Parts.publish(MinRegister.class, (MinRegister<String> register) -> register.state, MinRegister<String>::new);
    }

    private static final MinRegister<?> EMPTY =
            new MinRegister<String>(new CausalState<>(DotFun.none(), CausalContext.empty()));

    private final CausalState<DotFun<Values<V>>> state;

    private MinRegister(CausalState<DotFun<Values<V>>> state) {
        this.state = state;
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V extends Comparable<? super V>> MinRegister<V> empty() {
        return (MinRegister<V>) EMPTY;
    }

    /**
     * Writes a value. It takes the place of every write that this state has seen if it is less than the present value, and is no event
     * otherwise.
     *
     * @param self the replica that writes
     * @param value the value, not an array; a list is copied
     * @return the next state, the same object when the value is not less than the present one
     * @throws IllegalArgumentException if the value is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public MinRegister<V> set(ReplicaId self, V value) {
        Objects.requireNonNull(self, "self");
        V written = Values.checked(value, "value");
        Optional<V> present = value();
        if (present.isPresent() && Values.ORDER.compare(written, present.get()) >= 0) {
            return this;
        }
        Dot dot = state.context().next(self);
        return new MinRegister<>(new CausalState<>(
                DotFun.of(dot, Values.of(written)), state.context().add(dot)));
    }

    /**
     * The least value.
     *
     * @return the value, empty when nothing was written, or all of it was forgotten
     */
    public Optional<V> value() {
        return state.store().writes().stream()
                .flatMap(write -> write.payload().values().stream())
                .min(Values.ORDER);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof MinRegister<?> that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(value());
    }

    @Override
    public String toString() {
        return Text.state("MinRegister", () -> value().map(Text::of).orElse("without a value"), state::toString);
    }
}
