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
import java.util.Objects;
import java.util.Set;

/**
 * A two-phase set, replicated by operations: an element is added, and may be removed once and for ever.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpTwoPSet.<String>empty());
 * var valid = OpReplica.of(ReplicaId.fresh("berlin-1"), OpTwoPSet.<String>empty(), codec);
 * valid.update(set -> set.add("token-1"));
 * valid.update(set -> set.remove("token-1"));
 * boolean isValid = valid.state().contains("token-1"); // false
 * }</pre>
 *
 * <p>Choose it where a removal must never be undone and changes travel through a log or queue that keeps them. Where replicas gossip, or
 * messages may be lost for good, choose {@link TwoPSet}; where an element may come back, {@link OpORSet} or {@link OpRWSet}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(x)}</td><td>x</td></tr>
 *   <tr><td>{@code add(x)}, once more</td><td>{@code remove(x)}</td><td>no x, for ever</td></tr>
 *   <tr><td>{@code remove(x)}</td><td>{@code remove(x)}</td><td>no x, for ever</td></tr>
 *   <tr><td>{@code remove(x)}</td><td>removal of the key, in a map, that saw x</td><td>no x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> None of value. In a map, the removal of the key forgets the adds and removes it has seen, so an element may come
 * back under that key.
 *
 * <p><b>State and effect.</b> Elements to the adds and removes that no later event of the element has seen, each under its event; each
 * takes away those its clock contains and adds itself. No add is prepared where a remove was seen.
 *
 * <p><b>Cost.</b> State: per element that was ever added one entry, of a removed one for ever; one more per concurrent event. {@code add},
 * {@code remove}, {@code contains}: O(log n); {@code size} and {@code forget}: O(n).
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", specification 12, whose precondition of {@code remove} holds here too.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class OpTwoPSet<E> implements OpRemovable<OpTwoPSet<E>, OpTwoPSet.Change<E>> {

    private static final OpTwoPSet<?> EMPTY = new OpTwoPSet<>(PersistentMap.empty());

    static { // the type argument stands for any
        OpParts.publish(OpTwoPSet.class, (OpTwoPSet<Object> set) -> set.verdicts, OpTwoPSet<Object>::new);
    }

    private final PersistentMap<E, Writes<Boolean>> verdicts;

    private OpTwoPSet(PersistentMap<E, Writes<Boolean>> verdicts) {
        this.verdicts = verdicts;
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
     * An element is removed for ever.
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
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> OpTwoPSet<E> empty() {
        return (OpTwoPSet<E>) EMPTY;
    }

    /**
     * Prepares to add an element.
     *
     * @param element the element, not an array; a list is copied
     * @return the operation
     * @throws IllegalArgumentException if the element was removed, see {@link #isRemoved}; or if it is an array, or a list with null or
     *     an array in it
     */
    public Change<E> add(E element) {
        Change<E> add = new Add<>(element);
        if (isRemoved(element)) {
            throw new IllegalArgumentException(
                    "element " + Text.of(element)
                            + " was removed, and an OpTwoPSet never takes one back: give it another name, or use an OpORSet or OpRWSet");
        }
        return add;
    }

    /**
     * Prepares to remove an element for ever.
     *
     * @param element the element
     * @return the operation
     * @throws IllegalArgumentException if this state has seen no add of the element
     */
    public Change<E> remove(E element) {
        if (!verdicts.containsKey(Objects.requireNonNull(element, "element"))) {
            throw new IllegalArgumentException(
                    "element " + Text.of(element)
                            + " was never added here, so it cannot be removed: receive the message that adds it first, or use an OpRWSet");
        }
        return new Remove<>(element);
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added and not removed
     */
    public boolean contains(Object element) {
        return Writes.hold(Writes.of(verdicts, Objects.requireNonNull(element, "element")));
    }

    /**
     * Whether an element was removed, and so cannot be added.
     *
     * @param element the element
     * @return whether a remove of it was carried out here
     */
    public boolean isRemoved(Object element) {
        return verdicts.containsKey(Objects.requireNonNull(element, "element")) && !contains(element);
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
        return ElementsView.of("OpTwoPSet", verdicts, Writes::hold);
    }

    @Override
    public OpTwoPSet<E> effect(Change<E> operation, Dot dot, CausalPast past) {
        return operation instanceof Add<E> add
                ? new OpTwoPSet<>(Writes.write(verdicts, add.element(), true, dot, past))
                : new OpTwoPSet<>(Writes.write(verdicts, ((Remove<E>) operation).element(), false, dot, past));
    }

    @Override
    public OpTwoPSet<E> forget(CausalPast observed) {
        PersistentMap<E, Writes<Boolean>> kept = Writes.forget(verdicts, observed);
        return kept == verdicts ? this : kept.isEmpty() ? empty() : new OpTwoPSet<>(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpTwoPSet<?> that && verdicts.equals(that.verdicts);
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
        return Text.state("OpTwoPSet", () -> Text.all(elements()), () -> Writes.text(verdicts));
    }
}
