package io.github.crdt4j.map;

import com.google.common.collect.Maps;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OpValues;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.ElementsView;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A grow-only map, replicated by operations: keys to states of any operation-based type; a key that is there stays.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * OpGMap<String, OpBoundedCounter, OpBoundedCounter.Change> empty = OpGMap.empty(OpBoundedCounter.empty());
 * var stock = OpReplica.of(me, empty, OpCodec.of(KryoCodec.create(), empty));
 * stock.update(map -> map.update("milk", bottles -> bottles.increment(5)));
 * long bottles = stock.state().get("milk").value(); // 5
 * }</pre>
 *
 * <p>Choose it where keys are never removed, or values are of a type that cannot forget, such as
 * {@link io.github.crdt4j.counter.OpBoundedCounter} or one of your own, and operations travel through a log or queue that keeps them.
 * Where replicas gossip, choose {@link GMap}; where keys go, {@link OpORMap}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(k, g)}</td><td>both, as their effects commute</td></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(l, g)}</td><td>both keys</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Those of the values.
 *
 * <p><b>State and effect.</b> Keys to the states that the operations on them lead to, beginning with what values begin as, which is the
 * same in all maps, and in all bytes.
 *
 * <p><b>Cost.</b> State: the values. {@code update}, {@code get}: O(log n) and the effect on the value; {@code settle}: O(n).
 *
 * <p><b>Source.</b> Baquero, Almeida, Cunha, Ferreira 2017, "Composition in state-based replicated data types" (Bulletin of the EATCS
 * 123), for functions into a replicated type.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values
 * @param <O> the operations of the values
 */
public final class OpGMap<K, V extends OpCrdt<V, O>, O extends Operation>
        implements OpCrdt<OpGMap<K, V, O>, OpGMap.Update<K, O>> {

    static { // the type arguments stand for any: the bridge sees the raw class only
        OpParts.publish(OpGMap.class, (OpGMap<Object, OpGCounter, OpGCounter.Increment> map) -> map.state, OpGMap::new);
    }

    private final OpValues<K, V> state;

    private OpGMap(OpValues<K, V> state) {
        this.state = state;
    }

    /**
     * The value of a key is changed.
     *
     * @param key the key, not an array
     * @param operation what is done to the value
     * @param <K> the type of the key
     * @param <O> the operations of the values
     */
    public record Update<K, O extends Operation>(K key, O operation) implements Operation {

        /**
         * Checks the components.
         *
         * @param key the key, of which a list is copied
         * @param operation what is done to the value
         * @throws IllegalArgumentException if the key is an array, or a list with null or an array in it
         */
        public Update {
            key = Values.checked(key, "key");
            Objects.requireNonNull(operation, "operation");
        }

        @Override
        public long greatestStamp() {
            return operation.greatestStamp();
        }

        @Override
        public String toString() {
            return "update(" + Text.of(key) + ", " + operation + ")";
        }
    }

    /**
     * The map that never had a key.
     *
     * @param initial what a value is before its first update, such as {@code OpBoundedCounter.empty()}; every replica must use an equal
     *     one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param <O> the operations of the values
     * @return the initial state
     */
    public static <K, V extends OpCrdt<V, O>, O extends Operation> OpGMap<K, V, O> empty(V initial) {
        return new OpGMap<>(new OpValues<>(Objects.requireNonNull(initial, "initial"), PersistentMap.empty()));
    }

    /**
     * As {@link #empty}, for one line: {@code var stock = OpGMap.of(String.class, OpBoundedCounter.empty())}.
     *
     * @param keys the class of the keys, by which the compiler knows them
     * @param initial what a value is before its first update; every replica must use an equal one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param <O> the operations of the values
     * @return the initial state
     */
    public static <K, V extends OpCrdt<V, O>, O extends Operation> OpGMap<K, V, O> of(Class<K> keys, V initial) {
        Objects.requireNonNull(keys, "keys");
        return empty(initial);
    }

    /**
     * Prepares to change the value of a key, which need not be present.
     *
     * @param key the key, not an array; a list is copied
     * @param prepare from the value (what values begin as when the key is absent) to an operation; called once
     * @return the operation
     * @throws IllegalArgumentException if the key is an array, or a list with null or an array in it
     */
    public Update<K, O> update(K key, Function<? super V, ? extends O> prepare) {
        return new Update<>(key, Objects.requireNonNull(prepare, "prepare").apply(get(key)));
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value; what values begin as when the key is not present
     */
    public V get(Object key) {
        V value = state.all().get(Objects.requireNonNull(key, "key"));
        return value == null ? state.initial() : value;
    }

    /**
     * Whether a key is present.
     *
     * @param key the key
     * @return whether it was ever updated
     */
    public boolean containsKey(Object key) {
        return state.all().containsKey(Objects.requireNonNull(key, "key"));
    }

    /**
     * How many keys there are.
     *
     * @return their number
     */
    public int size() {
        return state.all().size();
    }

    /**
     * The keys.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<K> keys() {
        return ElementsView.of("OpGMap", state.all());
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
    public OpGMap<K, V, O> effect(Update<K, O> operation, Dot dot, CausalPast past) {
        V next =
                Objects.requireNonNull(get(operation.key()).effect(operation.operation(), dot, past), "the next value");
        return with(state.all().put(operation.key(), next));
    }

    @Override
    public OpGMap<K, V, O> settle(VectorClock stable) {
        PersistentMap<K, V> next = state.all();
        for (Map.Entry<K, V> entry : state.all()) {
            next = next.put(entry.getKey(), entry.getValue().settle(stable));
        }
        return with(next);
    }

    private OpGMap<K, V, O> with(PersistentMap<K, V> next) {
        return next == state.all() ? this : new OpGMap<>(new OpValues<>(state.initial(), next));
    }

    @Override
    public long unsettled() {
        long records = 0;
        for (Map.Entry<K, V> entry : state.all()) {
            records += entry.getValue().unsettled();
        }
        return records;
    }

    @Override
    public long greatestStamp() {
        long greatest = 0;
        for (Map.Entry<K, V> entry : state.all()) {
            greatest = Math.max(greatest, entry.getValue().greatestStamp());
        }
        return greatest;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpGMap<?, ?, ?> that && state.equals(that.state);
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
        return Text.state("OpGMap", () -> Text.all(entries()), () -> "");
    }
}
