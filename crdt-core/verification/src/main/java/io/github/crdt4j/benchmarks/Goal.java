package io.github.crdt4j.benchmarks;

/**
 * What was to be reached.
 *
 * @param ratio the least ratio of the peer's time to ours, or NaN
 * @param micros the most microseconds, or NaN
 */
record Goal(double ratio, double micros) {

    static final Goal NONE = new Goal(Double.NaN, Double.NaN);

    static Goal ratio(double atLeast) {
        return new Goal(atLeast, Double.NaN);
    }

    static Goal micros(double atMost) {
        return new Goal(Double.NaN, atMost);
    }

    boolean isMissed(double ours, double peers) {
        return peers / ours < ratio || ours > micros;
    }

    @Override
    public String toString() {
        if (!Double.isNaN(ratio)) {
            return "≥ " + Figures.of(ratio);
        }
        return Double.isNaN(micros) ? "" : "≤ " + Figures.of(micros) + " µs";
    }
}
