package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store of a counter: its lanes, sorted by birth dot. A total alone cannot be cut exactly by a removal that saw only
 * part of it; a lane remembers how much was seen (see {@code docs/decisions} on counters in maps).
 *
 * <ol>
 *   <li>A writer's state has at most one lane of that writer that is not exhausted, the youngest.
 *   <li>Only its writer raises a lane's totals, and only its writer retires it, when it is exhausted: so nobody drops a
 *       lane of which more may be on the way.
 *   <li>Anybody raises a baseline, to the total it has seen.
 *   <li>Up to {@link #FEW} lanes are flat, more are in chunks by writer: the number alone decides.
 * </ol>
 */
public abstract sealed class Lanes implements DotStore<Lanes> permits FewLanes, ManyLanes {

    /** The most lanes that are kept flat. */
    static final int FEW = 8;

    public static Lanes none() {
        return FewLanes.NONE;
    }

    /** The store with the given lanes, their birth dots distinct and in order. */
    public static Lanes of(List<Lane> sorted) {
        return sorted.size() <= FEW ? FewLanes.ofSorted(sorted) : ManyLanes.ofSorted(sorted);
    }

    static Lanes canonical(FewLanes lanes) {
        return lanes.size() <= FEW ? lanes : ManyLanes.of(lanes);
    }

    /** The lanes by birth dot. */
    public abstract List<Lane> asList();

    /** The first lanes by birth dot, at least this many if there are. */
    List<Lane> first(int count) {
        return asList();
    }

    /** How many lanes there are. */
    abstract int size();

    /** Whether no counted amount survives. */
    public abstract boolean isExhausted();

    /** The exact value. */
    public abstract BigInteger sum();

    /** The value as a long; refuses when it is beyond one. */
    public abstract long value();

    /** The youngest lane of a replica, or null. */
    public abstract @Nullable Lane youngest(ReplicaId replica);

    /** With amounts entered in the youngest lane of a replica; null when it has none in which anything survives. */
    abstract @Nullable Lanes counted(ReplicaId self, long up, long down);

    /** The lanes with one added or replaced, and, where its writer opens a new one, its exhausted ones gone. */
    public abstract Lanes with(Lane written);

    /** Without the exhausted lanes of one replica, called by that replica. */
    @Override
    public abstract Lanes retire(ReplicaId self);

    /** Every baseline raised to its total. */
    @Override
    public abstract Lanes forget();

    @Override
    public boolean mayLeaveResidue() {
        return true;
    }

    /** A lane that grew counts as its birth. */
    @Override
    public long grownEvent(ReplicaId replica, Lanes since) {
        Lane mine = youngest(replica);
        Lane theirs = since.youngest(replica);
        if (mine == null || theirs == null || !mine.birth().equals(theirs.birth())) {
            return 0;
        }
        return mine.up() > theirs.up() || mine.down() > theirs.down()
                ? mine.birth().number()
                : 0;
    }

    @Override
    public Optional<ReplicaId> foreignGrowth(ReplicaId self, CausalContext seen, Lanes before, CausalContext known) {
        if (before.isSucceededBy(this, self, known, seen)) {
            return Optional.empty();
        }
        var changed = CausalContext.builder();
        var unused = delta(seen, before, known, changed);
        return changed.build().replicas().stream()
                .filter(other -> !other.equals(self) && grownEvent(other, before) > 0)
                .findFirst();
    }

    @Override
    public int leastDots() {
        return size();
    }

    @Override
    public boolean isBottom() {
        return size() == 0;
    }

    @Override
    public boolean isEmpty() {
        return isExhausted();
    }

    @Override
    public Lanes join(CausalContext mine, Lanes other, CausalContext theirs) {
        if (this == other) {
            return this;
        }
        if (this instanceof FewLanes few && other instanceof FewLanes fewThere) {
            return canonical(few.joinFew(mine, fewThere, theirs));
        }
        ManyLanes left = ManyLanes.of(this);
        ManyLanes right = ManyLanes.of(other);
        ManyLanes joined = left.joinMany(mine, right, theirs);
        return joined == left ? this : joined == right ? other : joined.canonical();
    }

    @Override
    public boolean leq(CausalContext mine, Lanes other, CausalContext theirs) {
        return this instanceof FewLanes few && other instanceof FewLanes fewThere
                ? few.leqFew(mine, fewThere)
                : ManyLanes.of(this).leqMany(mine, ManyLanes.of(other));
    }

    @Override
    public boolean isSucceededBy(Lanes after, ReplicaId self, CausalContext mine, CausalContext theirs) {
        return this instanceof FewLanes few && after instanceof FewLanes fewThere
                ? few.isSucceededByFew(fewThere, self, mine)
                : ManyLanes.of(this).isSucceededByMany(ManyLanes.of(after), self, mine);
    }

    @Override
    public Lanes delta(CausalContext mine, Lanes since, CausalContext theirs, CausalContext.Builder dots) {
        if (this instanceof FewLanes few && since instanceof FewLanes fewThere) {
            return few.deltaFew(mine, fewThere, theirs, dots);
        }
        Lanes delta = ManyLanes.of(this).deltaMany(mine, ManyLanes.of(since), theirs, dots);
        return delta.equals(this) ? this : delta;
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        for (Lane lane : asList()) {
            dots.add(lane.birth());
        }
    }

    @Override
    public boolean forEachMissingFrom(Lanes other, DotVisitor visitor) {
        return this instanceof FewLanes few && other instanceof FewLanes fewThere
                ? few.forEachMissingFromFew(fewThere, visitor)
                : ManyLanes.of(this).forEachMissingFromMany(ManyLanes.of(other), visitor);
    }

    @Override
    public void forEachLoss(Lanes later, Losses losses) {
        if (this instanceof FewLanes few && later instanceof FewLanes fewThere) {
            few.forEachLossFew(fewThere, losses);
        } else {
            ManyLanes.of(this).forEachLossMany(ManyLanes.of(later), losses);
        }
    }

    @Override
    public void forEachResidueBeyond(Lanes other, Consumer<? super ReplicaId> visitor) {
        if (this instanceof FewLanes few && other instanceof FewLanes fewThere) {
            few.forEachResidueBeyondFew(fewThere, visitor);
        } else {
            ManyLanes.of(this).forEachResidueBeyondMany(ManyLanes.of(other), visitor);
        }
    }

    @Override
    public String toString() {
        return Text.all(first(Text.MOST_ELEMENTS), size(), Lane::toString, "[", "]");
    }
}
