package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.LastWrite;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.OpBiased;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Objects;
import java.util.Set;

/**
 * A last-writer-wins element set, replicated by operations: of the adds and removes of an element, the one with the greatest counter
 * counts, and a bias decides between those with one counter.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * LamportClock clock = LamportClock.of(me);
 * OpLWWElementSet<String> empty = OpLWWElementSet.empty(LWWElementSet.Bias.ADD);
 * var codec = OpCodec.of(KryoCodec.create(), empty);
 * var online = OpReplica.of(me, OpSnapshot.initial(empty), clock, codec);
 * online.update(set -> set.add(clock.tick(), "ada"));
 * boolean isOnline = online.state().contains("ada"); // true
 * }</pre>
 *
 * <p>Choose it where the time of a change says more than who had seen what, and changes travel through a log or queue that keeps them.
 * Where replicas gossip, choose {@link LWWElementSet}; where a change must not undo what it has not seen, {@link OpORSet} or
 * {@link OpRWSet}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(7@a, x)}</td><td>{@code remove(9@b, x)}</td><td>no x: the greater counter</td></tr>
 *   <tr><td>{@code add(9@a, x)}</td><td>{@code remove(7@b, x)}</td><td>x: the greater counter</td></tr>
 *   <tr><td>{@code add(7@a, x)}</td><td>{@code remove(7@b, x)}</td><td>x with {@code Bias.ADD}, no x with {@code Bias.REMOVE}, whoever
 *       wrote them</td></tr>
 *   <tr><td>{@code add(7@a, x)}</td><td>removal of the key, in a map, that saw only {@code 9@b}</td><td>x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Of two concurrent changes of an element one is lost, by design. A replica whose clock runs fast wins.
 *
 * <p><b>State and effect.</b> Elements to the stamped adds and removes that no later change of the element has seen, each under its event;
 * each takes away those its clock contains and adds itself. The bias is the same in all states, and in all bytes.
 *
 * <p><b>Cost.</b> State: one entry per element that was ever added or removed, one more per concurrent change. {@code add}, {@code
 * remove}, {@code contains}: O(log n); {@code size} and {@code forget}: O(n).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", section 3.3.3, for the set; the bias is Roshi's (SoundCloud 2014).
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class OpLWWElementSet<E> implements OpRemovable<OpLWWElementSet<E>, OpLWWElementSet.Write<E>> {

    static { // the type argument stands for any
        OpParts.publish(
                OpLWWElementSet.class, (OpLWWElementSet<Object> set) -> set.state, OpLWWElementSet<Object>::new);
    }

    private final OpBiased<E> state;

    private OpLWWElementSet(OpBiased<E> state) {
        this.state = state;
    }

    /**
     * An element is added or removed.
     *
     * @param stamp when and by whom
     * @param element the element, not an array
     * @param isPresent whether it is added
     * @param <E> its type
     */
    public record Write<E>(LamportTimestamp stamp, E element, boolean isPresent) implements Operation {

        /**
         * Checks the components.
         *
         * @param stamp when and by whom
         * @param element the element, of which a list is copied
         * @param isPresent whether it is added
         * @throws IllegalArgumentException if the element is an array, or a list with null or an array in it
         */
        public Write {
            Objects.requireNonNull(stamp, "stamp");
            element = Values.checked(element, "element");
        }

        @Override
        public long greatestStamp() {
            return stamp.counter();
        }

        @Override
        public String toString() {
            return (isPresent ? "add(" : "remove(") + stamp + ", " + Text.of(element) + ")";
        }
    }

    /**
     * The set of which nothing was ever said.
     *
     * @param bias what wins between an add and a remove with one counter; every replica must give the same
     * @param <E> the type of the elements
     * @return the initial state
     */
    public static <E> OpLWWElementSet<E> empty(LWWElementSet.Bias bias) {
        return new OpLWWElementSet<>(
                new OpBiased<>(Objects.requireNonNull(bias, "bias") == LWWElementSet.Bias.ADD, PersistentMap.empty()));
    }

    /**
     * What wins when an add and a remove of one element have one counter.
     *
     * @return what {@link #empty} was given
     */
    public LWWElementSet.Bias bias() {
        return state.toAdds() ? LWWElementSet.Bias.ADD : LWWElementSet.Bias.REMOVE;
    }

    /**
     * Prepares to add an element.
     *
     * @param stamp when and by whom, from the replica's clock; the element must not have seen a counter as great
     * @param element the element, not an array; a list is copied
     * @return the operation
     * @throws IllegalArgumentException if the counter of the stamp does not exceed every counter that the element has seen: the clock was
     *     not shown what this replica has received; or if the element is an array, or a list with null or an array in it
     */
    public Write<E> add(LamportTimestamp stamp, E element) {
        return write(new Write<>(stamp, element, true));
    }

    /**
     * Prepares to remove an element by a write, which wins over every add with a smaller counter, seen or not.
     *
     * @param stamp when and by whom, from the replica's clock; the element must not have seen a counter as great
     * @param element the element, not an array; a list is copied
     * @return the operation; of an element that is not present too
     * @throws IllegalArgumentException if the counter of the stamp does not exceed every counter that the element has seen; or if the
     *     element is an array, or a list with null or an array in it
     */
    public Write<E> remove(LamportTimestamp stamp, E element) {
        return write(new Write<>(stamp, element, false));
    }

    private Write<E> write(Write<E> write) {
        LastWrite.stamp(Writes.contents(Writes.of(state.writes(), write.element())))
                .filter(greatest ->
                        greatest.counter() >= write.stamp().counter()) // the bias would not decide between these
                .ifPresent(greatest -> {
                    throw LastWrite.refused(
                            write.stamp(), greatest, "element " + Text.of(write.element()), LastWrite.OPERATIONS);
                });
        return write;
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether an add of it has a greater counter than every remove, or with {@code Bias.ADD} as great a one
     */
    public boolean contains(Object element) {
        return isPresent(Writes.of(state.writes(), Objects.requireNonNull(element, "element")));
    }

    private boolean isPresent(Writes<Stamped<Boolean>> writes) {
        return LastWrite.isPresent(() -> Writes.contents(writes), state.toAdds());
    }

    /**
     * How many elements are present.
     *
     * @return their number, counted
     */
    public int size() {
        return elements().size();
    }

    /**
     * The elements that are present.
     *
     * @return an unmodifiable view of this state, in no particular order; its {@code size} counts
     */
    public Set<E> elements() {
        return ElementsView.of("OpLWWElementSet", state.writes(), this::isPresent);
    }

    @Override
    public OpLWWElementSet<E> effect(Write<E> operation, Dot dot, CausalPast past) {
        var content = new Stamped<>(operation.stamp(), operation.isPresent());
        return with(Writes.write(state.writes(), operation.element(), content, dot, past));
    }

    @Override
    public OpLWWElementSet<E> forget(CausalPast observed) {
        return with(Writes.forget(state.writes(), observed));
    }

    private OpLWWElementSet<E> with(PersistentMap<E, Writes<Stamped<Boolean>>> next) {
        return next == state.writes() ? this : new OpLWWElementSet<>(new OpBiased<>(state.toAdds(), next));
    }

    @Override
    public long greatestStamp() {
        return Writes.greatestStamp(state.writes());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpLWWElementSet<?> that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(elements());
    }

    @Override
    public String toString() {
        return Text.state("OpLWWElementSet", () -> Text.all(elements()), () -> Writes.text(state.writes()));
    }
}
