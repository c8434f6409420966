package io.github.crdt4j.laws;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Numbers of sessions, at one site and all its starts. */
final class SessionNumbers implements RandomGenerator {

    private final Tally tally;
    private final long seed;
    private SplittableRandom random;
    private long before = 0;

    SessionNumbers(long seed, Tally tally) {
        this.tally = tally;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** From now on, the numbers from the beginning once more. */
    void repeat() {
        random = new SplittableRandom(seed);
        tally.met(Hazard.SESSION_REPEATED);
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
