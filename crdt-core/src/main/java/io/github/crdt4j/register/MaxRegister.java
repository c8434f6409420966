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
 * A register that keeps the greatest value written to it.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * MaxRegister<Integer> best = MaxRegister.<Integer>empty().set(me, 7).set(me, 3);
 * int shown = best.value().orElse(0); // 7
 * }</pre>
 *
 * <p>Choose it for high scores, high-water marks, the latest date: a value of which only the greatest counts. For the other end of the order, use a {@link MinRegister}; where the last value counts, whatever it is, an
 * {@link LWWRegister}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(7)}</td><td>7</td></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(3)}</td><td>3</td></tr>
 *   <tr><td>{@code set(7)}, over a 3</td><td>removal of the key, in a map, that saw the 3</td><td>7</td></tr>
 *   <tr><td>{@code set(3)}, over a 7: no event</td><td>removal of the key, in a map, that saw the 7</td><td>no value</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A write that is not greater than the value is no event, so it does not keep a map's key from a concurrent removal
 * of what it was compared with. Values of one class are compared by their natural order, of several classes by the names of these.
 *
 * <p><b>Lattice.</b> The writes that no greater one has seen, each under its dot, in a causal context; the value is the greatest of them.
 * Bottom: no write, nothing seen.
 *
 * <p><b>Cost.</b> State: an entry per concurrent writer, and a number per writer; 1 000 falling values of one replica leave one entry. Each
 * operation, {@code merge}, {@code leq} and {@code delta}: O(concurrent writes + writers).
 *
 * <p><b>Source.</b> Baquero, Almeida, Cunha, Ferreira 2017, "Composition in state-based replicated data types" (Bulletin of the EATCS
 * 123), for the chain as a lattice; with dots, so that a map can forget it.
 *
 * @param <V> the type of the values: immutable, with value equality and a natural order consistent with it
 */
public final class MaxRegister<V extends Comparable<? super V>> implements Stored<MaxRegister<V>> {

    static { // the type argument stands for any: the bridge sees the raw class only
        Parts.publish(MaxRegister.class, (MaxRegister<String> register) -> register.state, MaxRegister<String>::new);
    }

    private static final MaxRegister<?> EMPTY =
            new MaxRegister<String>(new CausalState<>(DotFun.none(), CausalContext.empty()));

    private final CausalState<DotFun<Values<V>>> state;

    private MaxRegister(CausalState<DotFun<Values<V>>> state) {
        this.state = state;
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V extends Comparable<? super V>> MaxRegister<V> empty() {
        return (MaxRegister<V>) EMPTY;
    }

    /**
     * Writes a value. It takes the place of every write that this state has seen if it is greater than the present value, and is no event
     * otherwise.
     *
     * @param self the replica that writes
     * @param value the value, not an array; a list is copied
     * @return the next state, the same object when the value is not greater than the present one
     * @throws IllegalArgumentException if the value is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public MaxRegister<V> set(ReplicaId self, V value) {
        Objects.requireNonNull(self, "self");
        V written = Values.checked(value, "value");
        Optional<V> present = value();
        if (present.isPresent() && Values.ORDER.compare(written, present.get()) <= 0) {
            return this;
        }
        Dot dot = state.context().next(self);
        return new MaxRegister<>(new CausalState<>(
                DotFun.of(dot, Values.of(written)), state.context().add(dot)));
    }

    /**
     * The greatest value.
     *
     * @return the value, empty when nothing was written, or all of it was forgotten
     */
    public Optional<V> value() {
        return state.store().writes().stream()
                .flatMap(write -> write.payload().values().stream())
                .max(Values.ORDER);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof MaxRegister<?> that && state.equals(that.state);
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
        return Text.state("MaxRegister", () -> value().map(Text::of).orElse("without a value"), state::toString);
    }
}
