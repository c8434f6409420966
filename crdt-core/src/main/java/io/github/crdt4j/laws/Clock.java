package io.github.crdt4j.laws;

import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;

/**
 * What stamps the events of one replica in a history: a clock of the library, or one of your own that you put to the test.
 * Each stamp must exceed all that this clock has issued, and all that it was shown.
 */
public interface Clock {

    /**
     * Stamps an event.
     *
     * @return the stamp
     */
    LamportTimestamp tick();

    /**
     * Shows the clock what was received. It may throw to refuse a counter that it has not passed and that is too far ahead of
     * the wall clock; what came with it is then not merged, and comes again when the wall clocks agree.
     *
     * @param counter the greatest counter in it
     */
    void observe(long counter);

    /**
     * Shows the clock the greatest counter of its replica's own state, as it starts from its disk: not to be refused, even
     * if the wall clock has stepped back since.
     *
     * @param counter the greatest counter in it
     */
    default void resume(long counter) {
        observe(counter);
    }

    /**
     * A clock of the library.
     *
     * @param clock a Lamport clock or a hybrid one
     * @return the same clock
     */
    static Clock of(LamportClock clock) {
        return new Clock() {
            @Override
            public LamportTimestamp tick() {
                return clock.tick();
            }

            @Override
            public void observe(long counter) {
                clock.observe(counter);
            }

            @Override
            public void resume(long counter) {
                clock.resume(counter);
            }
        };
    }
}
