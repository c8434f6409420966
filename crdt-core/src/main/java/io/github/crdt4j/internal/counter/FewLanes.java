package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.causal.SortedDots;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A few lanes, flat: of one counter with few writers, or of one of its many writers. Sorted by birth dot. */
final class FewLanes extends Lanes {

    static final FewLanes NONE = new FewLanes(new Lane[0]);

    private final Lane[] sorted;

    private FewLanes(Lane[] sorted) {
        this.sorted = sorted;
    }

    /** The store with the given lanes, their birth dots distinct and in order. */
    static FewLanes ofSorted(List<Lane> sorted) {
        return ofSorted(sorted.toArray(Lane[]::new));
    }

    private static FewLanes ofSorted(Lane[] sorted) {
        return sorted.length == 0 ? NONE : new FewLanes(sorted);
    }

    static FewLanes of(Lane lane) {
        return new FewLanes(new Lane[] {lane});
    }

    @Override
    public List<Lane> asList() {
        return List.of(sorted);
    }

    void addTo(List<Lane> lanes) {
        Collections.addAll(lanes, sorted);
    }

    @Override
    int size() {
        return sorted.length;
    }

    /** The only lane, when nothing of it was forgotten; else null. */
    @Nullable
    Lane plain() {
        return sorted.length == 1 && sorted[0].isPlain() ? sorted[0] : null;
    }

    /** How many lanes have nothing in them that survives. */
    int exhausted() {
        int count = 0;
        for (Lane lane : sorted) {
            count += lane.isExhausted() ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean isExhausted() {
        return exhausted() == sorted.length;
    }

    /** The value, unless it is beyond a long. */
    long exactSum() {
        long sum = 0;
        for (Lane lane : sorted) {
            sum = Math.addExact(sum, (lane.up() - lane.upForgotten()) - (lane.down() - lane.downForgotten()));
        }
        return sum;
    }

    @Override
    public BigInteger sum() {
        try {
            return BigInteger.valueOf(exactSum());
        } catch (ArithmeticException overflow) {
            return Arrays.stream(sorted)
                    .map(lane -> BigInteger.valueOf(lane.up() - lane.upForgotten())
                            .subtract(BigInteger.valueOf(lane.down() - lane.downForgotten())))
                    .reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    @Override
    public long value() {
        try {
            return exactSum();
        } catch (ArithmeticException overflow) {
            return Counting.exact(sum()); // on the way, or altogether
        }
    }

    @Override
    @Nullable
    Lanes counted(ReplicaId self, long up, long down) {
        return countedFew(self, up, down);
    }

    @Nullable
    FewLanes countedFew(ReplicaId self, long up, long down) {
        int own = sorted.length - 1;
        while (own >= 0 && !sorted[own].birth().replica().equals(self)) {
            own--;
        }
        if (own < 0 || sorted[own].isExhausted()) {
            return null;
        }
        Lane grown = sorted[own].grow(up, down);
        if (own > 0 && sorted[own - 1].birth().replica().equals(self)) {
            return withFew(grown); // and older ones of this writer may be exhausted
        }
        Lane[] next = sorted.clone();
        next[own] = grown;
        return new FewLanes(next);
    }

    @Override
    public @Nullable Lane youngest(ReplicaId replica) {
        Lane youngest = null;
        for (Lane lane : sorted) {
            youngest = lane.birth().replica().equals(replica) ? lane : youngest;
        }
        return youngest;
    }

    @Override
    public Lanes with(Lane written) {
        return canonical(withFew(written));
    }

    FewLanes withFew(Lane written) {
        int own = -1;
        int lanesOfWriter = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].birth().replica().equals(written.birth().replica())) {
                own = i;
                lanesOfWriter++;
            }
        }
        if (lanesOfWriter == 1
                && sorted[own].birth().number() == written.birth().number()) {
            Lane[] next = sorted.clone(); // as at nearly every update
            next[own] = written;
            return new FewLanes(next);
        }
        Lane[] next = new Lane[sorted.length + 1];
        int size = 0;
        boolean isPlaced = false;
        for (Lane lane : sorted) {
            int order = isPlaced ? 1 : lane.birth().compareTo(written.birth());
            if (order > 0 && !isPlaced) {
                next[size++] = written;
                isPlaced = true;
            }
            if (order == 0) {
                next[size++] = written;
                isPlaced = true;
            } else if (!lane.isExhausted()
                    || !lane.birth().replica().equals(written.birth().replica())) {
                next[size++] = lane;
            }
        }
        if (!isPlaced) {
            next[size++] = written;
        }
        return new FewLanes(size == next.length ? next : Arrays.copyOf(next, size));
    }

    @Override
    public Lanes retire(ReplicaId self) {
        return retireFew(self);
    }

    FewLanes retireFew(ReplicaId self) {
        if (exhausted() == 0) {
            return this;
        }
        var kept = new ArrayList<>(asList());
        boolean changed = kept.removeIf(
                lane -> lane.isExhausted() && lane.birth().replica().equals(self));
        return changed ? ofSorted(kept) : this;
    }

    @Override
    public Lanes forget() {
        return forgetFew();
    }

    FewLanes forgetFew() {
        return isExhausted()
                ? this
                : ofSorted(Arrays.stream(sorted).map(Lane::forget).toList());
    }

    FewLanes joinFew(CausalContext mine, FewLanes other, CausalContext theirs) {
        Lane[] joined = SortedDots.join(sorted, mine, other.sorted, theirs);
        return joined == sorted ? this : joined == other.sorted ? other : ofSorted(joined);
    }

    boolean leqFew(CausalContext mine, FewLanes other) {
        return SortedDots.leq(sorted, mine, other.sorted, Lane::leq);
    }

    /** As {@link #leqFew}, where moreover nobody but one replica has counted. */
    boolean isSucceededByFew(FewLanes after, ReplicaId self, CausalContext mine) {
        return SortedDots.leq(sorted, mine, after.sorted, (lane, next) -> lane.isSucceededBy(next, self));
    }

    FewLanes deltaFew(CausalContext mine, FewLanes since, CausalContext theirs, CausalContext.Builder dots) {
        Lane[] changed = SortedDots.delta(sorted, mine, since.sorted, theirs, dots);
        return changed == sorted ? this : ofSorted(changed);
    }

    boolean forEachMissingFromFew(FewLanes other, DotVisitor visitor) {
        SortedDots.forEachMissingFrom(other.sorted, sorted, visitor);
        return true;
    }

    void forEachLossFew(FewLanes later, Losses losses) {
        SortedDots.forEachPair(sorted, later.sorted, (lane, there) -> {
            if (there == null) {
                losses.vanished(lane.birth(), (lane.up() - lane.upForgotten()) - (lane.down() - lane.downForgotten()));
            }
        });
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return SortedDots.isDisjointFrom(dots, sorted);
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        for (Lane lane : sorted) {
            if (lane.isExhausted() && lane.birth().replica().equals(writer)) {
                return true;
            }
        }
        return false;
    }

    void forEachResidueBeyondFew(FewLanes other, Consumer<? super ReplicaId> visitor) {
        for (Lane lane : sorted) {
            if (lane.isExhausted() && !other.hasResidueOf(lane.birth().replica())) {
                visitor.accept(lane.birth().replica());
            }
        }
    }

    @Override
    public Lanes shift(ReplicaId replica, long after, long by) {
        return shiftFew(replica, after, by);
    }

    FewLanes shiftFew(ReplicaId replica, long after, long by) {
        return ofSorted(SortedDots.shift(sorted, replica, after, by));
    }

    @Override
    public long digest() {
        return SortedDots.digest(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof FewLanes that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }
}
