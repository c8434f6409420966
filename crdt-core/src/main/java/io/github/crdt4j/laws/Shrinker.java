package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a failing history down, as long as the same law fails: fewer steps, fewer replicas, fewer faults, simpler values. */
final class Shrinker<O> {

    private static final int MAX_RUNS = 3000;

    private final Subject<?, O> subject;
    private final Consumer<Plan<O>> runner;
    private final String law;
    private int runs = 0;

    Shrinker(Subject<?, O> subject, Consumer<Plan<O>> runner, String law) {
        this.subject = subject;
        this.runner = runner;
        this.law = law;
    }

    Plan<O> shrink(Plan<O> failing) {
        Plan<O> smallest = failing;
        Plan<O> before = null;
        while (smallest != before && runs < MAX_RUNS) {
            before = smallest;
            smallest = simplify(simplerCast(fewerSteps(smallest)));
        }
        return smallest;
    }

    private Plan<O> fewerSteps(Plan<O> failing) {
        Plan<O> smallest = failing;
        for (int chunk = Math.max(1, failing.steps().size() / 2); chunk > 0; chunk /= 2) {
            int from = 0;
            while (from < smallest.steps().size()) {
                List<Plan.Numbered<O>> fewer = new ArrayList<>(smallest.steps());
                fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
                if (fails(smallest.with(fewer))) {
                    smallest = smallest.with(fewer);
                } else {
                    from += chunk;
                }
            }
        }
        return smallest;
    }

    private Plan<O> simplerCast(Plan<O> failing) {
        for (Cast simpler : failing.cast().simpler()) {
            if (fails(failing.with(simpler))) {
                return simplerCast(failing.with(simpler));
            }
        }
        return failing;
    }

    private Plan<O> simplify(Plan<O> failing) {
        Plan<O> smallest = failing;
        for (int i = 0; i < smallest.steps().size(); i++) {
            for (Plan.Numbered<O> simpler :
                    Plan.simplify(subject, smallest.steps().get(i))) {
                List<Plan.Numbered<O>> steps = new ArrayList<>(smallest.steps());
                steps.set(i, simpler);
                if (fails(smallest.with(steps))) {
                    smallest = smallest.with(steps);
                    i--;
                    break;
                }
            }
        }
        return smallest;
    }

    private boolean fails(Plan<O> plan) {
        if (runs++ >= MAX_RUNS) {
            return false;
        }
        try {
            runner.accept(plan);
            return false;
        } catch (LawViolation violation) {
            return violation.law().equals(law);
        }
    }
}
