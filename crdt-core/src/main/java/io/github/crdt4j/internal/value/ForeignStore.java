package io.github.crdt4j.internal.value;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;

/**
 * The store of a value of a user's own type: the value in the empty context, which is lent the contexts for each operation. It
 * keeps its dots to itself.
 *
 * @param value the value
 * @param bottom what such values begin as
 * @param <V> its type
 */
record ForeignStore<V extends Causal<V>>(V value, V bottom) implements DotStore<ForeignStore<V>> {

    /** The store of a value in any context. */
    static <V extends Causal<V>> ForeignStore<V> of(V value, V bottom) {
        return new ForeignStore<>(value.witness().within(value, CausalContext.empty()), bottom);
    }

    private ForeignStore<V> with(V next) {
        return next == value ? this : of(next, bottom);
    }

    /** The value in a context. */
    V in(CausalContext context) {
        return value.witness().within(value, context);
    }

    @Override
    public long greatestStamp() {
        return value.witness().greatestStamp(value);
    }

    @Override
    public boolean isBottom() {
        return value.equals(bottom);
    }

    @Override
    public int leastDots() {
        return 0;
    }

    @Override
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public ForeignStore<V> join(CausalContext mine, ForeignStore<V> other, CausalContext theirs) {
        ForeignStore<V> joined = with(in(mine).merge(other.in(theirs)));
        return joined.equals(this) ? this : joined.equals(other) ? other : joined;
    }

    @Override
    public boolean leq(CausalContext mine, ForeignStore<V> other, CausalContext theirs) {
        return in(mine).leq(other.in(theirs));
    }

    @Override
    public ForeignStore<V> delta(
            CausalContext mine, ForeignStore<V> since, CausalContext theirs, CausalContext.Builder mentioned) {
        V changed = in(mine).delta(since.in(theirs));
        mentioned.addAll(changed.context());
        return with(changed);
    }

    @Override
    public void addLive(CausalContext.Builder dots) {}

    @Override
    public boolean forEachMissingFrom(ForeignStore<V> other, DotVisitor visitor) {
        return false;
    }

    @Override
    public void forEachLoss(ForeignStore<V> later, Losses losses) {}

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return false;
    }

    @Override
    public ForeignStore<V> forget() {
        return with(value.witness().forget(value));
    }

    @Override
    public boolean mayLeaveResidue() {
        return true;
    }

    @Override
    public ForeignStore<V> retire(ReplicaId self) {
        return with(value.witness().retire(value, self));
    }

    @Override
    public ForeignStore<V> shift(ReplicaId replica, long after, long by) {
        return with(value.witness().shift(value, replica, after, by));
    }

    @Override
    public long digest() {
        return Digested.UNKNOWN;
    }

    /** What it began as is that of its map. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ForeignStore<?> that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
