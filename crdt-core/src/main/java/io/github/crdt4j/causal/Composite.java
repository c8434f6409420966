package io.github.crdt4j.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.Objects;

/**
 * A record of causal states, itself a causal state: the product lattice. Say once how two of them are put together and
 * everything else follows.
 *
 * <pre>{@code
 * record Profile(LWWRegister<String> name, ORSet<String> tags) implements Composite<Profile> {
 *     static final Profile EMPTY = new Profile(LWWRegister.empty(), ORSet.empty());
 *
 *     public Profile zip(Profile other, Zip with) {
 *         return new Profile(with.apply(name, other.name), with.apply(tags, other.tags));
 *     }
 * }
 * }</pre>
 *
 * <p>On its own, each component keeps its own context, and one update of the record is one state: peers see all of it or
 * nothing. Inside an {@code ORMap} the components share the map's context.
 *
 * <p>The {@link #context} of a record on its own is the union of its components' contexts, in which one number may stand for
 * an event of each component. It does not tell what a record has seen, or whether two records agree: compare the records.
 *
 * <p><b>Lattice.</b> Component by component: order, join, delta and bottom are those of the components. <b>Cost.</b> The
 * sum of the components'. <b>Source.</b> Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv
 * 1603.01529), section 7.1, for pairs.
 *
 * @param <S> the record itself
 */
public interface Composite<S extends Composite<S>> extends Causal<S> {

    /**
     * Combines this record with another, component by component: hands over each component once, with the same component of
     * the other record, and puts each result in the place of its component. A record is refused, when it is first used, if
     * its {@code zip} does anything else (see {@link Components}); so every component is a state, and none may be left out.
     *
     * @param other the other record
     * @param with what to apply to each pair of components, in the order of declaration
     * @return a new record of the results
     */
    S zip(S other, Zip with);

    /** An operation on two components of the same type. */
    interface Zip {
        /**
         * Combines two components.
         *
         * @param mine the component of the record {@code zip} was called on
         * @param theirs the component of the other record
         * @param <C> the type of the component
         * @return the combined component
         */
        <C extends Causal<C>> C apply(C mine, C theirs);
    }

    @Override
    default S merge(S other) {
        return Zips.merge(self(), other);
    }

    @Override
    default boolean leq(S other) {
        return Zips.leq(self(), other);
    }

    @Override
    default S delta(S since) {
        return Zips.zip(self(), Objects.requireNonNull(since, "since"), new Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return mine.delta(theirs);
            }
        });
    }

    @Override
    default CausalContext context() {
        return Zips.context(self());
    }

    @Override
    default boolean isEmpty() {
        return Zips.isEmpty(self());
    }

    @Override
    default Embedding<S> witness() {
        return RecordEmbedding.get();
    }

    @SuppressWarnings("unchecked") // S is the record itself
    private S self() {
        return (S) this;
    }
}
