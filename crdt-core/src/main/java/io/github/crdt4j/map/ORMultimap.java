package io.github.crdt4j.map;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.SetMultimap;
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
import io.github.crdt4j.time.Dot;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An observed-remove multimap: keys to sets of values, in which an add wins over a concurrent remove, and a key goes with its last
 * value.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * ORMultimap<String, String> tags = ORMultimap.<String, String>empty().put(me, "photo-1", "sea").put(me, "photo-1", "sun");
 * Set<String> left = tags.remove("photo-1", "sea").get("photo-1"); // [sun]
 * }</pre>
 *
 * <p>Choose it for tags, indexes and memberships. Where a key should stay without values, or values are not sets, use an {@link ORMap}
 * of {@link io.github.crdt4j.set.ORSet}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code put(k, x)}</td><td>{@code put(k, y)}</td><td>k: x, y</td></tr>
 *   <tr><td>{@code put(k, x)}</td><td>{@code remove(k, x)}</td><td>k: x, the put wins</td></tr>
 *   <tr><td>{@code put(k, x)}</td><td>{@code removeAll(k)}, which saw y</td><td>k: x, without y</td></tr>
 *   <tr><td>{@code remove(k, x)}</td><td>{@code remove(k, x)}</td><td>no x; no k if x was the last</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> If two keys or values are {@code equals} but distinguishable, which of them is shown is unspecified.
 *
 * <p><b>Lattice.</b> Keys to values to the dots of the puts that keep them, in one causal context. Bottom: no key, nothing seen.
 *
 * <p><b>Cost.</b> State: per value of a key one dot, one more per concurrent put, and a number per writer; no tombstones. {@code put},
 * {@code remove}, {@code get}: O(log n); {@code removeAll}: O(log n); {@code size}: O(keys). {@code merge}, {@code leq} and {@code delta}:
 * O(what differs), also after decoding; a removal that does not say where to look is looked for among all keys once.
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv 1603.01529), sections 7.3 and 7.4, maps of
 * sets of dots that share one context.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values, likewise
 */
public final class ORMultimap<K, V> implements Stored<ORMultimap<K, V>> {

    private static final DotMap<?, Dots> NO_VALUES = DotMap.none(Dots.none());

    private static final ORMultimap<?, ?> EMPTY = new ORMultimap<>(
            new CausalState<>(DotMap.<Object, DotMap<Object, Dots>>none(noValues()), CausalContext.empty()));

    static {
        Parts.publish(ORMultimap.class, (ORMultimap<Object, Object> map) -> map.state, ORMultimap<Object, Object>::new);
    }

    private final CausalState<DotMap<K, DotMap<V, Dots>>> state;

    private ORMultimap(CausalState<DotMap<K, DotMap<V, Dots>>> state) {
        this.state = state;
    }

    @SuppressWarnings("unchecked") // it holds no value
    private static <V> DotMap<V, Dots> noValues() {
        return (DotMap<V, Dots>) NO_VALUES;
    }

    /**
     * The multimap to which nothing was ever added.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no key
    public static <K, V> ORMultimap<K, V> empty() {
        return (ORMultimap<K, V>) EMPTY;
    }

    /**
     * Adds a value to those of a key. Adding one that is present is an event too: it wins over a concurrent remove.
     *
     * @param self the replica that adds
     * @param key the key, not an array; a list is copied
     * @param value the value, not an array; a list is copied
     * @return the next state
     * @throws IllegalArgumentException if the key or the value is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public ORMultimap<K, V> put(ReplicaId self, K key, V value) {
        Dot dot = state.context().next(Objects.requireNonNull(self, "self"));
        K own = Values.checked(key, "key");
        V added = Values.checked(value, "value");
        DotMap<V, Dots> before = state.store().get(own);
        DotMap<V, Dots> after = before.with(added, before.get(added), Dots.of(dot));
        return new ORMultimap<>(new CausalState<>(
                state.store().with(own, before, after), state.context().add(dot)));
    }

    /**
     * Removes a value of a key: every put of it that this state has seen. The key goes with its last value.
     *
     * @param key the key
     * @param value the value
     * @return the next state, the same object when the key does not have the value
     */
    public ORMultimap<K, V> remove(K key, V value) {
        DotMap<V, Dots> before = state.store().get(Objects.requireNonNull(key, "key"));
        DotMap<V, Dots> after = before.forget(Objects.requireNonNull(value, "value"));
        return with(
                state.replaced(after == before ? state.store() : state.store().with(key, before, after)));
    }

    /**
     * Removes a key: every put of its values that this state has seen.
     *
     * @param key the key
     * @return the next state, the same object when the key is not present
     */
    public ORMultimap<K, V> removeAll(K key) {
        return with(state.replaced(state.store().forget(Objects.requireNonNull(key, "key"))));
    }

    /**
     * Removes every key.
     *
     * @return the next state, the same object when there is none
     */
    public ORMultimap<K, V> clear() {
        return witness().forget(this);
    }

    /**
     * The values of a key.
     *
     * @param key the key
     * @return an unmodifiable view of this state, in no particular order; empty when the key is not present
     */
    public Set<V> get(Object key) {
        return ElementsView.of(
                "ORMultimap",
                state.store().get(Objects.requireNonNull(key, "key")).all());
    }

    /**
     * Whether a key has a value.
     *
     * @param key the key
     * @param value the value
     * @return whether a put of it survives
     */
    public boolean contains(Object key, Object value) {
        return state.store()
                .get(Objects.requireNonNull(key, "key"))
                .all()
                .containsKey(Objects.requireNonNull(value, "value"));
    }

    /**
     * The keys that have a value.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<K> keys() {
        return ElementsView.of("ORMultimap", state.store().all());
    }

    /**
     * How many pairs of a key and a value there are.
     *
     * @return their number, added up over the keys
     */
    public int size() {
        int size = 0;
        for (Map.Entry<K, DotMap<V, Dots>> entry : state.store().all()) {
            size += entry.getValue().all().size();
        }
        return size;
    }

    /**
     * The keys and their values.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Map<K, Set<V>> entries() {
        return Collections.unmodifiableMap(Maps.asMap(keys(), this::get));
    }

    /**
     * The same as a multimap of Guava.
     *
     * @return an unmodifiable copy: it costs the size of the state
     */
    public SetMultimap<K, V> toSetMultimap() {
        ImmutableSetMultimap.Builder<K, V> copy = ImmutableSetMultimap.builder();
        entries().forEach(copy::putAll);
        return copy.build();
    }

    private ORMultimap<K, V> with(CausalState<DotMap<K, DotMap<V, Dots>>> next) {
        return next == state ? this : new ORMultimap<>(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ORMultimap<?, ?> that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(entries());
    }

    @Override
    public String toString() {
        return Text.state("ORMultimap", () -> Text.all(entries()), state::toString);
    }
}
