package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.trie.Builder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Entries that are being changed in place, each time to what {@link Entries} would make of them. Values are asked before
 * anything is written, so a change that throws leaves no trace.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class EntriesDraft<K, V extends Causal<V>> {

    private Entries<K, V> base;
    private Builder<K, Entry<V>> all;
    private Builder<K, Boolean> leavings;
    private Debts<K> debts;

    EntriesDraft(Entries<K, V> base) {
        this.base = base;
        this.all = base.all().toBuilder();
        this.leavings = base.leavings().toBuilder();
        this.debts = base.debts();
    }

    /** The entry of a key, leavings included; an empty one when there is none. */
    public Entry<V> get(Object key) {
        Entry<V> entry = all.get(key);
        return entry == null ? base.absent() : entry;
    }

    /** Replaces the entry of a key, and retires what exhausted lanes a replica has, which is calling. */
    public void update(K key, Entry<V> before, Entry<V> entry, ReplicaId self) {
        Debts<K> owed = owedWith(key, before, entry);
        List<Map.Entry<K, Entry<V>>> retired = List.of();
        if (!owed.isEmpty()) {
            retired = new ArrayList<>();
            for (Map.Entry<K, Boolean> owing : owed.of(self)) {
                Entry<V> indebted = owing.getKey().equals(key) ? entry : get(owing.getKey());
                retired.add(Map.entry(owing.getKey(), indebted.retire(self)));
            }
        }
        put(key, entry, owed);
        for (Map.Entry<K, Entry<V>> each : retired) {
            put(each.getKey(), each.getValue(), owedWith(each.getKey(), get(each.getKey()), each.getValue()));
        }
    }

    /** Removes a key, of which everything here was observed; false when readers do not see it. */
    public boolean forget(K key) {
        Entry<V> before = get(key);
        if (!before.isPresent()) {
            return false;
        }
        Entry<V> entry = before.forget();
        put(key, entry, owedWith(key, before, entry));
        return true;
    }

    /** Removes every key; false when readers see none. */
    public boolean forget() {
        if (all.size() == leavings.size()) {
            return false;
        }
        base = build().forget();
        all = base.all().toBuilder();
        leavings = base.leavings().toBuilder();
        debts = base.debts();
        return true;
    }

    private Debts<K> owedWith(K key, Entry<V> before, Entry<V> entry) {
        return debts.with(key, before, entry);
    }

    private void put(K key, Entry<V> entry, Debts<K> owed) {
        boolean isGone = entry.equals(base.absent());
        boolean isHidden = !isGone && !entry.isPresent();
        if (isGone) {
            all.remove(key);
        } else {
            all.put(key, entry);
        }
        if (isHidden) {
            leavings.put(key, true);
        } else if (leavings.size() > 0) {
            leavings.remove(key);
        }
        debts = owed;
    }

    /** The entries so far; those this draft began with when none was changed. Later changes leave them as they are. */
    public Entries<K, V> build() {
        base = base.changed(all.build(), leavings.build(), debts);
        return base;
    }
}
