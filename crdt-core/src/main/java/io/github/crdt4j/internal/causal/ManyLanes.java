package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Many lanes, by writer, so that an increment copies a path of the trie, and a merge costs the difference. */
final class ManyLanes extends Lanes {

    private static final ManyLanes NONE = new ManyLanes(PersistentMap.empty(), new Tally());

    private final PersistentMap<ReplicaId, FewLanes> writers;
    private final int size;
    private final int exhausted;
    private final BigInteger sum;

    private ManyLanes(PersistentMap<ReplicaId, FewLanes> writers, Tally tally) {
        this.writers = writers;
        this.size = tally.size;
        this.exhausted = tally.exhausted;
        this.sum = tally.sum;
    }

    /** What a store knows of its lanes without a look at them, kept up to date one writer at a time. */
    private static final class Tally {
        private int size;
        private int exhausted;
        private BigInteger sum = BigInteger.ZERO;

        static Tally of(ManyLanes lanes) {
            var tally = new Tally();
            tally.size = lanes.size;
            tally.exhausted = lanes.exhausted;
            tally.sum = lanes.sum;
            return tally;
        }

        void replace(FewLanes before, FewLanes after) {
            size += after.size() - before.size();
            exhausted += after.exhausted() - before.exhausted();
            sum = sum.add(after.sum()).subtract(before.sum());
        }
    }

    static ManyLanes of(Lanes lanes) {
        return lanes instanceof ManyLanes many ? many : ofSorted(lanes.asList());
    }

    static ManyLanes ofSorted(List<Lane> sorted) {
        Builder<ReplicaId, FewLanes> writers = NONE.writers.toBuilder();
        var tally = new Tally();
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            ReplicaId writer = sorted.get(from).birth().replica();
            while (to < sorted.size() && sorted.get(to).birth().replica().equals(writer)) {
                to++;
            }
            FewLanes own = FewLanes.ofSorted(sorted.subList(from, to));
            writers.put(writer, own);
            tally.replace(FewLanes.NONE, own);
        }
        return new ManyLanes(writers.build(), tally);
    }

    /** These lanes in the form that their number asks for. */
    Lanes canonical() {
        return size > FEW ? this : FewLanes.ofSorted(asList());
    }

    private FewLanes of(ReplicaId writer) {
        FewLanes own = writers.get(writer);
        return own == null ? FewLanes.NONE : own;
    }

    private static FewLanes orNone(@Nullable FewLanes lanes) {
        return lanes == null ? FewLanes.NONE : lanes;
    }

    private static @Nullable FewLanes orNull(FewLanes lanes) {
        return lanes.isBottom() ? null : lanes;
    }

    private Lanes with(ReplicaId writer, FewLanes next) {
        FewLanes before = of(writer);
        if (next == before) {
            return this;
        }
        var tally = Tally.of(this);
        tally.replace(before, next);
        return new ManyLanes(next.isBottom() ? writers.remove(writer) : writers.put(writer, next), tally).canonical();
    }

    @Override
    public List<Lane> asList() {
        var all = new ArrayList<Lane>(size);
        writers.forEach((writer, own) -> all.addAll(own.asList()));
        all.sort(Comparator.comparing(Lane::birth));
        return all;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    public boolean isExhausted() {
        return exhausted == size;
    }

    @Override
    public BigInteger sum() {
        return sum;
    }

    @Override
    public @Nullable Lane youngest(ReplicaId replica) {
        return of(replica).youngest(replica);
    }

    @Override
    public Lanes with(Lane written) {
        ReplicaId writer = written.birth().replica();
        return with(writer, of(writer).withFew(written));
    }

    @Override
    public Lanes retire(ReplicaId self) {
        return with(self, of(self).retireFew(self));
    }

    @Override
    public Lanes forget() {
        if (isExhausted()) {
            return this;
        }
        Builder<ReplicaId, FewLanes> forgotten = writers.toBuilder();
        var tally = Tally.of(this);
        writers.forEach((writer, own) -> {
            FewLanes after = own.forgetFew();
            forgotten.put(writer, after);
            tally.replace(own, after);
        });
        return new ManyLanes(forgotten.build(), tally);
    }

    ManyLanes joinMany(CausalContext mine, ManyLanes other, CausalContext theirs) {
        var tally = Tally.of(this);
        var joined = writers.merge(other.writers, new Combiner<>() {
            @Override
            public @Nullable FewLanes both(ReplicaId writer, FewLanes left, FewLanes right) {
                return replaced(left, left.joinFew(mine, right, theirs));
            }

            @Override
            public @Nullable FewLanes left(ReplicaId writer, FewLanes left) {
                return replaced(left, left.joinFew(mine, FewLanes.NONE, theirs));
            }

            @Override
            public @Nullable FewLanes right(ReplicaId writer, FewLanes right) {
                return replaced(FewLanes.NONE, FewLanes.NONE.joinFew(mine, right, theirs));
            }

            private @Nullable FewLanes replaced(FewLanes before, FewLanes after) {
                if (after != before) {
                    tally.replace(before, after);
                }
                return orNull(after);
            }
        });
        return joined == writers ? this : joined == other.writers ? other : new ManyLanes(joined, tally);
    }

    boolean leqMany(CausalContext mine, ManyLanes other) {
        return writers.forEachDifference(
                other.writers, (writer, left, right) -> orNone(left).leqFew(mine, orNone(right)));
    }

    ManyLanes deltaMany(CausalContext mine, ManyLanes since, CausalContext theirs, CausalContext.Builder dots) {
        Builder<ReplicaId, FewLanes> changed = NONE.writers.toBuilder();
        var tally = new Tally();
        writers.forEachDifference(since.writers, (writer, left, right) -> {
            FewLanes delta = orNone(left).deltaFew(mine, orNone(right), theirs, dots);
            if (!delta.isBottom()) {
                changed.put(writer, delta);
                tally.replace(FewLanes.NONE, delta);
            }
            return true;
        });
        return new ManyLanes(changed.build(), tally);
    }

    boolean forEachBeyondMany(ManyLanes other, DotVisitor visitor) {
        return writers.forEachDifference(
                other.writers, (writer, left, right) -> orNone(left).forEachBeyondFew(orNone(right), visitor));
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        for (Map.Entry<ReplicaId, FewLanes> own : writers) {
            if (!own.getValue().isSparedBy(dots)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Set<ReplicaId> debtors() {
        if (exhausted == 0) {
            return Set.of();
        }
        var debtors = new TreeSet<ReplicaId>();
        writers.forEach((writer, own) -> debtors.addAll(own.debtors()));
        return debtors;
    }

    @Override
    public Lanes shift(ReplicaId replica, long after, long by) {
        return with(replica, of(replica).shiftFew(replica, after, by));
    }

    @Override
    public long digest() {
        return writers.digest();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ManyLanes that && writers.equals(that.writers);
    }

    @Override
    public int hashCode() {
        return writers.hashCode();
    }
}
