package io.github.crdt4j.laws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;

/**
 * Runs every law on an operation-based type and its protocol: random histories over a channel that delivers at least once,
 * with messages late, repeated and reordered, partitions, replicas that crash between effect, persist, send and
 * acknowledge, newcomers that begin with a snapshot or with nothing, and hold-back queues that overflow.
 *
 * <p>After every step the replica that changed must show what the specification says of the updates it has seen, and so
 * what the state-based sibling shows. Besides: concurrent effects commute; what was carried out before is not carried out
 * again; what is awaited is named; whatever is said to be stable has been seen by every message delivered later; and in
 * the end everybody has everything, in equal states.
 *
 * <p>A failure is cut down and told as in {@link Laws}.
 *
 * <pre>{@code
 * Report report = OpLaws.check(subject, 42, 1_000);
 * }</pre>
 */
public final class OpLaws {

    private OpLaws() {}

    /**
     * Runs histories.
     *
     * @param subject the type under test
     * @param seed the seed of the first history; the others count up from it
     * @param histories how many
     * @param <S> the type of the states
     * @param <P> the operations that are sent
     * @param <O> what is done
     * @return what was run
     * @throws LawViolation if a law does not hold; it tells the law, the states, the history and how to run it again
     */
    @CanIgnoreReturnValue
    public static <S extends OpCrdt<S, P>, P extends Operation, O> Report check(
            OpSubject<S, P, O> subject, long seed, int histories) {
        var report = new Report();
        for (int i = 0; i < histories; i++) {
            explained(subject, seed + i, report);
        }
        return report;
    }

    /**
     * Runs one history.
     *
     * @param subject the type under test
     * @param seed decides everything
     * @param <S> the type of the states
     * @param <P> the operations that are sent
     * @param <O> what is done
     * @return what was run
     * @throws LawViolation if a law does not hold
     */
    @CanIgnoreReturnValue
    public static <S extends OpCrdt<S, P>, P extends Operation, O> Report replay(
            OpSubject<S, P, O> subject, long seed) {
        return check(subject, seed, 1);
    }

    /**
     * Runs a part of one history again, as a failure told it.
     *
     * @param subject the type under test
     * @param seed decides everything else
     * @param kept which steps to run
     * @param <S> the type of the states
     * @param <P> the operations that are sent
     * @param <O> what is done
     * @throws LawViolation if a law does not hold
     * @throws IllegalArgumentException if the history has no such steps
     */
    public static <S extends OpCrdt<S, P>, P extends Operation, O> void replay(
            OpSubject<S, P, O> subject, long seed, String kept) {
        var drawn = new Drawn<>(subject);
        run(subject, Plan.draw(drawn, seed).keeping(drawn, kept));
    }

    private static <S extends OpCrdt<S, P>, P extends Operation, O> void explained(
            OpSubject<S, P, O> subject, long seed, Report report) {
        var drawn = new Drawn<>(subject);
        Plan<O> plan = Plan.draw(drawn, seed);
        try {
            OpHistory<S, P, O> history = run(subject, plan);
            report.add(drawn, plan, history.events(), history.seenByNumber(), history.tally);
        } catch (LawViolation violation) {
            var shrinker = new Shrinker<O>(drawn, smaller -> run(subject, smaller), violation.law());
            run(subject, shrinker.shrink(plan));
            throw violation; // not reached, unless the type under test is not a function of its history
        }
    }

    @CanIgnoreReturnValue
    private static <S extends OpCrdt<S, P>, P extends Operation, O> OpHistory<S, P, O> run(
            OpSubject<S, P, O> subject, Plan<O> plan) {
        var history = new OpHistory<>(subject, plan);
        String again = "again: OpLaws.replay(subject, " + plan.seed() + "L, \"" + plan.kept() + "\")";
        try {
            history.run();
            return history;
        } catch (LawViolation violation) {
            throw violation.after(history.told, again);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new LawViolation("no step throws", "  " + e).because(e).after(history.told, again);
        }
    }
}
