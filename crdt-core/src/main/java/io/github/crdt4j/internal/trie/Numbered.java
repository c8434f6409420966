package io.github.crdt4j.internal.trie;

/**
 * A value that is a number and an {@link Issuer} that many values share, and nothing else. A {@link PersistentMap} keeps the
 * two instead of the object, and makes another one when it is asked for: such values have no identity. Only one whose number
 * is 0 is kept as it is.
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
