package io.github.crdt4j.internal.trie;

/**
 * A value that is a number and an {@link Issuer} that many values share, and nothing else. Leaves of a {@link PersistentMap}
 * may keep the two instead of the object, and make another one when it is asked for: such values have no identity.
 */
public interface Numbered extends Digested {

    /**
     * Who issued the number.
     *
     * @return the issuer
     */
    Issuer issuer();

    /**
     * The number.
     *
     * @return the number
     */
    long number();
}
