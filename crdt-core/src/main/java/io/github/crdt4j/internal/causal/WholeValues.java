package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Consumer;

/** Values that a map keeps as they are, in the empty context: records of several, and a user's own types. */
final class WholeValues<V extends Causal<V>> implements Holding<V, V> {

    private static final WholeValues<?> HOLDING = new WholeValues<>();

    private WholeValues() {}

    @SuppressWarnings("unchecked") // it keeps nothing of any type
    static <V extends Causal<V>> WholeValues<V> holding() {
        return (WholeValues<V>) HOLDING;
    }

    @Override
    public V live(V value) {
        return value.within(CausalContext.empty());
    }

    @Override
    public V value(V live, CausalContext context) {
        return live.within(context);
    }

    @Override
    public boolean isEmpty(V live) {
        return live.isEmpty();
    }

    @Override
    public V join(CausalContext mine, V live, CausalContext theirs, V other) {
        return Nested.join(mine, live, theirs, other);
    }

    @Override
    public boolean leq(CausalContext mine, V live, CausalContext theirs, V other) {
        return Nested.leq(mine, live, theirs, other);
    }

    @Override
    public V delta(CausalContext mine, V live, CausalContext theirs, V since, CausalContext.Builder mentioned) {
        return Nested.delta(mine, live, theirs, since, mentioned);
    }

    @Override
    public int leastDots(V live) {
        return Nested.leastDots(live);
    }

    @Override
    public void addLive(V live, CausalContext.Builder dots) {
        Nested.forEachStore(live, store -> store.addLive(dots));
    }

    @Override
    public void addLive(V live, CausalContext among, CausalContext.Builder dots) {
        Nested.forEachStore(live, store -> store.addLive(among, dots));
    }

    @Override
    public boolean forEachBeyond(V live, V other, DotVisitor visitor) {
        return Nested.forEachBeyond(live, other, visitor);
    }

    @Override
    public void forEachLoss(V live, V later, Losses losses) {
        Nested.forEachLoss(live, later, losses);
    }

    @Override
    public boolean isSparedBy(CausalContext dots, V live) {
        return Nested.isSparedBy(dots, live);
    }

    @Override
    public boolean hasResidueOf(V live, ReplicaId writer) {
        return Nested.hasResidueOf(live, writer);
    }

    @Override
    public void forEachResidueBeyond(V live, V other, Consumer<? super ReplicaId> visitor) {
        Nested.forEachResidueBeyond(live, other, visitor);
    }

    @Override
    public long digest(V live) {
        return Nested.digest(live);
    }

    @Override
    public V forget(V live) {
        return live.forget();
    }

    @Override
    public V retire(V live, ReplicaId self) {
        return live.retire(self);
    }

    @Override
    public V shift(V live, ReplicaId replica, long after, long by) {
        return live.shift(replica, after, by);
    }
}
