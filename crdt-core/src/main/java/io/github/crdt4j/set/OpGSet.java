package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.Keepers;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.Objects;
import java.util.Set;

/**
 * A grow-only set, replicated by operations: an element that was added stays.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpGSet.<String>empty());
 * var seen = OpReplica.of(ReplicaId.fresh("berlin-1"), OpGSet.<String>empty(), codec);
 * seen.update(set -> set.add("order-17"));
 * boolean isKnown = seen.state().contains("order-17"); // true
 * }</pre>
 *
 * <p>Choose it where nothing is ever taken back and adds travel through a log or queue that keeps them. Where replicas gossip, or
 * messages may be lost for good, choose {@link GSet}; where an element may go, {@link OpORSet}, which costs the same.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(x)}</td><td>x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(y)}</td><td>x, y</td></tr>
 *   <tr><td>{@code add(x)}</td><td>removal of the key, in a map</td><td>x, and nothing that the removal has seen</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Should equal elements differ otherwise, which of them is shown is not defined.
 *
 * <p><b>State and effect.</b> Elements to the events of the adds that keep them; an add replaces the events its clock contains. Only the
 * removal of a map's key takes them away.
 *
 * <p><b>Cost.</b> State: per element one event, and one more per concurrent add. {@code add} and {@code contains}: O(log n); {@code
 * forget}: O(n).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", specification 11; with events, so that a map can forget it.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class OpGSet<E> implements OpRemovable<OpGSet<E>, OpGSet.Add<E>> {

    private static final OpGSet<?> EMPTY = new OpGSet<>(PersistentMap.empty());

    static { // the type argument stands for any
        OpParts.publish(OpGSet.class, (OpGSet<Object> set) -> set.adds, OpGSet<Object>::new);
    }

    private final PersistentMap<E, Dots> adds;

    private OpGSet(PersistentMap<E, Dots> adds) {
        this.adds = adds;
    }

    /**
     * An element is added.
     *
     * @param element the element, not an array
     * @param <E> its type
     */
    public record Add<E>(E element) implements Operation {

        /**
         * Checks the element.
         *
         * @param element the element, a list is copied
         * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
         */
        public Add {
            element = Values.checked(element, "element");
        }

        @Override
        public String toString() {
            return "add(" + Text.of(element) + ")";
        }
    }

    /**
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> OpGSet<E> empty() {
        return (OpGSet<E>) EMPTY;
    }

    /**
     * Prepares to add an element.
     *
     * @param element the element, not an array; a list is copied
     * @return the operation; of an element that is present too, for it wins over a concurrent removal of a map's key
     * @throws IllegalArgumentException if the element is an array, or a list with null or an array in it
     */
    public Add<E> add(E element) {
        return new Add<>(element);
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added
     */
    public boolean contains(Object element) {
        return adds.containsKey(Objects.requireNonNull(element, "element"));
    }

    /**
     * How many elements there are.
     *
     * @return their number
     */
    public int size() {
        return adds.size();
    }

    /**
     * The elements.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<E> elements() {
        return ElementsView.of("OpGSet", adds);
    }

    @Override
    public OpGSet<E> effect(Add<E> operation, Dot dot, CausalPast past) {
        return new OpGSet<>(Keepers.add(adds, operation.element(), dot, past));
    }

    @Override
    public OpGSet<E> forget(CausalPast observed) {
        PersistentMap<E, Dots> kept = Keepers.forget(adds, observed);
        return kept == adds ? this : kept.isEmpty() ? empty() : new OpGSet<>(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpGSet<?> that && adds.equals(that.adds);
    }

    @Override
    public int hashCode() {
        return adds.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(elements());
    }

    @Override
    public String toString() {
        return Text.state("OpGSet", () -> Text.all(elements()), () -> Keepers.text(adds));
    }
}
