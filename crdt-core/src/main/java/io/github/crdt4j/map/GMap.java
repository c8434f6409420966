package io.github.crdt4j.map;

import com.google.common.collect.Maps;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Bottoms;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A grow-only map: keys to states of any lattice, which are merged; a key that is there stays.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * GMap<String, BoundedCounter> stock = GMap.empty(BoundedCounter.empty());
 * stock = stock.update("milk", bottles -> bottles.increment(me, 5));
 * long bottles = stock.get("milk").value(); // 5
 * }</pre>
 *
 * <p>Choose it where keys are never removed, or values are of a type that cannot forget, such as {@link
 * io.github.crdt4j.counter.BoundedCounter} or a lattice of your own. Where keys go, use an {@link ORMap}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(k, g)}</td><td>both, joined as the values join</td></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(l, g)}</td><td>both keys</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Those of the values.
 *
 * <p><b>Lattice.</b> Functions from keys to states, joined and ordered key by key; what values begin as is the same in all maps: one with
 * another is refused. Bottom: no key.
 *
 * <p><b>Cost.</b> State: the values, each with a context of its own if it has one. {@code update}, {@code get}: O(log n) and the change
 * of the value; {@code merge}, {@code leq} and {@code delta}: what differs, also after decoding if the values are causal types of this library;
 * of others all are compared then.
 *
 * <p><b>Source.</b> Baquero, Almeida, Cunha, Ferreira 2017, "Composition in state-based replicated data types" (Bulletin of the EATCS
 * 123): functions into a lattice.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values
 */
public final class GMap<K, V extends Crdt<V>> implements Crdt<GMap<K, V>> {

    static {
        Contents.publish(GMap.class, map -> ((GMap<?, ?>) map).all.digest());
    }

    private final V bottom;
    private final PersistentMap<K, V> all;

    private GMap(V bottom, PersistentMap<K, V> all) {
        this.bottom = bottom;
        this.all = all;
    }

    /**
     * The map that never had a key.
     *
     * @param bottom what a value is before its first update, such as {@code BoundedCounter.empty()}; every replica must use an equal one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the bottom of the lattice
     */
    public static <K, V extends Crdt<V>> GMap<K, V> empty(V bottom) {
        return new GMap<>(Objects.requireNonNull(bottom, "bottom"), PersistentMap.empty());
    }

    /**
     * Changes the value of a key, which need not be present.
     *
     * @param key the key, not an array; a list is copied
     * @param change from the value (what values begin as when the key is absent) to its next state; called once
     * @return the next state
     * @throws IllegalArgumentException if {@code change} returns a state that does not contain its argument; or if the key is an array, or
     *     a list with null or an array in it
     */
    public GMap<K, V> update(K key, UnaryOperator<V> change) {
        K own = Values.checked(key, "key");
        V before = get(own);
        V after =
                Objects.requireNonNull(Objects.requireNonNull(change, "change").apply(before), "the updated value");
        if (!before.leq(after)) {
            throw new IllegalArgumentException("update of key " + Text.of(own) + " must not lose anything: it returned "
                    + Text.of(after) + ", which does not contain " + Text.of(before)
                    + ". Return what the mutators of the argument made of it");
        }
        PersistentMap<K, V> next = all.put(own, after);
        return next == all ? this : new GMap<>(bottom, next);
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value; what values begin as when the key is not present
     */
    public V get(Object key) {
        V value = all.get(Objects.requireNonNull(key, "key"));
        return value == null ? bottom : value;
    }

    /**
     * What a value is before its first update.
     *
     * @return what {@link #empty} was given
     */
    public V bottom() {
        return bottom;
    }

    /**
     * Whether a key is present.
     *
     * @param key the key
     * @return whether it was ever updated
     */
    public boolean containsKey(Object key) {
        return all.containsKey(Objects.requireNonNull(key, "key"));
    }

    /**
     * How many keys there are.
     *
     * @return their number
     */
    public int size() {
        return all.size();
    }

    /**
     * The keys.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<K> keys() {
        return ElementsView.of("GMap", all);
    }

    /**
     * The keys and values.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Map<K, V> entries() {
        return Collections.unmodifiableMap(Maps.asMap(keys(), this::get));
    }

    @Override
    public GMap<K, V> merge(GMap<K, V> other) {
        Objects.requireNonNull(other, "other");
        if (!bottom.equals(other.bottom)) {
            throw new IllegalArgumentException(
                    Bottoms.differ("GMap", bottom, other.bottom, "GMap.empty the same first value"));
        }
        PersistentMap<K, V> merged = all.merge(other.all, new Join<>());
        if (merged == all) {
            return this;
        }
        // Of equal values without a digest the trie keeps those on the left.
        return merged == other.all || leq(other) ? other : new GMap<>(bottom, merged);
    }

    /** All of both. */
    private record Join<K, V extends Crdt<V>>() implements Combiner<K, V> {
        @Override
        public V both(K key, V left, V right) {
            return left.merge(right);
        }

        @Override
        public V left(K key, V left) {
            return left;
        }

        @Override
        public V right(K key, V right) {
            return right;
        }

        @Override
        public boolean keepsLeft() {
            return true;
        }

        @Override
        public boolean keepsRight() {
            return true;
        }
    }

    @Override
    public boolean leq(GMap<K, V> other) {
        return bottom.equals(Objects.requireNonNull(other, "other").bottom)
                && all.forEachDifference(
                        other.all, (key, mine, theirs) -> mine == null || theirs != null && mine.leq(theirs));
    }

    @Override
    public GMap<K, V> delta(GMap<K, V> since) {
        Objects.requireNonNull(since, "since");
        var changed = PersistentMap.<K, V>empty().toBuilder();
        var unused = all.forEachDifference(since.all, (key, mine, theirs) -> {
            if (mine != null && theirs == null) {
                changed.put(key, mine);
            } else if (mine != null && !mine.leq(theirs)) {
                changed.put(key, mine.delta(theirs));
            }
            return true;
        });
        PersistentMap<K, V> delta = changed.build();
        return delta.equals(all) ? this : new GMap<>(bottom, delta);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof GMap<?, ?> that && bottom.equals(that.bottom) && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(entries());
    }

    @Override
    public String toString() {
        return Text.state("GMap", () -> Text.all(entries()), () -> "");
    }
}
