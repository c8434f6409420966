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
 * A remove-wins set: an element is present while every remove of it was seen by some add, so a remove wins over a concurrent add.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * RWSet<String> admins = RWSet.<String>empty().add(me, "ada").add(me, "bob");
 * Set<String> now = admins.remove(me, "bob").elements(); // [ada]
 * }</pre>
 *
 * <p>Choose it where an element that stays by mistake does more harm than one that goes: permissions, allow lists, subscriptions. Where
 * an add must win, use an {@link ORSet}, which also forgets what was removed.
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
 * <p><b>Lattice.</b> Elements to the adds and removes that no later event of the element has seen, each under its dot, in a causal
 * context. Bottom: no element, nothing seen.
 *
 * <p><b>Cost.</b> State: one entry per element that was ever added or removed, one more per concurrent event, and a number per writer;
 * a removed element stays as that entry. {@code add}, {@code remove}, {@code contains}: O(log n); {@code size}: O(n); {@code clear}: an
 * event per element present. {@code merge}, {@code leq} and {@code delta}: O(what differs), also after decoding.
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the remove-wins set;
 * the state-based form with one store of dots per element is ours.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class RWSet<E> implements Stored<RWSet<E>> {

    private static final RWSet<?> EMPTY = new RWSet<>(
            new CausalState<>(DotMap.<Object, DotFun<Values<Boolean>>>none(DotFun.none()), CausalContext.empty()));

    static {
        Parts.publish(RWSet.class, (RWSet<Object> set) -> set.state, RWSet<Object>::new);
    }

    private final CausalState<DotMap<E, DotFun<Values<Boolean>>>> state;

    private RWSet(CausalState<DotMap<E, DotFun<Values<Boolean>>>> state) {
        this.state = state;
    }

    /**
     * The set of which nothing was ever said.
     *
     * @param <E> the type of the elements
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> RWSet<E> empty() {
        return (RWSet<E>) EMPTY;
    }

    /**
     * Adds an element: the add takes the place of every add and remove of it that this state has seen. Adding one that is present is an
     * event too.
     *
     * @param self the replica that adds
     * @param element the element, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public RWSet<E> add(ReplicaId self, E element) {
        return write(self, element, true);
    }

    /**
     * Removes an element. This is an event even when the element is not present or was never added: it wins over a concurrent add.
     *
     * @param self the replica that removes
     * @param element the element, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public RWSet<E> remove(ReplicaId self, E element) {
        return write(self, element, false);
    }

    /**
     * Removes each element that is present, as {@link #remove} does.
     *
     * @param self the replica that removes
     * @return the next state, the same object when no element is present
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public RWSet<E> clear(ReplicaId self) {
        RWSet<E> next = this;
        for (E element : elements()) {
            next = next.write(self, element, false);
        }
        return next;
    }

    private RWSet<E> write(ReplicaId self, E element, boolean isPresent) {
        Objects.requireNonNull(self, "self");
        return new RWSet<>(
                DotMap.written(state, self, Values.checked(element, "element"), dot -> Verdicts.of(dot, isPresent)));
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added, and every remove of it was seen by some add
     */
    public boolean contains(Object element) {
        return Verdicts.hold(state.store().get(Objects.requireNonNull(element, "element")));
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
        return ElementsView.of("RWSet", state.store().all(), Verdicts::hold);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof RWSet<?> that && state.equals(that.state);
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
        return Text.state("RWSet", () -> Text.all(elements()), state::toString);
    }
}
