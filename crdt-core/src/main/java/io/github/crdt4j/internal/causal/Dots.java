package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.internal.trie.Issuer;
import io.github.crdt4j.internal.trie.Numbered;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of live dots: who keeps an element or a key alive. Usually one, which is then a single object. Sorted, so that
 * equal sets are equal.
 */
public abstract sealed class Dots implements DotStore<Dots> {

    private static final Dots NONE = new Several(new Dot[0]);

    public static Dots none() {
        return NONE;
    }

    public static Dots of(Dot dot) {
        return of(dot.replica(), dot.number());
    }

    public static Dots of(ReplicaId replica, long number) {
        return new One(Origin.of(replica), number);
    }

    /** The set of the given dots, in any order. */
    public static Dots of(List<Dot> dots) {
        return switch (dots.size()) {
            case 0 -> NONE;
            case 1 -> of(dots.get(0));
            default -> ofSorted(dots.stream().sorted().distinct().toList());
        };
    }

    private static Dots ofSorted(List<Dot> dots) {
        return dots.size() > 1 ? new Several(dots.toArray(Dot[]::new)) : of(dots);
    }

    public abstract List<Dot> asList();

    /** How many dots there are. */
    public abstract int size();

    /** The replica of the least dot, of which there must be one. */
    public abstract ReplicaId firstReplica();

    /** The number of the least dot, of which there must be one. */
    public abstract long firstNumber();

    abstract boolean contains(ReplicaId replica, long number);

    /** The dots here that the other side has, or has not yet seen. */
    abstract Dots surviving(Dots other, CausalContext theirs);

    /** The dots here that a context has not seen. */
    abstract Dots unseenBy(CausalContext theirs);

    /** One dot renumbered, if it is one of those meant. */
    static Dot shift(Dot dot, ReplicaId replica, long after, long by) {
        return dot.number() > after && dot.replica().equals(replica)
                ? new Dot(replica, Math.addExact(dot.number(), by))
                : dot;
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

    private Dots union(Dots other) {
        if (other.isBottom() || isBottom()) {
            return other.isBottom() ? this : other;
        }
        var both = new ArrayList<>(asList());
        both.addAll(other.asList());
        return of(both);
    }

    @Override
    public boolean leq(CausalContext mine, Dots other, CausalContext theirs) {
        return other.surviving(this, mine) == other;
    }

    @Override
    public Dots delta(CausalContext mine, Dots since, CausalContext theirs, CausalContext.Builder dots) {
        if (since.surviving(this, mine) != since) {
            for (Dot dot : since.asList()) {
                if (mine.contains(dot) && !contains(dot.replica(), dot.number())) {
                    dots.add(dot);
                }
            }
        }
        return unseenBy(theirs);
    }

    @Override
    public boolean forEachBeyond(Dots other, DotVisitor visitor) {
        for (Dot dot : asList()) {
            if (!other.contains(dot.replica(), dot.number())) {
                visitor.visit(dot.replica(), dot.number());
            }
        }
        return true;
    }

    @Override
    public String toString() {
        List<Dot> dots = asList();
        return dots.size() == 1 ? dots.get(0).toString() : dots.toString();
    }

    /** One dot, which a trie of dots keeps as its number and origin. */
    static final class One extends Dots implements Numbered {
        private final Origin origin;
        private final long number;

        One(Origin origin, long number) {
            this.origin = origin;
            this.number = number;
        }

        @Override
        public Issuer issuer() {
            return origin;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public List<Dot> asList() {
            return List.of(new Dot(origin.replica(), number));
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public ReplicaId firstReplica() {
            return origin.replica();
        }

        @Override
        public long firstNumber() {
            return number;
        }

        @Override
        public boolean isBottom() {
            return false;
        }

        @Override
        boolean contains(ReplicaId who, long which) {
            return number == which && origin.isOf(who);
        }

        @Override
        Dots surviving(Dots other, CausalContext theirs) {
            return other.contains(origin.replica(), number) || !theirs.contains(origin.replica(), number) ? this : NONE;
        }

        @Override
        Dots unseenBy(CausalContext theirs) {
            return theirs.contains(origin.replica(), number) ? NONE : this;
        }

        @Override
        public Dots shift(ReplicaId who, long after, long by) {
            return number > after && origin.isOf(who) ? new One(origin, Math.addExact(number, by)) : this;
        }

        @Override
        public void addLive(CausalContext.Builder dots) {
            dots.add(origin.replica(), number, number);
        }

        @Override
        public boolean forEachBeyond(Dots other, DotVisitor visitor) {
            if (!other.contains(origin.replica(), number)) {
                visitor.visit(origin.replica(), number);
            }
            return true;
        }

        @Override
        public boolean isSparedBy(CausalContext dots) {
            return !dots.contains(origin.replica(), number);
        }

        @Override
        public long digest() {
            return origin.digest(number);
        }

        @Override
        public boolean isSame(Digested other) {
            return equals(other);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof One that && number == that.number && origin.equals(that.origin);
        }

        @Override
        public int hashCode() {
            return 31 * origin.replica().hashCode() + Long.hashCode(number);
        }
    }

    private static final class Several extends Dots {
        private final Dot[] sorted;

        Several(Dot[] sorted) {
            this.sorted = sorted;
        }

        @Override
        public List<Dot> asList() {
            return List.of(sorted);
        }

        @Override
        public int size() {
            return sorted.length;
        }

        @Override
        public ReplicaId firstReplica() {
            return sorted[0].replica();
        }

        @Override
        public long firstNumber() {
            return sorted[0].number();
        }

        @Override
        public boolean isBottom() {
            return sorted.length == 0;
        }

        @Override
        boolean contains(ReplicaId replica, long number) {
            return sorted.length > 0 && Arrays.binarySearch(sorted, new Dot(replica, number)) >= 0;
        }

        @Override
        Dots surviving(Dots other, CausalContext theirs) {
            List<Dot> kept = Arrays.stream(sorted)
                    .filter(dot -> other.contains(dot.replica(), dot.number()) || !theirs.contains(dot))
                    .toList();
            return kept.size() == sorted.length ? this : ofSorted(kept);
        }

        @Override
        Dots unseenBy(CausalContext theirs) {
            return surviving(NONE, theirs);
        }

        @Override
        public Dots shift(ReplicaId replica, long after, long by) {
            return of(Arrays.stream(sorted)
                    .map(dot -> shift(dot, replica, after, by))
                    .toList());
        }

        @Override
        public void addLive(CausalContext.Builder dots) {
            for (Dot dot : sorted) {
                dots.add(dot);
            }
        }

        @Override
        public boolean isSparedBy(CausalContext dots) {
            return Arrays.stream(sorted).noneMatch(dots::contains);
        }

        @Override
        public long digest() {
            long digest = Digests.NOTHING;
            for (Dot dot : sorted) {
                digest = Digests.inOrder(digest, Digests.ofDot(dot.replica(), dot.number()));
            }
            return digest;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Several that && Arrays.equals(sorted, that.sorted);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sorted);
        }
    }
}
