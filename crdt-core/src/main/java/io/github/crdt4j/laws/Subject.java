package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.sync.AntiEntropy;
import io.github.crdt4j.sync.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A type under test: how a replica starts, what it may do, and what must then be read.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations: values whose text tells what was done
 */
public interface Subject<S extends Crdt<S>, O> {

    /** What {@link #expected} returns where there is no specification: any value will do, as long as replicas agree. */
    Object UNSPECIFIED = new Object();

    /**
     * The empty state.
     *
     * @return the bottom of the lattice
     */
    S bottom();

    /**
     * Draws an operation. Draw from few elements, and removals as often as additions: what breaks types is removing and
     * adding the same thing again and again.
     *
     * @param random the only source of randomness
     * @return the operation
     */
    O draw(RandomGenerator random);

    /**
     * Carries out an operation.
     *
     * @param state the state of the replica
     * @param issuer who does it, and when
     * @param operation what to do
     * @return the next state
     */
    S apply(S state, Issuer issuer, O operation);

    /**
     * What a reader sees.
     *
     * @param state the state
     * @return the value, comparable with {@link #expected} by {@code equals}
     */
    Object value(S state);

    /**
     * The specification: what a reader must see, told from nothing but the updates that are visible and which of them
     * was visible where another was issued.
     *
     * @param visible the visible updates
     * @return the value
     */
    Object expected(View<O> visible);

    /**
     * Simpler operations to try in place of one that is part of a failure: fewer parts, smaller numbers.
     *
     * @param operation the operation
     * @return simpler ones, none unless overridden; simplifying again and again must come to an end
     */
    default List<O> simpler(O operation) {
        return List.of();
    }

    /**
     * The kind of an operation, for the report of what was run.
     *
     * @param operation the operation
     * @return a word; unless overridden, the letters and signs its text begins with
     */
    default String kind(O operation) {
        String text = operation.toString();
        int end = 0;
        while (end < text.length() && !Character.isDigit(text.charAt(end)) && "[({ =,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? "update" : text.substring(0, end);
    }

    /**
     * The protocol that keeps replicas in step, on {@link Path#SYNC}: that of the library, unless overridden to put
     * another to the test.
     *
     * @param replica the replica to keep in step
     * @param firstSession the number of the first session
     * @return an endpoint without peers
     */
    default Endpoint<S> endpoint(Replica<S> replica, long firstSession) {
        return new AntiEntropy<>(replica, bottom(), firstSession);
    }

    /**
     * What the type promises beyond the laws of every {@link Crdt}.
     *
     * @return the promises to check, none unless overridden
     */
    default Set<Promise> promises() {
        return Set.of();
    }

    /** A promise beyond the laws of every {@link Crdt}. */
    enum Promise {
        /** A merge that changes nothing returns the same object: {@code this} first, else the other. */
        SAME_OBJECT,
        /** A delta is the least state that will do. */
        LEAST_DELTA
    }
}
