package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys to stores that share one context: of a set the dots that keep each element, of a map what is under each key. A dot lives
 * in one place of the whole tree, so what happens to one key never concerns another.
 *
 * <p>A key of which nothing but residue is left, exhausted lanes that only their writers may drop, is in the map and not shown to
 * readers.
 *
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
public final class DotMap<K, D extends DotStore<D>> implements DotStore<DotMap<K, D>> {

    /** At most so many entries are put one by one into a map of many; walking two tries was slower. More were not tried. */
    private static final int FEW = 16;

    private final PersistentMap<K, D> all;
    private final ResidueIndex<K> residue;
    private final D absent;
    private final Object schema;
    private @Nullable DotIndex<K, D> index; // a benign data race: any value another thread sees is correct

    private DotMap(
            PersistentMap<K, D> all, ResidueIndex<K> residue, D absent, Object schema, @Nullable DotIndex<K, D> index) {
        this.all = all;
        this.residue = residue;
        this.absent = absent;
        this.schema = schema;
        this.index = index;
    }

    /** The map without keys; {@code absent} is what a key holds to which nothing has happened. */
    public static <K, D extends DotStore<D>> DotMap<K, D> none(D absent) {
        return none(absent, absent.schema());
    }

    /** The map without keys, which joins only with maps of an equal schema. */
    public static <K, D extends DotStore<D>> DotMap<K, D> none(D absent, Object schema) {
        return new DotMap<>(PersistentMap.empty(), ResidueIndex.none(), absent, schema, null);
    }

    private DotMap<K, D> none() {
        return none(absent, schema);
    }

    /** The state after a replica has written what is stored under a key, which takes the place of what was seen there. */
    public static <K, D extends DotStore<D>> CausalState<DotMap<K, D>> written(
            CausalState<DotMap<K, D>> state, ReplicaId self, K key, Function<Dot, D> store) {
        Dot dot = state.context().next(self);
        DotMap<K, D> before = state.store();
        return new CausalState<>(
                before.withAll(before.all().put(key, store.apply(dot))),
                state.context().add(dot));
    }

    /** Every key, those with nothing but residue included. */
    public PersistentMap<K, D> all() {
        return all;
    }

    /** What a key holds to which nothing has happened. */
    public D absent() {
        return absent;
    }

    /** The number of keys readers see. */
    public int size() {
        return all.size() - residue.keys().size();
    }

    /** The store of a key that readers see, or null. */
    public @Nullable D present(Object key) {
        D store = all.get(key);
        return store == null || store.isEmpty() ? null : store;
    }

    /** The store of a key, residue included; {@link #absent} when there is none. */
    public D get(Object key) {
        D store = all.get(key);
        return store == null ? absent : store;
    }

    /** With the store of a key replaced; the key is dropped when nothing at all is left. */
    public DotMap<K, D> with(K key, D before, D after) {
        ResidueIndex<K> next = absent.mayLeaveResidue() ? residue.with(key, before, after) : residue;
        return changed(after.isBottom() ? all.remove(key) : all.put(key, after), next);
    }

    /** With other stores, none of them bottom, of a kind that never leaves residue; quickest when they descend from these. */
    public DotMap<K, D> withAll(PersistentMap<K, D> next) {
        return changed(next, residue);
    }

    /** The map of the given stores, those that are bottom left out. */
    public DotMap<K, D> of(Iterable<Map.Entry<K, D>> stores) {
        DotMapDraft<K, D> draft = none().toDraft();
        for (Map.Entry<K, D> each : stores) {
            draft.put(each.getKey(), absent, each.getValue());
        }
        return draft.build();
    }

    DotMap<K, D> changed(PersistentMap<K, D> nextAll, ResidueIndex<K> nextResidue) {
        return nextAll == all && nextResidue == residue
                ? this
                : new DotMap<>(nextAll, nextResidue, absent, schema, DotIndex.carried(index, nextAll));
    }

    /** This map, to be changed in place in a copy. */
    public DotMapDraft<K, D> toDraft() {
        return new DotMapDraft<>(this);
    }

    ResidueIndex<K> residue() {
        return residue;
    }

    /** Without a key, of which everything here was observed. */
    public DotMap<K, D> forget(K key) {
        D store = present(key);
        return store == null ? this : with(key, store, store.forget());
    }

    @Override
    public DotMap<K, D> forget() {
        if (size() == 0) {
            return this;
        }
        if (!absent.mayLeaveResidue()) {
            return none();
        }
        DotMapDraft<K, D> draft = toDraft();
        all.forEach((key, store) -> draft.put(key, store, store.forget()));
        return draft.build();
    }

    /** Costs what it retires. */
    @Override
    public DotMap<K, D> retire(ReplicaId self) {
        DotMap<K, D> result = this;
        for (Map.Entry<K, Boolean> owner : residue.keysOf(self)) {
            D store = result.get(owner.getKey());
            result = result.with(owner.getKey(), store, store.retire(self));
        }
        return result;
    }

    @Override
    public boolean mayLeaveResidue() {
        return absent.mayLeaveResidue();
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        return !residue.keysOf(writer).isEmpty();
    }

    @Override
    public void forEachResidueBeyond(DotMap<K, D> other, Consumer<? super ReplicaId> visitor) {
        residue.forEachWriterBeyond(other.residue, visitor);
    }

    /** Where the live dots are; null when that cannot be told. The first call looks at each, later ones at changes. */
    public @Nullable DotIndex<K, D> dotIndex() {
        DotIndex<K, D> now = DotIndex.of(all, index, absent);
        index = now;
        return now;
    }

    /** Whether the live dots were ever looked for one and all. */
    boolean hasDotIndex() {
        return index != null;
    }

    @Override
    public int leastDots() {
        return all.size();
    }

    @Override
    public boolean isBottom() {
        return all.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public Object schema() {
        return schema;
    }

    @Override
    public DotMap<K, D> join(CausalContext mine, DotMap<K, D> other, CausalContext theirs) {
        return join(mine, other, theirs, Hints.none(), Hints.none());
    }

    @Override
    public DotMap<K, D> join(CausalContext mine, DotMap<K, D> other, CausalContext theirs, Hints here, Hints there) {
        if (this == other) {
            return this;
        }
        if (!schema().equals(other.schema())) {
            throw new IllegalArgumentException(
                    Bottoms.differ("ORMap", schema, other.schema, "ORMap.empty the same empty value"));
        }
        if (!absent.mayLeaveResidue() && isBottom() && theirs.leq(mine)) {
            return this; // all that lives there was seen here, and is dead
        }
        if (!absent.mayLeaveResidue() && other.isBottom() && mine.leq(theirs)) {
            return other;
        }
        var removed = RemovalCandidates.of(this, mine, other, theirs, there);
        if (other.isBottom() && removed.unresolved().isEmpty()) {
            return removed.rest();
        }
        var removedThere = RemovalCandidates.of(other, theirs, this, mine, here);
        var joining = new Joining<>(removed, mine, removedThere, theirs);
        PersistentMap<K, D> joined =
                joining.isOneByOne() ? joining.oneByOne() : joining.left.all.merge(joining.right.all, joining);
        if (joined == all) {
            return this;
        }
        return joined == other.all ? other : changed(joined, joining.residue);
    }

    /** One join: what becomes of each key, and of the index of residue. */
    private static final class Joining<K, D extends DotStore<D>> implements Combiner<K, D> {
        private final DotMap<K, D> left;
        private final CausalContext mine;
        private final CausalContext asked;
        private final DotMap<K, D> right;
        private final CausalContext theirs;
        private final CausalContext askedThere;
        private final D absent;
        private final boolean tracksResidue;
        private ResidueIndex<K> residue;

        Joining(RemovalCandidates<K, D> here, CausalContext mine, RemovalCandidates<K, D> there, CausalContext theirs) {
            this.left = here.rest();
            this.mine = mine;
            this.asked = here.unresolved();
            this.right = there.rest();
            this.theirs = theirs;
            this.askedThere = there.unresolved();
            this.absent = left.absent;
            this.tracksResidue = left.absent.mayLeaveResidue();
            this.residue = left.residue;
        }

        /** Whether the right side is so small that looking its keys up costs less than a walk over both. */
        boolean isOneByOne() {
            return keepsLeft()
                    && right.all.size() <= FEW
                    && RemovalCandidates.isMuchLarger(left.all.size(), right.all.size());
        }

        /** What a merge would return. */
        PersistentMap<K, D> oneByOne() {
            PersistentMap<K, D> result = left.all;
            for (Map.Entry<K, D> there : right.all) {
                K key = there.getKey();
                D here = left.all.get(key);
                D next = here == null ? right(key, there.getValue()) : both(key, here, there.getValue());
                result = next == null ? result.remove(key) : result.put(key, next);
            }
            return result;
        }

        @Override
        public @Nullable D both(K key, D here, D there) {
            return place(key, here, here.join(mine, there, theirs));
        }

        @Override
        public @Nullable D left(K key, D here) {
            return here.isDisjointFrom(asked) ? here : place(key, here, here.join(mine, absent, theirs));
        }

        @Override
        public @Nullable D right(K key, D there) {
            return place(key, absent, there.isDisjointFrom(askedThere) ? there : absent.join(mine, there, theirs));
        }

        private @Nullable D place(K key, D before, D after) {
            if (tracksResidue && after != before) {
                residue = residue.with(key, before, after);
            }
            return after.isBottom() ? null : after;
        }

        @Override
        public boolean keepsLeft() {
            return asked.isEmpty();
        }

        @Override
        public boolean keepsRight() {
            return askedThere.isEmpty() && right.residue.isEmpty();
        }
    }

    @Override
    public boolean leq(CausalContext mine, DotMap<K, D> other, CausalContext theirs) {
        return all.forEachDifference(
                other.all,
                (key, left, right) -> (left == null ? absent : left).leq(mine, right == null ? absent : right, theirs));
    }

    @Override
    public DotMap<K, D> delta(
            CausalContext mine, DotMap<K, D> since, CausalContext theirs, CausalContext.Builder mentioned) {
        return delta(mine, since, theirs, mentioned, new Hints.Collector());
    }

    @Override
    public DotMap<K, D> delta(
            CausalContext mine,
            DotMap<K, D> since,
            CausalContext theirs,
            CausalContext.Builder mentioned,
            Hints.Collector hints) {
        DotMapDraft<K, D> changed = none().toDraft();
        all.forEachDifference(since.all, (key, left, right) -> {
            D here = left == null ? absent : left;
            D live = here.delta(mine, right == null ? absent : right, theirs, mentioned);
            changed.put(key, absent, live);
            if (right != null && live.isBottom() && !here.leq(mine, right, theirs)) {
                hints.add(key);
            }
            return true;
        });
        DotMap<K, D> delta = changed.build();
        return delta.equals(this) ? this : delta;
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        all.forEach((key, store) -> store.addLive(dots));
    }

    @Override
    public void addLive(CausalContext among, CausalContext.Builder dots) {
        all.forEach((key, store) -> store.addLive(among, dots));
    }

    @Override
    public boolean forEachMissingFrom(DotMap<K, D> other, DotVisitor visitor) {
        return all.forEachDifference(
                other.all,
                (key, left, right) -> left == null || left.forEachMissingFrom(right == null ? absent : right, visitor));
    }

    @Override
    public void forEachLoss(DotMap<K, D> later, Losses losses) {
        all.forEachKept(later.all, (key, left, right) -> {
            losses.enter(key);
            left.forEachLoss(right == null ? absent : right, losses);
            losses.leave();
            return true;
        });
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        for (Map.Entry<K, D> entry : all) {
            if (!entry.getValue().isDisjointFrom(dots)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long greatestStamp() {
        if (absent instanceof Dots) {
            return 0; // a set, which needs no look at its elements
        }
        long[] greatest = {0};
        all.forEach((key, store) -> greatest[0] = Math.max(greatest[0], store.greatestStamp()));
        return greatest[0];
    }

    @Override
    public DotMap<K, D> shift(ReplicaId replica, long after, long by) {
        DotMapDraft<K, D> shifted = none().toDraft();
        all.forEach((key, store) -> shifted.put(key, absent, store.shift(replica, after, by)));
        return shifted.build();
    }

    @Override
    public long digest() {
        return all.digest();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof DotMap<?, ?> that && schema().equals(that.schema()) && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return Text.all(all, all.size(), one -> Text.of(one.getKey()) + absent.separator() + one.getValue(), "{", "}");
    }
}
