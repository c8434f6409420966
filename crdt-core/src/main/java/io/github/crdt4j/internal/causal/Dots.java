package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.internal.trie.Issuer;
import io.github.crdt4j.internal.trie.Numbered;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Arrays;
import java.util.List;

/**
 * A set of live dots: who keeps an element or a key alive. Usually one, which is then a single object. Sorted, so that
 * equal sets are equal.
 */
public abstract sealed class Dots implements DotStore<Dots> {

    private static final One[] NO_MARKS = {};
    private static final Dots NONE = new Several(NO_MARKS);

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
        return ofSorted(dots.stream()
                .sorted()
                .distinct()
                .map(dot -> new One(Origin.of(dot.replica()), dot.number()))
                .toArray(One[]::new));
    }

    private static Dots ofSorted(One[] sorted) {
        return switch (sorted.length) {
            case 0 -> NONE;
            case 1 -> sorted[0];
            default -> new Several(sorted);
        };
    }

    /** The dots in order. */
    abstract One[] sorted();

    public final List<Dot> asList() {
        return Arrays.stream(sorted())
                .map(one -> new Dot(one.replica(), one.number()))
                .toList();
    }

    /** How many dots there are. */
    public abstract int size();

    /** The replica of the least dot, of which there must be one. */
    public abstract ReplicaId firstReplica();

    /** The number of the least dot, of which there must be one. */
    public abstract long firstNumber();

    /** The dots here that a context has not seen. */
    abstract Dots unseenBy(CausalContext theirs);

    @Override
    public Dots join(CausalContext mine, Dots other, CausalContext theirs) {
        if (equals(other)) {
            return this; // whatever the contexts are, equal live parts join to the same
        }
        if (isBottom() || other.isBottom()) {
            return isBottom() ? other.unseenBy(mine) : unseenBy(theirs);
        }
        One[] left = sorted();
        One[] right = other.sorted();
        One[] joined = SortedDots.join(left, mine, right, theirs);
        return joined == left ? this : joined == right ? other : ofSorted(joined);
    }

    @Override
    public boolean leq(CausalContext mine, Dots other, CausalContext theirs) {
        return isBottom() ? other.isDisjointFrom(mine) : SortedDots.leq(sorted(), mine, other.sorted(), Mark::leq);
    }

    @Override
    public Dots delta(CausalContext mine, Dots since, CausalContext theirs, CausalContext.Builder dots) {
        if (since.isBottom()) {
            return unseenBy(theirs);
        }
        One[] left = sorted();
        One[] changed = SortedDots.delta(left, mine, since.sorted(), theirs, dots);
        return changed == left ? this : ofSorted(changed);
    }

    @Override
    public void forEachLoss(Dots later, Losses losses) {
        forEachMissingFrom(later, (replica, number) -> losses.vanished(new Dot(replica, number)));
    }

    @Override
    public boolean forEachMissingFrom(Dots other, DotVisitor visitor) {
        SortedDots.forEachMissingFrom(other.sorted(), sorted(), visitor);
        return true;
    }

    @Override
    public Dots forget() {
        return NONE;
    }

    @Override
    public String separator() {
        return "/";
    }

    @Override
    public String toString() {
        List<Dot> dots = asList();
        return dots.size() == 1 ? dots.get(0).toString() : Text.all(dots);
    }

    /** One dot, which a trie of dots keeps as its number and origin. */
    static final class One extends Dots implements Numbered, Mark<One> {
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
        public ReplicaId replica() {
            return origin.replica();
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        One[] sorted() {
            return new One[] {this};
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
        Dots unseenBy(CausalContext theirs) {
            return theirs.contains(origin.replica(), number) ? NONE : this;
        }

        @Override
        public One join(One other) {
            return this;
        }

        @Override
        public boolean leq(One other) {
            return true;
        }

        @Override
        public One delta(One since) {
            return this;
        }

        @Override
        public One at(long other) {
            return new One(origin, other);
        }

        @Override
        public Dots shift(ReplicaId who, long after, long by) {
            return number > after && origin.isOf(who) ? at(Math.addExact(number, by)) : this;
        }

        @Override
        public void addLive(CausalContext.Builder dots) {
            dots.add(origin.replica(), number, number);
        }

        @Override
        public boolean forEachMissingFrom(Dots other, DotVisitor visitor) {
            if (!other.isBottom()) {
                return super.forEachMissingFrom(other, visitor);
            }
            visitor.visit(origin.replica(), number);
            return true;
        }

        @Override
        public boolean isDisjointFrom(CausalContext dots) {
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
        private final One[] sorted;

        Several(One[] sorted) {
            this.sorted = sorted;
        }

        @Override
        One[] sorted() {
            return sorted;
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
        Dots unseenBy(CausalContext theirs) {
            One[] unseen = SortedDots.unseenBy(theirs, sorted);
            return unseen == sorted ? this : ofSorted(unseen);
        }

        @Override
        public Dots shift(ReplicaId replica, long after, long by) {
            return ofSorted(SortedDots.shift(sorted, replica, after, by));
        }

        @Override
        public void addLive(CausalContext.Builder dots) {
            SortedDots.addTo(dots, sorted);
        }

        @Override
        public boolean isDisjointFrom(CausalContext dots) {
            return SortedDots.isDisjointFrom(dots, sorted);
        }

        @Override
        public long digest() {
            return SortedDots.digest(sorted);
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
