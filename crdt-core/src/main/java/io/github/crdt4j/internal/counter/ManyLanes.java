package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Digests;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.roster.Roster;
import io.github.crdt4j.time.CausalContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many lanes, by writer: a roster, and at its positions what each of its replicas has counted, in chunks. So an increment
 * copies a column of a chunk and the way to it, and a merge looks into those chunks that are not the same object.
 *
 * <p>No writer is without a lane, so equal stores have equal rosters and equal chunks.
 */
final class ManyLanes extends Lanes {

    private static final ManyLanes NONE = new ManyLanes(Roster.EMPTY, LaneSpine.of(new LaneChunk[0]), new LaneTotals());

    /** Looking at the writers of the smaller side alone pays off when the other has this many times as many. */
    private static final int MUCH_LARGER = 4;

    private final Roster writers;
    private final LaneSpine spine;
    private final LaneTotals tally;
    private volatile long digest; // 0 until it is asked for; from then on later versions add to it what changed

    private ManyLanes(Roster writers, LaneSpine spine, LaneTotals tally) {
        this(writers, spine, tally, 0);
    }

    ManyLanes(Roster writers, LaneSpine spine, LaneTotals tally, long digest) {
        this.writers = writers;
        this.spine = spine;
        this.tally = tally;
        this.digest = digest;
    }

    static ManyLanes of(Lanes lanes) {
        return lanes instanceof ManyLanes many ? many : ofSorted(lanes.asList());
    }

    /** Takes lanes sorted by birth dot, so those of a writer are together. */
    static ManyLanes ofSorted(List<Lane> sorted) {
        if (sorted.isEmpty()) {
            return NONE;
        }
        var writers = new ReplicaId[sorted.size()];
        var lanes = new LaneColumns(sorted.size());
        var tally = new LaneTotals();
        int count = 0;
        for (int from = 0, to = 1; from < sorted.size(); from = to++) {
            Lane lane = sorted.get(from);
            ReplicaId writer = lane.birth().replica();
            while (to < sorted.size() && sorted.get(to).birth().replica().equals(writer)) {
                to++;
            }
            if (to - from == 1 && lane.isPlain()) {
                lanes.set(count, lane.birth().number(), lane.up(), lane.down());
                tally.open(lane.up(), lane.down());
            } else {
                FewLanes own = FewLanes.ofSorted(sorted.subList(from, to));
                lanes.set(count, own);
                tally.replace(FewLanes.NONE, own);
            }
            writers[count++] = writer;
        }
        LaneSpine spine = lanes.toSpine(count);
        if (spine.isLong()) {
            spine.digests(); // while the numbers are at hand: what comes from elsewhere is compared sooner or later
        }
        return new ManyLanes(Roster.ofSorted(Arrays.copyOf(writers, count)), spine, tally);
    }

    /** These lanes in the form that their number asks for. */
    Lanes canonical() {
        return size() > FEW ? this : FewLanes.ofSorted(asList());
    }

    Roster writers() {
        return writers;
    }

    LaneSpine spine() {
        return spine;
    }

    LaneTotals tally() {
        return tally;
    }

    /** The lanes of the writer at a position; none at a negative one. */
    FewLanes at(int position) {
        return position < 0
                ? FewLanes.NONE
                : spine.get(position / LaneChunk.SIZE).at(position % LaneChunk.SIZE, writers.get(position));
    }

    private FewLanes of(ReplicaId writer) {
        return at(writers.indexOf(writer));
    }

    private Lanes with(ReplicaId writer, FewLanes next) {
        var draft = new LanesDraft(this);
        draft.set(writers.indexOf(writer), writer, next);
        return draft.build().canonical();
    }

    @Override
    @Nullable
    Lanes counted(ReplicaId self, long up, long down) {
        int position = writers.indexOf(self);
        if (position < 0) {
            return null;
        }
        int c = position / LaneChunk.SIZE;
        int place = position % LaneChunk.SIZE;
        LaneChunk chunk = spine.get(c);
        if (!chunk.isPlain(place)) {
            FewLanes grown = chunk.at(place, self).countedFew(self, up, down);
            return grown == null ? null : with(self, grown);
        }
        LaneChunk grown = chunk.counted(
                place, Counting.grow(self, chunk.up(place), up), Counting.grow(self, chunk.down(place), down));
        LaneTotals changed = tally.copy();
        changed.count(up, down);
        long known = digest;
        long next = known == 0
                ? 0
                : known + grown.at(place, self).digest() - chunk.at(place, self).digest();
        return new ManyLanes(writers, spine.with(c, grown), changed, next);
    }

    @Override
    public List<Lane> asList() {
        var all = new ArrayList<Lane>(size());
        for (int i = 0; i < writers.size(); i++) {
            at(i).addTo(all);
        }
        return all;
    }

    @Override
    List<Lane> first(int count) {
        var first = new ArrayList<Lane>(count);
        for (int i = 0; i < writers.size() && first.size() < count; i++) {
            at(i).addTo(first);
        }
        return first;
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
    public long value() {
        return tally.fits() ? tally.smallSum() : Counting.exact(tally.sum());
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
        var differences = new LaneSpine.Differences(spine, other.spine);
        boolean isOther = true;
        for (int c = differences.next(0); c < spine.size(); c = differences.next(c + 1)) {
            LaneChunk left = spine.get(c);
            LaneChunk right = other.spine.get(c);
            if (left.joinsByTotals(right)) {
                LaneChunk joined = left.joinTotals(right);
                if (joined != left) {
                    draft.grow(c, joined);
                }
                isOther &= joined == right;
            } else {
                isOther &= joinEach(c, mine, right, theirs, draft);
            }
        }
        ManyLanes joined = draft.build();
        return joined != this && isOther ? other : joined;
    }

    /** Joins what the writers of a chunk have on both sides; whether that is what they have on the other. */
    private boolean joinEach(int c, CausalContext mine, LaneChunk right, CausalContext theirs, LanesDraft draft) {
        LaneChunk left = spine.get(c);
        boolean isOther = true;
        for (int place = 0; place < left.length(); place++) {
            if (!left.isSameAt(place, right)) {
                int i = c * LaneChunk.SIZE + place;
                FewLanes there = right.at(place, writers.get(i));
                FewLanes joined = left.at(place, writers.get(i)).joinFew(mine, there, theirs);
                draft.set(i, writers.get(i), joined);
                isOther &= joined.equals(there);
            }
        }
        return isOther;
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

    @Override
    public void addLive(CausalContext among, CausalContext.Builder dots) {
        if (among.replicas().size() * MUCH_LARGER > writers.size()) {
            addLive(dots);
            return;
        }
        for (ReplicaId writer : among.replicas()) {
            of(writer).addLive(dots);
        }
    }

    void forEachLossMany(ManyLanes later, Losses losses) {
        new Walk(this, later).forEach((writer, i, j) -> {
            at(i).forEachLossFew(later.at(j), losses);
            return true;
        });
    }

    boolean forEachMissingFromMany(ManyLanes other, DotVisitor visitor) {
        return new Walk(this, other).forEach((writer, i, j) -> at(i).forEachMissingFromFew(other.at(j), visitor));
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        for (int c = 0; c < spine.size(); c++) {
            if (!spine.get(c).isDisjointFrom(dots, writers, c * LaneChunk.SIZE)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        return tally.exhausted() > 0 && of(writer).hasResidueOf(writer);
    }

    void forEachResidueBeyondMany(ManyLanes other, Consumer<? super ReplicaId> visitor) {
        if (tally.exhausted() > 0) {
            new Walk(this, other).forEach((writer, i, j) -> {
                at(i).forEachResidueBeyondFew(other.at(j), visitor);
                return true;
            });
        }
    }

    @Override
    public Lanes shift(ReplicaId replica, long after, long by) {
        return with(replica, of(replica).shiftFew(replica, after, by));
    }

    /** The digest, or 0 when nobody has asked for it yet. */
    long knownDigest() {
        return digest;
    }

    @Override
    public long digest() {
        long sum = digest;
        if (sum == 0) {
            sum = Digests.NOTHING;
            for (int c = 0; c < spine.size(); c++) {
                sum += spine.get(c).digest(writers, c * LaneChunk.SIZE);
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
        return new LaneSpine.Differences(spine, that.spine).next(0) == spine.size();
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int c = 0; c < spine.size(); c++) {
            hash = 31 * hash + spine.get(c).contentHash();
        }
        return hash;
    }
}
