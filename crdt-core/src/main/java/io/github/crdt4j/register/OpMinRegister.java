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
import java.util.Optional;

/**
 * A register that keeps the least value written to it, replicated by operations.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpMinRegister.<Integer>empty());
 * var best = OpReplica.of(ReplicaId.fresh("berlin-1"), OpMinRegister.<Integer>empty(), codec);
 * best.edit(editor -> editor.state().set(3).ifPresent(editor::apply));
 * best.edit(editor -> editor.state().set(7).ifPresent(editor::apply));
 * int shown = best.state().value().orElse(0); // 3
 * }</pre>
 *
 * <p>Choose it where only the least value counts and writes travel through a log or queue that keeps them. Where replicas gossip, or
 * messages may be lost for good, choose {@link MinRegister}; for the other end of the order, {@link OpMaxRegister}; where the last value
 * counts, whatever it is, {@link OpLWWRegister}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(7)}</td><td>3</td></tr>
 *   <tr><td>{@code set(3)}</td><td>{@code set(3)}</td><td>3</td></tr>
 *   <tr><td>{@code set(3)}, over a 7</td><td>removal of the key, in a map, that saw the 7</td><td>3</td></tr>
 *   <tr><td>{@code set(7)}, over a 3: no operation</td><td>removal of the key, in a map, that saw the 3</td><td>no value</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A write that is not less than the value is no operation, so it does not keep a map's key from a concurrent
 * removal of what it was compared with. Values of one class are compared by their natural order, of several classes by the names of
 * these.
 *
 * <p><b>State and effect.</b> The writes that no other has seen, each under its event; a write, which is prepared only where it is less
 * than all it has seen, takes away those its clock contains and adds itself. The value is the least of them.
 *
 * <p><b>Cost.</b> State: an entry per concurrent writer. Each operation: O(concurrent writes). A write travels as its value.
 *
 * <p><b>Source.</b> Baquero, Almeida, Cunha, Ferreira 2017, "Composition in state-based replicated data types" (Bulletin of the EATCS
 * 123), for the order as a lattice; the form by operations is ours.
 *
 * @param <V> the type of the values: immutable, with value equality and a natural order consistent with it
 */
public final class OpMinRegister<V extends Comparable<? super V>>
        implements OpRemovable<OpMinRegister<V>, OpMinRegister.Write<V>> {

    private static final OpMinRegister<?> EMPTY = new OpMinRegister<String>(Writes.none());

    static { // the type argument stands for any: the bridge sees the raw class only
        OpParts.publish(
                OpMinRegister.class, (OpMinRegister<String> register) -> register.writes, OpMinRegister<String>::new);
    }

    private final Writes<V> writes;

    private OpMinRegister(Writes<V> writes) {
        this.writes = writes;
    }

    /**
     * A value is written that is less than all that was seen.
     *
     * @param value the value, not an array
     * @param <V> its type
     */
    public record Write<V>(V value) implements Operation {

        /**
         * Checks the value.
         *
         * @param value the value, of which a list is copied
         * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
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
    public static <V extends Comparable<? super V>> OpMinRegister<V> empty() {
        return (OpMinRegister<V>) EMPTY;
    }

    /**
     * Prepares to write a value.
     *
     * @param value the value, not an array; a list is copied
     * @return the operation, empty when the value is not less than the present one, so that there is nothing to do
     * @throws IllegalArgumentException if the value is an array, or a list with null or an array in it
     */
    public Optional<Write<V>> set(V value) {
        Write<V> write = new Write<>(value);
        boolean changes = value().isEmpty() || Values.ORDER.compare(write.value(), value().get()) < 0;
        return changes ? Optional.of(write) : Optional.empty();
    }

    /**
     * The least value.
     *
     * @return the value, empty when nothing was written, or all of it was taken back
     */
    public Optional<V> value() {
        return writes.sorted().stream().map(Written::content).min(Values.ORDER);
    }

    @Override
    public OpMinRegister<V> effect(Write<V> operation, Dot dot, CausalPast past) {
        return new OpMinRegister<>(writes.write(operation.value(), dot, past));
    }

    @Override
    public OpMinRegister<V> forget(CausalPast observed) {
        Writes<V> kept = writes.forget(observed);
        return kept == writes ? this : new OpMinRegister<>(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpMinRegister<?> that && writes.equals(that.writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(value());
    }

    @Override
    public String toString() {
        return Text.state("OpMinRegister", () -> value().map(Text::of).orElse("without a value"), writes::toString);
    }
}
