package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A map that is being changed in place, each time to what {@link DotMap} would make of it. Stores are asked before anything is
 * written, so a change that throws leaves no trace.
 *
 * @param <K> the type of the keys
 * @param <D> the kind of store under a key
 */
public final class DotMapDraft<K, D extends DotStore<D>> {

    private DotMap<K, D> base;
    private Builder<K, D> all;
    private ResidueIndex<K> residue;

    DotMapDraft(DotMap<K, D> base) {
        this.base = base;
        this.all = base.all().toBuilder();
        this.residue = base.residue();
    }

    /** The store of a key, residue included; {@link DotMap#absent} when there is none. */
    public D get(Object key) {
        D store = all.get(key);
        return store == null ? base.absent() : store;
    }

    /** Replaces the store of a key; the key is dropped when nothing at all is left. */
    void put(K key, D before, D after) {
        put(key, after, next(key, before, after));
    }

    private void put(K key, D after, ResidueIndex<K> next) {
        if (after.isBottom()) {
            all.remove(key);
        } else {
            all.put(key, after);
        }
        residue = next;
    }

    private ResidueIndex<K> next(K key, D before, D after) {
        return base.mayLeaveResidue() ? residue.with(key, before, after) : residue;
    }

    /** Replaces the store of a key, and retires the residue of a replica, which is calling. */
    public void update(K key, D before, D after, ReplicaId self) {
        ResidueIndex<K> next = next(key, before, after);
        PersistentMap<K, Boolean> owners = next.keysOf(self);
        if (owners.isEmpty()) {
            put(key, after, next);
            return;
        }
        List<Map.Entry<K, D>> retired = new ArrayList<>();
        for (Map.Entry<K, Boolean> owner : owners) {
            D store = owner.getKey().equals(key) ? after : get(owner.getKey());
            retired.add(Map.entry(owner.getKey(), store.retire(self)));
        }
        put(key, after, next);
        for (Map.Entry<K, D> each : retired) {
            put(each.getKey(), get(each.getKey()), each.getValue());
        }
    }

    /** Removes a key, of which everything here was observed; false when readers do not see it. */
    public boolean forget(K key) {
        D before = get(key);
        if (before.isEmpty()) {
            return false;
        }
        put(key, before, before.forget());
        return true;
    }

    /** Removes every key; false when readers see none. */
    public boolean forget() {
        if (all.size() == residue.keys().size()) {
            return false;
        }
        base = build().forget();
        all = base.all().toBuilder();
        residue = base.residue();
        return true;
    }

    /** The map so far; the one this draft began with when nothing was changed. Later changes leave it as it is. */
    public DotMap<K, D> build() {
        base = base.changed(all.build(), residue);
        return base;
    }
}
