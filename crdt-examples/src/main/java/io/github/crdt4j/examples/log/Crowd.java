package io.github.crdt4j.examples.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Visitors who come back the more often the more often they came: a Pitman–Yor process, whose few regulars and many
 * passers-by are those of real logs.
 *
 * @param <V> a visitor
 */
final class Crowd<V> {

    private static final class Regular<V> {
        final V visitor;
        int visits;

        Regular(V visitor) {
            this.visitor = visitor;
        }
    }

    private final double concentration;
    private final double discount;
    private final Supplier<V> newcomers;
    private final List<Regular<V>> visits = new ArrayList<>();
    private int visitors;

    Crowd(double concentration, double discount, Supplier<V> newcomers) {
        this.concentration = concentration;
        this.discount = discount;
        this.newcomers = newcomers;
    }

    /** Who comes next. */
    V next(RandomGenerator random) {
        double newcomer = (concentration + discount * visitors) / (concentration + visits.size());
        Regular<V> next;
        if (random.nextDouble() < newcomer) {
            next = new Regular<>(newcomers.get());
            visitors++;
        } else {
            do {
                next = visits.get(random.nextInt(visits.size()));
            } while (random.nextDouble() * next.visits < discount);
        }
        next.visits++;
        visits.add(next);
        return next.visitor;
    }
}
