package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.Map;
import java.util.Objects;
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

    private final PersistentMap<K, Entry<V>> all;
    private final PersistentMap<K, Boolean> leavings;
    private final V bottom;
    private final Entry<V> absent;

    private Entries(PersistentMap<K, Entry<V>> all, PersistentMap<K, Boolean> leavings, V bottom) {
        this.all = all;
        this.leavings = leavings;
        this.bottom = bottom;
        this.absent = new Entry<>(Dots.none(), bottom);
    }

    /** The store without entries, whose values begin as {@code bottom}. */
    public static <K, V extends Causal<V>> Entries<K, V> none(V bottom) {
        return new Entries<>(PersistentMap.empty(), PersistentMap.empty(), bottom.within(CausalContext.empty()));
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
        if (entry.equals(absent)) {
            return changed(all.remove(key), leavings.remove(key));
        }
        return changed(all.put(key, entry), entry.isPresent() ? leavings.remove(key) : leavings.put(key, true));
    }

    /** Without a key, of which everything here was observed. */
    public Entries<K, V> forget(K key) {
        Entry<V> entry = present(key);
        return entry == null ? this : with(key, entry.forget());
    }

    /** Without any key. */
    public Entries<K, V> forget() {
        if (size() == 0) {
            return this;
        }
        var kept = new Collector();
        all.forEach((key, entry) -> kept.add(key, entry.isPresent() ? entry.forget() : entry));
        return kept.build();
    }

    /** Without what the given replica alone keeps alive in leavings; called by that replica. */
    public Entries<K, V> retire(ReplicaId self) {
        Entries<K, V> result = this;
        for (Map.Entry<K, Boolean> leaving : leavings) {
            Entry<V> entry = all.get(leaving.getKey());
            V retired = entry.value().retire(self);
            if (retired != entry.value()) {
                result = result.with(leaving.getKey(), new Entry<>(Dots.none(), retired));
            }
        }
        return result;
    }

    private Entries<K, V> changed(PersistentMap<K, Entry<V>> nextAll, PersistentMap<K, Boolean> nextLeavings) {
        return nextAll == all && nextLeavings == leavings ? this : new Entries<>(nextAll, nextLeavings, bottom);
    }

    @Override
    public boolean isBottom() {
        return all.isEmpty();
    }

    @Override
    public Entries<K, V> join(CausalContext mine, Entries<K, V> other, CausalContext theirs) {
        if (!bottom.equals(other.bottom)) {
            throw new IllegalArgumentException("a map whose values begin as " + bottom
                    + " does not merge with one whose values begin as " + other.bottom);
        }
        if (this == other) {
            return this;
        }
        CausalContext doomed = Doomed.dots(mine, all, theirs, other.all, Entry::addLive);
        CausalContext doomedThere = Doomed.dots(theirs, other.all, mine, all, Entry::addLive);
        var moved = leavings.toBuilder();
        var joined = all.merge(other.all, new Combiner<>() {
            @Override
            public Entry<V> both(K key, Entry<V> left, Entry<V> right) {
                return place(key, left.join(mine, right, theirs));
            }

            @Override
            public Entry<V> left(K key, Entry<V> left) {
                return left.isSparedBy(doomed) ? left : place(key, left.join(mine, absent, theirs));
            }

            @Override
            public Entry<V> right(K key, Entry<V> right) {
                return place(key, right.isSparedBy(doomedThere) ? right : absent.join(mine, right, theirs));
            }

            @Override
            public boolean keepsLeft() {
                return doomed.isEmpty();
            }

            @Override
            public boolean keepsRight() {
                return doomedThere.isEmpty() && other.leavings.isEmpty();
            }

            private @Nullable Entry<V> place(K key, Entry<V> entry) {
                if (entry.equals(absent)) {
                    moved.remove(key);
                    return null;
                }
                if (entry.isPresent()) {
                    moved.remove(key);
                } else {
                    moved.put(key, true);
                }
                return entry;
            }
        });
        if (joined == all) {
            return this;
        }
        return joined == other.all ? other : changed(joined, moved.build());
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
        var changed = new Collector();
        all.forEachDifference(since.all, (key, left, right) -> {
            changed.add(
                    key, (left == null ? absent : left).delta(mine, right == null ? absent : right, theirs, mentioned));
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
        all.forEach((key, entry) -> shifted.add(
                key,
                new Entry<>(
                        entry.presence().shift(replica, after, by),
                        entry.value().shift(replica, after, by))));
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

        void add(K key, Entry<V> entry) {
            if (entry.equals(absent)) {
                return;
            }
            entries.put(key, entry);
            if (!entry.isPresent()) {
                hidden.put(key, true);
            }
        }

        Entries<K, V> build() {
            return changed(entries.build(), hidden.build());
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Entries<?, ?> that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(all);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        all.forEach((key, entry) -> {
            text.append(text.length() > 1 ? ", " : "").append(key).append("->").append(entry.value());
            if (!entry.presence().isBottom()) {
                text.append('/').append(entry.presence());
            }
        });
        return text.append('}').toString();
    }
}
