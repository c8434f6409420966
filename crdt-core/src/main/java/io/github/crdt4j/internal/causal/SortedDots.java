package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Join, order and difference of a few marks in the order of their dots: the causal join of Almeida, Shoker, Baquero 2018
 * (section 7.4), for dot sets, dot functions and few lanes alike. Each is one walk over two arrays. No array is ever written to
 * once a store has it.
 */
public final class SortedDots {

    private SortedDots() {}

    /** The live part of the join; {@code left} or {@code right} when it is equal to that. */
    public static <M extends Mark<M>> M[] join(M[] left, CausalContext mine, M[] right, CausalContext theirs) {
        if (left == right) {
            return left;
        }
        M[] joined = Arrays.copyOf(left, left.length + right.length);
        int size = 0;
        boolean isLeft = true;
        boolean isRight = true;
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            int order = order(left, i, right, j);
            M here = order <= 0 ? left[i++] : null;
            M there = order >= 0 ? right[j++] : null;
            M mark = here == null ? unseen(there, mine) : there == null ? unseen(here, theirs) : here.join(there);
            isLeft &= mark == here;
            isRight &= mark == there || mark != null && mark.equals(there);
            if (mark != null) {
                joined[size++] = mark;
            }
        }
        return isLeft ? left : isRight ? right : Arrays.copyOf(joined, size);
    }

    private static <M extends Mark<M>> @Nullable M unseen(@Nullable M only, CausalContext lacking) {
        return only == null || lacking.contains(only.replica(), only.number()) ? null : only;
    }

    /** Compares the contents of one dot. */
    @FunctionalInterface
    public interface Order<M> {
        boolean isBelow(M left, M right);
    }

    /** Whether all that lives on the right and was seen on the left lives there, too, with a content that is below. */
    public static <M extends Mark<M>> boolean leq(M[] left, CausalContext mine, M[] right, Order<? super M> contents) {
        int i = 0;
        for (M next : right) {
            int order = 1;
            while (i < left.length && (order = compare(left[i], next)) < 0) {
                i++;
            }
            if (i < left.length && order == 0) {
                if (left[i] != next && !contents.isBelow(left[i], next)) {
                    return false;
                }
                i++;
            } else if (mine.contains(next.replica(), next.number())) {
                return false;
            }
        }
        return true;
    }

    /** What the left has that the right lacks; {@code left} when it is equal to that. Adds the dots of {@link DotStore#delta}. */
    public static <M extends Mark<M>> M[] delta(
            M[] left, CausalContext mine, M[] right, CausalContext theirs, CausalContext.Builder dots) {
        M[] changed = left.clone();
        int size = 0;
        boolean isLeft = true;
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            int order = order(left, i, right, j);
            M here = order <= 0 ? left[i++] : null;
            M there = order >= 0 ? right[j++] : null;
            M mark = null;
            if (here == null) {
                if (there != null && mine.contains(there.replica(), there.number())) {
                    dots.add(there.replica(), there.number(), there.number());
                }
                continue;
            } else if (there == null) {
                mark = unseen(here, theirs);
            } else if (!here.leq(there)) {
                mark = here.delta(there);
                dots.add(here.replica(), here.number(), here.number());
            }
            isLeft &= here.equals(mark);
            if (mark != null) {
                changed[size++] = mark;
            }
        }
        return isLeft ? left : Arrays.copyOf(changed, size);
    }

    /** Receives what is under one dot on both sides. */
    @FunctionalInterface
    public interface Pairs<M> {
        void visit(M left, @Nullable M right);
    }

    /** Visits each mark of the left with that of the same dot on the right, null where there is none. */
    public static <M extends Mark<M>> void forEachPair(M[] left, M[] right, Pairs<? super M> visitor) {
        int j = 0;
        for (M mark : left) {
            int order = 1;
            while (j < right.length && (order = compare(right[j], mark)) < 0) {
                j++;
            }
            visitor.visit(mark, j < right.length && order == 0 ? right[j] : null);
        }
    }

    /** Visits the dots of the left that the right lacks. */
    public static <M extends Mark<M>> void forEachMissingFrom(M[] right, M[] left, DotVisitor visitor) {
        int j = 0;
        for (M mark : left) {
            int order = -1;
            while (j < right.length && (order = compare(mark, right[j])) > 0) {
                j++;
            }
            if (j == right.length || order != 0) {
                visitor.visit(mark.replica(), mark.number());
            }
        }
    }

    /** Whether no dot is in a context. */
    public static <M extends Mark<M>> boolean isDisjointFrom(CausalContext dots, M[] marks) {
        for (M mark : marks) {
            if (dots.contains(mark.replica(), mark.number())) {
                return false;
            }
        }
        return true;
    }

    /** Those that a context has not seen; the same array when that is all. */
    public static <M extends Mark<M>> M[] unseenBy(CausalContext seen, M[] marks) {
        M[] kept = marks.clone();
        int size = 0;
        for (M mark : marks) {
            if (!seen.contains(mark.replica(), mark.number())) {
                kept[size++] = mark;
            }
        }
        return size == marks.length ? marks : Arrays.copyOf(kept, size);
    }

    public static <M extends Mark<M>> void addTo(CausalContext.Builder dots, M[] marks) {
        for (M mark : marks) {
            dots.add(mark.replica(), mark.number(), mark.number());
        }
    }

    /** With the dots of one replica beyond a number renumbered, which leaves them in order. */
    public static <M extends Mark<M>> M[] shift(M[] marks, ReplicaId replica, long after, long by) {
        M[] shifted = marks.clone();
        for (int i = 0; i < shifted.length; i++) {
            M mark = shifted[i];
            if (mark.number() > after && mark.replica().equals(replica)) {
                shifted[i] = mark.at(Math.addExact(mark.number(), by));
            }
        }
        return shifted;
    }

    public static <M extends Mark<M>> long digest(M[] marks) {
        long digest = Digests.NOTHING;
        for (M mark : marks) {
            digest = Digests.inOrder(digest, mark.digest());
        }
        return digest;
    }

    private static <M extends Mark<M>> int order(M[] left, int i, M[] right, int j) {
        return i == left.length || j == right.length
                ? Boolean.compare(i == left.length, j == right.length)
                : compare(left[i], right[j]);
    }

    public static <M extends Mark<M>> int compare(M left, M right) {
        if (left == right) {
            return 0;
        }
        int byReplica = left.replica().compareTo(right.replica());
        return byReplica != 0 ? byReplica : Long.compare(left.number(), right.number());
    }
}
