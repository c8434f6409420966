package io.github.crdt4j.laws;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Numbers of sessions, at one site and all its starts. */
final class SessionNumbers implements RandomGenerator {

    private final Tally tally;
    private final SplittableRandom random;
    private long before = 0;

    SessionNumbers(long seed, Tally tally) {
        this.tally = tally;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public long nextLong() {
        long drawn = random.nextLong() & Long.MAX_VALUE;
        if (drawn < before) {
            tally.met(Hazard.SESSION_STEPS_BACK);
        }
        before = drawn;
        return drawn;
    }
}
