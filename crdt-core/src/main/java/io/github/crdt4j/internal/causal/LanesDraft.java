package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Positions;
import io.github.crdt4j.internal.roster.Roster;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many lanes that are being changed. A chunk is copied when it is first written to. */
final class LanesDraft {

    private final ManyLanes base;
    private final FewLanes @Nullable [][] written;
    private @Nullable Tally tally;
    private @Nullable TreeMap<ReplicaId, FewLanes> added;
    private int dropped;

    LanesDraft(ManyLanes base) {
        this.base = base;
        this.written = new FewLanes[base.chunks().length][];
    }

    /** Sets the lanes of a writer, none to drop it; at a negative position the base does not have it. Once per writer. */
    void set(int position, ReplicaId writer, FewLanes lanes) {
        FewLanes before = base.at(position);
        if (lanes == before || lanes.isBottom() && position < 0) {
            return;
        }
        if (tally == null) {
            tally = base.tally().copy();
        }
        tally.replace(before, lanes);
        if (position < 0) {
            added = added == null ? new TreeMap<>() : added;
            added.put(writer, lanes);
            return;
        }
        dropped += lanes.isBottom() ? 1 : 0;
        int c = Positions.chunk(position);
        if (written[c] == null) {
            written[c] = base.chunks()[c].copy();
        }
        written[c][Positions.place(position)] = lanes;
    }

    /** The finished lanes; the base when nothing was changed. */
    ManyLanes build() {
        if (tally == null) {
            return base;
        }
        if (added != null || dropped > 0) {
            return rebuilt(added == null ? new TreeMap<>() : added);
        }
        LaneChunk[] chunks = base.chunks().clone();
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = written[c] == null ? chunks[c] : new LaneChunk(written[c]);
        }
        return new ManyLanes(base.writers(), chunks, tally);
    }

    private ManyLanes rebuilt(TreeMap<ReplicaId, FewLanes> more) {
        for (int i = 0; i < base.writers().size(); i++) {
            FewLanes own =
                    written[Positions.chunk(i)] == null ? base.at(i) : written[Positions.chunk(i)][Positions.place(i)];
            if (!own.isBottom()) {
                more.put(base.writers().get(i), own);
            }
        }
        return ManyLanes.of(
                Roster.ofSorted(more.keySet().toArray(ReplicaId[]::new)),
                more.values().toArray(FewLanes[]::new));
    }
}
