package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;

/**
 * The store of a lattice made removable: its updates, each under its dot, and the empty state they start from.
 *
 * @param bottom the empty state of the wrapped lattice
 * @param updates the contributions of the updates that survive
 * @param <L> the wrapped lattice
 */
public record Kept<L extends Crdt<L>>(L bottom, DotFun<L> updates) implements DotStore<Kept<L>> {

    public Kept<L> with(DotFun<L> next) {
        return next == updates ? this : new Kept<>(bottom, next);
    }

    @Override
    public boolean isBottom() {
        return updates.isBottom();
    }

    @Override
    public Kept<L> join(CausalContext mine, Kept<L> other, CausalContext theirs) {
        if (!bottom.equals(other.bottom)) {
            throw new IllegalArgumentException(
                    Bottoms.differ("Removable", bottom, other.bottom, "Removable.of the same empty state"));
        }
        DotFun<L> joined = updates.join(mine, other.updates, theirs);
        return joined == other.updates && joined != updates ? other : with(joined);
    }

    @Override
    public boolean leq(CausalContext mine, Kept<L> other, CausalContext theirs) {
        return updates.leq(mine, other.updates, theirs);
    }

    @Override
    public Kept<L> delta(CausalContext mine, Kept<L> since, CausalContext theirs, CausalContext.Builder dots) {
        return with(updates.delta(mine, since.updates, theirs, dots));
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        updates.addLive(dots);
    }

    @Override
    public boolean forEachMissingFrom(Kept<L> other, DotVisitor visitor) {
        return updates.forEachMissingFrom(other.updates, visitor);
    }

    @Override
    public void forEachLoss(Kept<L> later, Losses losses) {
        updates.forEachLoss(later.updates, losses);
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return updates.isDisjointFrom(dots);
    }

    /** The wrapped state: the join of the updates that survive. */
    public L value() {
        L value = bottom;
        for (DotFun.Write<L> write : updates.writes()) {
            value = value.merge(write.payload());
        }
        return value;
    }

    @Override
    public long greatestStamp() {
        L value = value();
        return Witness.of(value).map(witness -> witness.greatestStamp(value)).orElse(0L);
    }

    @Override
    public Kept<L> shift(ReplicaId replica, long after, long by) {
        return with(updates.shift(replica, after, by));
    }

    @Override
    public Kept<L> forget() {
        return with(DotFun.none());
    }

    @Override
    public Object schema() {
        return bottom;
    }

    @Override
    public long digest() {
        return updates.digest();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Kept<?> that && bottom.equals(that.bottom) && updates.equals(that.updates);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(updates);
    }

    @Override
    public String toString() {
        return updates.toString();
    }
}
