package io.github.crdt4j.map;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMapDraft;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.internal.value.Updated;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What {@link ORMap#edit} hands to its caller: changes made in place, one after the other. A change that is refused leaves
 * the edit as it was before the call. Not thread-safe, and refused once the edit is over.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ORMapEditor<K, V extends Causal<V>> {

    private final ReplicaId self;
    private final DotMapDraft<K, Keyed<V>> entries;
    private ORMap<K, V> built;
    private CausalContext seen;
    private boolean isBuilt = true;
    private boolean isChanging;
    private boolean over;

    ORMapEditor(ReplicaId self, ORMap<K, V> before) {
        this.self = Objects.requireNonNull(self, "self");
        this.entries = before.state().store().toDraft();
        this.built = before;
        this.seen = before.context();
    }

    /**
     * Changes the value of a key, as {@link ORMap#update} does.
     *
     * @param key the key, not an array
     * @param change from the value to its next state; it may read {@link #now} and nothing else of this editor
     * @throws IllegalArgumentException if {@code change} returns anything but a successor of its argument
     * @throws IllegalStateException if {@code change} changes anything through this editor
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public void update(K key, UnaryOperator<V> change) {
        open();
        K own = Values.checked(key, "key");
        Objects.requireNonNull(change, "change");
        Keyed<V> before = entries.get(own);
        isChanging = true;
        try {
            Updated<V> updated = Updated.of(self, own, before, seen, change);
            entries.update(own, before, updated.entry(), self);
            seen = updated.seen();
            isBuilt = false;
        } finally {
            isChanging = false;
        }
    }

    /**
     * Removes a key, as {@link ORMap#remove} does.
     *
     * @param key the key
     */
    public void remove(K key) {
        open();
        isBuilt &= !entries.forget(Objects.requireNonNull(key, "key"));
    }

    /** Removes every key, as {@link ORMap#clear} does. */
    public void clear() {
        open();
        isBuilt &= !entries.forget();
    }

    /**
     * The map at this point of the edit. What is asked for is no longer changed in place: the next changes copy it first.
     *
     * @return the state so far
     */
    public ORMap<K, V> now() {
        refuseWhenOver();
        if (!isBuilt) {
            built = built.with(new CausalState<>(entries.build(), seen));
            isBuilt = true;
        }
        return built;
    }

    ORMap<K, V> finish() {
        ORMap<K, V> result = now();
        over = true;
        return result;
    }

    private void open() {
        refuseWhenOver();
        if (isChanging) {
            throw new IllegalStateException("a value is being changed: its change cannot use the editor");
        }
    }

    private void refuseWhenOver() {
        if (over) {
            throw new IllegalStateException("this edit is over: its editor cannot be used any more");
        }
    }
}
