package io.github.crdt4j.internal.value;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.time.CausalContext;
import org.jspecify.annotations.Nullable;

/**
 * A fast path for checking an update: it accepts changes that mint no event, or only the next one of their replica. Anything
 * else falls back to computing the delta.
 */
final class UpdateCheck {

    /** What one look at a change tells. */
    enum Verdict {
        /** A successor, all of whose events have been seen. */
        NOTHING_MINTED,
        /** A successor with one new event, its replica's next, and what that stands for survives in it. */
        ONE_NEW_LIVE_DOT,
        /** None of these, or not to be told. */
        UNCLEAR;

        Verdict and(Verdict other) {
            return this == NOTHING_MINTED ? other : other == NOTHING_MINTED ? this : UNCLEAR;
        }
    }

    private final ReplicaId self;
    private final CausalContext seen;
    private @Nullable CausalContext grown;

    UpdateCheck(ReplicaId self, CausalContext seen) {
        this.self = self;
        this.seen = seen;
    }

    /** What was seen, and the next event: the context after a change that is {@link Verdict#ONE_NEW_LIVE_DOT}. */
    CausalContext grown() {
        CausalContext context = grown;
        if (context == null) {
            context = seen.add(seen.next(self));
            grown = context;
        }
        return context;
    }

    /** What became of a store that was lent the context. */
    <D extends DotStore<D>> Verdict of(D before, CausalState<D> after) {
        D store = after.store();
        if (after.context() == seen) {
            return before.isSucceededBy(store, self, seen, seen) ? Verdict.NOTHING_MINTED : Verdict.UNCLEAR;
        }
        if (seen.last(self) == Long.MAX_VALUE || !after.context().equals(grown())) {
            return Verdict.UNCLEAR;
        }
        return !store.hasResidueOf(self) // an event in exhausted lanes, however deep, keeps nothing alive
                        && hasNext(before, store)
                        && before.isSucceededBy(store, self, seen, after.context())
                ? Verdict.ONE_NEW_LIVE_DOT
                : Verdict.UNCLEAR;
    }

    private <D extends DotStore<D>> boolean hasNext(D before, D after) {
        long number = seen.last(self) + 1;
        boolean[] found = {false};
        boolean told = after.forEachMissingFrom(
                before, (replica, which) -> found[0] |= which == number && replica.equals(self));
        return told && found[0];
    }
}
