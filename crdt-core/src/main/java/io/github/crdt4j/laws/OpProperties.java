package io.github.crdt4j.laws;

import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Every law of operation-based types as a jqwik property: a test class that implements this interface has them all.
 *
 * @param <S> the type of the states
 * @param <P> the operations that are sent
 * @param <O> what is done
 */
@SuppressWarnings("exports") // jqwik is optional, so the module does not pass it on
public interface OpProperties<S extends OpCrdt<S, P>, P extends Operation, O> {

    /**
     * The type under test.
     *
     * @return it, a new one at each call if it has state
     */
    OpSubject<S, P, O> subject();

    /**
     * Every law, in a history in which operations travel.
     *
     * @param seed decides the history
     */
    @Property(tries = 2 * CrdtProperties.TRIES, shrinking = ShrinkingMode.OFF)
    default void everyLawHoldsByOperation(@ForAll long seed) {
        OpLaws.replay(subject(), seed);
    }
}
