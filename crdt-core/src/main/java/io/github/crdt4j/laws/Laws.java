package io.github.crdt4j.laws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Runs every law on a type: convergence and specification in random histories, the lattice laws on the states met there,
 * and deltas that are lost, repeated, shuffled and grouped. Needs no test framework.
 *
 * <p>A failure is cut down to a smallest history that fails the same law, and told as a table with a column for each
 * replica, and a line that runs it again.
 *
 * <pre>{@code
 * Report report = Laws.check(subject, 42, 1_000);
 * }</pre>
 */
public final class Laws {

    /** Up to this many states of a history, the laws of three are checked on all of them, and else on a sample. */
    private static final int FEW = 5;

    private static final int SAMPLES = 60;

    private static final int SAMPLES_DESPITE_CLONES = 20;

    private Laws() {}

    /**
     * Runs histories, each path in turn.
     *
     * @param subject the type under test
     * @param seed the seed of the first history; the others count up from it
     * @param histories how many
     * @param <S> the type of the states
     * @param <O> the type of the operations
     * @return what was run
     * @throws LawViolation if a law does not hold; it tells the law, the states, the history and how to run it again
     */
    @CanIgnoreReturnValue
    public static <S extends Crdt<S>, O> Report check(Subject<S, O> subject, long seed, int histories) {
        var report = new Report();
        Path[] paths = Path.values();
        for (int i = 0; i < histories; i++) {
            report(report, subject, paths[i % paths.length], seed + i);
        }
        return report;
    }

    /**
     * Runs one history and the laws on its states.
     *
     * @param subject the type under test
     * @param path how changes travel
     * @param seed decides everything else
     * @param <S> the type of the states
     * @param <O> the type of the operations
     * @return what was run
     * @throws LawViolation if a law does not hold
     */
    @CanIgnoreReturnValue
    public static <S extends Crdt<S>, O> Report replay(Subject<S, O> subject, Path path, long seed) {
        var report = new Report();
        report(report, subject, path, seed);
        return report;
    }

    /**
     * Runs a part of one history again, as a failure told it.
     *
     * @param subject the type under test
     * @param path how changes travel
     * @param seed decides everything else
     * @param kept which steps to run
     * @param <S> the type of the states
     * @param <O> the type of the operations
     * @throws LawViolation if a law does not hold
     * @throws IllegalArgumentException if the history has no such steps
     */
    public static <S extends Crdt<S>, O> void replay(Subject<S, O> subject, Path path, long seed, String kept) {
        run(subject, path, Plan.draw(subject, seed).keeping(subject, kept));
    }

    @CanIgnoreReturnValue
    private static <S extends Crdt<S>, O> History<S, O> explained(Subject<S, O> subject, Path path, Plan<O> plan) {
        try {
            return run(subject, path, plan);
        } catch (LawViolation violation) {
            var shrinker = new Shrinker<O>(subject, smaller -> run(subject, path, smaller), violation.law());
            run(subject, path, shrinker.shrink(plan));
            throw violation; // not reached, unless the type under test is not a function of its history
        }
    }

    private static <S extends Crdt<S>, O> void report(Report report, Subject<S, O> subject, Path path, long seed) {
        Plan<O> plan = Plan.draw(subject, seed);
        report.add(subject, plan, explained(subject, path, plan));
    }

    /** Runs a plan as it is. */
    @CanIgnoreReturnValue
    static <S extends Crdt<S>, O> History<S, O> run(Subject<S, O> subject, Path path, Plan<O> plan) {
        LatticeLaws.zip(subject.bottom());
        var history = new History<>(subject, path, plan);
        SpaceTime told = history.told;
        try {
            Alike.requireEquals(subject.bottom());
            history.run();
            var random = new SplittableRandom(plan.seed());
            Samples<S> samples = history.samples;
            List<S> states = new ArrayList<>(samples.met);
            states.addAll(samples.deltas.subList(0, Math.min(4, samples.deltas.size())));
            lattice(subject.bottom(), LatticeLaws.of(subject), states, random, SAMPLES);
            shuffledDeltas(subject, samples.deltas, random);
            Gaps.check(
                    subject.bottom(),
                    samples.deltas,
                    history.whole(),
                    new SplittableRandom(~plan.seed()),
                    history.tally);
            samples.checkReads();
            if (!samples.clones.isEmpty()) {
                told = told.withAsides();
                states.addAll(samples.clones);
                lattice(
                        subject.bottom(),
                        LatticeLaws.of(subject).despiteClones(),
                        states,
                        random,
                        SAMPLES_DESPITE_CLONES);
            }
            return history;
        } catch (LawViolation violation) {
            throw violation.after(told, again(path, plan));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new LawViolation("no step throws", "  " + e).because(e).after(told, again(path, plan));
        }
    }

    private static String again(Path path, Plan<?> plan) {
        return "again: Laws.replay(subject, Path." + path + ", " + plan.seed() + "L, \"" + plan.kept() + "\")";
    }

    private static <S extends Crdt<S>> void lattice(
            S bottom, LatticeLaws<S> laws, List<S> states, SplittableRandom random, int samples) {
        for (S a : states) {
            laws.one(bottom, a);
        }
        if (states.size() <= FEW) {
            for (S a : states) {
                for (S b : states) {
                    laws.two(a, b);
                    states.forEach(c -> laws.three(a, b, c));
                }
            }
            return;
        }
        for (int i = 0; i < samples; i++) {
            laws.two(pick(states, random), pick(states, random));
            laws.three(pick(states, random), pick(states, random), pick(states, random));
        }
    }

    private static <S> S pick(List<S> states, SplittableRandom random) {
        return states.get(random.nextInt(states.size()));
    }

    /** Deltas, or their pieces, in any order, any number of times, alone or joined first, end in one state. */
    private static <S extends Crdt<S>, O> void shuffledDeltas(
            Subject<S, O> subject, List<S> deltas, SplittableRandom random) {
        List<S> kept = new ArrayList<>(deltas);
        kept.removeIf(delta -> random.nextInt(4) == 0);
        S inOrder = subject.bottom();
        for (S delta : kept) {
            inOrder = inOrder.merge(delta);
        }
        List<S> repeated = new ArrayList<>();
        kept.forEach(delta -> repeated.addAll(subject.pieces(delta)));
        kept.stream().limit(3).forEach(repeated::add);
        Collections.shuffle(repeated, new Random(random.nextLong()));
        S shuffled = subject.bottom();
        S group = subject.bottom();
        for (S delta : repeated) {
            if (random.nextBoolean()) {
                shuffled = shuffled.merge(delta);
            } else {
                group = group.merge(delta);
            }
        }
        shuffled = shuffled.merge(group);
        if (!inOrder.equals(shuffled)) {
            throw new LawViolation(
                    "deltas in any order, repeated and grouped, end in the same state",
                    "  deltas   = " + repeated + "\n  in order = " + inOrder + "\n  shuffled = " + shuffled);
        }
    }
}
