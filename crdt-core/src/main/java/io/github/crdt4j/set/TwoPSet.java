package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.causal.Verdicts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;
import java.util.Set;

/**
 * A two-phase set: an element is added, and may be removed once and for ever.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * TwoPSet<String> valid = TwoPSet.<String>empty().add(me, "token-1");
 * boolean isValid = valid.remove(me, "token-1").contains("token-1"); // false
 * }</pre>
 *
 * <p>Choose it where a removal must never be undone, by a late message or a user: revoked tokens, closed accounts, elements with unique
 * names. Where an element may come back, use an {@link ORSet}, in which an add wins, or an {@link RWSet}, in which a remove wins.
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
 * <p><b>Lattice.</b> Elements to the adds and removes that no remove has seen, each under its dot, in a causal context. Bottom: no
 * element, nothing seen.
 *
 * <p><b>Cost.</b> State: per element that was ever added one entry, of a removed one for ever; one more per concurrent event; and a
 * number per writer. {@code add}, {@code remove}, {@code contains}: O(log n); {@code size}: O(n). {@code merge}, {@code leq} and {@code
 * delta}: O(what differs), also after decoding.
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", specification 12, whose precondition of {@code remove} holds here too.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class TwoPSet<E> implements Stored<TwoPSet<E>> {

    private static final TwoPSet<?> EMPTY = new TwoPSet<>(
            new CausalState<>(DotMap.<Object, DotFun<Values<Boolean>>>none(DotFun.none()), CausalContext.empty()));

    static {
        Parts.publish(TwoPSet.class, (TwoPSet<Object> set) -> set.state, TwoPSet<Object>::new);
    }

    private final CausalState<DotMap<E, DotFun<Values<Boolean>>>> state;

    private TwoPSet(CausalState<DotMap<E, DotFun<Values<Boolean>>>> state) {
        this.state = state;
    }

    /**
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> TwoPSet<E> empty() {
        return (TwoPSet<E>) EMPTY;
    }

    /**
     * Adds an element. Adding one that is present is an event too.
     *
     * @param self the replica that adds
     * @param element the element, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if the element was removed, see {@link #isRemoved}; or if it is an array, or a list with null or
     *     an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public TwoPSet<E> add(ReplicaId self, E element) {
        Objects.requireNonNull(self, "self");
        E added = Values.checked(element, "element");
        if (isRemoved(added)) {
            throw new IllegalArgumentException(
                    "element " + Text.of(added)
                            + " was removed, and a TwoPSet never takes one back: give it another name, or use an ORSet or RWSet");
        }
        return new TwoPSet<>(DotMap.written(state, self, added, dot -> Verdicts.of(dot, true)));
    }

    /**
     * Removes an element for ever. Removing one that is removed is an event too.
     *
     * @param self the replica that removes
     * @param element the element
     * @return the next state
     * @throws IllegalArgumentException if this state has seen no add of the element
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public TwoPSet<E> remove(ReplicaId self, E element) {
        Objects.requireNonNull(self, "self");
        if (!state.store().all().containsKey(Objects.requireNonNull(element, "element"))) {
            throw new IllegalArgumentException(
                    "element " + Text.of(element)
                            + " was never added here, so it cannot be removed: merge the state that has it first, or use an RWSet");
        }
        return new TwoPSet<>(
                DotMap.written(state, self, Values.checked(element, "element"), dot -> Verdicts.of(dot, false)));
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added and not removed
     */
    public boolean contains(Object element) {
        return Verdicts.hold(state.store().get(Objects.requireNonNull(element, "element")));
    }

    /**
     * Whether an element was removed, and so cannot be added.
     *
     * @param element the element
     * @return whether a remove of it was seen
     */
    public boolean isRemoved(Object element) {
        return state.store().all().containsKey(Objects.requireNonNull(element, "element")) && !contains(element);
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
        return ElementsView.of("TwoPSet", state.store().all(), Verdicts::hold);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TwoPSet<?> that && state.equals(that.state);
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
        return Text.state("TwoPSet", () -> Text.all(elements()), state::toString);
    }
}
