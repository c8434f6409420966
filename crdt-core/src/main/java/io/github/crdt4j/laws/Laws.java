package io.github.crdt4j.laws;

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
 * <pre>{@code
 * Laws.check(subject, 42, 1_000);
 * }</pre>
 */
public final class Laws {

    /** How many pairs and triples of the states of one history are drawn. */
    private static final int SAMPLES = 60;

    private Laws() {}

    /**
     * Runs histories, each path in turn.
     *
     * @param subject the type under test
     * @param seed the seed of the first history; the others count up from it
     * @param histories how many
     * @param <S> the type of the states
     * @param <O> the type of the operations
     * @throws LawViolation if a law does not hold; it tells the law, the states, the history and how to run it again
     */
    public static <S extends Crdt<S>, O> void check(Subject<S, O> subject, long seed, int histories) {
        Path[] paths = Path.values();
        for (int i = 0; i < histories; i++) {
            replay(subject, paths[i % paths.length], seed + i);
        }
    }

    /**
     * Runs one history and the laws on its states.
     *
     * @param subject the type under test
     * @param path how changes travel
     * @param seed decides everything else
     * @param <S> the type of the states
     * @param <O> the type of the operations
     * @throws LawViolation if a law does not hold
     */
    public static <S extends Crdt<S>, O> void replay(Subject<S, O> subject, Path path, long seed) {
        var history = new History<>(subject, path, seed);
        try {
            history.run();
            lattice(subject, history);
            shuffledDeltas(subject, history.deltas, history.random());
        } catch (LawViolation violation) {
            throw violation.after("replay with Laws.replay(subject, Path." + path + ", " + seed + "L)"
                    + System.lineSeparator() + history.told());
        } catch (RuntimeException | StackOverflowError e) {
            throw new LawViolation("no step throws", "  " + e)
                    .because(e)
                    .after("replay with Laws.replay(subject, Path." + path + ", " + seed + "L)" + System.lineSeparator()
                            + history.told());
        }
    }

    private static <S extends Crdt<S>, O> void lattice(Subject<S, O> subject, History<S, O> history) {
        var laws = new LatticeLaws<S>(subject.promises());
        List<S> states = new ArrayList<>(history.met);
        states.addAll(history.deltas.subList(0, Math.min(4, history.deltas.size())));
        S bottom = subject.bottom();
        SplittableRandom random = history.random();
        for (S a : states) {
            laws.one(bottom, a);
        }
        for (int i = 0; i < SAMPLES && !states.isEmpty(); i++) {
            laws.two(pick(states, random), pick(states, random));
            laws.three(pick(states, random), pick(states, random), pick(states, random));
        }
    }

    private static <S> S pick(List<S> states, SplittableRandom random) {
        return states.get(random.nextInt(states.size()));
    }

    /** Deltas thrown at a replica in any order, any number of times, alone or joined first, end in one state. */
    private static <S extends Crdt<S>, O> void shuffledDeltas(
            Subject<S, O> subject, List<S> deltas, SplittableRandom random) {
        List<S> kept = new ArrayList<>(deltas);
        kept.removeIf(delta -> random.nextInt(4) == 0);
        S inOrder = subject.bottom();
        for (S delta : kept) {
            inOrder = inOrder.merge(delta);
        }
        List<S> repeated = new ArrayList<>(kept);
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
                    "  deltas   = " + kept + "\n  in order = " + inOrder + "\n  shuffled = " + shuffled);
        }
    }
}
