package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Every law as a jqwik property: a test class that implements this interface has them all.
 *
 * <pre>{@code
 * class MaxRegisterLaws implements CrdtProperties<MaxRegister, Long> {
 *     public Subject<MaxRegister, Long> subject() {
 *         return new MaxRegisterSubject();
 *     }
 * }
 * }</pre>
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations
 */
@SuppressWarnings("exports") // jqwik is optional, so the module does not pass it on
public interface CrdtProperties<S extends Crdt<S>, O> {

    /** How many histories each property runs. */
    int TRIES = 40;

    /**
     * The type under test.
     *
     * @return it, a new one at each call if it has state
     */
    Subject<S, O> subject();

    /**
     * Every law, in a history in which whole states travel.
     *
     * @param seed decides the history
     */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsByState(@ForAll long seed) {
        Laws.replay(subject(), Path.STATE, seed);
    }

    /**
     * Every law, in a history in which deltas travel.
     *
     * @param seed decides the history
     */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsByDelta(@ForAll long seed) {
        Laws.replay(subject(), Path.DELTA, seed);
    }

    /**
     * Every law, in a history in which both travel.
     *
     * @param seed decides the history
     */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsMixed(@ForAll long seed) {
        Laws.replay(subject(), Path.MIXED, seed);
    }

    /**
     * Every law, in a history of anti-entropy.
     *
     * @param seed decides the history
     */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsBySync(@ForAll long seed) {
        Laws.replay(subject(), Path.SYNC, seed);
    }

    /**
     * Every law but the specification, in a history of anti-entropy whose messages are damaged.
     *
     * @param seed decides the history
     */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsDespiteDamage(@ForAll long seed) {
        Laws.replay(subject(), Path.DAMAGED, seed);
    }
}
