package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A set of live dots, usually one: who keeps an element or a key alive. Sorted, so that equal sets are equal. */
public final class Dots implements DotStore<Dots> {

    private static final Dots NONE = new Dots(new Dot[0]);

    private final Dot[] sorted;

    private Dots(Dot[] sorted) {
        this.sorted = sorted;
    }

    public static Dots none() {
        return NONE;
    }

    public static Dots of(Dot dot) {
        return new Dots(new Dot[] {dot});
    }

    /** The set of the given dots, in any order. */
    public static Dots of(List<Dot> dots) {
        return dots.isEmpty()
                ? NONE
                : new Dots(dots.stream().sorted().distinct().toArray(Dot[]::new));
    }

    public List<Dot> asList() {
        return List.of(sorted);
    }

    public boolean contains(Dot dot) {
        return Arrays.binarySearch(sorted, dot) >= 0;
    }

    @Override
    public boolean isBottom() {
        return sorted.length == 0;
    }

    /** The dots here that the other side has, or has not yet seen. */
    public Dots surviving(Dots other, CausalContext theirs) {
        return filter(dot -> other.contains(dot) || !theirs.contains(dot));
    }

    @Override
    public Dots join(CausalContext mine, Dots other, CausalContext theirs) {
        if (equals(other)) {
            return this; // whatever the contexts are, equal live parts join to the same
        }
        Dots left = surviving(other, theirs);
        Dots right = other.surviving(this, mine);
        Dots joined = left.union(right);
        return joined.equals(this) ? this : joined.equals(other) ? other : joined;
    }

    @Override
    public boolean leq(CausalContext mine, Dots other, CausalContext theirs) {
        for (Dot dot : other.sorted) {
            if (mine.contains(dot) && !contains(dot)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Dots delta(CausalContext mine, Dots since, CausalContext theirs, CausalContext.Builder dots) {
        for (Dot dot : since.sorted) {
            if (mine.contains(dot) && !contains(dot)) {
                dots.add(dot);
            }
        }
        return filter(dot -> !theirs.contains(dot));
    }

    @Override
    public Dots shift(ReplicaId replica, long after, long by) {
        return of(asList().stream().map(dot -> shift(dot, replica, after, by)).toList());
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        for (Dot dot : sorted) {
            dots.add(dot);
        }
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        for (Dot dot : sorted) {
            if (dots.contains(dot)) {
                return false;
            }
        }
        return true;
    }

    /** One dot renumbered, if it is one of those meant. */
    static Dot shift(Dot dot, ReplicaId replica, long after, long by) {
        return dot.number() > after && dot.replica().equals(replica)
                ? new Dot(replica, Math.addExact(dot.number(), by))
                : dot;
    }

    private Dots union(Dots other) {
        if (other.isBottom()) {
            return this;
        }
        if (isBottom()) {
            return other;
        }
        Dot[] both = Arrays.copyOf(sorted, sorted.length + other.sorted.length);
        System.arraycopy(other.sorted, 0, both, sorted.length, other.sorted.length);
        return of(Arrays.asList(both));
    }

    private Dots filter(Predicate<Dot> kept) {
        int count = 0;
        for (Dot dot : sorted) {
            count += kept.test(dot) ? 1 : 0;
        }
        if (count == sorted.length) {
            return this;
        }
        return count == 0 ? NONE : new Dots(Arrays.stream(sorted).filter(kept).toArray(Dot[]::new));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Dots that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return sorted.length == 1 ? sorted[0].toString() : Arrays.toString(sorted);
    }
}
