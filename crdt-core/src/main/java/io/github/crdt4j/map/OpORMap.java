package io.github.crdt4j.map;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.op.Keepers;
import io.github.crdt4j.internal.op.OpEntries;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A map from keys to operation-based states, itself one: an update wins over a concurrent remove, and of the value only
 * what the remove has not seen survives.
 *
 * <pre>{@code
 * OpORMap<String, OpPNCounter, OpPNCounter.Change> empty = OpORMap.empty(OpPNCounter.empty());
 * var codec = OpCodec.of(KryoCodec.create(), empty);
 * var cart = OpReplica.of(ReplicaId.fresh("berlin-1"), empty, codec);
 * cart.update(map -> map.update("milk", amount -> amount.increment(2)));
 * long bottles = cart.state().get("milk").value(); // 2
 * cart.update(map -> map.remove("milk"));
 * }</pre>
 *
 * <p>Choose it for whatever is addressed by key and changes through a log or queue that keeps the changes: an update travels
 * as its key and the nested operation. Values are any {@link OpRemovable}: counters, registers, sets, maps of these. Where
 * replicas gossip, or messages may be lost for good, choose {@link ORMap}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(k, g)}</td><td>both, as the value combines them</td></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code remove(k)}</td><td>k, with what f did and nothing from before</td></tr>
 *   <tr><td>counter at 5, {@code update(k, +1)}</td><td>{@code remove(k)}, which saw the 5</td><td>k, at 1</td></tr>
 *   <tr><td>{@code remove(k)}</td><td>{@code remove(k)}</td><td>no k, and nothing is taken back twice</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Counters need {@link #settle} now and then, and so known members, or they remember what each event added,
 * in runs of equal amounts.
 *
 * <p><b>State and effect.</b> Keys to the events of the updates that keep them, and to values. An update is carried out on
 * the value and keeps the key; a remove has the value {@linkplain OpRemovable#forget forget} what the clock of its message
 * contains, and takes away the key when no other update is left. No tombstones, no causal context, no leavings.
 *
 * <p><b>Cost.</b> State: the values, and per key one event, one more per concurrent update; counters besides what {@link
 * io.github.crdt4j.counter.OpPNCounter} tells. {@code get}, {@code update}, {@code remove}: O(log n) and the cost in the
 * value; {@code clear}, {@code forget}, {@code settle}: O(n).
 *
 * <p><b>Source.</b> The meaning is that of {@link ORMap}; the effect is that of the add-wins set of Baquero, Almeida, Shoker
 * 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), for keys. The observed reset is ours.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values
 * @param <O> the operations of the values
 */
public final class OpORMap<K, V extends OpRemovable<V, O>, O extends Operation>
        implements OpRemovable<OpORMap<K, V, O>, OpORMap.Change<K, O>> {

    static { // the type arguments stand for any
        OpParts.publish(
                OpORMap.class,
                (OpORMap<Object, Nothing, Operation> map) -> map.state,
                OpORMap<Object, Nothing, Operation>::new);
    }

    /** Any values, where only the class of the map counts. */
    private interface Nothing extends OpRemovable<Nothing, Operation> {}

    private final OpEntries<K, V> state;

    private OpORMap(OpEntries<K, V> state) {
        this.state = state;
    }

    /**
     * What can be done to such a map.
     *
     * @param <K> the type of the keys
     * @param <O> the operations of the values
     */
    public sealed interface Change<K, O extends Operation> extends Operation {}

    /**
     * The value of a key is changed.
     *
     * @param key the key, not an array
     * @param operation what is done to its value
     * @param <K> the type of the key
     * @param <O> the operations of the value
     */
    public record Update<K, O extends Operation>(K key, O operation) implements Change<K, O> {

        /**
         * Checks the components.
         *
         * @param key the key
         * @param operation what is done to its value
         * @throws IllegalArgumentException if the key is an array
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
     * Every update of a key that was seen is taken back.
     *
     * @param key the key
     * @param <K> the type of the key
     * @param <O> the operations of the value
     */
    public record Remove<K, O extends Operation>(K key) implements Change<K, O> {

        /**
         * Checks the key.
         *
         * @param key the key
         * @throws IllegalArgumentException if it is an array
         */
        public Remove {
            key = Values.checked(key, "key");
        }

        @Override
        public String toString() {
            return "remove(" + Text.of(key) + ")";
        }
    }

    /**
     * Every update that was seen is taken back.
     *
     * @param <K> the type of the keys
     * @param <O> the operations of the values
     */
    public record Clear<K, O extends Operation>() implements Change<K, O> {

        @Override
        public String toString() {
            return "clear()";
        }
    }

    /**
     * The map that never had a key.
     *
     * @param initial what a value is before its first update, such as {@code OpPNCounter.empty()}; every replica must use
     *     an equal one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param <O> the operations of the values
     * @return the initial state
     */
    public static <K, V extends OpRemovable<V, O>, O extends Operation> OpORMap<K, V, O> empty(V initial) {
        return new OpORMap<>(new OpEntries<>(initial.removable(), PersistentMap.empty()));
    }

    /**
     * As {@link #empty}, for one line: {@code var stock = OpORMap.of(String.class, OpORMap.of(String.class, OpPNCounter.empty()))}.
     *
     * @param keys the class of the keys, by which the compiler knows them
     * @param initial what a value is before its first update; every replica must use an equal one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param <O> the operations of the values
     * @return the initial state
     */
    public static <K, V extends OpRemovable<V, O>, O extends Operation> OpORMap<K, V, O> of(Class<K> keys, V initial) {
        Objects.requireNonNull(keys, "keys");
        return empty(initial);
    }

    /**
     * Prepares to change the value of a key, which need not be present. The key is present then, even when the operation
     * changes nothing, and wins over a concurrent remove.
     *
     * @param key the key, not an array
     * @param prepare from the value (the initial one when the key is absent) to an operation, by the methods of the value;
     *     called once
     * @return the operation
     * @throws IllegalArgumentException if the key is an array
     */
    public Change<K, O> update(K key, Function<? super V, ? extends O> prepare) {
        return new Update<>(key, prepare.apply(get(key)));
    }

    /**
     * Prepares to remove a key: to take back every update of it that was seen.
     *
     * @param key the key
     * @return the operation; without effect when the key is not present
     */
    public Change<K, O> remove(K key) {
        return new Remove<>(key);
    }

    /**
     * Prepares to remove every key.
     *
     * @return the operation
     */
    public Change<K, O> clear() {
        return new Clear<>();
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value; the initial value when the key is not present, see {@link #containsKey}
     */
    public V get(Object key) {
        OpEntries.Entry<V> entry = state.entries().get(Objects.requireNonNull(key, "key"));
        return entry == null ? state.initial() : entry.value();
    }

    /**
     * Whether a key is present.
     *
     * @param key the key
     * @return whether an update of it survives
     */
    public boolean containsKey(Object key) {
        return state.entries().get(Objects.requireNonNull(key, "key")) != null;
    }

    /**
     * How many keys there are.
     *
     * @return their number
     */
    public int size() {
        return state.entries().size();
    }

    /**
     * The keys.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Set<K> keys() {
        return entries().keySet();
    }

    /**
     * The keys and values.
     *
     * @return an unmodifiable view of this state, in no particular order
     */
    public Map<K, V> entries() {
        return new OpEntriesView<>(state.entries());
    }

    @Override
    public OpORMap<K, V, O> effect(Change<K, O> operation, Dot dot, CausalPast clock) {
        if (operation instanceof Update<K, O> update) {
            OpEntries.Entry<V> before = state.entries().get(update.key());
            Dots presence = before == null ? Dots.none() : before.presence();
            V value = before == null ? state.initial() : before.value();
            return with(state.entries()
                    .put(
                            update.key(),
                            new OpEntries.Entry<>(
                                    Keepers.add(presence, dot, clock), value.effect(update.operation(), dot, clock))));
        } else if (operation instanceof Remove<K, O> remove) {
            OpEntries.Entry<V> before = state.entries().get(remove.key());
            return before == null ? this : with(kept(state.entries(), remove.key(), before, clock));
        }
        return forget(clock);
    }

    @Override
    public OpORMap<K, V, O> forget(CausalPast observed) {
        PersistentMap<K, OpEntries.Entry<V>> next = state.entries();
        for (Map.Entry<K, OpEntries.Entry<V>> entry : state.entries()) {
            next = kept(next, entry.getKey(), entry.getValue(), observed);
        }
        return with(next);
    }

    /** An update that was superseded as a keeper had been seen by the keeper, so a key goes with its last keeper. */
    private static <K, V extends OpRemovable<V, ?>> PersistentMap<K, OpEntries.Entry<V>> kept(
            PersistentMap<K, OpEntries.Entry<V>> entries, K key, OpEntries.Entry<V> entry, CausalPast observed) {
        Dots presence = Keepers.forget(entry.presence(), observed);
        if (presence.isBottom()) {
            return entries.remove(key);
        }
        V value = entry.value().forget(observed);
        return presence == entry.presence() && value == entry.value()
                ? entries
                : entries.put(key, new OpEntries.Entry<>(presence, value));
    }

    @Override
    public OpORMap<K, V, O> settle(VectorClock stable) {
        PersistentMap<K, OpEntries.Entry<V>> next = state.entries();
        for (Map.Entry<K, OpEntries.Entry<V>> entry : state.entries()) {
            V value = entry.getValue().value().settle(stable);
            if (value != entry.getValue().value()) {
                next = next.put(
                        entry.getKey(), new OpEntries.Entry<>(entry.getValue().presence(), value));
            }
        }
        return with(next);
    }

    @Override
    public long unsettled() {
        long records = 0;
        for (Map.Entry<K, OpEntries.Entry<V>> entry : state.entries()) {
            records += entry.getValue().value().unsettled();
        }
        return records;
    }

    @Override
    public long greatestStamp() {
        long greatest = 0;
        for (Map.Entry<K, OpEntries.Entry<V>> entry : state.entries()) {
            greatest = Math.max(greatest, entry.getValue().value().greatestStamp());
        }
        return greatest;
    }

    private OpORMap<K, V, O> with(PersistentMap<K, OpEntries.Entry<V>> next) {
        return next == state.entries() ? this : new OpORMap<>(new OpEntries<>(state.initial(), next));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpORMap<?, ?, ?> that && state.equals(that.state);
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
        return Text.state("OpORMap", () -> Text.all(entries()), state::toString);
    }
}
