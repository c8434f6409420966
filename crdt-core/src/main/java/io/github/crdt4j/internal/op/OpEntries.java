package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;

/**
 * What a map is made of.
 *
 * @param initial what a value is before its first update
 * @param entries the keys that are present
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record OpEntries<K, V>(V initial, PersistentMap<K, Entry<V>> entries) {

    /**
     * What is under a key.
     *
     * @param presence the updates of the key that no later update here has seen; at least one
     * @param value what the surviving updates lead to
     * @param <V> the type of the value
     */
    public record Entry<V>(Dots presence, V value) {

        @Override
        public String toString() {
            return Text.of(value) + "/" + presence;
        }
    }

    @Override
    public String toString() {
        return entries.isEmpty()
                ? ""
                : Text.all(entries, entries.size(), one -> Text.of(one.getKey()) + "->" + one.getValue(), "{", "}");
    }
}
