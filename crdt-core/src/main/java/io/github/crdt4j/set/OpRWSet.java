package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A remove-wins set, replicated by operations: an element is present while every remove of it was seen by some add, so a remove wins
 * over a concurrent add.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpRWSet.<String>empty());
 * var admins = OpReplica.of(ReplicaId.fresh("berlin-1"), OpRWSet.<String>empty(), codec);
 * admins.update(set -> set.add("ada"));
 * admins.update(set -> set.remove("bob"));
 * Set<String> now = admins.state().elements(); // [ada]
 * }</pre>
 *
 * <p>Choose it where an element that stays by mistake does more harm than one that goes, and changes travel through a log or queue that
 * keeps them. Where replicas gossip, or messages may be lost for good, choose {@link RWSet}; where an add must win, {@link OpORSet}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(x)}</td><td>x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code remove(x)}</td><td>no x: the remove wins, also if x was never added before</td></tr>
 *   <tr><td>{@code remove(x)}</td><td>{@code remove(x)}</td><td>no x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code clear()}</td><td>no x if x was present where it was cleared, otherwise x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>removal of the key, in a map</td><td>x: only the adds and removes it has seen are forgotten</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> An add is lost if any replica removes the element concurrently, even one that never had it. {@code clear} says
 * nothing of elements that it does not see.
 *
 * <p><b>State and effect.</b> Elements to the adds and removes that no later event of the element has seen, each under its event; each
 * takes away those its clock contains and adds itself.
 *
 * <p><b>Cost.</b> State: one entry per element that was ever added or removed, one more per concurrent event; a removed element stays as
 * that entry. {@code add}, {@code remove}, {@code contains}: O(log n); {@code size} and {@code forget}: O(n). A {@code clear} travels as
 * the elements it removes.
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the remove-wins set.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class OpRWSet<E> implements OpRemovable<OpRWSet<E>, OpRWSet.Change<E>> {

    private static final OpRWSet<?> EMPTY = new OpRWSet<>(PersistentMap.empty());

    static { // the type argument stands for any
        OpParts.publish(OpRWSet.class, (OpRWSet<Object> set) -> set.verdicts, OpRWSet<Object>::new);
    }

    private final PersistentMap<E, Writes<Boolean>> verdicts;

    private OpRWSet(PersistentMap<E, Writes<Boolean>> verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * What can be done to such a set.
     *
     * @param <E> the type of the elements
     */
    public sealed interface Change<E> extends Operation {}

    /**
     * An element is added, over every remove of it that was seen.
     *
     * @param element the element, not an array
     * @param <E> its type
     */
    public record Add<E>(E element) implements Change<E> {

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
     * An element is removed, until an add has seen this.
     *
     * @param element the element, not an array
     * @param <E> its type
     */
    public record Remove<E>(E element) implements Change<E> {

        /**
         * Checks the element.
         *
         * @param element the element, a list is copied
         * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
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
     * Elements are removed: those that were present where it was prepared.
     *
     * @param elements the elements, none of them an array
     * @param <E> their type
     */
    public record Clear<E>(List<E> elements) implements Change<E> {

        /**
         * Checks the elements.
         *
         * @param elements the elements, of which lists are copied
         * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
         */
        public Clear {
            elements = elements.stream()
                    .map(element -> Values.checked(element, "element"))
                    .toList();
        }

        @Override
        public String toString() {
            return "clear(" + Text.all(elements) + ")";
        }
    }

    /**
     * The set of which nothing was ever said.
     *
     * @param <E> the type of the elements
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> OpRWSet<E> empty() {
        return (OpRWSet<E>) EMPTY;
    }

    /**
     * Prepares to add an element, over every remove of it that this state has seen.
     *
     * @param element the element, not an array; a list is copied
     * @return the operation
     * @throws IllegalArgumentException if the element is an array, or a list with null or an array in it
     */
    public Change<E> add(E element) {
        return new Add<>(element);
    }

    /**
     * Prepares to remove an element.
     *
     * @param element the element, not an array; a list is copied
     * @return the operation; of an element that is not present too, for it wins over a concurrent add
     * @throws IllegalArgumentException if the element is an array, or a list with null or an array in it
     */
    public Change<E> remove(E element) {
        return new Remove<>(element);
    }

    /**
     * Prepares to remove each element that is present, as {@link #remove} does.
     *
     * @return the operation; without effect when no element is present
     */
    public Change<E> clear() {
        return new Clear<>(List.copyOf(elements()));
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added, and every remove of it was seen by some add
     */
    public boolean contains(Object element) {
        return Writes.hold(Writes.of(verdicts, Objects.requireNonNull(element, "element")));
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
        return ElementsView.of("OpRWSet", verdicts, Writes::hold);
    }

    @Override
    public OpRWSet<E> effect(Change<E> operation, Dot dot, CausalPast past) {
        if (operation instanceof Add<E> add) {
            return new OpRWSet<>(Writes.write(verdicts, add.element(), true, dot, past));
        } else if (operation instanceof Remove<E> remove) {
            return new OpRWSet<>(Writes.write(verdicts, remove.element(), false, dot, past));
        }
        PersistentMap<E, Writes<Boolean>> next = verdicts;
        for (E element : ((Clear<E>) operation).elements()) {
            next = Writes.write(next, element, false, dot, past);
        }
        return next == verdicts ? this : new OpRWSet<>(next);
    }

    @Override
    public OpRWSet<E> forget(CausalPast observed) {
        PersistentMap<E, Writes<Boolean>> kept = Writes.forget(verdicts, observed);
        return kept == verdicts ? this : kept.isEmpty() ? empty() : new OpRWSet<>(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpRWSet<?> that && verdicts.equals(that.verdicts);
    }

    @Override
    public int hashCode() {
        return verdicts.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(elements());
    }

    @Override
    public String toString() {
        return Text.state("OpRWSet", () -> Text.all(elements()), () -> Writes.text(verdicts));
    }
}
