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
    private Notes notes; // true of this state and of all later ones: whichever thread's write is seen, it is right

    /**
     * A state.
     *
     * @param store the live part
     * @param context every dot seen
     */
    public CausalState(D store, CausalContext context) {
        this(store, context, Hints.none());
    }

    private CausalState(D store, CausalContext context, Notes notes) {
        this.store = store;
        this.context = Objects.requireNonNull(context, "context");
        this.notes = notes;
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
        return notes instanceof Hints hints ? hints : Hints.none();
    }

    public CausalState<D> merge(CausalState<D> other) {
        if (this == other) {
            return this;
        }
        D joined = store.join(context, other.store, other.context, notes, other.notes);
        CausalContext seen =
                other.store.isBottom() && other.context.leq(context) ? context : union(context, other.context);
        if (joined == store && seen == context) {
            learnAgain(other);
            return this;
        }
        if (seen.equals(other.context) && joined.equals(other.store)) {
            return other;
        }
        CausalState<D> merged = new CausalState<>(joined, seen, later(notes instanceof Graves ? notes : other.notes));
        merged.learn(this);
        merged.learn(other);
        return merged;
    }

    /** The union; of few dots each is added, as most deltas have one or two that are new, behind those that were seen. */
    private static CausalContext union(CausalContext context, CausalContext other) {
        if (context.isEmpty() || other.replicas().size() > FEW || Doomed.count(other) > FEW) {
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
        CausalState<D> delta = new CausalState<>(live, mentioned, hints.build());
        if (!hints.mayBeAlive()) {
            learnAgain(delta);
        }
        return delta;
    }

    /** Notes which dots are dead in a small state that is contained in this one. */
    private void learn(CausalState<D> part) {
        CausalContext dead = isLargerThan(part) ? part.dead() : CausalContext.empty();
        if (!dead.isEmpty()) {
            notes = Graves.add(notes, dead);
        }
    }

    /** Notes them if they have not been noted lately. */
    private void learnAgain(CausalState<D> part) {
        CausalContext dead = isLargerThan(part) ? part.dead() : CausalContext.empty();
        if (!notes.lessDead(dead).isEmpty()) {
            notes = Graves.add(notes, dead);
        }
    }

    private boolean isLargerThan(CausalState<D> part) {
        return Doomed.isWorthIt(store.leastDots(), part.store.leastDots()) && hints().isEmpty();
    }

    /** The dots that are dead here; none if they are many or cannot be told. */
    private CausalContext dead() {
        if (context.replicas().size() > Graves.MOST_DOTS) {
            return CausalContext.empty();
        }
        long seen = Doomed.count(context);
        if (seen > Graves.MOST_DOTS || seen <= store.leastDots()) {
            return CausalContext.empty();
        }
        if (store.isBottom()) {
            return context;
        }
        if (store.haveAlive(context)) {
            return CausalContext.empty();
        }
        var live = CausalContext.builder();
        store.addLive(live);
        CausalContext dead = context.minus(live.build());
        return store.isSparedBy(dead) ? dead : CausalContext.empty(); // a user's own state may keep its dots to itself
    }

    /** What is noted and will hold of later states, too. */
    private static Notes later(Notes notes) {
        return notes instanceof Graves ? notes : Hints.none();
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
        return live == store ? this : next(live, context);
    }

    /** A later state, which has seen all of this one and in which no dot lives again. */
    public CausalState<D> next(D live, CausalContext seen) {
        return new CausalState<>(live, seen, later(notes));
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
