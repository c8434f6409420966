package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Positions;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Many lanes, by writer: a roster, and at its positions what each of its replicas has counted, in chunks. So an increment
 * copies a chunk and the spine, and a merge looks into those chunks that are neither the same object nor of one digest.
 *
 * <p>No writer is without a lane, so equal stores have equal rosters and equal chunks.
 */
final class ManyLanes extends Lanes {

    private static final ManyLanes NONE = new ManyLanes(Roster.EMPTY, new LaneChunk[0], new Tally());

    /** Looking at the writers of the smaller side alone pays off when the other has this many times as many. */
    private static final int MUCH_LARGER = 4;

    private final Roster writers;
    private final LaneChunk[] chunks;
    private final Tally tally;
    private volatile long digest; // computed when first asked for, like those of the chunks

    ManyLanes(Roster writers, LaneChunk[] chunks, Tally tally) {
        this.writers = writers;
        this.chunks = chunks;
        this.tally = tally;
    }

    static ManyLanes of(Lanes lanes) {
        return lanes instanceof ManyLanes many ? many : ofSorted(lanes.asList());
    }

    /** Takes lanes sorted by birth dot, so those of a writer are together. */
    static ManyLanes ofSorted(List<Lane> sorted) {
        var writers = new ArrayList<ReplicaId>();
        var lanes = new ArrayList<FewLanes>();
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            ReplicaId writer = sorted.get(from).birth().replica();
            while (to < sorted.size() && sorted.get(to).birth().replica().equals(writer)) {
                to++;
            }
            writers.add(writer);
            lanes.add(to - from == 1 ? FewLanes.of(sorted.get(from)) : FewLanes.ofSorted(sorted.subList(from, to)));
        }
        return of(Roster.ofSorted(writers.toArray(ReplicaId[]::new)), lanes.toArray(FewLanes[]::new));
    }

    /** Takes the lanes of each writer, none without. */
    static ManyLanes of(Roster writers, FewLanes[] lanes) {
        var tally = new Tally();
        for (FewLanes own : lanes) {
            tally.replace(FewLanes.NONE, own);
        }
        return of(writers, lanes, tally);
    }

    /** As {@link #of(Roster, FewLanes[])}, of lanes that were counted. */
    static ManyLanes of(Roster writers, FewLanes[] lanes, Tally tally) {
        if (lanes.length == 0) {
            return NONE;
        }
        var chunks = new LaneChunk[Positions.count(lanes.length)];
        for (int c = 0; c < chunks.length; c++) {
            int from = c * Positions.SIZE;
            chunks[c] = new LaneChunk(Arrays.copyOfRange(lanes, from, Positions.end(from, lanes.length)));
        }
        return new ManyLanes(writers, chunks, tally);
    }

    /** These lanes in the form that their number asks for. */
    Lanes canonical() {
        return size() > FEW ? this : FewLanes.ofSorted(asList());
    }

    Roster writers() {
        return writers;
    }

    LaneChunk[] chunks() {
        return chunks;
    }

    Tally tally() {
        return tally;
    }

    /** The lanes of the writer at a position; none at a negative one. */
    FewLanes at(int position) {
        return position < 0 ? FewLanes.NONE : chunks[Positions.chunk(position)].at(Positions.place(position));
    }

    private FewLanes of(ReplicaId writer) {
        return at(writers.indexOf(writer));
    }

    private Lanes with(ReplicaId writer, FewLanes next) {
        int position = writers.indexOf(writer);
        if (position >= 0 && !next.isBottom()) {
            return next == at(position) ? this : replaced(position, next).canonical();
        }
        var draft = new LanesDraft(this);
        draft.set(position, writer, next);
        return draft.build().canonical();
    }

    private ManyLanes replaced(int position, FewLanes next) {
        Tally changed = tally.copy();
        changed.replace(at(position), next);
        LaneChunk[] copies = chunks.clone();
        int c = Positions.chunk(position);
        copies[c] = chunks[c].with(Positions.place(position), next);
        return new ManyLanes(writers, copies, changed);
    }

    @Override
    public List<Lane> asList() {
        var all = new ArrayList<Lane>(size());
        for (LaneChunk chunk : chunks) {
            chunk.addTo(all);
        }
        return all;
    }

    @Override
    int size() {
        return tally.size();
    }

    @Override
    public boolean isExhausted() {
        return tally.exhausted() == tally.size();
    }

    @Override
    public BigInteger sum() {
        return tally.sum();
    }

    @Override
    public @Nullable Lane youngest(ReplicaId replica) {
        return of(replica).youngest(replica);
    }

    @Override
    public Lanes with(Lane written) {
        ReplicaId writer = written.birth().replica();
        return with(writer, of(writer).withFew(written));
    }

    @Override
    public Lanes retire(ReplicaId self) {
        return with(self, of(self).retireFew(self));
    }

    @Override
    public Lanes forget() {
        if (isExhausted()) {
            return this;
        }
        var draft = new LanesDraft(this);
        for (int i = 0; i < writers.size(); i++) {
            draft.set(i, writers.get(i), at(i).forgetFew());
        }
        return draft.build();
    }

    ManyLanes joinMany(CausalContext mine, ManyLanes other, CausalContext theirs) {
        if (writers.matches(other.writers)) {
            return joinAligned(mine, other, theirs);
        }
        int here = other.writers.size() + theirs.replicas().size();
        int there = writers.size() + mine.replicas().size();
        if (there * MUCH_LARGER <= other.writers.size()) {
            return other.joinFewWriters(theirs, this, mine);
        }
        return here * MUCH_LARGER <= writers.size()
                ? joinFewWriters(mine, other, theirs)
                : joinAll(mine, other, theirs);
    }

    private ManyLanes joinAligned(CausalContext mine, ManyLanes other, CausalContext theirs) {
        var draft = new LanesDraft(this);
        boolean isOther = true;
        for (int c = 0; c < chunks.length; c++) {
            if (chunks[c].isSame(other.chunks[c])) {
                continue;
            }
            int from = c * Positions.SIZE;
            for (int i = from; i < Positions.end(from, writers.size()); i++) {
                FewLanes right = other.at(i);
                FewLanes joined = at(i).joinFew(mine, right, theirs);
                draft.set(i, writers.get(i), joined);
                isOther &= joined.equals(right);
            }
        }
        ManyLanes joined = draft.build();
        return joined != this && isOther ? other : joined;
    }

    /** Only what the other side has, or has seen and may have retired, can make a difference. */
    private ManyLanes joinFewWriters(CausalContext mine, ManyLanes other, CausalContext theirs) {
        var draft = new LanesDraft(this);
        for (int j = 0; j < other.writers.size(); j++) {
            int i = writers.indexOf(other.writers.get(j));
            draft.set(i, other.writers.get(j), at(i).joinFew(mine, other.at(j), theirs));
        }
        for (ReplicaId writer : theirs.replicas()) {
            int i = writers.indexOf(writer);
            if (i >= 0 && other.writers.indexOf(writer) < 0) {
                draft.set(i, writer, at(i).joinFew(mine, FewLanes.NONE, theirs));
            }
        }
        return draft.build();
    }

    private ManyLanes joinAll(CausalContext mine, ManyLanes other, CausalContext theirs) {
        var draft = new LanesDraft(this);
        new Walk(this, other).forEach((writer, i, j) -> {
            draft.set(i, writer, at(i).joinFew(mine, other.at(j), theirs));
            return true;
        });
        ManyLanes joined = draft.build();
        return joined != this && joined.equals(other) ? other : joined;
    }

    boolean leqMany(CausalContext mine, ManyLanes other) {
        return new Walk(this, other).forEach((writer, i, j) -> at(i).leqFew(mine, other.at(j)));
    }

    boolean isSucceededByMany(ManyLanes after, ReplicaId self, CausalContext mine) {
        return new Walk(this, after).forEach((writer, i, j) -> at(i).isSucceededByFew(after.at(j), self, mine));
    }

    Lanes deltaMany(CausalContext mine, ManyLanes since, CausalContext theirs, CausalContext.Builder dots) {
        var changed = new ArrayList<Lane>();
        new Walk(this, since).forEach((writer, i, j) -> {
            at(i).deltaFew(mine, since.at(j), theirs, dots).addTo(changed);
            return true;
        });
        return Lanes.of(changed);
    }

    boolean forEachBeyondMany(ManyLanes other, DotVisitor visitor) {
        return new Walk(this, other).forEach((writer, i, j) -> at(i).forEachBeyondFew(other.at(j), visitor));
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        for (LaneChunk chunk : chunks) {
            if (!chunk.isSparedBy(dots)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Set<ReplicaId> debtors() {
        if (tally.exhausted() == 0) {
            return Set.of();
        }
        var debtors = new TreeSet<ReplicaId>();
        for (LaneChunk chunk : chunks) {
            chunk.addDebtorsTo(debtors);
        }
        return debtors;
    }

    @Override
    public Lanes shift(ReplicaId replica, long after, long by) {
        return with(replica, of(replica).shiftFew(replica, after, by));
    }

    @Override
    public long digest() {
        long sum = digest;
        if (sum == 0) {
            sum = Digests.NOTHING;
            for (LaneChunk chunk : chunks) {
                sum += chunk.digest();
            }
            digest = sum;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ManyLanes that) || size() != that.size() || !writers.matches(that.writers)) {
            return false;
        }
        for (int c = 0; c < chunks.length; c++) {
            if (!chunks[c].isSame(that.chunks[c])) {
                return false; // equal lanes have equal digests
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (LaneChunk chunk : chunks) {
            hash = 31 * hash + chunk.contentHash();
        }
        return hash;
    }
}
