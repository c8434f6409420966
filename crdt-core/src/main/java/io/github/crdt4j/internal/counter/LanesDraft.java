package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Roster;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many lanes that are being changed. A chunk is copied when it is first written to. */
final class LanesDraft {

    private final ManyLanes base;
    private LaneSpine.@Nullable Draft spine;
    private @Nullable LaneColumns @Nullable [] written;
    private @Nullable LaneTotals tally;
    private @Nullable TreeMap<ReplicaId, FewLanes> added;
    private int dropped;
    private long digest; // of the lanes so far, 0 when that of the base is not known

    LanesDraft(ManyLanes base) {
        this.base = base;
        this.digest = base.knownDigest();
    }

    /** Sets the lanes of a writer, none to drop it; at a negative position the base does not have it. Once per writer. */
    void set(int position, ReplicaId writer, FewLanes lanes) {
        FewLanes before = base.at(position);
        if (lanes == before || lanes.equals(before) || lanes.isBottom() && position < 0) {
            return;
        }
        tally().replace(before, lanes);
        digest += digest == 0 ? 0 : contribution(lanes) - contribution(before);
        if (position < 0) {
            added = added == null ? new TreeMap<>() : added;
            added.put(writer, lanes);
            return;
        }
        dropped += lanes.isBottom() ? 1 : 0;
        columns(position / LaneChunk.SIZE).set(position % LaneChunk.SIZE, lanes);
    }

    /** Replaces a chunk by one of the same lanes, all plain, of which no total is smaller. Once, and instead of its writers. */
    void grow(int c, LaneChunk grown) {
        LaneChunk before = base.spine().get(c);
        grown.countSince(before, tally());
        if (digest != 0) {
            int from = c * LaneChunk.SIZE;
            digest += grown.digest(base.writers(), from) - before.digest(base.writers(), from);
        }
        spine().set(c, grown);
    }

    /** What the lanes of one writer add to the digest of all. */
    private static long contribution(FewLanes lanes) {
        return lanes.isBottom() ? 0 : lanes.digest();
    }

    private LaneTotals tally() {
        LaneTotals changed = tally;
        if (changed == null) {
            changed = base.tally().copy();
            tally = changed;
        }
        return changed;
    }

    private LaneSpine.Draft spine() {
        LaneSpine.Draft changed = spine;
        if (changed == null) {
            changed = new LaneSpine.Draft(base.spine());
            spine = changed;
        }
        return changed;
    }

    private LaneColumns columns(int c) {
        @Nullable LaneColumns[] all = written;
        if (all == null) {
            all = new LaneColumns[base.spine().size()];
            written = all;
        }
        LaneColumns columns = all[c];
        if (columns == null) {
            columns = base.spine().get(c).copy();
            all[c] = columns;
        }
        return columns;
    }

    /** The finished lanes; the base when nothing was changed. */
    ManyLanes build() {
        if (tally == null) {
            return base;
        }
        if (added != null || dropped > 0) {
            return rebuilt(tally, added == null ? new TreeMap<>() : added);
        }
        LaneSpine.Draft changed = spine();
        for (int c = 0; written != null && c < written.length; c++) {
            LaneColumns columns = written[c];
            if (columns != null) {
                changed.set(c, columns.toChunk());
            }
        }
        return new ManyLanes(base.writers(), changed.build(), tally, digest);
    }

    /** Positions move: what lies between two writers that are added is copied, and no id is looked at. */
    private ManyLanes rebuilt(LaneTotals counted, SortedMap<ReplicaId, FewLanes> more) {
        Roster writers = base.writers();
        int size = writers.size() - dropped + more.size();
        var ids = new ReplicaId[size];
        var lanes = new LaneColumns(size);
        int next = 0;
        int from = 0;
        for (Map.Entry<ReplicaId, FewLanes> each : more.entrySet()) {
            int to = Roster.after(writers.find(each.getKey(), from));
            next = copy(from, to, ids, lanes, next);
            ids[next] = each.getKey();
            lanes.set(next++, each.getValue());
            from = to;
        }
        copy(from, writers.size(), ids, lanes, next);
        return new ManyLanes(Roster.ofSorted(ids), lanes.toSpine(size), counted, digest);
    }

    /** Copies the writers of some positions and their lanes, but for those that are dropped; returns how many there are then. */
    private int copy(int from, int to, ReplicaId[] ids, LaneColumns lanes, int at) {
        LaneSpine.Draft chunks = spine();
        int next = at;
        for (int i = from; i < to; i++) {
            int place = i % LaneChunk.SIZE;
            LaneColumns columns = written == null ? null : written[i / LaneChunk.SIZE];
            if (columns != null && columns.isDropped(place)) {
                continue;
            }
            ids[next] = base.writers().get(i);
            if (columns == null) {
                lanes.set(next++, chunks.get(i / LaneChunk.SIZE), place);
            } else {
                lanes.set(next++, columns, place);
            }
        }
        return next;
    }
}
