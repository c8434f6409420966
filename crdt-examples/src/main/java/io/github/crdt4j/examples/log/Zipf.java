package io.github.crdt4j.examples.log;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws ranks from 0 with a probability that falls as a power of the rank, as pages of a web site are asked for. */
final class Zipf {

    private final double[] cumulative;

    Zipf(int ranks, double exponent) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            // StrictMath: the same log for a seed on every machine
            sum += StrictMath.pow(rank + 1.0, -exponent);
            cumulative[rank] = sum;
        }
    }

    int next(RandomGenerator random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }
}
