package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Roster;

/** A walk over the writers of two stores in order, past those of equal lanes; past whole chunks of them where the writers are the same. */
final class Walk {

    /** Receives the positions of a writer on both sides, a negative one where it is missing; false to stop. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(ReplicaId writer, int left, int right);
    }

    private final ManyLanes left;
    private final ManyLanes right;

    Walk(ManyLanes left, ManyLanes right) {
        this.left = left;
        this.right = right;
    }

    /** Visits until the visitor stops the walk; false if it did. */
    boolean forEach(Visitor visitor) {
        return left.writers().matches(right.writers()) ? forEachAligned(visitor) : forEachOfEither(visitor);
    }

    private boolean forEachAligned(Visitor visitor) {
        Roster writers = left.writers();
        LaneSpine here = left.spine();
        LaneSpine there = right.spine();
        var differences = new LaneSpine.Differences(here, there);
        for (int c = differences.next(0); c < here.size(); c = differences.next(c + 1)) {
            LaneChunk mine = here.get(c);
            LaneChunk theirs = there.get(c);
            for (int place = 0; place < mine.length(); place++) {
                int i = c * LaneChunk.SIZE + place;
                if (!mine.isSameAt(place, theirs) && !visitor.visit(writers.get(i), i, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean forEachOfEither(Visitor visitor) {
        Roster here = left.writers();
        Roster there = right.writers();
        int i = 0;
        int j = 0;
        while (i < here.size() || j < there.size()) {
            int order = i == here.size() ? 1 : j == there.size() ? -1 : order(here.get(i), there.get(j));
            if (order == 0 && isSame(i, j)) {
                i++;
                j++;
                continue;
            }
            ReplicaId writer = order <= 0 ? here.get(i) : there.get(j);
            if (!visitor.visit(writer, order <= 0 ? i : -1, order >= 0 ? j : -1)) {
                return false;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return true;
    }

    private static int order(ReplicaId left, ReplicaId right) {
        return left == right ? 0 : left.compareTo(right);
    }

    private boolean isSame(int i, int j) {
        return left.spine()
                .get(i / LaneChunk.SIZE)
                .isSameAt(i % LaneChunk.SIZE, right.spine().get(j / LaneChunk.SIZE), j % LaneChunk.SIZE);
    }
}
