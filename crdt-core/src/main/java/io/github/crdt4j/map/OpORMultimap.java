package io.github.crdt4j.map;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.SetMultimap;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.Keepers;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An observed-remove multimap, replicated by operations: keys to sets of values, in which an add wins over a concurrent remove, and a key
 * goes with its last value.
 *
 * <pre>{@code
 * OpORMultimap<String, String> empty = OpORMultimap.empty();
 * var codec = OpCodec.of(KryoCodec.create(), empty);
 * var tags = OpReplica.of(ReplicaId.fresh("berlin-1"), empty, codec);
 * tags.update(map -> map.put("photo-1", "sea"));
 * tags.update(map -> map.put("photo-1", "sun"));
 * tags.update(map -> map.remove("photo-1", "sea"));
 * Set<String> left = tags.state().get("photo-1"); // [sun]
 * }</pre>
 *
 * <p>Choose it for tags, indexes and memberships whose changes travel through a log or queue that keeps them. Where replicas gossip, or
 * messages may be lost for good, choose {@link ORMultimap}; where a key should stay without values, {@link OpORMap} of
 * {@link io.github.crdt4j.set.OpORSet}.
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
 * <p><b>Anomalies.</b> Should equal keys or values differ otherwise, which of them is shown is not defined.
 *
 * <p><b>State and effect.</b> Keys to values to the events of the puts that keep them. A put replaces the events its clock contains, a
 * remove takes them away; neither touches what is concurrent.
 *
 * <p><b>Cost.</b> State: per value of a key one event, and one more per concurrent put; no tombstones. {@code put}, {@code remove}, {@code
 * get}: O(log n); {@code removeAll}: O(values of the key); {@code size}: O(keys); {@code clear} and {@code forget}: O(n).
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the add-wins set, of
 * pairs.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values, likewise
 */
public final class OpORMultimap<K, V> implements OpRemovable<OpORMultimap<K, V>, OpORMultimap.Change<K, V>> {

    private static final OpORMultimap<?, ?> EMPTY = new OpORMultimap<>(PersistentMap.empty());

    static { // the type arguments stand for any
        OpParts.publish(
                OpORMultimap.class, (OpORMultimap<Object, Object> map) -> map.puts, OpORMultimap<Object, Object>::new);
    }

    private final PersistentMap<K, PersistentMap<V, Dots>> puts;

    private OpORMultimap(PersistentMap<K, PersistentMap<V, Dots>> puts) {
        this.puts = puts;
    }

    /**
     * What can be done to such a multimap.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    public sealed interface Change<K, V> extends Operation {}

    /**
     * A value is added to those of a key.
     *
     * @param key the key, not an array
     * @param value the value, not an array
     * @param <K> the type of the key
     * @param <V> the type of the value
     */
    public record Put<K, V>(K key, V value) implements Change<K, V> {

        /**
         * Checks the components.
         *
         * @param key the key, of which a list is copied
         * @param value the value, of which a list is copied
         * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
         */
        public Put {
            key = Values.checked(key, "key");
            value = Values.checked(value, "value");
        }

        @Override
        public String toString() {
            return "put(" + Text.of(key) + ", " + Text.of(value) + ")";
        }
    }

    /**
     * Every put of a value of a key that was seen is taken away.
     *
     * @param key the key, not an array
     * @param value the value, not an array
     * @param <K> the type of the key
     * @param <V> the type of the value
     */
    public record Remove<K, V>(K key, V value) implements Change<K, V> {

        /**
         * Checks the components.
         *
         * @param key the key, of which a list is copied
         * @param value the value, of which a list is copied
         * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
         */
        public Remove {
            key = Values.checked(key, "key");
            value = Values.checked(value, "value");
        }

        @Override
        public String toString() {
            return "remove(" + Text.of(key) + ", " + Text.of(value) + ")";
        }
    }

    /**
     * Every put of a key that was seen is taken away.
     *
     * @param key the key, not an array
     * @param <K> the type of the key
     * @param <V> the type of the value
     */
    public record RemoveAll<K, V>(K key) implements Change<K, V> {

        /**
         * Checks the components.
         *
         * @param key the key, of which a list is copied
         * @throws IllegalArgumentException if one is an array, or a list with null or an array in it
         */
        public RemoveAll {
            key = Values.checked(key, "key");
        }

        @Override
        public String toString() {
            return "removeAll(" + Text.of(key) + ")";
        }
    }

    /**
     * Every put that was seen is taken away.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    public record Clear<K, V>() implements Change<K, V> {

        @Override
        public String toString() {
            return "clear()";
        }
    }

    /**
     * The multimap to which nothing was ever added.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no key
    public static <K, V> OpORMultimap<K, V> empty() {
        return (OpORMultimap<K, V>) EMPTY;
    }

    /**
     * Prepares to add a value to those of a key. Adding one that is present wins over a concurrent remove.
     *
     * @param key the key, not an array; a list is copied
     * @param value the value, not an array; a list is copied
     * @return the operation
     * @throws IllegalArgumentException if the key or the value is an array, or a list with null or an array in it
     */
    public Change<K, V> put(K key, V value) {
        return new Put<>(key, value);
    }

    /**
     * Prepares to remove a value of a key. The key goes with its last value.
     *
     * @param key the key
     * @param value the value
     * @return the operation; without effect when the key does not have the value
     */
    public Change<K, V> remove(K key, V value) {
        return new Remove<>(key, value);
    }

    /**
     * Prepares to remove a key.
     *
     * @param key the key
     * @return the operation; without effect when the key is not present
     */
    public Change<K, V> removeAll(K key) {
        return new RemoveAll<>(key);
    }

    /**
     * Prepares to remove every key.
     *
     * @return the operation
     */
    public Change<K, V> clear() {
        return new Clear<>();
    }

    private PersistentMap<V, Dots> of(Object key) {
        PersistentMap<V, Dots> values = puts.get(Objects.requireNonNull(key, "key"));
        return values == null ? PersistentMap.empty() : values;
    }

    /**
     * The values of a key.
     *
     * @param key the key
     * @return an unmodifiable view of this state, in no particular order; empty when the key is not present
     */
    public Set<V> get(Object key) {
        return ElementsView.of("OpORMultimap", of(key));
    }

    /**
     * Whether a key has a value.
     *
     * @param key the key
     * @param value the value
     * @return whether a put of it survives
     */
    public boolean contains(Object key, Object value) {
        return of(key).containsKey(Objects.requireNonNull(value, "value"));
    }

    /**
     * The keys that have a value.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<K> keys() {
        return ElementsView.of("OpORMultimap", puts);
    }

    /**
     * How many pairs of a key and a value there are.
     *
     * @return their number, added up over the keys
     */
    public int size() {
        int size = 0;
        for (Map.Entry<K, PersistentMap<V, Dots>> entry : puts) {
            size += entry.getValue().size();
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

    @Override
    public OpORMultimap<K, V> effect(Change<K, V> operation, Dot dot, CausalPast past) {
        if (operation instanceof Put<K, V> put) {
            return with(puts.put(put.key(), Keepers.add(of(put.key()), put.value(), dot, past)));
        } else if (operation instanceof Remove<K, V> remove) {
            return with(kept(puts, remove.key(), Keepers.remove(of(remove.key()), remove.value(), past)));
        } else if (operation instanceof RemoveAll<K, V> all) {
            return with(kept(puts, all.key(), Keepers.forget(of(all.key()), past)));
        }
        return forget(past);
    }

    @Override
    public OpORMultimap<K, V> forget(CausalPast observed) {
        PersistentMap<K, PersistentMap<V, Dots>> next = puts;
        for (Map.Entry<K, PersistentMap<V, Dots>> entry : puts) {
            next = kept(next, entry.getKey(), Keepers.forget(entry.getValue(), observed));
        }
        return with(next);
    }

    private static <K, V> PersistentMap<K, PersistentMap<V, Dots>> kept(
            PersistentMap<K, PersistentMap<V, Dots>> puts, K key, PersistentMap<V, Dots> values) {
        return values.isEmpty() ? puts.remove(key) : puts.put(key, values);
    }

    private OpORMultimap<K, V> with(PersistentMap<K, PersistentMap<V, Dots>> next) {
        return next == puts ? this : next.isEmpty() ? empty() : new OpORMultimap<>(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpORMultimap<?, ?> that && puts.equals(that.puts);
    }

    @Override
    public int hashCode() {
        return puts.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(entries());
    }

    @Override
    public String toString() {
        return Text.state(
                "OpORMultimap",
                () -> Text.all(entries()),
                () -> puts.isEmpty()
                        ? ""
                        : Text.all(
                                puts,
                                puts.size(),
                                one -> Text.of(one.getKey()) + "->" + Keepers.text(one.getValue()),
                                "{",
                                "}"));
    }
}
