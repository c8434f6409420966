package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The steps of a history before it is run: drawn from a seed, and cut down when it fails.
 *
 * @param seed what the steps were drawn from
 * @param cast the sites
 * @param steps what happens, each with its number in the drawn plan
 */
record Plan<O>(long seed, Cast cast, List<Numbered<O>> steps) {

    /** A step and its number in the plan that was drawn, with the simplifications it has been through. */
    record Numbered<O>(int number, List<Integer> simplified, Step<O> step) {

        @Override
        public String toString() {
            return number + simplified.stream().map(choice -> "~" + choice).collect(Collectors.joining());
        }
    }

    static <O> Plan<O> draw(Subject<?, O> subject, long seed) {
        var random = new SplittableRandom(seed);
        int replicas = 3 + random.nextInt(2);
        int steps = 80 + random.nextInt(71);
        List<Numbered<O>> drawn = IntStream.range(0, steps)
                .mapToObj(number -> new Numbered<O>(number, List.of(), step(subject, random, replicas)))
                .toList();
        return new Plan<>(seed, Cast.draw(replicas, random), drawn);
    }

    /** Mostly updates and messages; time mostly stands still, so that many events share a tick. */
    private static <O> Step<O> step(Subject<?, O> subject, SplittableRandom random, int replicas) {
        int site = random.nextInt(replicas);
        int draw = random.nextInt(100);
        if (draw < 38) {
            int time = random.nextInt(20);
            return new Step.Update<>(site, time == 0 ? -3 : time < 4 ? 1 : 0, subject.draw(random));
        } else if (draw < 64) {
            int to = (site + 1 + random.nextInt(replicas - 1)) % replicas;
            return new Step.Send<>(site, to, random.nextBoolean(), random.nextInt(1000));
        } else if (draw < 90) {
            return new Step.Deliver<>(random.nextInt(1000), random.nextInt(5) == 0, random.nextInt(25) == 0);
        } else if (draw < 93) {
            return new Step.Lose<>(random.nextInt(1000));
        } else if (draw < 96) {
            return new Step.Split<>(random.nextBoolean() ? 0 : 1 + random.nextInt(replicas - 1));
        } else if (draw < 98) {
            return new Step.Store<>(site);
        }
        return new Step.Restart<>(
                site,
                List.of(Step.From.values()).get(random.nextInt(Step.From.values().length)),
                random.nextInt(3) == 0);
    }

    Plan<O> with(List<Numbered<O>> fewer) {
        return new Plan<>(seed, cast, List.copyOf(fewer));
    }

    Plan<O> with(Cast simpler) {
        return new Plan<>(seed, simpler, steps);
    }

    /** This selection as text: the cast, then the numbers of the steps. */
    String kept() {
        return cast + ":" + steps.stream().map(Numbered::toString).collect(Collectors.joining(","));
    }

    /** The selection of this plan that {@link #kept} told. */
    Plan<O> keeping(Subject<?, O> subject, String kept) {
        try {
            int colon = kept.indexOf(':');
            var chosen = new ArrayList<Numbered<O>>();
            for (String one : kept.substring(colon + 1).split(",", -1)) {
                String[] parts = one.split("~", -1);
                Numbered<O> step = steps.get(Integer.parseInt(parts[0]));
                for (int i = 1; i < parts.length; i++) {
                    step = simplify(subject, step).get(Integer.parseInt(parts[i]));
                }
                chosen.add(step);
            }
            return new Plan<>(seed, Cast.parse(kept.substring(0, colon)), chosen);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a selection of the steps of seed " + seed + ": " + kept, e);
        }
    }

    /** The simpler forms of a step: fewer faults, a clock that stands still, simpler operations. */
    static <O> List<Numbered<O>> simplify(Subject<?, O> subject, Numbered<O> numbered) {
        var simpler = new ArrayList<Step<O>>();
        Step<O> step = numbered.step();
        if (step instanceof Step.Deliver<O> deliver && (deliver.again() || deliver.crash())) {
            simpler.add(new Step.Deliver<>(deliver.message(), false, false));
        } else if (step instanceof Step.Deliver<O> deliver && deliver.message() > 0) {
            simpler.add(new Step.Deliver<>(0, false, false));
        } else if (step instanceof Step.Restart<O> restart && (restart.behind() || restart.from() != Step.From.DISK)) {
            if (restart.behind()) {
                simpler.add(new Step.Restart<>(restart.site(), restart.from(), false));
            }
            if (restart.from() != Step.From.DISK) {
                simpler.add(new Step.Restart<>(restart.site(), Step.From.DISK, restart.behind()));
            }
        } else if (step instanceof Step.Send<O> send && !send.whole()) {
            simpler.add(new Step.Send<>(send.from(), send.to(), true, 0));
        } else if (step instanceof Step.Update<O> update) {
            if (update.milliseconds() != 0) {
                simpler.add(new Step.Update<>(update.site(), 0, update.operation()));
            }
            for (O operation : subject.simpler(update.operation())) {
                simpler.add(new Step.Update<>(update.site(), update.milliseconds(), operation));
            }
        }
        return IntStream.range(0, simpler.size())
                .mapToObj(choice -> {
                    var choices = new ArrayList<>(numbered.simplified());
                    choices.add(choice);
                    return new Numbered<>(numbered.number(), choices, simpler.get(choice));
                })
                .toList();
    }
}
