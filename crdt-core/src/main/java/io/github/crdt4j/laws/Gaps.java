package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Embedding;
import io.github.crdt4j.time.CausalContext;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What holds of bare deltas, some of which are lost for good: none deletes what it does not mention, and once whole states, or
 * deltas since what the receiver has, are exchanged, all is as if nothing had been lost.
 */
final class Gaps {

    private Gaps() {}

    /** Throws deltas at two receivers, each of which misses others, and exchanges everything in the end. */
    static <S extends Crdt<S>> void check(S bottom, List<S> deltas, S whole, SplittableRandom random, Tally tally) {
        S one = received(bottom, deltas, random, tally);
        S other = received(bottom, deltas, random, tally);
        S all = whole.merge(one).merge(other);
        for (S state : List.of(one, other)) {
            same(all, state.merge(all), state);
            same(all, state.merge(all.delta(state)), state);
        }
        same(one.merge(whole).merge(other), other.merge(whole).merge(one), one);
    }

    private static <S extends Crdt<S>> S received(S bottom, List<S> deltas, SplittableRandom random, Tally tally) {
        S state = bottom;
        boolean isLost = false;
        for (S delta : deltas) {
            if (random.nextInt(3) == 0) {
                isLost = true;
                continue;
            }
            tally.add(Hazard.GAP, isLost ? 1 : 0);
            isLost = false;
            S next = state.merge(delta);
            if (!state.leq(next) || !delta.leq(next)) {
                throw new LawViolation(
                        "a delta only adds to the state of whoever merges it",
                        "  state = " + state + "\n  delta = " + delta + "\n  next  = " + next);
            }
            keepsTheRest(bottom, state, delta, next);
            state = next;
        }
        return state;
    }

    @SuppressWarnings("unchecked") // a causal state is of its own type
    private static <S extends Crdt<S>, C extends Causal<C>> void keepsTheRest(S bottom, S state, S delta, S next) {
        if (state instanceof Causal<?>) {
            CausalContext mentioned = ((C) delta).context();
            C before = unmentioned((C) bottom, (C) state, mentioned);
            C after = unmentioned((C) bottom, (C) next, mentioned);
            if (!before.equals(after)) {
                throw new LawViolation(
                        "a delta deletes nothing that it does not mention",
                        "  state      = " + state + "\n  delta      = " + delta + "\n  next       = " + next
                                + "\n  not mentioned, before = " + before + "\n  and after             = " + after);
            }
        }
    }

    /** What lives in a state of the events that are not among some. */
    private static <C extends Causal<C>> C unmentioned(C bottom, C state, CausalContext mentioned) {
        Embedding<C> embedding = bottom.witness();
        return embedding.within(state.delta(embedding.within(bottom, mentioned)), CausalContext.empty());
    }

    private static <S extends Crdt<S>> void same(S expected, S actual, S state) {
        if (!expected.equals(actual)) {
            throw new LawViolation(
                    "receivers of deltas with gaps end in one state once everything is exchanged",
                    "  with gaps = " + state + "\n  all       = " + expected + "\n  was       = " + actual);
        }
    }
}
