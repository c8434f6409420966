package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;

/**
 * A dot store in its context: the lattice behind every causal type. The one place where join, order, delta and the
 * same-object promise are put together from store and context.
 *
 * @param store the live part
 * @param context every dot seen
 * @param hints where to look for the dots of a delta that are dead; ignored by {@code equals}
 * @param <D> the kind of store
 */
public record CausalState<D extends DotStore<D>>(D store, CausalContext context, Hints hints) {

    public CausalState(D store, CausalContext context) {
        this(store, context, Hints.none());
    }

    public CausalState<D> merge(CausalState<D> other) {
        if (this == other) {
            return this;
        }
        D joined = store.join(context, other.store, other.context, hints, other.hints);
        CausalContext seen =
                other.store.isBottom() && other.context.leq(context) ? context : context.merge(other.context);
        if (joined == store && seen == context) {
            return this;
        }
        return seen.equals(other.context) && joined.equals(other.store) ? other : new CausalState<>(joined, seen);
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
        return live == store && mentioned.equals(context) ? this : new CausalState<>(live, mentioned, hints.build());
    }

    public CausalState<D> within(CausalContext borrowed) {
        return borrowed == context ? this : new CausalState<>(store, Objects.requireNonNull(borrowed, "context"));
    }

    /** The same state, an equal one, which knows where to look. */
    public CausalState<D> hinted(Hints where) {
        return new CausalState<>(store, context, where);
    }

    /** Another live part in the same context; the same object when it is the same part. */
    public CausalState<D> replaced(D live) {
        return live == store ? this : new CausalState<>(live, context);
    }

    public CausalState<D> shift(ReplicaId replica, long after, long by) {
        return new CausalState<>(store.shift(replica, after, by), context.shift(replica, after, by));
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
        return "(" + store + ", " + context + ")";
    }
}
