package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.trie.PersistentMap;

/**
 * What a grow-only map is made of.
 *
 * @param initial what a value is before its first update
 * @param all the keys that are present, and their values
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record OpValues<K, V>(V initial, PersistentMap<K, V> all) {}
