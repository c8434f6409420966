package io.github.crdt4j.time;

import io.github.crdt4j.ReplicaId;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A sorted, immutable set of replica ids: one axis, to which clocks and contexts attach their numbers by position.
 *
 * <p>States that descend from one another share their roster by reference, so lining two of them up usually costs one
 * comparison of references per replica.
 */
final class Roster {

    static final Roster EMPTY = new Roster(new ReplicaId[0]);

    private final ReplicaId[] ids;

    private Roster(ReplicaId[] ids) {
        this.ids = ids;
    }

    /** The ids must be sorted and distinct. */
    static Roster ofSorted(Set<ReplicaId> ids) {
        return ids.isEmpty() ? EMPTY : new Roster(ids.toArray(ReplicaId[]::new));
    }

    int size() {
        return ids.length;
    }

    ReplicaId get(int position) {
        return ids[position];
    }

    /** The position of an id, or {@code -1 - p} when it is missing and would be inserted at {@code p}. */
    int find(ReplicaId id) {
        return find(id, 0);
    }

    /** As {@link #find(ReplicaId)}, for an id that no position before {@code start} can hold; quickest when it is there. */
    int find(ReplicaId id, int start) {
        if (start < ids.length && (ids[start] == id || ids[start].equals(id))) {
            return start;
        }
        return Arrays.binarySearch(ids, start, ids.length, id);
    }

    /** The position at which a walk in order goes on, after {@link #find} gave this answer. */
    static int after(int found) {
        return found >= 0 ? found + 1 : -1 - found;
    }

    Roster insert(int position, ReplicaId id) {
        ReplicaId[] wider = new ReplicaId[ids.length + 1];
        System.arraycopy(ids, 0, wider, 0, position);
        wider[position] = id;
        System.arraycopy(ids, position, wider, position + 1, ids.length - position);
        return new Roster(wider);
    }

    /** The union: this roster when it has all ids of the other. */
    Roster union(Roster other) {
        if (this == other) {
            return this;
        }
        int missing = 0;
        int start = 0;
        for (ReplicaId id : other.ids) {
            int found = find(id, start);
            missing += found < 0 ? 1 : 0;
            start = after(found);
        }
        if (missing == 0) {
            return this;
        }
        ReplicaId[] union = new ReplicaId[ids.length + missing];
        int i = 0;
        int j = 0;
        for (int k = 0; k < union.length; k++) {
            int order = i == ids.length ? 1 : j == other.ids.length ? -1 : ids[i].compareTo(other.ids[j]);
            union[k] = order <= 0 ? ids[i] : other.ids[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return new Roster(union);
    }

    /** The ids at the positions that the test accepts: this roster when it accepts all. */
    Roster retain(IntPredicate test) {
        ReplicaId[] kept = new ReplicaId[ids.length];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            if (test.test(i)) {
                kept[size++] = ids[i];
            }
        }
        return size == ids.length ? this : size == 0 ? EMPTY : new Roster(Arrays.copyOf(kept, size));
    }

    /** A read-only view in order. */
    Set<ReplicaId> asSet() {
        return new View(this);
    }

    @Override
    public boolean equals(Object object) {
        return this == object || object instanceof Roster other && Arrays.equals(ids, other.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    private static final class View extends AbstractSet<ReplicaId> {

        private final Roster roster;

        View(Roster roster) {
            this.roster = roster;
        }

        @Override
        public int size() {
            return roster.size();
        }

        @Override
        public boolean contains(Object object) {
            return object instanceof ReplicaId id && roster.find(id) >= 0;
        }

        @Override
        public Iterator<ReplicaId> iterator() {
            return Arrays.asList(roster.ids).iterator();
        }
    }
}
