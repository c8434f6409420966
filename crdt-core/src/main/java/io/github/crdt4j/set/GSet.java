package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;
import java.util.Set;

/**
 * A grow-only set: an element that was added stays.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * GSet<String> seen = GSet.<String>empty().add(me, "order-17");
 * boolean isKnown = seen.contains("order-17"); // true
 * }</pre>
 *
 * <p>Choose it where nothing is ever taken back: identifiers that were seen, facts, members of all time. Where an element may go, use an
 * {@link ORSet}; it costs the same.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(x)}</td><td>x</td></tr>
 *   <tr><td>{@code add(x)}</td><td>{@code add(y)}</td><td>x, y</td></tr>
 *   <tr><td>{@code add(x)}</td><td>removal of the key, in a map</td><td>x, and nothing that the removal has seen</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> If two elements are {@code equals} but distinguishable, which of them is shown is unspecified.
 *
 * <p><b>Lattice.</b> Elements to the dots of the adds that keep them, in a causal context; only the removal of a map's key takes dots
 * away. Bottom: no element, nothing seen.
 *
 * <p><b>Cost.</b> State: per element one dot, one more per concurrent add, and a number per writer. {@code add} and {@code contains}:
 * O(log n). {@code merge}, {@code leq} and {@code delta}: O(what differs), also after decoding.
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", specification 11; with dots, so that a map can forget it.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class GSet<E> implements Stored<GSet<E>> {

    private static final GSet<?> EMPTY =
            new GSet<>(new CausalState<>(DotMap.<Object, Dots>none(Dots.none()), CausalContext.empty()));

    static {
        Parts.publish(GSet.class, (GSet<Object> set) -> set.state, GSet<Object>::new);
    }

    private final CausalState<DotMap<E, Dots>> state;

    private GSet(CausalState<DotMap<E, Dots>> state) {
        this.state = state;
    }

    /**
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> GSet<E> empty() {
        return (GSet<E>) EMPTY;
    }

    /**
     * Adds an element. Adding one that is present is an event too: in a map it wins over a concurrent removal of the key.
     *
     * @param self the replica that adds
     * @param element the element, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public GSet<E> add(ReplicaId self, E element) {
        Objects.requireNonNull(self, "self");
        return new GSet<>(DotMap.written(state, self, Values.checked(element, "element"), Dots::of));
    }

    /**
     * Adds elements, in the order of their iteration.
     *
     * @param self the replica that adds
     * @param elements the elements, none of them an array
     * @return the next state, the same object when there are none
     * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public GSet<E> addAll(ReplicaId self, Iterable<? extends E> elements) {
        var editor = new ORSetEditor<>(self, state);
        elements.forEach(editor::add);
        CausalState<DotMap<E, Dots>> next = editor.finish();
        return next == state ? this : new GSet<>(next);
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether it was added
     */
    public boolean contains(Object element) {
        return state.store().all().containsKey(Objects.requireNonNull(element, "element"));
    }

    /**
     * How many elements there are.
     *
     * @return their number
     */
    public int size() {
        return state.store().all().size();
    }

    /**
     * The elements.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<E> elements() {
        return ElementsView.of("GSet", state.store().all());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof GSet<?> that && state.equals(that.state);
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
        return Text.state("GSet", () -> Text.all(elements()), state::toString);
    }
}
