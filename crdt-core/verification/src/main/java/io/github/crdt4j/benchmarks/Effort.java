package io.github.crdt4j.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/** How long to measure. */
enum Effort {
    /** For the figures in the documentation. */
    FULL(8, 3, 400),
    /** Fewer sizes, too, and less memory to touch before each: for an answer after a change, within five minutes. */
    QUICK(3, 2, 180),
    /** Whether everything runs; the times mean nothing. */
    SMOKE(0, 1, 100);

    final int warmUps;
    final int iterations;
    final TimeValue each;

    Effort(int warmUps, int iterations, int millis) {
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.each = TimeValue.milliseconds(millis);
    }

    static Effort of(String argument) {
        return valueOf(argument.substring("--".length()).toUpperCase(java.util.Locale.ROOT));
    }
}
