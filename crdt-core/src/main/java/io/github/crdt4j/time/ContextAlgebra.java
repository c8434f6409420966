package io.github.crdt4j.time;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.internal.roster.Positions;
import io.github.crdt4j.internal.roster.Roster;
import java.util.Arrays;

/**
 * Union, difference and inclusion of two contexts, gaps and all. Where they have the same replicas, chunks that are the same
 * object are skipped; where not, the replicas of one are looked up in the other.
 */
final class ContextAlgebra {

    private ContextAlgebra() {}

    /** The union: the first context when it contains the second, else the second when it contains the first. */
    static CausalContext union(CausalContext first, CausalContext second) {
        if (first.ends().roster().matches(second.ends().roster())) {
            return join(first, second);
        }
        return second.ends().size() <= first.ends().size() ? include(second, first) : include(first, second);
    }

    // Of the same replicas.
    private static CausalContext join(CausalContext first, CausalContext second) {
        Draft merged = new Draft(first.ends(), first.gaps());
        int size = first.ends().size();
        boolean allSecond = true;
        var differences = Differences.of(first, second);
        for (int c = differences.next(0); c < first.ends().chunks(); c = differences.next(c + 1)) {
            for (int i = c * Positions.SIZE; i < Positions.end(c * Positions.SIZE, size); i++) {
                allSecond &= add(second, i, first, i, merged);
            }
        }
        CausalContext union = first.with(merged.toClock(), merged.toGaps());
        return union != first && allSecond ? second : union;
    }

    // The smaller context lacks a replica of the larger, so it is never the result.
    private static CausalContext include(CausalContext smaller, CausalContext larger) {
        Roster own = larger.ends().roster();
        Roster union = own.union(smaller.ends().roster());
        CausalContext wide = larger;
        if (union != own) {
            int[] positions = own.positionsIn(union);
            wide = CausalContext.of(
                    larger.ends().spread(union, positions), larger.gaps().spread(positions, union.size()));
        }
        Draft merged = new Draft(wide.ends(), wide.gaps());
        int next = 0;
        for (int j = 0; j < smaller.ends().size(); j++) {
            int i = union.find(smaller.ends().roster().get(j), next);
            next = i + 1;
            if (wide.ends().at(i) == 0) {
                merged.set(i, smaller.ends().at(j), smaller.gaps().at(j));
            } else {
                add(smaller, j, wide, i, merged);
            }
        }
        return wide.with(merged.toClock(), merged.toGaps());
    }

    /** Adds what one context has of a replica to the draft of another; whether it has all there is then. */
    @CanIgnoreReturnValue
    private static boolean add(CausalContext added, int j, CausalContext base, int i, Draft merged) {
        long last = base.ends().at(i);
        long more = added.ends().at(j);
        if (base.gaps().at(i) == null && added.gaps().at(j) == null) {
            merged.set(i, Math.max(last, more), null);
            return last <= more;
        }
        long[] theirs = added.runs(j);
        if (base.gaps().at(i) == null && theirs.length == 2 && theirs[0] - 1 <= last) {
            merged.set(i, Math.max(last, more), null); // a delta that goes on where this ends
            return false;
        }
        long[] mine = base.runs(i);
        long[] union = Runs.union(mine, theirs);
        if (union != mine) {
            merged.set(i, Runs.last(union), Gaps.kept(union));
        }
        return union == theirs || Arrays.equals(union, theirs);
    }

    static boolean containsAll(CausalContext context, CausalContext subset) {
        Roster roster = subset.ends().roster();
        Roster others = context.ends().roster();
        if (roster.matches(others)) {
            return containsAllAligned(context, subset);
        }
        int next = 0;
        for (int i = 0; i < roster.size(); i++) {
            int j = others.find(roster.get(i), next);
            if (j < 0 || !containsAll(context, j, subset, i)) {
                return false;
            }
            next = j + 1;
        }
        return true;
    }

    private static boolean containsAllAligned(CausalContext context, CausalContext subset) {
        int size = subset.ends().size();
        var differences = Differences.of(subset, context);
        for (int c = differences.next(0); c < subset.ends().chunks(); c = differences.next(c + 1)) {
            for (int i = c * Positions.SIZE; i < Positions.end(c * Positions.SIZE, size); i++) {
                if (!containsAll(context, i, subset, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean containsAll(CausalContext context, int j, CausalContext subset, int i) {
        return context.gaps().at(j) == null
                ? subset.ends().at(i) <= context.ends().at(j)
                : Runs.containsAll(context.runs(j), subset.runs(i));
    }

    /** The difference: the context itself when nothing is removed, the empty one when all is. */
    static CausalContext minus(CausalContext context, CausalContext removed) {
        Selection rest = new Selection(context.ends().roster());
        boolean same = context.ends().roster().matches(removed.ends().roster())
                ? addRestAligned(context, removed, rest)
                : addRestOfOthers(context, removed, rest);
        return same ? context : CausalContext.of(rest.toClock(), rest.toGaps());
    }

    private static boolean addRestAligned(CausalContext context, CausalContext removed, Selection rest) {
        int size = context.ends().size();
        boolean same = true;
        int next = 0;
        var differences = Differences.of(context, removed);
        for (int c = differences.next(0); c < context.ends().chunks(); c = differences.next(next)) {
            same &= c == next;
            for (int i = c * Positions.SIZE; i < Positions.end(c * Positions.SIZE, size); i++) {
                same &= addRest(context, i, removed, i, rest);
            }
            next = c + 1;
        }
        return same && next == context.ends().chunks();
    }

    private static boolean addRestOfOthers(CausalContext context, CausalContext removed, Selection rest) {
        Roster roster = context.ends().roster();
        Roster others = removed.ends().roster();
        boolean same = true;
        int next = 0;
        for (int i = 0; i < roster.size(); i++) {
            int j = others.find(roster.get(i), next);
            next = Roster.after(j);
            same &= addRest(context, i, removed, j, rest);
        }
        return same;
    }

    /** Selects what is left of a replica; whether that is all. */
    private static boolean addRest(CausalContext context, int i, CausalContext removed, int j, Selection rest) {
        long last = context.ends().at(i);
        if (j < 0) {
            rest.add(i, last, context.gaps().at(i));
            return true;
        }
        long seen = removed.ends().at(j);
        if (removed.gaps().at(j) == null && (last <= seen || context.gaps().at(i) == null)) {
            if (last > seen) {
                rest.add(i, last, new long[] {seen + 1, last});
            }
            return false;
        }
        long[] runs = context.runs(i);
        long[] left = Runs.minus(runs, removed.runs(j));
        if (left.length > 0) {
            rest.add(i, Runs.last(left), Gaps.kept(left));
        }
        return left == runs;
    }
}
