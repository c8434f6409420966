package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
 * </ol>
 */
public final class Lanes implements DotStore<Lanes> {

    private static final Lanes NONE = new Lanes(new Lane[0]);

    private final Lane[] sorted;

    private Lanes(Lane[] sorted) {
        this.sorted = sorted;
    }

    public static Lanes none() {
        return NONE;
    }

    /** The store with the given lanes, their birth dots distinct and in order. */
    public static Lanes of(List<Lane> sorted) {
        return sorted.isEmpty() ? NONE : new Lanes(sorted.toArray(Lane[]::new));
    }

    public List<Lane> asList() {
        return List.of(sorted);
    }

    @Override
    public boolean isBottom() {
        return sorted.length == 0;
    }

    /** Whether no counted amount survives. */
    public boolean isExhausted() {
        return Arrays.stream(sorted).allMatch(Lane::isExhausted);
    }

    /** The exact value. */
    public BigInteger sum() {
        long fast = 0;
        try {
            for (Lane lane : sorted) {
                fast = Math.addExact(fast, (lane.up() - lane.upForgotten()) - (lane.down() - lane.downForgotten()));
            }
            return BigInteger.valueOf(fast);
        } catch (ArithmeticException overflow) {
            return Arrays.stream(sorted)
                    .map(lane -> BigInteger.valueOf(lane.up() - lane.upForgotten())
                            .subtract(BigInteger.valueOf(lane.down() - lane.downForgotten())))
                    .reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    /** The youngest lane of a replica, or null. */
    public @Nullable Lane youngest(ReplicaId replica) {
        Lane youngest = null;
        for (Lane lane : sorted) {
            youngest = lane.birth().replica().equals(replica) ? lane : youngest;
        }
        return youngest;
    }

    /** The lanes with one added or replaced, and, where its writer opens a new one, its exhausted ones gone. */
    public Lanes with(Lane written) {
        var lanes = new ArrayList<>(asList());
        lanes.removeIf(lane -> lane.birth().equals(written.birth())
                || lane.isExhausted()
                        && lane.birth().replica().equals(written.birth().replica()));
        lanes.add(written);
        lanes.sort(Comparator.comparing(Lane::birth));
        return of(lanes);
    }

    /** Without the exhausted lanes of one replica, called by that replica. */
    public Lanes retire(ReplicaId self) {
        var kept = new ArrayList<>(asList());
        boolean changed = kept.removeIf(
                lane -> lane.isExhausted() && lane.birth().replica().equals(self));
        return changed ? of(kept) : this;
    }

    /** Every baseline raised to its total. */
    public Lanes forget() {
        return isExhausted() ? this : of(Arrays.stream(sorted).map(Lane::forget).toList());
    }

    @Override
    public Lanes join(CausalContext mine, Lanes other, CausalContext theirs) {
        if (this == other) {
            return this;
        }
        var joined = new ArrayList<Lane>(Math.max(sorted.length, other.sorted.length));
        int i = 0;
        int j = 0;
        while (i < sorted.length || j < other.sorted.length) {
            int order = order(i, other, j);
            if (order == 0) {
                joined.add(sorted[i].join(other.sorted[j]));
            } else if (order < 0 && !theirs.contains(sorted[i].birth())) {
                joined.add(sorted[i]);
            } else if (order > 0 && !mine.contains(other.sorted[j].birth())) {
                joined.add(other.sorted[j]);
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        Lanes result = of(joined);
        return result.equals(this) ? this : result.equals(other) ? other : result;
    }

    @Override
    public boolean leq(CausalContext mine, Lanes other, CausalContext theirs) {
        int i = 0;
        int j = 0;
        while (j < other.sorted.length) {
            int order = order(i, other, j);
            if (order == 0 && !sorted[i].leq(other.sorted[j]) || order > 0 && mine.contains(other.sorted[j].birth())) {
                return false;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return true;
    }

    @Override
    public Lanes delta(CausalContext mine, Lanes since, CausalContext theirs, CausalContext.Builder dots) {
        var changed = new ArrayList<Lane>();
        int i = 0;
        int j = 0;
        while (i < sorted.length || j < since.sorted.length) {
            int order = order(i, since, j);
            if (order == 0 && !sorted[i].leq(since.sorted[j])) {
                changed.add(sorted[i].delta(since.sorted[j]));
                dots.add(sorted[i].birth());
            } else if (order < 0 && !theirs.contains(sorted[i].birth())) {
                changed.add(sorted[i]);
            } else if (order > 0 && mine.contains(since.sorted[j].birth())) {
                dots.add(since.sorted[j].birth());
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return changed.size() == sorted.length && changed.equals(asList()) ? this : of(changed);
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        for (Lane lane : sorted) {
            dots.add(lane.birth());
        }
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        for (Lane lane : sorted) {
            if (dots.contains(lane.birth())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Set<ReplicaId> debtors() {
        Set<ReplicaId> debtors = Set.of();
        for (Lane lane : sorted) {
            if (lane.isExhausted()) {
                debtors = debtors.isEmpty() ? new TreeSet<>() : debtors;
                debtors.add(lane.birth().replica());
            }
        }
        return debtors;
    }

    @Override
    public Lanes shift(ReplicaId replica, long after, long by) {
        return of(Arrays.stream(sorted)
                .map(lane -> {
                    Dot birth = Dots.shift(lane.birth(), replica, after, by);
                    return new Lane(birth, lane.up(), lane.upForgotten(), lane.down(), lane.downForgotten());
                })
                .sorted(Comparator.comparing(Lane::birth))
                .toList());
    }

    private int order(int i, Lanes other, int j) {
        if (i == sorted.length || j == other.sorted.length) {
            return Boolean.compare(i == sorted.length, j == other.sorted.length);
        }
        return sorted[i].birth().compareTo(other.sorted[j].birth());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Lanes that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
