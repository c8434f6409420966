package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A few writes, each under its own dot and with a payload that is itself a lattice. Honest replicas never give one dot
 * two payloads; should it happen, the payloads are joined, so that no merge depends on order.
 *
 * @param <P> the payload
 */
public final class DotFun<P extends Crdt<P>> implements DotStore<DotFun<P>> {

    /**
     * One write.
     *
     * @param dot its event
     * @param payload what was written
     * @param <P> the payload
     */
    public record Write<P extends Crdt<P>>(Dot dot, P payload) implements Mark<Write<P>> {

        @Override
        public ReplicaId replica() {
            return dot.replica();
        }

        @Override
        public long number() {
            return dot.number();
        }

        @Override
        public Write<P> join(Write<P> other) {
            P joined = payload.merge(other.payload);
            if (joined == payload || joined.equals(payload)) {
                return this;
            }
            return joined.equals(other.payload) ? other : new Write<>(dot, joined);
        }

        @Override
        public boolean leq(Write<P> other) {
            return payload.leq(other.payload);
        }

        @Override
        public Write<P> delta(Write<P> since) {
            return new Write<>(dot, payload.delta(since.payload));
        }

        @Override
        public Write<P> at(long number) {
            return new Write<>(new Dot(dot.replica(), number), payload);
        }

        @Override
        public long digest() {
            return Digests.inOrder(Digests.ofDot(dot.replica(), dot.number()), Contents.digest(payload));
        }
    }

    private static final Write<?>[] NO_WRITES = {};

    private static final DotFun<?> NONE = new DotFun<Values<Object>>(cast(NO_WRITES));

    private final Write<P>[] sorted;

    private DotFun(Write<P>[] sorted) {
        this.sorted = sorted;
    }

    @SuppressWarnings("unchecked") // an array of a generic type is made as one of the wildcard type
    private static <W> W[] cast(Write<?>[] writes) {
        return (W[]) writes;
    }

    @SuppressWarnings("unchecked") // an empty store holds no payload
    public static <P extends Crdt<P>> DotFun<P> none() {
        return (DotFun<P>) NONE;
    }

    /** The store of the given writes, their dots distinct and in order. */
    public static <P extends Crdt<P>> DotFun<P> of(List<Write<P>> sorted) {
        return DotFun.<P>ofSorted(cast(sorted.toArray(NO_WRITES)));
    }

    public static <P extends Crdt<P>> DotFun<P> of(Dot dot, P payload) {
        return new DotFun<P>(cast(new Write<?>[] {new Write<>(dot, payload)}));
    }

    private static <P extends Crdt<P>> DotFun<P> ofSorted(Write<P>[] sorted) {
        return sorted.length == 0 ? none() : new DotFun<>(sorted);
    }

    public List<Write<P>> writes() {
        return Collections.unmodifiableList(Arrays.asList(sorted));
    }

    @Override
    public boolean isBottom() {
        return sorted.length == 0;
    }

    @Override
    public DotFun<P> join(CausalContext mine, DotFun<P> other, CausalContext theirs) {
        Write<P>[] joined = SortedDots.join(sorted, mine, other.sorted, theirs);
        return joined == sorted ? this : joined == other.sorted ? other : ofSorted(joined);
    }

    @Override
    public boolean leq(CausalContext mine, DotFun<P> other, CausalContext theirs) {
        return SortedDots.leq(sorted, mine, other.sorted, Mark::leq);
    }

    @Override
    public DotFun<P> delta(CausalContext mine, DotFun<P> since, CausalContext theirs, CausalContext.Builder dots) {
        Write<P>[] changed = SortedDots.delta(sorted, mine, since.sorted, theirs, dots);
        return changed == sorted ? this : ofSorted(changed);
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        SortedDots.addTo(dots, sorted);
    }

    @Override
    public boolean forEachMissingFrom(DotFun<P> other, DotVisitor visitor) {
        SortedDots.forEachMissingFrom(other.sorted, sorted, visitor);
        return true;
    }

    @Override
    public void forEachLoss(DotFun<P> later, Losses losses) {
        SortedDots.forEachPair(sorted, later.sorted, (left, right) -> {
            if (right == null) {
                losses.vanished(left.dot(), content(left.payload()));
            } else if (!right.payload().leq(left.payload())) {
                P more = right.payload().delta(left.payload());
                losses.grew(left.dot(), content(left.payload()), content(more));
            }
        });
    }

    /** What was written, for people: the value itself when there is one, and an empty Optional for an unset. */
    private static Object content(Object payload) {
        if (payload instanceof Values<?> values) {
            return values.values().size() == 1
                    ? content(values.values().iterator().next())
                    : values.values().stream().map(DotFun::content).toList();
        }
        if (payload instanceof Stamped<?> stamped) {
            return stamped.value() == null ? Optional.empty() : stamped.value();
        }
        return payload;
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return SortedDots.isDisjointFrom(dots, sorted);
    }

    @Override
    public long greatestStamp() {
        long greatest = 0;
        for (Write<P> write : sorted) {
            greatest = Math.max(greatest, write.payload() instanceof Values<?> values ? values.greatestStamp() : 0);
        }
        return greatest;
    }

    @Override
    public DotFun<P> shift(ReplicaId replica, long after, long by) {
        return ofSorted(SortedDots.shift(sorted, replica, after, by));
    }

    @Override
    public DotFun<P> forget() {
        return none();
    }

    @Override
    public long digest() {
        return SortedDots.digest(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof DotFun<?> that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Text.all(writes(), writes().size(), write -> write.dot() + "->" + Text.of(write.payload()), "{", "}");
    }
}
