package io.github.crdt4j.map;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.internal.value.Updated;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An observed-remove map: keys to causal states, in which an update wins over a concurrent remove, and of the value only
 * what the remove has not seen survives.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * ORMap<String, PNCounter> cart = ORMap.empty(PNCounter.empty());
 * cart = cart.update(me, "milk", amount -> amount.increment(me, 2));
 * long bottles = cart.get("milk").value(); // 2
 * cart = cart.remove("milk");
 * }</pre>
 *
 * <p>Choose it for whatever is addressed by key and changes under it: carts, profiles, counters per page. Values are any
 * {@link Causal} state, so counters, registers, sets, maps of these, and records of them
 * ({@link io.github.crdt4j.causal.Composite}); {@link Removable} adapts the rest.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code update(k, g)}</td><td>both, joined as the value joins them</td></tr>
 *   <tr><td>{@code update(k, f)}</td><td>{@code remove(k)}</td><td>k, with what f did and nothing from before</td></tr>
 *   <tr><td>counter at 5, {@code update(k, +1)}</td><td>{@code remove(k)}, which saw the 5</td><td>k, at 1</td></tr>
 *   <tr><td>{@code remove(k)}</td><td>{@code remove(k)}</td><td>no k</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A removed counter leaves a few numbers per writer behind, hidden from every reader, until that
 * writer has seen the removal and next updates this map. A writer that never comes back leaves them for good, and so does
 * every restart under a fresh incarnation.
 *
 * <p><b>Lattice.</b> Keys to values that all live in the one causal context of the map. A key is present as long as an
 * update of it survives, though its counter be 0 or its set empty; an update that leaves no event in the value leaves one
 * in the key. Bottom: no key, nothing seen.
 *
 * <p><b>Cost.</b> State: the values, at most one dot per key besides, and a number per writer. {@code get}: O(log n);
 * {@code update}, {@code remove}: that, a reference per 32 writers, and the change of the value; {@code merge}, {@code
 * leq}, {@code delta}: what differs between the two at every depth, also after decoding if keys and register values are
 * strings, boxed numbers, enums, dates, or lists or records of these; otherwise what they do not share in memory. A delta
 * that removes up to 64 keys says where to look, also in a message of {@link io.github.crdt4j.sync.AntiEntropy}. Where it
 * does not, as in the bytes of the delta alone and inside of values, the first merge of a removal looks at every key, later
 * ones at what has changed since. No tombstones, but for counters: see Anomalies.
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv 1603.01529), section 7.4,
 * for maps that share one context; Brown et al. 2014, "Riak DT map: a composable, convergent replicated dictionary", for
 * what a removed key should mean. The treatment of counters is ours.
 *
 * @param <K> the type of the keys: immutable, with value equality and a hash code that never changes
 * @param <V> the type of the values
 */
public final class ORMap<K, V extends Causal<V>> implements Stored<ORMap<K, V>> {

    static { // the type arguments stand for any: the bridge sees the raw class only
        Parts.publish(
                ORMap.class,
                (ORMap<Object, Removable<VectorClock>> map) -> map.state,
                ORMap<Object, Removable<VectorClock>>::new);
    }

    private final CausalState<DotMap<K, Keyed<V>>> state;

    private ORMap(CausalState<DotMap<K, Keyed<V>>> state) {
        this.state = state;
    }

    /**
     * The map that never had a key.
     *
     * @param bottom what a value is before its first update, such as {@code PNCounter.empty()}; every replica must use an
     *     equal one
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the bottom of the lattice
     * @throws IllegalArgumentException if {@code bottom} is not empty
     */
    public static <K, V extends Causal<V>> ORMap<K, V> empty(V bottom) {
        Objects.requireNonNull(bottom, "bottom");
        if (!bottom.isEmpty() || !bottom.context().isEmpty()) {
            throw new IllegalArgumentException("the values of a map begin empty, not as " + bottom);
        }
        return new ORMap<>(new CausalState<>(DotMap.none(Keyed.absent(bottom)), CausalContext.empty()));
    }

    /**
     * Changes the value of a key, which need not be present. This is an event even when the value stays as it was: the
     * key then wins over a concurrent remove.
     *
     * <p>Never merge the value of another key into this one: each event belongs to one key, so the map takes the merge for
     * a removal of what the value held. Read the other value, and write it anew.
     *
     * @param self the replica that changes it
     * @param key the key, not an array; a list is copied
     * @param change from the value (empty when the key is absent) to its next state, made by the mutators of the value
     *     itself and by this replica; called once
     * @return the next state
     * @throws IllegalArgumentException if {@code change} returns anything but a successor of its argument
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public ORMap<K, V> update(ReplicaId self, K key, UnaryOperator<V> change) {
        Objects.requireNonNull(self, "self");
        K own = Values.checked(key, "key");
        Objects.requireNonNull(change, "change");
        DotMap<K, Keyed<V>> store = state.store();
        Keyed<V> before = store.get(own);
        Updated<V> updated = Updated.of(self, own, before, state.context(), change);
        DotMap<K, Keyed<V>> next = store.with(own, before, updated.entry()).retire(self);
        return new ORMap<>(new CausalState<>(next, updated.seen()));
    }

    /**
     * Removes a key: every update of it that this state has seen.
     *
     * @param key the key
     * @return the next state, the same object when the key is not present
     */
    public ORMap<K, V> remove(K key) {
        return with(state.replaced(state.store().forget(Objects.requireNonNull(key, "key"))));
    }

    /**
     * Removes every key.
     *
     * @return the next state, the same object when there is none
     */
    public ORMap<K, V> clear() {
        return witness().forget(this);
    }

    /**
     * Many changes as one next state, equal to that of the single calls. They are made in place, so that each costs less
     * than a call of its own.
     *
     * @param self the replica that changes
     * @param edit the changes; called once, on the calling thread
     * @return the next state, the same object when nothing changed
     */
    public ORMap<K, V> edit(ReplicaId self, Consumer<? super ORMapEditor<K, V>> edit) {
        var editor = new ORMapEditor<>(self, this);
        Objects.requireNonNull(edit, "edit").accept(editor);
        return editor.finish();
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value; the empty value when the key is not present, see {@link #containsKey}
     */
    public V get(Object key) {
        Keyed<V> entry = state.store().present(Objects.requireNonNull(key, "key"));
        return entry == null ? state.store().absent().value(state.context()) : entry.value(state.context());
    }

    /**
     * Whether a key is present.
     *
     * @param key the key
     * @return whether an update of it survives
     */
    public boolean containsKey(Object key) {
        return state.store().present(Objects.requireNonNull(key, "key")) != null;
    }

    /**
     * How many keys there are.
     *
     * @return their number
     */
    public int size() {
        return state.store().size();
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
        return new EntriesView<>(state);
    }

    CausalState<DotMap<K, Keyed<V>>> state() {
        return state;
    }

    ORMap<K, V> with(CausalState<DotMap<K, Keyed<V>>> next) {
        return next == state ? this : new ORMap<>(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ORMap<?, ?> that && state.equals(that.state);
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
        return Text.state("ORMap", () -> Text.all(entries()), state::toString);
    }
}
