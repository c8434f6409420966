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
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * An observed-remove set: a remove takes away the adds it has seen, so an add wins over a concurrent remove.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * ORSet<String> tags = ORSet.<String>empty().add(me, "new").add(me, "sale").remove("new");
 * Set<String> now = tags.elements(); // [sale]
 * }</pre>
 *
 * <p>Choose it for sets that shrink as well as grow: members, tags, items. It is the set to begin with.
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
 * <p><b>Lattice.</b> Elements to the dots of the adds that keep them, in a causal context: a dot lives until a context
 * that has seen it comes without it. Bottom: no element, nothing seen. Adding and removing leaves its mark in the context,
 * so it is not the same state as never having added.
 *
 * <p><b>Cost.</b> State: per element one dot (one more per concurrent add), and a number per writer that ever added; no
 * tombstones. {@code add}, {@code remove}, {@code contains}: O(log n) and, for {@code add}, a reference per 32 writers.
 * {@code merge}, {@code leq}, {@code delta}: what differs between the two, also after decoding if the elements are strings,
 * boxed numbers, enums, dates, or lists or records of these; otherwise what they do not share in memory. A delta of up to
 * 64 removals says where to look, also in a message of {@link io.github.crdt4j.sync.AntiEntropy}. Where it does not, as in
 * the bytes of the delta alone, the first merge of a removal looks at every element, later ones at what has changed since.
 *
 * <p><b>Source.</b> Bieniusa et al. 2012, "An optimized conflict-free replicated set", for the set without tombstones;
 * Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv 1603.01529), figures 12 and 15, for the join.
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class ORSet<E> implements Stored<ORSet<E>> {

    private static final ORSet<?> EMPTY =
            new ORSet<>(new CausalState<>(DotMap.<Object, Dots>none(Dots.none()), CausalContext.empty()));

    static {
        Parts.publish(ORSet.class, (ORSet<Object> set) -> set.state, ORSet<Object>::new);
    }

    private final CausalState<DotMap<E, Dots>> state;

    private ORSet(CausalState<DotMap<E, Dots>> state) {
        this.state = state;
    }

    /**
     * The set to which nothing was ever added.
     *
     * @param <E> the type of the elements
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no element
    public static <E> ORSet<E> empty() {
        return (ORSet<E>) EMPTY;
    }

    /**
     * The set of the given elements.
     *
     * @param self the replica that adds them
     * @param elements the elements, none of them an array
     * @param <E> the type of the elements
     * @return the empty set, with each of them added
     * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
     */
    @SafeVarargs
    public static <E> ORSet<E> of(ReplicaId self, E... elements) {
        return ORSet.<E>empty().edit(self, editor -> {
            for (E element : elements) {
                editor.add(element);
            }
        });
    }

    /**
     * Collects a stream into a set.
     *
     * @param self the replica that adds the elements
     * @param <E> the type of the elements
     * @return a collector of {@link #of}
     */
    public static <E> Collector<E, ?, ORSet<E>> toORSet(ReplicaId self) {
        Objects.requireNonNull(self, "self");
        return Collectors.collectingAndThen(
                Collectors.toList(), elements -> ORSet.<E>empty().addAll(self, elements));
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
    public ORSet<E> addAll(ReplicaId self, Iterable<? extends E> elements) {
        Objects.requireNonNull(elements, "elements");
        return edit(self, editor -> elements.forEach(editor::add));
    }

    /**
     * Removes elements: every add of them that this state has seen.
     *
     * @param elements the elements
     * @return the next state, the same object when none of them is present
     */
    public ORSet<E> removeAll(Iterable<? extends E> elements) {
        ORSet<E> next = this;
        for (E element : Objects.requireNonNull(elements, "elements")) {
            next = next.remove(element);
        }
        return next;
    }

    /**
     * Removes all but the given elements. Elements that are added concurrently stay.
     *
     * @param elements what is to stay of what is present
     * @return the next state, the same object when all is to stay
     */
    public ORSet<E> retainAll(Collection<?> elements) {
        Objects.requireNonNull(elements, "elements");
        ORSet<E> next = this;
        for (E element : elements()) {
            next = elements.contains(element) ? next : next.remove(element);
        }
        return next;
    }

    /**
     * Adds an element. Adding one that is present is an event too: it wins over a concurrent remove.
     *
     * @param self the replica that adds
     * @param element the element, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if it is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public ORSet<E> add(ReplicaId self, E element) {
        Objects.requireNonNull(self, "self");
        E added = Values.checked(element, "element");
        Dot dot = state.context().next(self);
        return new ORSet<>(new CausalState<>(
                with(state.store().all().put(added, Dots.of(dot))),
                state.context().add(dot)));
    }

    /**
     * Removes an element: every add of it that this state has seen.
     *
     * @param element the element
     * @return the next state, the same object when the element is not present
     */
    public ORSet<E> remove(E element) {
        return with(state.replaced(with(state.store().all().remove(Objects.requireNonNull(element, "element")))));
    }

    /**
     * Removes every element.
     *
     * @return the next state, the same object when there is none
     */
    public ORSet<E> clear() {
        return witness().forget(this);
    }

    /**
     * Many changes as one next state, equal to that of the single calls and cheaper.
     *
     * @param self the replica that adds
     * @param edit the changes; called once, on the calling thread
     * @return the next state, the same object when nothing changed
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public ORSet<E> edit(ReplicaId self, Consumer<? super ORSetEditor<E>> edit) {
        var editor = new ORSetEditor<>(self, state);
        Objects.requireNonNull(edit, "edit").accept(editor);
        return with(editor.finish());
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether an add of it survives
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
        return ElementsView.of("ORSet", state.store().all());
    }

    private DotMap<E, Dots> with(PersistentMap<E, Dots> elements) {
        return state.store().withAll(elements);
    }

    private ORSet<E> with(CausalState<DotMap<E, Dots>> next) {
        return next == state ? this : new ORSet<>(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ORSet<?> that && state.equals(that.state);
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
        return Text.state("ORSet", () -> Text.all(elements()), state::toString);
    }
}
