package io.github.crdt4j.register;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.LastWrite;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A register that shows the write with the greatest stamp, replicated by operations: the last writer wins.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * LamportClock clock = LamportClock.of(me);
 * var codec = OpCodec.of(KryoCodec.create(), OpLWWRegister.<String>empty());
 * var name = OpReplica.of(me, OpSnapshot.initial(OpLWWRegister.<String>empty()), clock, codec);
 * name.update(register -> register.set(clock.tick(), "Ada"));
 * String shown = name.state().value().orElse("nobody");
 * }</pre>
 *
 * <p>Choose it where one value must be shown and writes travel through a log or queue that keeps them. Where replicas
 * gossip, choose {@link LWWRegister}; where losing a concurrent write is not acceptable, {@link OpMVRegister}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code set(9@b, y)}</td><td>y, the greater stamp</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code set(7@b, y)}</td><td>y: equal counters fall to the replica's order</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>{@code unset(9@b)}</td><td>no value: the greater stamp</td></tr>
 *   <tr><td>{@code set(9@a, x)}</td><td>{@code unset(7@b)}</td><td>x, the greater stamp</td></tr>
 *   <tr><td>{@code set(7@a, x)}</td><td>removal of the key, in a map, that saw only {@code 9@b}</td><td>x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Of two concurrent writes one is lost, by design. A replica whose clock runs fast wins.
 *
 * <p><b>State and effect.</b> The writes that no other has seen, each under its event; a write takes away those its clock
 * contains and adds itself. The value is read from the greatest stamp; the concurrent others stay, because a map may take
 * back that one and not them.
 *
 * <p><b>Cost.</b> State: the writes concurrent with the last. Each operation: O(concurrent writes). A write travels as its
 * value and stamp.
 *
 * <p><b>Source.</b> Johnson, Thomas 1975, RFC 677, "The maintenance of duplicate databases"; Shapiro, Preguiça, Baquero,
 * Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data Types", the operation-based register. That
 * concurrent writes stay is ours.
 *
 * @param <V> the type of the values: immutable, with value equality
 */
public final class OpLWWRegister<V> implements OpRemovable<OpLWWRegister<V>, OpLWWRegister.Write<V>> {

    private static final OpLWWRegister<?> EMPTY = new OpLWWRegister<>(Writes.none());

    static { // the type argument stands for any
        OpParts.publish(
                OpLWWRegister.class, (OpLWWRegister<Object> register) -> register.writes, OpLWWRegister<Object>::new);
    }

    private final Writes<Stamped<V>> writes;

    private OpLWWRegister(Writes<Stamped<V>> writes) {
        this.writes = writes;
    }

    /**
     * A value is written, or taken away.
     *
     * @param stamp when and by whom
     * @param value the value, not an array; empty to take it away
     * @param <V> its type
     */
    public record Write<V>(LamportTimestamp stamp, Optional<V> value) implements Operation {

        /**
         * Checks the components.
         *
         * @param stamp when and by whom
         * @param value the value, of which a list is copied; empty to take it away
         * @throws IllegalArgumentException if the value is an array, or a list with null or an array in it
         */
        public Write {
            Objects.requireNonNull(stamp, "stamp");
            value = value.map(written -> Values.checked(written, "value"));
        }

        @Override
        public long greatestStamp() {
            return stamp.counter();
        }

        @Override
        public String toString() {
            return value.map(written -> "set(" + stamp + ", " + Text.of(written) + ")")
                    .orElse("unset(" + stamp + ")");
        }
    }

    /**
     * The register that nobody has written.
     *
     * @param <V> the type of the values
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no value
    public static <V> OpLWWRegister<V> empty() {
        return (OpLWWRegister<V>) EMPTY;
    }

    /**
     * Prepares to write a value.
     *
     * @param stamp when and by whom, from the replica's clock; the register must not have seen a stamp as great
     * @param value the value, not an array
     * @return the operation
     * @throws IllegalArgumentException if the stamp does not exceed every stamp in this state: the clock was not shown what
     *     this replica has received
     */
    public Write<V> set(LamportTimestamp stamp, V value) {
        return write(stamp, Optional.of(Objects.requireNonNull(value, "value")));
    }

    /**
     * Prepares to take the value away by a write, which wins over every write with a smaller stamp, as a write of a value does.
     *
     * @param stamp when and by whom, from the replica's clock; the register must not have seen a stamp as great
     * @return the operation
     * @throws IllegalArgumentException if the stamp does not exceed every stamp in this state
     */
    public Write<V> unset(LamportTimestamp stamp) {
        return write(stamp, Optional.empty());
    }

    private Write<V> write(LamportTimestamp stamp, Optional<V> value) {
        Objects.requireNonNull(stamp, "stamp");
        LastWrite.check(written(), stamp, "this register", LastWrite.OPERATIONS);
        return new Write<>(stamp, value);
    }

    /**
     * The value of the write with the greatest stamp, none if that is an unset. Should two values carry that stamp, the
     * greatest of them, by natural order within one class, lists and optionals by their parts, else by class name and text. Of values
     * with equal texts, as of two long collections whose texts are cut before they differ, that of the earlier event (by origin, then
     * number) is shown, which is the same at every replica that has both; for another choice hand in an order of your own.
     *
     * @return the value, empty when nothing was written, the last write was an unset, or all of it was taken back
     */
    public Optional<V> value() {
        return value(Values.ORDER);
    }

    /**
     * The value of the write with the greatest stamp.
     *
     * @param ties decides between values that carry one stamp, the greatest is taken, of equal ones that of the earlier event; every
     *     replica must use the same, such as {@code KryoCodec.order()}
     * @return the value, empty when nothing was written, the last write was an unset, or all of it was taken back
     */
    public Optional<V> value(Comparator<? super V> ties) {
        Objects.requireNonNull(ties, "ties");
        return LastWrite.value(written(), ties);
    }

    /**
     * The greatest stamp.
     *
     * @return the stamp of {@link #value} or of the unset, empty when nothing was written
     */
    public Optional<LamportTimestamp> stamp() {
        return LastWrite.stamp(written());
    }

    /**
     * Stamps that carry more than one value, which only a broken clock or a replica running twice brings about.
     *
     * @return those stamps and their values, without an unset that has the same stamp, by stamp; empty when all is well;
     *     unmodifiable
     */
    public Map<LamportTimestamp, Set<V>> clashes() {
        return Stamped.clashes(written());
    }

    private Stream<Stamped<V>> written() {
        return Writes.contents(writes);
    }

    @Override
    public OpLWWRegister<V> effect(Write<V> operation, Dot dot, CausalPast clock) {
        return new OpLWWRegister<>(
                writes.write(new Stamped<>(operation.stamp(), operation.value().orElse(null)), dot, clock));
    }

    @Override
    public OpLWWRegister<V> forget(CausalPast observed) {
        Writes<Stamped<V>> kept = writes.forget(observed);
        return kept == writes ? this : new OpLWWRegister<>(kept);
    }

    @Override
    public long greatestStamp() {
        return stamp().map(LamportTimestamp::counter).orElse(0L);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpLWWRegister<?> that && writes.equals(that.writes);
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
        return Text.state("OpLWWRegister", () -> value().map(Text::of).orElse("without a value"), writes::toString);
    }
}
