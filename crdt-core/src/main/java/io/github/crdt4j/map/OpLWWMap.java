package io.github.crdt4j.map;

import com.google.common.collect.Maps;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.LastWrite;
import io.github.crdt4j.internal.causal.Stamped;
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
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A last-writer-wins map, replicated by operations: of the puts and removes of a key, the one with the greatest stamp counts.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * LamportClock clock = LamportClock.of(me);
 * OpLWWMap<String, String> empty = OpLWWMap.empty();
 * var codec = OpCodec.of(KryoCodec.create(), empty);
 * var settings = OpReplica.of(me, OpSnapshot.initial(empty), clock, codec);
 * settings.update(map -> map.put(clock.tick(), "theme", "dark"));
 * String theme = settings.state().get("theme").orElse("light"); // dark
 * }</pre>
 *
 * <p>Choose it where each key has one plain value, losing a concurrent write is acceptable, and writes travel through a log or queue that
 * keeps them. Where replicas gossip, choose {@link LWWMap}; where values are merged, or a removal must spare what it has not seen,
 * {@link OpORMap}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code put(9@b, k, y)}</td><td>k is y, the greater stamp</td></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code put(7@b, k, y)}</td><td>k is y: equal counters fall to the replica's order</td></tr>
 *   <tr><td>{@code put(7@a, k, x)}</td><td>{@code remove(9@b, k)}</td><td>no k: the greater stamp</td></tr>
 *   <tr><td>{@code put(9@a, k, x)}</td><td>{@code remove(7@b, k)}</td><td>k is x, the greater stamp</td></tr>
 *   <tr><td>{@code put(9@a, k, x)}</td><td>removal of the whole map as a value of an {@code OpORMap}</td><td>k is x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Of two concurrent writes of a key one is lost, by design. A replica whose clock runs fast wins. Should two values
 * carry one stamp, which only a broken clock or a replica running twice brings about, every replica reads the same one.
 *
 * <p><b>State and effect.</b> Keys to the stamped writes that no later write of the key has seen, each under its event; a write takes away
 * those its clock contains and adds itself.
 *
 * <p><b>Cost.</b> State: one entry per key that was ever written, removed ones included; one more per concurrent write. {@code put}, {@code
 * remove}, {@code get}: O(log n); {@code size} and {@code forget}: O(n).
 *
 * <p><b>Source.</b> Johnson, Thomas 1975, RFC 677, "The maintenance of duplicate databases", whose deletions are stamped entries, too.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values: immutable, with value equality
 */
public final class OpLWWMap<K, V> implements OpRemovable<OpLWWMap<K, V>, OpLWWMap.Write<K, V>> {

    private static final OpLWWMap<?, ?> EMPTY = new OpLWWMap<>(PersistentMap.empty());

    static { // the type arguments stand for any
        OpParts.publish(OpLWWMap.class, (OpLWWMap<Object, Object> map) -> map.writes, OpLWWMap<Object, Object>::new);
    }

    private final PersistentMap<K, Writes<Stamped<V>>> writes;

    private OpLWWMap(PersistentMap<K, Writes<Stamped<V>>> writes) {
        this.writes = writes;
    }

    /**
     * The value of a key is written, or taken away.
     *
     * @param stamp when and by whom
     * @param key the key, not an array
     * @param value the value, not an array; empty to take it away
     * @param <K> the type of the key
     * @param <V> the type of the value
     */
    public record Write<K, V>(LamportTimestamp stamp, K key, Optional<V> value) implements Operation {

        /**
         * Checks the components.
         *
         * @param stamp when and by whom
         * @param key the key, of which a list is copied
         * @param value the value, of which a list is copied; empty to take it away
         * @throws IllegalArgumentException if the key or the value is an array, or a list with null or an array in it
         */
        public Write {
            Objects.requireNonNull(stamp, "stamp");
            key = Values.checked(key, "key");
            value = value.map(written -> Values.checked(written, "value"));
        }

        @Override
        public long greatestStamp() {
            return stamp.counter();
        }

        @Override
        public String toString() {
            return (value.isPresent() ? "put(" : "remove(") + stamp + ", " + Text.of(key)
                    + value.map(written -> ", " + Text.of(written)).orElse("") + ")";
        }
    }

    /**
     * The map that nobody has written.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the initial state, always the same object
     */
    @SuppressWarnings("unchecked") // it holds no key
    public static <K, V> OpLWWMap<K, V> empty() {
        return (OpLWWMap<K, V>) EMPTY;
    }

    /**
     * Prepares to write the value of a key.
     *
     * @param stamp when and by whom, from the replica's clock; the key must not have seen a stamp as great
     * @param key the key, not an array; a list is copied
     * @param value the value, not an array; a list is copied
     * @return the operation
     * @throws IllegalArgumentException if the stamp does not exceed every stamp that the key has seen: the clock was not shown what this
     *     replica has received; or if the key or the value is an array, or a list with null or an array in it
     */
    public Write<K, V> put(LamportTimestamp stamp, K key, V value) {
        return write(new Write<>(stamp, key, Optional.of(Objects.requireNonNull(value, "value"))));
    }

    /**
     * Prepares to remove a key by a write, which wins over every put with a smaller stamp, seen or not.
     *
     * @param stamp when and by whom, from the replica's clock; the key must not have seen a stamp as great
     * @param key the key, not an array; a list is copied
     * @return the operation; of a key that is not present too
     * @throws IllegalArgumentException if the stamp does not exceed every stamp that the key has seen; or if the key is an array, or a list
     *     with null or an array in it
     */
    public Write<K, V> remove(LamportTimestamp stamp, K key) {
        return write(new Write<>(stamp, key, Optional.empty()));
    }

    private Write<K, V> write(Write<K, V> write) {
        LastWrite.check(written(write.key()), write.stamp(), "key " + Text.of(write.key()), LastWrite.OPERATIONS);
        return write;
    }

    private Stream<Stamped<V>> written(Object key) {
        return Writes.contents(Writes.of(writes, Objects.requireNonNull(key, "key")));
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value of the put with the greatest stamp, empty when the key is not present
     */
    public Optional<V> get(Object key) {
        return LastWrite.value(written(key), Values.ORDER);
    }

    /**
     * The stamp of the last write of a key.
     *
     * @param key the key
     * @return the greatest stamp of its puts and removes, empty when there is none
     */
    public Optional<LamportTimestamp> stamp(Object key) {
        return LastWrite.stamp(written(key));
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
        return keys().size();
    }

    /**
     * The keys that are present.
     *
     * @return an unmodifiable view of this state, in no particular order; its {@code size} counts
     */
    public Set<K> keys() {
        return ElementsView.of(
                "OpLWWMap",
                writes,
                all -> LastWrite.value(Writes.contents(all), Values.ORDER).isPresent());
    }

    /**
     * The keys that are present, and their values.
     *
     * @return an unmodifiable view of this state, in no particular order; its {@code size} counts
     */
    public Map<K, V> entries() {
        return Collections.unmodifiableMap(Maps.asMap(keys(), key -> get(key).orElseThrow()));
    }

    @Override
    public OpLWWMap<K, V> effect(Write<K, V> operation, Dot dot, CausalPast past) {
        var content = new Stamped<>(operation.stamp(), operation.value().orElse(null));
        return new OpLWWMap<>(Writes.write(writes, operation.key(), content, dot, past));
    }

    @Override
    public OpLWWMap<K, V> forget(CausalPast observed) {
        PersistentMap<K, Writes<Stamped<V>>> kept = Writes.forget(writes, observed);
        return kept == writes ? this : kept.isEmpty() ? empty() : new OpLWWMap<>(kept);
    }

    @Override
    public long greatestStamp() {
        return Writes.greatestStamp(writes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpLWWMap<?, ?> that && writes.equals(that.writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(entries());
    }

    @Override
    public String toString() {
        return Text.state("OpLWWMap", () -> Text.all(entries()), () -> Writes.text(writes));
    }
}
