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
 * An observed-remove set, replicated by operations: a remove takes away the adds it has seen, so an add wins over a
 * concurrent remove.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpORSet.<String>empty());
 * var tags = OpReplica.of(ReplicaId.fresh("berlin-1"), OpORSet.<String>empty(), codec);
 * tags.update(set -> set.add("new"));
 * tags.update(set -> set.remove("new"));
 * Set<String> now = tags.state().elements(); // []
 * }</pre>
 *
 * <p>Choose it where changes travel through a log or queue that keeps them: an operation is its element, however large the
 * set. Where replicas gossip, or messages may be lost for good, choose {@link ORSet}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(x)}</td><td>x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code remove(x)}, which saw an earlier add</td><td>x: the add wins</td></tr>
 *   <tr><td>{@code remove(x)}</td><td>{@code remove(x)}</td><td>no x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code clear()}</td><td>x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Should equal elements differ otherwise, which of them is shown is not defined.
 *
 * <p><b>State and effect.</b> Elements to the events of the adds that keep them. An add replaces the events its clock
 * contains, a remove takes them away; neither touches what is concurrent. No tombstones, and no causal context: what a
 * remove has seen is told by the clock of its message.
 *
 * <p><b>Cost.</b> State: per element one event, and one more per concurrent add. {@code add}, {@code remove}, {@code
 * contains}: O(log n); {@code clear} and {@code forget}: O(n).
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the
 * add-wins set, by way of Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", specification 15, whose removes name what they have seen.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class OpORSet<E> implements OpRemovable<OpORSet<E>, OpORSet.Change<E>> {

    private static final OpORSet<?> EMPTY = new OpORSet<>(PersistentMap.empty());

    static { // the type argument stands for any
        OpParts.publish(OpORSet.class, (OpORSet<Object> set) -> set.adds, OpORSet<Object>::new);
    }

    private final PersistentMap<E, Dots> adds;

    private OpORSet(PersistentMap<E, Dots> adds) {
        this.adds = adds;
    }

    /**
     * What can be done to such a set.
     *
     * @param <E> the type of the elements
     */
    public sealed interface Change<E> extends Operation {}

    /**
     * An element is added.
     *
     * @param element the element, not an array
     * @param <E> its type
     */
    public record Add<E>(E element) implements Change<E> {

        /**
         * Checks the element.
         *
         * @param element the element
         * @throws IllegalArgumentException if it is an array
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
     * Every add of an element that was seen is taken away.
     *
     * @param element the element
     * @param <E> its type
     */
    public record Remove<E>(E element) implements Change<E> {

        /**
         * Checks the element.
         *
         * @param element the element
         * @throws IllegalArgumentException if it is an array
         */
        public Remove {
            element = Values.checked(element, "element");
        }

        @Override
        public String toString() {
            return "remove(" + Text.of(element) + ")";
        }
    }

    /**
     * Every add that was seen is taken away.
     *
     * @param <E> the type of the elements
     */
    public record Clear<E>() implements Change<E> {

        @Override
        public String toString() {
            return "clear()";
        }
    }

    /**
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> OpORSet<E> empty() {
        return (OpORSet<E>) EMPTY;
    }

    /**
     * Prepares to add an element. Adding one that is present wins over a concurrent remove.
     *
     * @param element the element, not an array
     * @return the operation
     * @throws IllegalArgumentException if the element is an array
     */
    public Change<E> add(E element) {
        return new Add<>(element);
    }

    /**
     * Prepares to remove an element.
     *
     * @param element the element
     * @return the operation; without effect when the element is not present
     */
    public Change<E> remove(E element) {
        return new Remove<>(element);
    }

    /**
     * Prepares to remove every element.
     *
     * @return the operation
     */
    public Change<E> clear() {
        return new Clear<>();
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether an add of it survives
     */
    public boolean contains(Object element) {
        return adds.get(Objects.requireNonNull(element, "element")) != null;
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
        return ElementsView.of("OpORSet", adds);
    }

    @Override
    public OpORSet<E> effect(Change<E> operation, Dot dot, CausalPast clock) {
        if (operation instanceof Add<E> add) {
            return with(Keepers.add(adds, add.element(), dot, clock));
        } else if (operation instanceof Remove<E> remove) {
            return with(Keepers.remove(adds, remove.element(), clock));
        }
        return forget(clock);
    }

    @Override
    public OpORSet<E> forget(CausalPast observed) {
        return with(Keepers.forget(adds, observed));
    }

    private OpORSet<E> with(PersistentMap<E, Dots> next) {
        return next == adds ? this : next.isEmpty() ? empty() : new OpORSet<>(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpORSet<?> that && adds.equals(that.adds);
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
        return Text.state("OpORSet", () -> Text.all(elements()), () -> Keepers.text(adds));
    }
}
