package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

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
    public record Write<P>(Dot dot, P payload) {}

    private static final DotFun<?> NONE = new DotFun<>(List.of());

    private final List<Write<P>> sorted;

    private DotFun(List<Write<P>> sorted) {
        this.sorted = sorted;
    }

    @SuppressWarnings("unchecked") // an empty store holds no payload
    public static <P extends Crdt<P>> DotFun<P> none() {
        return (DotFun<P>) NONE;
    }

    /** The store of the given writes, their dots distinct and in order. */
    public static <P extends Crdt<P>> DotFun<P> of(List<Write<P>> sorted) {
        return sorted.isEmpty() ? none() : new DotFun<>(List.copyOf(sorted));
    }

    public static <P extends Crdt<P>> DotFun<P> of(Dot dot, P payload) {
        return new DotFun<>(List.of(new Write<>(dot, payload)));
    }

    public List<Write<P>> writes() {
        return sorted;
    }

    @Override
    public boolean isBottom() {
        return sorted.isEmpty();
    }

    @Override
    public DotFun<P> join(CausalContext mine, DotFun<P> other, CausalContext theirs) {
        if (this == other) {
            return this;
        }
        var joined = new ArrayList<Write<P>>();
        forEachPair(other, (left, right) -> {
            if (left != null && right != null) {
                P payload = left.payload().merge(right.payload());
                joined.add(payload == left.payload() ? left : new Write<>(left.dot(), payload));
            } else if (left != null && !theirs.contains(left.dot())) {
                joined.add(left);
            } else if (right != null && !mine.contains(right.dot())) {
                joined.add(right);
            }
        });
        return joined.equals(sorted) ? this : joined.equals(other.sorted) ? other : of(joined);
    }

    @Override
    public boolean leq(CausalContext mine, DotFun<P> other, CausalContext theirs) {
        boolean[] below = {true};
        forEachPair(other, (left, right) -> {
            if (right != null) {
                below[0] &= left == null
                        ? !mine.contains(right.dot())
                        : left.payload().leq(right.payload());
            }
        });
        return below[0];
    }

    @Override
    public DotFun<P> delta(CausalContext mine, DotFun<P> since, CausalContext theirs, CausalContext.Builder dots) {
        var changed = new ArrayList<Write<P>>();
        forEachPair(since, (left, right) -> {
            if (left != null && right != null) {
                if (!left.payload().leq(right.payload())) {
                    changed.add(new Write<>(left.dot(), left.payload().delta(right.payload())));
                    dots.add(left.dot());
                }
            } else if (left != null && !theirs.contains(left.dot())) {
                changed.add(left);
            } else if (right != null && mine.contains(right.dot())) {
                dots.add(right.dot());
            }
        });
        return changed.equals(sorted) ? this : of(changed);
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        sorted.forEach(write -> dots.add(write.dot()));
    }

    @Override
    public boolean forEachBeyond(DotFun<P> other, DotVisitor visitor) {
        forEachPair(other, (left, right) -> {
            if (right == null) {
                visitor.visit(left.dot().replica(), left.dot().number());
            }
        });
        return true;
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        return sorted.stream().noneMatch(write -> dots.contains(write.dot()));
    }

    @Override
    public DotFun<P> shift(ReplicaId replica, long after, long by) {
        return of(sorted.stream()
                .map(write -> new Write<>(Dots.shift(write.dot(), replica, after, by), write.payload()))
                .sorted(Comparator.comparing(Write::dot))
                .toList());
    }

    /** Visits the writes of both stores in the order of their dots; the side that lacks a dot gives null. */
    private void forEachPair(DotFun<P> other, BiConsumer<Write<P>, Write<P>> visitor) {
        int i = 0;
        int j = 0;
        while (i < sorted.size() || j < other.sorted.size()) {
            int order = i == sorted.size() || j == other.sorted.size()
                    ? Boolean.compare(i == sorted.size(), j == other.sorted.size())
                    : sorted.get(i).dot().compareTo(other.sorted.get(j).dot());
            visitor.accept(order <= 0 ? sorted.get(i++) : null, order >= 0 ? other.sorted.get(j++) : null);
        }
    }

    @Override
    public long digest() {
        long digest = Digests.NOTHING;
        for (Write<P> write : sorted) {
            digest = Digests.inOrder(
                    digest, Digests.ofDot(write.dot().replica(), write.dot().number()));
            digest = Digests.inOrder(
                    digest, write.payload() instanceof Digested payload ? payload.digest() : Digested.UNKNOWN);
        }
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof DotFun<?> that && sorted.equals(that.sorted);
    }

    @Override
    public int hashCode() {
        return sorted.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (Write<P> write : sorted) {
            text.append(text.length() > 1 ? ", " : "")
                    .append(write.dot())
                    .append("->")
                    .append(write.payload());
        }
        return text.append('}').toString();
    }
}
