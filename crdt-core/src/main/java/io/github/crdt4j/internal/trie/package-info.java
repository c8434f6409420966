/**
 * An immutable hash map whose versions share what they have in common, and whose merge visits only what they do not.
 *
 * <p>{@link io.github.crdt4j.internal.trie.PersistentMap} is what the rest of the library uses; this package knows nothing
 * of replicated types. The invariants of the representation, with a worked example, are in the README of this folder.
 */
package io.github.crdt4j.internal.trie;
