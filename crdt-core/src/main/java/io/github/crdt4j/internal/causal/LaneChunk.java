package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The lanes of some neighbors in a roster, and their digest, which is computed when two chunks are first compared. */
final class LaneChunk {

    private final FewLanes[] lanes;
    private volatile long digest; // a race at worst computes it twice; volatile, as half a long must not be seen

    /** Takes the array. */
    LaneChunk(FewLanes[] lanes) {
        this.lanes = lanes;
    }

    FewLanes at(int place) {
        return lanes[place];
    }

    LaneChunk with(int place, FewLanes next) {
        FewLanes[] copies = copy();
        copies[place] = next;
        return new LaneChunk(copies);
    }

    FewLanes[] copy() {
        return lanes.clone();
    }

    /** In the birth dots of lanes are their writers, so none needs be told apart by its place. */
    long digest() {
        long sum = digest;
        if (sum == 0) {
            sum = Digests.NOTHING;
            for (FewLanes own : lanes) {
                sum += own.digest();
            }
            digest = sum;
        }
        return sum;
    }

    boolean isSame(LaneChunk other) {
        return this == other || digest() == other.digest();
    }

    void addTo(List<Lane> all) {
        for (FewLanes own : lanes) {
            own.addTo(all);
        }
    }

    void addDebtorsTo(Set<ReplicaId> debtors) {
        for (FewLanes own : lanes) {
            debtors.addAll(own.debtors());
        }
    }

    boolean isSparedBy(CausalContext dots) {
        for (FewLanes own : lanes) {
            if (!own.isSparedBy(dots)) {
                return false;
            }
        }
        return true;
    }

    int contentHash() {
        return Arrays.hashCode(lanes);
    }
}
