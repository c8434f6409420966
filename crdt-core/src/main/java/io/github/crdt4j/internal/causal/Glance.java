package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.time.CausalContext;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the usual changes of a value, those that mint nothing or just the next event of their replica, without
 * subtracting states. What it does not recognize need not be wrong: then the states tell.
 */
final class Glance {

    /** What one look tells of a change. */
    enum Sight {
        /** A successor, all of whose events have been seen. */
        NOTHING_MINTED,
        /** A successor with one new event, its replica's next, and what that stands for survives in it. */
        ONE_ALIVE,
        /** None of these, or not to be told. */
        UNCLEAR;

        private Sight and(Sight other) {
            return this == NOTHING_MINTED ? other : other == NOTHING_MINTED ? this : UNCLEAR;
        }
    }

    private final ReplicaId self;
    private final CausalContext seen;
    private @Nullable CausalContext grown;

    Glance(ReplicaId self, CausalContext seen) {
        this.self = self;
        this.seen = seen;
    }

    /** What was seen, and the next event: the context after a change that is {@link Sight#ONE_ALIVE}. */
    CausalContext grown() {
        CausalContext context = grown;
        if (context == null) {
            context = seen.add(seen.next(self));
            grown = context;
        }
        return context;
    }

    /** Looks at what became of a value that was lent the context. */
    <S extends Causal<S>> Sight at(Holding<S, ?> holding, S before, S after) {
        return after != before && holding instanceof Parts<S, ?> parts
                ? atStores(parts, before, after)
                : at(before, after);
    }

    private <S extends Causal<S>> Sight at(S before, S after) {
        if (after == before) {
            return Sight.NOTHING_MINTED;
        }
        if (before instanceof Composite<?>) {
            return atComponents(before, after);
        }
        Parts<S, ?> parts = Parts.of(before);
        return parts == null ? Sight.UNCLEAR : atStores(parts, before, after);
    }

    private <S extends Causal<S>> Sight atComponents(S before, S after) {
        var walk = new Composite.Zip() {
            Sight all = Sight.NOTHING_MINTED;

            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                all = all == Sight.UNCLEAR ? all : all.and(at(mine, theirs));
                return mine;
            }
        };
        return Nested.zip(before, after, walk) ? walk.all : Sight.UNCLEAR;
    }

    private <S, D extends DotStore<D>> Sight atStores(Parts<S, D> parts, S before, S after) {
        D old = parts.store(before);
        CausalState<D> next = parts.open().apply(after);
        if (next.context() == seen) {
            return old.isSucceededBy(next.store(), self, seen, seen) ? Sight.NOTHING_MINTED : Sight.UNCLEAR;
        }
        if (seen.last(self) == Long.MAX_VALUE || !next.context().equals(grown())) {
            return Sight.UNCLEAR;
        }
        return !next.store().hasResidueOf(self) // an event in exhausted lanes, however deep, keeps nothing alive
                        && hasNext(old, next.store())
                        && old.isSucceededBy(next.store(), self, seen, next.context())
                ? Sight.ONE_ALIVE
                : Sight.UNCLEAR;
    }

    private <D extends DotStore<D>> boolean hasNext(D old, D next) {
        long number = seen.last(self) + 1;
        boolean[] found = {false};
        boolean told = next.forEachBeyond(old, (replica, which) -> found[0] |= which == number && replica.equals(self));
        return told && found[0];
    }
}
