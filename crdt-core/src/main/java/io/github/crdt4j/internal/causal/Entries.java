package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store of a map: entries, some of them only the leavings of removed counters, which no reader sees.
 *
 * <p>Nested values are kept without a context; each operation lends them the map's. A dot lives in one place of the whole
 * tree, so what happens to one key never concerns another.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Entries<K, V extends Causal<V>> implements DotStore<Entries<K, V>> {

    /** Up to so many entries are put into many one by one, which was quicker than a walk of two tries; more were not tried. */
    private static final int FEW = 16;

    private final PersistentMap<K, Entry<V>> all;
    private final PersistentMap<K, Boolean> leavings;
    private final Debts<K> debts;
    private final V bottom;
    private final Entry<V> absent;
    private @Nullable Located<K, Entry<V>> located; // a cache: whichever thread's write is seen, it is right

    private Entries(
            PersistentMap<K, Entry<V>> all,
            PersistentMap<K, Boolean> leavings,
            Debts<K> debts,
            V bottom,
            Entry<V> absent,
            @Nullable Located<K, Entry<V>> located) {
        this.all = all;
        this.leavings = leavings;
        this.debts = debts;
        this.bottom = bottom;
        this.absent = absent;
        this.located = located;
    }

    /** The store without entries, whose values begin as {@code bottom}. */
    public static <K, V extends Causal<V>> Entries<K, V> none(V bottom) {
        V empty = bottom.within(CausalContext.empty());
        return new Entries<>(
                PersistentMap.empty(),
                PersistentMap.empty(),
                Debts.none(),
                empty,
                new Entry<>(Dots.none(), empty),
                null);
    }

    public V bottom() {
        return bottom;
    }

    /** Every entry, leavings included. */
    public PersistentMap<K, Entry<V>> all() {
        return all;
    }

    /** The number of keys readers see. */
    public int size() {
        return all.size() - leavings.size();
    }

    /** The entry of a key that readers see, or null. */
    public @Nullable Entry<V> present(Object key) {
        Entry<V> entry = all.get(key);
        return entry == null || !entry.isPresent() ? null : entry;
    }

    /** The entry of a key, leavings included; an empty one when there is none. */
    public Entry<V> get(Object key) {
        Entry<V> entry = all.get(key);
        return entry == null ? absent : entry;
    }

    /** With the entry of a key replaced; dropped when nothing at all is left in it. */
    public Entries<K, V> with(K key, Entry<V> entry) {
        return with(key, debts.isEmpty() ? absent : get(key), entry);
    }

    /** As {@link #with(Object, Entry)}, where the entry until now is at hand; if nothing here owes, the absent one will do. */
    public Entries<K, V> with(K key, Entry<V> before, Entry<V> entry) {
        Debts<K> owed = debts.with(key, before, entry);
        if (entry.equals(absent)) {
            return changed(all.remove(key), less(leavings, key), owed);
        }
        PersistentMap<K, Boolean> hidden = entry.isPresent() ? less(leavings, key) : leavings.put(key, true);
        return changed(all.put(key, entry), hidden, owed);
    }

    private static <K> PersistentMap<K, Boolean> less(PersistentMap<K, Boolean> hidden, K key) {
        return hidden.isEmpty() ? hidden : hidden.remove(key); // mostly there are none
    }

    /** Without a key, of which everything here was observed. */
    public Entries<K, V> forget(K key) {
        Entry<V> entry = present(key);
        return entry == null ? this : with(key, entry, entry.forget());
    }

    /** Without any key. */
    public Entries<K, V> forget() {
        if (size() == 0) {
            return this;
        }
        var kept = new Collector(debts);
        all.forEach((key, entry) -> kept.replace(key, entry, entry.isPresent() ? entry.forget() : entry));
        return kept.build();
    }

    /** Without the exhausted lanes of one replica; called by that replica. Costs what it retires. */
    public Entries<K, V> retire(ReplicaId self) {
        if (debts.isEmpty()) {
            return this;
        }
        Entries<K, V> result = this;
        for (Map.Entry<K, Boolean> owing : debts.of(self)) {
            Entry<V> entry = result.get(owing.getKey());
            result = result.with(owing.getKey(), entry, entry.retire(self));
        }
        return result;
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        return !debts.of(writer).isEmpty();
    }

    @Override
    public void forEachResidueBeyond(Entries<K, V> other, Consumer<? super ReplicaId> visitor) {
        debts.forEachBeyond(other.debts, visitor);
    }

    /** These entries, to be changed in place in a copy. */
    public EntriesDraft<K, V> toDraft() {
        return new EntriesDraft<>(this);
    }

    PersistentMap<K, Boolean> leavings() {
        return leavings;
    }

    Debts<K> debts() {
        return debts;
    }

    Entry<V> absent() {
        return absent;
    }

    Entries<K, V> changed(
            PersistentMap<K, Entry<V>> nextAll, PersistentMap<K, Boolean> nextLeavings, Debts<K> nextDebts) {
        return nextAll == all && nextLeavings == leavings
                ? this
                : new Entries<>(nextAll, nextLeavings, nextDebts, bottom, absent, Located.carried(located, nextAll));
    }

    /** Where the live dots are; null when that cannot be told. The first call looks at each, later ones at changes. */
    private @Nullable Whereabouts<K> whereabouts() {
        Located<K, Entry<V>> now = Located.of(
                all, located, (live, other, visitor) -> live.forEachBeyond(other == null ? absent : other, visitor));
        located = now;
        return now == null ? null : now.whereabouts();
    }

    /** Whether the live dots were ever looked for one and all. */
    boolean isLocated() {
        return located != null;
    }

    @Override
    public boolean forEachBeyond(Entries<K, V> other, DotVisitor visitor) {
        return all.forEachDifference(
                other.all,
                (key, left, right) -> left == null || left.forEachBeyond(right == null ? absent : right, visitor));
    }

    @Override
    public void forEachLoss(Entries<K, V> later, Losses losses) {
        all.forEachKept(later.all, (key, left, right) -> {
            losses.enter(key);
            left.forEachLoss(right == null ? absent : right, losses);
            losses.leave();
            return true;
        });
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
    public Entries<K, V> join(CausalContext mine, Entries<K, V> other, CausalContext theirs) {
        return join(mine, other, theirs, Hints.none(), Hints.none());
    }

    @Override
    public Entries<K, V> join(CausalContext mine, Entries<K, V> other, CausalContext theirs, Notes here, Notes there) {
        if (!bottom.equals(other.bottom)) {
            throw new IllegalArgumentException(
                    Bottoms.differ("ORMap", bottom, other.bottom, "ORMap.empty the same empty value"));
        }
        if (this == other) {
            return this;
        }
        boolean isSpared = FewDots.spareOthers(mine, all, theirs, other.all, this::visitFew);
        Doomed doomed = isSpared
                ? Doomed.none()
                : Doomed.of(
                        mine,
                        all,
                        theirs,
                        other.all,
                        (entry, dots) -> entry.addLive(theirs, dots),
                        !there.keys().isEmpty());
        Entries<K, V> spared = spared(mine, doomed, here, other, theirs, there);
        if (other.isBottom() && spared != null) {
            return spared;
        }
        Doomed doomedThere = Doomed.of(
                theirs,
                other.all,
                mine,
                all,
                (entry, dots) -> entry.addLive(mine, dots),
                !here.keys().isEmpty());
        Entries<K, V> sparedThere = other.spared(theirs, doomedThere, there, this, mine, here);
        CausalContext asked = spared == null ? doomed.dots() : CausalContext.empty();
        CausalContext askedThere = sparedThere == null ? doomedThere.dots() : CausalContext.empty();
        Entries<K, V> left = spared == null ? this : spared;
        Entries<K, V> right = sparedThere == null ? other : sparedThere;
        var joining = new Joining(left, mine, right, theirs, asked, askedThere);
        boolean isOneByOne =
                joining.keepsLeft() && right.all.size() <= FEW && Doomed.isWorthIt(left.all.size(), right.all.size());
        PersistentMap<K, Entry<V>> joined =
                isOneByOne ? left.with(right.all, joining) : left.all.merge(right.all, joining);
        if (joined == all) {
            return this;
        }
        return joined == other.all ? other : changed(joined, joining.hidden, joining.owed);
    }

    /** Visits the live dots of an entry, none if they are surely too many to be told one by one. */
    private void visitFew(Entry<V> entry, DotVisitor visitor) {
        if (entry.leastDots() <= FewDots.MOST) {
            entry.forEachBeyond(absent, visitor);
        }
    }

    /** What a merge makes of these and of few others, each of which is put in its place; nothing else here changes. */
    private PersistentMap<K, Entry<V>> with(PersistentMap<K, Entry<V>> few, Joining joining) {
        PersistentMap<K, Entry<V>> result = all;
        for (Map.Entry<K, Entry<V>> there : few) {
            K key = there.getKey();
            Entry<V> here = all.get(key);
            Entry<V> next =
                    here == null ? joining.right(key, there.getValue()) : joining.both(key, here, there.getValue());
            result = next == null ? result.remove(key) : result.put(key, next);
        }
        return result;
    }

    /** What is left of these entries without the doomed dots; null when each has to be asked. */
    private @Nullable Entries<K, V> spared(
            CausalContext mine, Doomed doomed, Notes here, Entries<K, V> other, CausalContext theirs, Notes there) {
        if (doomed.isEmpty()) {
            return this;
        }
        if (!doomed.areExact()) {
            return null;
        }
        Set<K> keys = hinted(doomed, here, other, there);
        if (keys == null) {
            Whereabouts<K> whereabouts = doomed.areLocated() ? whereabouts() : null;
            if (whereabouts == null) {
                return null;
            }
            keys = new HashSet<>();
            whereabouts.forEachKeyOf(doomed.dots(), keys::add);
        }
        Entries<K, V> spared = this;
        for (K key : keys) {
            spared = spared.with(key, get(key).join(mine, absent, theirs));
        }
        return spared;
    }

    /** The keys among those hinted at which the other side lacks and doomed dots live; null unless that settles all of them. */
    private @Nullable Set<K> hinted(Doomed doomed, Notes here, Entries<K, V> other, Notes there) {
        var keys = new HashSet<K>();
        var found = new Object() {
            long dots;
        };
        for (Object hint : there.keys()) {
            Entry<V> entry = keys.contains(hint) || other.all.get(hint) != null ? null : all.get(hint);
            if (entry == null) {
                continue;
            }
            long before = found.dots;
            boolean told = entry.forEachBeyond(
                    absent, (replica, number) -> found.dots += doomed.dots().contains(replica, number) ? 1 : 0);
            if (!told) {
                return null;
            }
            if (found.dots > before) {
                @SuppressWarnings("unchecked") // it is equal to a key
                K key = (K) hint;
                keys.add(key);
            }
        }
        return doomed.isMoreThan(found.dots, here) ? null : keys;
    }

    /** One join: what becomes of each entry, and of what is known about all of them. */
    private final class Joining implements Combiner<K, Entry<V>> {
        private final CausalContext mine;
        private final CausalContext theirs;
        private final CausalContext asked;
        private final CausalContext askedThere;
        private final boolean othersOwe;
        private PersistentMap<K, Boolean> hidden;
        private Debts<K> owed;

        Joining(
                Entries<K, V> left,
                CausalContext mine,
                Entries<K, V> right,
                CausalContext theirs,
                CausalContext asked,
                CausalContext askedThere) {
            this.mine = mine;
            this.theirs = theirs;
            this.asked = asked;
            this.askedThere = askedThere;
            this.othersOwe = !right.debts.isEmpty() || !right.leavings.isEmpty();
            this.hidden = left.leavings;
            this.owed = left.debts;
        }

        @Override
        public @Nullable Entry<V> both(K key, Entry<V> left, Entry<V> right) {
            return place(key, left, left.join(mine, right, theirs));
        }

        @Override
        public @Nullable Entry<V> left(K key, Entry<V> left) {
            return left.isSparedBy(asked) ? left : place(key, left, left.join(mine, absent, theirs));
        }

        @Override
        public @Nullable Entry<V> right(K key, Entry<V> right) {
            return place(key, absent, right.isSparedBy(askedThere) ? right : absent.join(mine, right, theirs));
        }

        private @Nullable Entry<V> place(K key, Entry<V> before, Entry<V> after) {
            if (after == before) {
                return after == absent ? null : after;
            }
            boolean isGone = after.equals(absent);
            owed = owed.with(key, before, after);
            hidden = isGone || after.isPresent() ? less(hidden, key) : hidden.put(key, true);
            return isGone ? null : after;
        }

        @Override
        public boolean keepsLeft() {
            return asked.isEmpty();
        }

        @Override
        public boolean keepsRight() {
            return askedThere.isEmpty() && !othersOwe;
        }
    }

    @Override
    public boolean leq(CausalContext mine, Entries<K, V> other, CausalContext theirs) {
        return all.forEachDifference(
                other.all,
                (key, left, right) -> (left == null ? absent : left).leq(mine, right == null ? absent : right, theirs));
    }

    @Override
    public Entries<K, V> delta(
            CausalContext mine, Entries<K, V> since, CausalContext theirs, CausalContext.Builder mentioned) {
        return delta(mine, since, theirs, mentioned, new Hints.Collector());
    }

    @Override
    public Entries<K, V> delta(
            CausalContext mine,
            Entries<K, V> since,
            CausalContext theirs,
            CausalContext.Builder mentioned,
            Hints.Collector hints) {
        var changed = new Collector();
        all.forEachDifference(since.all, (key, left, right) -> {
            Entry<V> here = left == null ? absent : left;
            Entry<V> live = here.delta(mine, right == null ? absent : right, theirs, mentioned);
            changed.add(key, live);
            if (right != null && live.equals(absent) && !here.leq(mine, right, theirs)) {
                hints.add(key);
            }
            return true;
        });
        Entries<K, V> delta = changed.build();
        return delta.equals(this) ? this : delta;
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        all.forEach((key, entry) -> entry.addLive(dots));
    }

    @Override
    public void addLive(CausalContext among, CausalContext.Builder dots) {
        all.forEach((key, entry) -> entry.addLive(among, dots));
    }

    @Override
    public boolean haveAlive(CausalContext dots) {
        if (all.size() > FewDots.MOST) {
            return false;
        }
        var alive = new FewDots();
        all.forEach((key, entry) -> entry.forEachBeyond(absent, alive));
        return alive.haveAll(dots, dots);
    }

    @Override
    public boolean isSparedBy(CausalContext dots) {
        for (Map.Entry<K, Entry<V>> entry : all) {
            if (!entry.getValue().isSparedBy(dots)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Entries<K, V> shift(ReplicaId replica, long after, long by) {
        var shifted = new Collector();
        all.forEach((key, entry) -> shifted.add(key, entry.shift(replica, after, by)));
        return shifted.build();
    }

    /** The store of the given entries, those with nothing in them left out. */
    public Entries<K, V> of(Map<K, Entry<V>> entries) {
        var collector = new Collector();
        entries.forEach(collector::add);
        return collector.build();
    }

    private final class Collector {
        private final Builder<K, Entry<V>> entries = PersistentMap.<K, Entry<V>>empty().toBuilder();
        private final Builder<K, Boolean> hidden = PersistentMap.<K, Boolean>empty().toBuilder();
        private Debts<K> owed;

        Collector() {
            this(Debts.none());
        }

        /** Collects what becomes of entries that owe something until now. */
        Collector(Debts<K> owed) {
            this.owed = owed;
        }

        void add(K key, Entry<V> entry) {
            replace(key, absent, entry);
        }

        void replace(K key, Entry<V> before, Entry<V> entry) {
            owed = owed.with(key, before, entry);
            if (entry.equals(absent)) {
                return;
            }
            entries.put(key, entry);
            if (!entry.isPresent()) {
                hidden.put(key, true);
            }
        }

        Entries<K, V> build() {
            return changed(entries.build(), hidden.build(), owed);
        }
    }

    @Override
    public long digest() {
        return all.digest();
    }

    @Override
    public long wholeDigest() {
        return Digests.inOrder(digest(), Contents.digest(bottom));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Entries<?, ?> that && bottom.equals(that.bottom) && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(all);
    }

    @Override
    public String toString() {
        return Text.all(all, all.size(), one -> Text.of(one.getKey()) + "->" + one.getValue(), "{", "}");
    }
}
