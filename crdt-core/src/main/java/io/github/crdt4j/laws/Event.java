package io.github.crdt4j.laws;

/**
 * An operation that was carried out.
 *
 * @param number which operation of the history it is, from 0; parts of one operation share it
 * @param issuer who carried it out, and when
 * @param operation what was done
 * @param <O> the type of the operation
 */
public record Event<O>(int number, Issuer issuer, O operation) {

    @Override
    public String toString() {
        return "#" + number + " " + issuer.self() + ": " + operation;
    }
}
