package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Objects;
import java.util.Optional;

/**
 * A dot store in its context: the lattice behind every causal type. The one place where join, order, delta and the
 * same-object promise are put together from store and context.
 *
 * @param <D> the kind of store
 */
public final class CausalState<D extends DotStore<D>> {

    /** Up to so many dots, adding each to a context costs less than making the union of two. */
    private static final int FEW = 4;

    private final D store;
    private final CausalContext context;
    private final Hints hints;

    /**
     * A state.
     *
     * @param store the live part
     * @param context every dot seen
     */
    public CausalState(D store, CausalContext context) {
        this(store, context, Hints.none());
    }

    private CausalState(D store, CausalContext context, Hints hints) {
        this.store = store;
        this.context = Objects.requireNonNull(context, "context");
        this.hints = hints;
    }

    /** The live part. */
    public D store() {
        return store;
    }

    /** Every dot seen. */
    public CausalContext context() {
        return context;
    }

    /** Where to look for the dots that are dead here, if this is a delta. */
    public Hints hints() {
        return hints;
    }

    public CausalState<D> merge(CausalState<D> other) {
        if (this == other) {
            return this;
        }
        D joined = store.join(context, other.store, other.context, hints, other.hints);
        CausalContext seen =
                other.store.isBottom() && other.context.leq(context) ? context : union(context, other.context);
        if (joined == store && seen == context) {
            return this;
        }
        if (seen.equals(other.context) && joined.equals(other.store)) {
            return other;
        }
        return new CausalState<>(joined, seen);
    }

    /** The union; of few dots each is added, as most deltas have one or two that are new, behind those that were seen. */
    private static CausalContext union(CausalContext context, CausalContext other) {
        if (context.isEmpty() || other.replicas().size() > FEW || RemovalCandidates.count(other) > FEW) {
            return context.merge(other);
        }
        var union = new CausalContext.RunVisitor() {
            CausalContext seen = context;

            @Override
            public void run(ReplicaId replica, long from, long to) {
                for (long more = to - from; more >= 0; more--) {
                    seen = seen.contains(replica, to - more) ? seen : seen.add(new Dot(replica, to - more));
                }
            }
        };
        other.forEachRun(union);
        return union.seen;
    }

    public boolean leq(CausalState<D> other) {
        return this == other || context.leq(other.context) && store.leq(context, other.store, other.context);
    }

    /** The least state that joins {@code since} to what this one would: its context is its own dots and nothing else. */
    public CausalState<D> delta(CausalState<D> since) {
        var dots = CausalContext.builder().addAll(context.minus(since.context));
        var hints = new Hints.Collector();
        D live = store.delta(context, since.store, since.context, dots, hints);
        CausalContext mentioned = dots.build();
        if (live == store && mentioned.equals(context)) {
            return this;
        }
        return new CausalState<>(live, mentioned, hints.build());
    }

    /** The highest event of a replica that this state has seen and another has not, or the event whose place grew. */
    public long unseenEvents(ReplicaId replica, CausalState<D> known) {
        long event = context.witness().unseenEvents(context, replica, known.context);
        return event > 0 ? event : store.grownEvent(replica, known.store);
    }

    /** Who added to {@code before}, besides one replica. */
    public Optional<ReplicaId> foreignWriter(ReplicaId self, CausalState<D> before) {
        Optional<ReplicaId> writer = context.witness().foreignWriter(context, self, before.context);
        return writer.isPresent() ? writer : store.foreignGrowth(self, context, before.store, before.context);
    }

    public CausalState<D> within(CausalContext borrowed) {
        return borrowed == context ? this : new CausalState<>(store, borrowed);
    }

    /** Another live part in the same context; the same object when it is the same part. */
    public CausalState<D> replaced(D live) {
        return live == store ? this : new CausalState<>(live, context);
    }

    /** The same state, an equal one, which knows where to look. */
    public CausalState<D> hinted(Hints hints) {
        return new CausalState<>(store, context, hints);
    }

    public CausalState<D> shift(ReplicaId replica, long after, long by) {
        return new CausalState<>(store.shift(replica, after, by), context.shift(replica, after, by));
    }

    /** The digest of store and context. */
    long digest() {
        return Digests.inOrder(store.wholeDigest(), Contents.digest(context));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof CausalState<?> that && store.equals(that.store) && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context.hashCode();
    }

    @Override
    public String toString() {
        String seen = context.toString(); // first, so that it is not cut for the sake of the store
        String live = store.isBottom() && context.isEmpty() ? "" : store.toString();
        return context.isEmpty() ? live : live + ", " + seen;
    }
}
