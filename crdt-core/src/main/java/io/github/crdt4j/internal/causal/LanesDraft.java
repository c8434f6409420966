package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Positions;
import io.github.crdt4j.internal.roster.Roster;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many lanes that are being changed. A chunk is copied when it is first written to. */
final class LanesDraft {

    private final ManyLanes base;
    private final FewLanes[] @Nullable [] written;
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
            return rebuilt(tally, added == null ? new TreeMap<>() : added);
        }
        LaneChunk[] chunks = base.chunks().clone();
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = written[c] == null ? chunks[c] : new LaneChunk(written[c]);
        }
        return new ManyLanes(base.writers(), chunks, tally);
    }

    /** Positions move: what lies between two writers that are added is copied, and no id is looked at. */
    private ManyLanes rebuilt(Tally counted, SortedMap<ReplicaId, FewLanes> more) {
        Roster writers = base.writers();
        int size = writers.size() - dropped + more.size();
        var ids = new ReplicaId[size];
        var lanes = new FewLanes[size];
        int next = 0;
        int from = 0;
        for (Map.Entry<ReplicaId, FewLanes> each : more.entrySet()) {
            int to = Roster.after(writers.find(each.getKey(), from));
            next = copy(from, to, ids, lanes, next);
            ids[next] = each.getKey();
            lanes[next++] = each.getValue();
            from = to;
        }
        copy(from, writers.size(), ids, lanes, next);
        return ManyLanes.of(Roster.ofSorted(ids), lanes, counted);
    }

    /** Copies the writers of some positions and their lanes, but for those that are dropped; returns how many there are then. */
    private int copy(int from, int to, ReplicaId[] ids, FewLanes[] lanes, int at) {
        int next = at;
        for (int i = from; i < to; i++) {
            FewLanes[] chunk = written[Positions.chunk(i)];
            FewLanes own = chunk == null ? base.at(i) : chunk[Positions.place(i)];
            if (!own.isBottom()) {
                ids[next] = base.writers().get(i);
                lanes[next++] = own;
            }
        }
        return next;
    }
}
