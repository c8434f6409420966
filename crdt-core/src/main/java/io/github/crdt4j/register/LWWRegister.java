package io.github.crdt4j.register;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.LastWrite;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register that shows the write with the greatest stamp: the last writer wins.
 *
 * <pre>{@code
 * LamportClock clock = LamportClock.of(ReplicaId.fresh("berlin-1"));
 * LWWRegister<String> name = LWWRegister.<String>empty().set(clock.tick(), "Ada");
 * String shown = name.value().orElse("nobody");
 * }</pre>
 *
 * <p>Choose it where one value must be shown and losing a concurrent write is acceptable: a display name, the current
 * creative of a campaign. Where it is not, {@link MVRegister} keeps both.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code set(9@b, y)}</td><td>y, the greater stamp</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code set(7@b, y)}</td><td>y: equal counters fall to the replica's order</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code unset(9@b)}</td><td>no value: the greater stamp</td></tr>
 *   <tr><td>{@code set(9@a, x)}</td><td>{@code unset(7@b)}</td><td>x, the greater stamp</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>removal of the key, in a map, that saw only {@code 9@b}</td><td>x</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code set(7@a, y)} by a clone of a</td><td>one of the two, the same everywhere;
 *       {@link #clashes} shows both</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Of two concurrent writes one is lost, by design. A replica whose clock runs fast wins; with a
 * {@link io.github.crdt4j.time.HybridClock} only as far as peers tolerate.
 *
 * <p><b>Lattice.</b> Dots to stamped values, in a causal context; a write supersedes the writes it saw. The value is read
 * from the greatest stamp; the concurrent others stay, because a map may forget that one and not them. Bottom: no write,
 * nothing seen.
 *
 * <p><b>Cost.</b> State: the writes concurrent with the last, and a number per writer that ever wrote. Each operation,
 * {@code merge}, {@code leq} and {@code delta}: O(concurrent writes + writers). No tombstones.
 *
 * <p><b>Source.</b> Johnson, Thomas 1975, RFC 677, "The maintenance of duplicate databases"; Shapiro, Preguiça, Baquero,
 * Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data Types", specification 8.
 *
 * @param <V> the type of the values: immutable, with value equality
 */
public final class LWWRegister<V> implements Stored<LWWRegister<V>> {

    private static final LWWRegister<?> EMPTY =
            new LWWRegister<>(new CausalState<>(DotFun.<Values<Stamped<Object>>>none(), CausalContext.empty()));

    static {
        Parts.publish(LWWRegister.class, (LWWRegister<Object> register) -> register.state, LWWRegister<Object>::new);
    }

    private final CausalState<DotFun<Values<Stamped<V>>>> state;

    private LWWRegister(CausalState<DotFun<Values<Stamped<V>>>> state) {
        this.state = state;
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V> LWWRegister<V> empty() {
        return (LWWRegister<V>) EMPTY;
    }

    /**
     * Writes a value.
     *
     * @param stamp when and by whom, from the replica's clock; the register must not have seen a stamp as great
     * @param value the value, not an array; a list is copied
     * @return the next state, with this value
     * @throws IllegalArgumentException if the stamp does not exceed every stamp in this state: the clock was not shown the
     *     states this replica has received; or if the value is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWRegister<V> set(LamportTimestamp stamp, V value) {
        Objects.requireNonNull(stamp, "stamp");
        return write(stamp, Values.checked(value, "value"));
    }

    /**
     * Takes the value away by a write, which wins over every write with a smaller stamp, seen or not, as a write of a value does.
     * Removing the key of a map takes away only the writes that the remover has seen.
     *
     * @param stamp when and by whom, from the replica's clock; the register must not have seen a stamp as great
     * @return the next state, without a value
     * @throws IllegalArgumentException if the stamp does not exceed every stamp in this state
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWRegister<V> unset(LamportTimestamp stamp) {
        Objects.requireNonNull(stamp, "stamp");
        return write(stamp, null);
    }

    private LWWRegister<V> write(LamportTimestamp stamp, @Nullable V value) {
        LastWrite.check(LastWrite.all(state.store()), stamp, "this register", LastWrite.STATES);
        Dot dot = state.context().next(stamp.replica());
        return new LWWRegister<>(new CausalState<>(
                LastWrite.of(dot, stamp, value), state.context().add(dot)));
    }

    /**
     * The value of the write with the greatest stamp, none if that is an unset. Should two values carry that stamp, the
     * greatest of them, by natural order within one class, lists and optionals by their parts, else by class name and text; for
     * values whose text does not tell them apart, hand in an order of your own, such as {@code KryoCodec.order()}.
     *
     * @return the value, empty when nothing was written, the last write was an unset, or all of it was forgotten
     */
    public Optional<V> value() {
        return value(Values.ORDER);
    }

    /**
     * The value of the write with the greatest stamp.
     *
     * @param ties decides between values that carry one stamp, the greatest is taken; every replica must use the same
     * @return the value, empty when nothing was written, the last write was an unset, or all of it was forgotten
     */
    public Optional<V> value(Comparator<? super V> ties) {
        Objects.requireNonNull(ties, "ties");
        return LastWrite.value(state.store(), ties);
    }

    /**
     * The greatest stamp.
     *
     * @return the stamp of {@link #value} or of the unset, empty when nothing was written
     */
    public Optional<LamportTimestamp> stamp() {
        return LastWrite.stamp(state.store());
    }

    /**
     * Stamps that carry more than one value, which only a broken clock or a replica running twice brings about.
     *
     * @return those stamps and their values, without an unset that has the same stamp, by stamp; empty when all is well;
     *     unmodifiable
     */
    public Map<LamportTimestamp, Set<V>> clashes() {
        return Stamped.clashes(LastWrite.all(state.store()));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof LWWRegister<?> that && state.equals(that.state);
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
        return Text.state("LWWRegister", () -> value().map(Text::of).orElse("without a value"), state::toString);
    }
}
