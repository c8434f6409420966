package io.github.crdt4j.map;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What {@link ORMap#edit} hands to its caller: changes made one after the other. Not thread-safe, and refused once the
 * edit is over.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ORMapEditor<K, V extends Causal<V>> {

    private final ReplicaId self;
    private ORMap<K, V> now;
    private boolean over;

    ORMapEditor(ReplicaId self, ORMap<K, V> before) {
        this.self = Objects.requireNonNull(self, "self");
        this.now = before;
    }

    /**
     * Changes the value of a key, as {@link ORMap#update} does.
     *
     * @param key the key, not an array
     * @param change from the value to its next state
     * @throws IllegalArgumentException if {@code change} returns anything but a successor of its argument
     */
    public void update(K key, UnaryOperator<V> change) {
        open();
        now = now.update(self, key, change);
    }

    /**
     * Removes a key, as {@link ORMap#remove} does.
     *
     * @param key the key
     */
    public void remove(K key) {
        open();
        now = now.remove(key);
    }

    /** Removes every key, as {@link ORMap#clear} does. */
    public void clear() {
        open();
        now = now.clear();
    }

    /**
     * The map at this point of the edit.
     *
     * @return the state so far
     */
    public ORMap<K, V> now() {
        open();
        return now;
    }

    ORMap<K, V> finish() {
        over = true;
        return now;
    }

    private void open() {
        if (over) {
            throw new IllegalStateException("this edit is over: its editor cannot be used any more");
        }
    }
}
