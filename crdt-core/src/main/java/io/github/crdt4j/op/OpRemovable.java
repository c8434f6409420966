package io.github.crdt4j.op;

import io.github.crdt4j.time.CausalPast;

/**
 * An operation-based state that a map can hold, because it can take back what was observed of it: removing a key takes
 * back exactly the updates that the removal has seen.
 *
 * @param <S> the type itself
 * @param <O> its operations
 */
public interface OpRemovable<S extends OpRemovable<S, O>, O extends Operation> extends OpCrdt<S, O> {

    /**
     * This initial state in the form that {@link #forget} needs. A type that keeps operations apart anyway has one form;
     * a counter, which else needs only its total, then remembers what each recent event added.
     *
     * @return the initial state to put into a map; its operations and values are those of this one
     */
    @SuppressWarnings("unchecked") // S is the type itself, by the contract of this interface
    default S removable() {
        return (S) this;
    }

    /**
     * The state as if the observed events had never been, those concurrent with them untouched: what the surviving
     * operations alone lead to.
     *
     * <p>As effects do, it commutes with the effect of an operation whose event was not observed.
     *
     * @param observed the events to take back; it contains whatever any of them has seen, and all that {@link #settle}
     *     was ever told
     * @return the next state, this same object when nothing was observed
     */
    S forget(CausalPast observed);
}
