package io.github.crdt4j.register;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.op.Written;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A register that keeps every write which no other write has seen, replicated by operations.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpMVRegister.<String>empty());
 * var title = OpReplica.of(ReplicaId.fresh("berlin-1"), OpMVRegister.<String>empty(), codec);
 * title.update(register -> register.set("Draft"));
 * List<String> siblings = title.state().values(); // [Draft]
 * }</pre>
 *
 * <p>Choose it where losing a concurrent write is not acceptable and writes travel through a log or queue that keeps them.
 * Where replicas gossip, choose {@link MVRegister}; where the last writer may win, {@link OpLWWRegister}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code set(y)}</td><td>both, as siblings</td></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code set(x)}</td><td>x twice: siblings are writes, not values</td></tr>
 *   <tr><td>{@code set(x)}</td><td>{@code resolve}, which saw y</td><td>x and the resolution of y</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Siblings pile up while replicas write without looking.
 *
 * <p><b>State and effect.</b> The siblings, each under its event; a write takes away those its clock contains and adds
 * itself. Of two concurrent writes neither clock contains the other, so the order does not matter.
 *
 * <p><b>Cost.</b> State: the siblings. Each operation: O(siblings). A write travels as its value.
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the
 * multi-value register, whose log of writes this is.
 *
 * @param <V> the type of the values: immutable, with value equality
 */
public final class OpMVRegister<V> implements OpRemovable<OpMVRegister<V>, OpMVRegister.Write<V>> {

    private static final OpMVRegister<?> EMPTY = new OpMVRegister<>(Writes.none());

    static { // the type argument stands for any
        OpParts.publish(
                OpMVRegister.class, (OpMVRegister<Object> register) -> register.writes, OpMVRegister<Object>::new);
    }

    private final Writes<V> writes;

    private OpMVRegister(Writes<V> writes) {
        this.writes = writes;
    }

    /**
     * A value is written over all that was seen.
     *
     * @param value the value, not an array
     * @param <V> its type
     */
    public record Write<V>(V value) implements Operation {

        /**
         * Checks the value.
         *
         * @param value the value
         * @throws IllegalArgumentException if it is an array
         */
        public Write {
            value = Values.checked(value, "value");
        }

        @Override
        public String toString() {
            return "set(" + Text.of(value) + ")";
        }
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V> OpMVRegister<V> empty() {
        return (OpMVRegister<V>) EMPTY;
    }

    /**
     * Prepares to write a value over everything this state shows.
     *
     * @param value the value, not an array
     * @return the operation
     */
    public Write<V> set(V value) {
        return new Write<>(value);
    }

    /**
     * Prepares to write what the application makes of the siblings.
     *
     * @param policy what to make of {@link #values}, of which there are two or more; called once, if so
     * @return the operation, empty when there is nothing to resolve
     */
    public Optional<Write<V>> resolve(Function<? super List<V>, ? extends V> policy) {
        Objects.requireNonNull(policy, "policy");
        List<V> siblings = values();
        return siblings.size() < 2 ? Optional.empty() : Optional.of(set(policy.apply(siblings)));
    }

    /**
     * The siblings: every write that no write seen here has seen.
     *
     * @return the values, one per write, in the order of their events, which is the same on every replica; unmodifiable
     */
    public List<V> values() {
        return writes.sorted().stream().map(Written::content).toList();
    }

    @Override
    public OpMVRegister<V> effect(Write<V> operation, Dot dot, CausalPast clock) {
        return new OpMVRegister<>(writes.write(operation.value(), dot, clock));
    }

    @Override
    public OpMVRegister<V> forget(CausalPast observed) {
        Writes<V> kept = writes.forget(observed);
        return kept == writes ? this : new OpMVRegister<>(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpMVRegister<?> that && writes.equals(that.writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(values());
    }

    @Override
    public String toString() {
        return Text.state("OpMVRegister", () -> Text.all(values()), writes::toString);
    }
}
