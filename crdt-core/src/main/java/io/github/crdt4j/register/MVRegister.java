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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A register that keeps every write which no other write has seen, for the application to resolve.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * MVRegister<String> title = MVRegister.<String>empty().set(me, "Draft");
 * List<String> siblings = title.values(); // [Draft]
 * title = title.resolve(me, all -> String.join(" / ", all));
 * }</pre>
 *
 * <p>Choose it where losing a concurrent write is not acceptable and the application knows what to do with two: show both,
 * take the longer, sum them. Where the last writer may win, {@link LWWRegister} always shows one value.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code set(y)}</td><td>both, as siblings</td></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code set(x)}</td><td>x twice: siblings are writes, not values</td></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code resolve}, which saw y</td><td>x and the resolution of y</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Siblings pile up while replicas write without looking; a write or {@link #resolve} folds all it
 * has seen into one. Should one dot ever carry two values (a cloned replica), both are siblings.
 *
 * <p><b>Lattice.</b> Dots to values, in a causal context: a write lives until a context that has seen it comes without it.
 * Bottom: no write, nothing seen.
 *
 * <p><b>Cost.</b> State: the siblings, and a number per writer that ever wrote. Each operation, {@code merge}, {@code leq}
 * and {@code delta}: O(siblings + writers). No tombstones.
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", specification 10; Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv
 * 1603.01529), figure 14, whose store this is.
 *
 * @param <V> the type of the values: immutable, with value equality
 */
public final class MVRegister<V> implements Stored<MVRegister<V>> {

    private static final MVRegister<?> EMPTY =
            new MVRegister<>(new CausalState<>(DotFun.<Values<Object>>none(), CausalContext.empty()));

    static {
        Parts.publish(MVRegister.class, (MVRegister<Object> register) -> register.state, MVRegister<Object>::new);
    }

    private final CausalState<DotFun<Values<V>>> state;

    private MVRegister(CausalState<DotFun<Values<V>>> state) {
        this.state = state;
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V> MVRegister<V> empty() {
        return (MVRegister<V>) EMPTY;
    }

    /**
     * Writes a value over everything this state shows.
     *
     * @param self the replica that writes
     * @param value the value, not an array; a list is copied
     * @return the next state, with this value alone
     * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public MVRegister<V> set(ReplicaId self, V value) {
        Objects.requireNonNull(self, "self");
        Values<V> written = Values.of(Values.checked(value, "value"));
        Dot dot = state.context().next(self);
        return new MVRegister<>(
                new CausalState<>(DotFun.of(dot, written), state.context().add(dot)));
    }

    /**
     * Writes what the application makes of the siblings. The result supersedes all of them, and no write that is
     * concurrent with this one.
     *
     * @param self the replica that writes
     * @param policy what to make of {@link #values}, of which there are two or more; called once, if so
     * @return the next state, with the resolution alone; this same object when there is nothing to resolve
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public MVRegister<V> resolve(ReplicaId self, Function<? super List<V>, ? extends V> policy) {
        Objects.requireNonNull(policy, "policy");
        List<V> siblings = values();
        return siblings.size() < 2 ? this : set(self, policy.apply(siblings));
    }

    /**
     * The siblings: every write that no write seen here has seen.
     *
     * @return the values, one per write, in the order of their events, which is the same on every replica; should one event
     *     carry several values, these by natural order, lists by their parts, or else by text; unmodifiable
     */
    public List<V> values() {
        return state.store().writes().stream()
                .flatMap(write -> write.payload().inOrder(Values.ORDER).stream())
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof MVRegister<?> that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(values());
    }

    @Override
    public String toString() {
        return Text.state("MVRegister", () -> Text.all(values()), state::toString);
    }
}
