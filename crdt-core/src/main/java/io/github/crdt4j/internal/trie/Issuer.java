package io.github.crdt4j.internal.trie;

/** What many {@link Numbered} values have in common. Issuers are equal if and only if their values of one number are. */
public interface Issuer {

    /**
     * The value of a number.
     *
     * @param number the number
     * @return a value that is equal to every other of this issuer and number
     */
    Numbered numbered(long number);
}
