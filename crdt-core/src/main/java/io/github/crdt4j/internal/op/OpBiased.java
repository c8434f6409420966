package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.trie.PersistentMap;

/**
 * What a last-writer-wins element set is made of.
 *
 * @param toAdds whether an add wins over a remove with the same counter
 * @param writes the adds and removes of each element that no later one has seen
 * @param <E> the type of the elements
 */
public record OpBiased<E>(boolean toAdds, PersistentMap<E, Writes<Stamped<Boolean>>> writes) {}
