package io.github.crdt4j.set;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.LastWrite;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Objects;
import java.util.Set;

/**
 * A last-writer-wins element set: of the adds and removes of an element, the one with the greatest counter counts, and a bias decides
 * between those with one counter.
 *
 * <pre>{@code
 * LamportClock clock = LamportClock.of(ReplicaId.fresh("berlin-1"));
 * LWWElementSet<String> online = LWWElementSet.<String>empty(LWWElementSet.Bias.ADD).add(clock.tick(), "ada");
 * boolean isOnline = online.remove(clock.tick(), "ada").contains("ada"); // false
 * }</pre>
 *
 * <p>Choose it where the time of a change says more than who had seen what: presence, imports from systems that stamp their records. Where
 * a change must not undo what it has not seen, use an {@link ORSet} or an {@link RWSet}.
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
 * <p><b>Anomalies.</b> Of two concurrent changes of an element one is lost, by design. A replica whose clock runs fast wins; with a {@link
 * io.github.crdt4j.time.HybridClock} only as far as peers tolerate.
 *
 * <p><b>Lattice.</b> Elements to the stamped adds and removes that no later change of the element has seen, each under its dot, in a
 * causal context. The bias is the same in all states: one with the other bias is refused. Bottom: no change, nothing seen.
 *
 * <p><b>Cost.</b> State: one entry per element that was ever added or removed, one more per concurrent change, and a number per writer.
 * {@code add}, {@code remove}, {@code contains}: O(log n); {@code size}: O(n). {@code merge}, {@code leq} and {@code delta}: O(what
 * differs), also after decoding.
 *
 * <p><b>Source.</b> Shapiro, Preguiça, Baquero, Zawirski 2011, "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", section 3.3.3, for the set; the bias is Roshi's (SoundCloud 2014).
 *
 * @param <E> the type of the elements: immutable, with value equality and a hash code that never changes
 */
public final class LWWElementSet<E> implements Stored<LWWElementSet<E>> {

    /** What wins when an add and a remove of one element have one counter. */
    public enum Bias {
        /** The element is present. */
        ADD,
        /** The element is not present. */
        REMOVE
    }

    static {
        Parts.publish(LWWElementSet.class, (LWWElementSet<Object> set) -> set.state, LWWElementSet<Object>::new);
    }

    private final CausalState<DotMap<E, DotFun<Values<Stamped<Boolean>>>>> state;

    private LWWElementSet(CausalState<DotMap<E, DotFun<Values<Stamped<Boolean>>>>> state) {
        this.state = state;
    }

    /**
     * The set of which nothing was ever said.
     *
     * @param bias what wins between an add and a remove with one counter; every replica must give the same
     * @param <E> the type of the elements
     * @return the bottom of the lattice
     */
    public static <E> LWWElementSet<E> empty(Bias bias) {
        Objects.requireNonNull(bias, "bias");
        return new LWWElementSet<>(new CausalState<>(DotMap.none(DotFun.none(), bias), CausalContext.empty()));
    }

    /**
     * What wins when an add and a remove of one element have one counter.
     *
     * @return what {@link #empty} was given
     */
    public Bias bias() {
        return (Bias) state.store().schema();
    }

    /**
     * Adds an element.
     *
     * @param stamp when and by whom, from the replica's clock; the element must not have seen a counter as great
     * @param element the element, not an array; a list is copied
     * @return the next state, with the element
     * @throws IllegalArgumentException if the counter of the stamp does not exceed every counter that the element has seen: the clock was
     *     not shown the states this replica has received; or if the element is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWElementSet<E> add(LamportTimestamp stamp, E element) {
        return write(stamp, element, true);
    }

    /**
     * Removes an element by a write, which wins over every add with a smaller counter, seen or not, also of an element that is not
     * present.
     *
     * @param stamp when and by whom, from the replica's clock; the element must not have seen a counter as great
     * @param element the element, not an array; a list is copied
     * @return the next state, without the element
     * @throws IllegalArgumentException if the counter of the stamp does not exceed every counter that the element has seen; or if the
     *     element is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWElementSet<E> remove(LamportTimestamp stamp, E element) {
        return write(stamp, element, false);
    }

    private LWWElementSet<E> write(LamportTimestamp stamp, E element, boolean isPresent) {
        Objects.requireNonNull(stamp, "stamp");
        E own = Values.checked(element, "element");
        LastWrite.stamp(state.store().get(own))
                .filter(greatest ->
                        greatest.counter() >= stamp.counter()) // the bias would not decide between these two
                .ifPresent(greatest -> {
                    throw LastWrite.refused(stamp, greatest, "element " + Text.of(own), LastWrite.STATES);
                });
        return new LWWElementSet<>(
                DotMap.written(state, stamp.replica(), own, dot -> LastWrite.of(dot, stamp, isPresent)));
    }

    /**
     * Whether an element is present.
     *
     * @param element the element
     * @return whether an add of it has a greater counter than every remove, or with {@link Bias#ADD} as great a one
     */
    public boolean contains(Object element) {
        return isPresent(state.store().get(Objects.requireNonNull(element, "element")));
    }

    private boolean isPresent(DotFun<Values<Stamped<Boolean>>> store) {
        return LastWrite.isPresent(() -> LastWrite.all(store), bias() == Bias.ADD);
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
        return ElementsView.of("LWWElementSet", state.store().all(), this::isPresent);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof LWWElementSet<?> that && state.equals(that.state);
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
        return Text.state("LWWElementSet", () -> Text.all(elements()), state::toString);
    }
}
