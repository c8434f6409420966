package io.github.crdt4j.map;

import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
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
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A last-writer-wins map: of the puts and removes of a key, the one with the greatest stamp counts.
 *
 * <pre>{@code
 * LamportClock clock = LamportClock.of(ReplicaId.fresh("berlin-1"));
 * LWWMap<String, String> settings = LWWMap.<String, String>empty().put(clock.tick(), "theme", "dark");
 * String theme = settings.get("theme").orElse("light"); // dark
 * }</pre>
 *
 * <p>Choose it where each key has one plain value and losing a concurrent write is acceptable: settings, caches, presence. Where values
 * are merged, or a removal must spare what it has not seen, use an {@link ORMap}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code put(9@b, k, y)}</td><td>k is y, the greater stamp</td></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code put(7@b, k, y)}</td><td>k is y: equal counters fall to the replica's order</td></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code remove(9@b, k)}</td><td>no k: the greater stamp</td></tr>
 *   <tr><td>{@code put(9@a, k, x)}</td><td>{@code remove(7@b, k)}</td><td>k is x, the greater stamp</td></tr>
 *   <tr><td>{@code put(9@a, k, x)}</td><td>removal of the whole map as a value of an {@code ORMap}</td><td>k is x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Of two concurrent writes of a key one is lost, by design. A replica whose clock runs fast wins; with a {@link
 * io.github.crdt4j.time.HybridClock} only as far as peers tolerate. Should two values carry one stamp, which only a broken clock or a
 * replica running twice brings about, every replica reads the same one.
 *
 * <p><b>Lattice.</b> Keys to the stamped writes that no later write of the key has seen, each under its dot, in a causal context. Bottom:
 * no write, nothing seen.
 *
 * <p><b>Cost.</b> State: one entry per key that was ever written, removed ones included; one more per concurrent write; and a number per
 * writer. {@code put}, {@code remove}, {@code get}: O(log n); {@code size}: O(n). {@code merge}, {@code leq} and {@code delta}: O(what
 * differs), also after decoding.
 *
 * <p><b>Source.</b> Johnson, Thomas 1975, RFC 677, "The maintenance of duplicate databases", whose deletions are stamped entries, too.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values: immutable, with value equality
 */
public final class LWWMap<K, V> implements Stored<LWWMap<K, V>> {

    private static final LWWMap<?, ?> EMPTY = new LWWMap<>(new CausalState<>(
            DotMap.<Object, DotFun<Values<Stamped<Object>>>>none(DotFun.none()), CausalContext.empty()));

    static {
        Parts.publish(LWWMap.class, (LWWMap<Object, Object> map) -> map.state, LWWMap<Object, Object>::new);
    }

    private final CausalState<DotMap<K, DotFun<Values<Stamped<V>>>>> state;

    private LWWMap(CausalState<DotMap<K, DotFun<Values<Stamped<V>>>>> state) {
        this.state = state;
    }

    /**
     * The map that nobody has written.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the bottom of the lattice, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no key
    public static <K, V> LWWMap<K, V> empty() {
        return (LWWMap<K, V>) EMPTY;
    }

    /**
     * Writes the value of a key.
     *
     * @param stamp when and by whom, from the replica's clock; the key must not have seen a stamp as great
     * @param key the key, not an array; a list is copied
     * @param value the value, not an array; a list is copied
     * @return the next state, in which the key has this value
     * @throws IllegalArgumentException if the stamp does not exceed every stamp that the key has seen: the clock was not shown the states
     *     this replica has received; or if the key or the value is an array, or a list with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWMap<K, V> put(LamportTimestamp stamp, K key, V value) {
        Objects.requireNonNull(stamp, "stamp");
        return write(stamp, key, Values.checked(value, "value"));
    }

    /**
     * Removes a key by a write, which wins over every put with a smaller stamp, seen or not, also of a key that is not present.
     *
     * @param stamp when and by whom, from the replica's clock; the key must not have seen a stamp as great
     * @param key the key, not an array; a list is copied
     * @return the next state, without the key
     * @throws IllegalArgumentException if the stamp does not exceed every stamp that the key has seen; or if the key is an array, or a list
     *     with null or an array in it
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public LWWMap<K, V> remove(LamportTimestamp stamp, K key) {
        Objects.requireNonNull(stamp, "stamp");
        return write(stamp, key, null);
    }

    private LWWMap<K, V> write(LamportTimestamp stamp, K key, @Nullable V value) {
        K own = Values.checked(key, "key");
        LastWrite.check(LastWrite.all(state.store().get(own)), stamp, "key " + Text.of(own), LastWrite.STATES);
        return new LWWMap<>(DotMap.written(state, stamp.replica(), own, dot -> LastWrite.of(dot, stamp, value)));
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value of the put with the greatest stamp, empty when the key is not present
     */
    public Optional<V> get(Object key) {
        return LastWrite.value(state.store().get(Objects.requireNonNull(key, "key")), Values.ORDER);
    }

    /**
     * The stamp of the last write of a key.
     *
     * @param key the key
     * @return the greatest stamp of its puts and removes, empty when there is none
     */
    public Optional<LamportTimestamp> stamp(Object key) {
        return LastWrite.stamp(state.store().get(Objects.requireNonNull(key, "key")));
    }

    /**
     * Whether a key is present.
     *
     * @param key the key
     * @return whether the write with the greatest stamp is a put
     */
    public boolean containsKey(Object key) {
        return get(key).isPresent();
    }

    /**
     * How many keys are present.
     *
     * @return their number, counted
     */
    public int size() {
        return entries().size();
    }

    /**
     * The keys that are present.
     *
     * @return an unmodifiable view of this state, in no particular order; its {@code size} counts
     */
    public Set<K> keys() {
        return entries().keySet();
    }

    /**
     * The keys that are present, and their values.
     *
     * @return an unmodifiable view of this state, in no particular order; its {@code size} counts
     */
    public Map<K, V> entries() {
        return new Entries<>(this);
    }

    /** The keys and values that readers see. */
    private static final class Entries<K, V> extends AbstractMap<K, V> {
        private final LWWMap<K, V> map;

        Entries(LWWMap<K, V> map) {
            this.map = map;
        }

        @Override
        public boolean containsKey(Object key) {
            return key != null && map.containsKey(key);
        }

        @Override
        public @Nullable V get(Object key) {
            return key == null ? null : map.get(key).orElse(null);
        }

        @Override
        public V remove(Object key) {
            throw new UnsupportedOperationException("this map is a view of an immutable state: use LWWMap.remove");
        }

        @Override
        public Set<Map.Entry<K, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return Iterators.size(iterator());
                }

                @Override
                public boolean contains(Object object) {
                    return object instanceof Map.Entry<?, ?> entry
                            && entry.getValue() != null
                            && entry.getValue().equals(Entries.this.get(entry.getKey()));
                }

                @Override
                public Iterator<Map.Entry<K, V>> iterator() {
                    Iterator<Map.Entry<K, Optional<V>>> last = Iterators.transform(
                            map.state.store().all().iterator(),
                            entry -> Maps.immutableEntry(
                                    entry.getKey(), LastWrite.value(entry.getValue(), Values.ORDER)));
                    return Iterators.unmodifiableIterator(Iterators.transform(
                            Iterators.filter(last, entry -> entry.getValue().isPresent()),
                            entry -> Maps.immutableEntry(
                                    entry.getKey(), entry.getValue().orElseThrow())));
                }
            };
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof LWWMap<?, ?> that && state.equals(that.state);
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
        return Text.state("LWWMap", () -> Text.all(entries()), state::toString);
    }
}
