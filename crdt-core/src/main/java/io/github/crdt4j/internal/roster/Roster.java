package io.github.crdt4j.internal.roster;

import io.github.crdt4j.ReplicaId;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A sorted, immutable set of replica ids: one axis, to which clocks and contexts attach their numbers by position.
 *
 * <p>States that descend from one another share their roster by reference, so lining two of them up costs one comparison.
 * So do, of many ids, states that were built apart, as by decoding: they are given the roster that was met ({@link MetRosters}).
 * Rosters that were compared once and found equal remember it.
 *
 * <p>The fields that are not final only save work. Threads may race to write them: what any of them writes is true, and an
 * {@link IdTable} has final fields.
 */
public final class Roster {

    public static final Roster EMPTY = new Roster(new ReplicaId[0]);

    /** Up to so many ids, looking at each is quicker than hashing. */
    private static final int FEW = 8;

    /** From so many ids on, a roster is looked for among those that were met. */
    private static final int MANY = 64;

    private static final AtomicLong MARKS = new AtomicLong();

    private final ReplicaId[] ids;
    private transient @Nullable IdTable table;
    private transient int searches;

    /** Rosters with the same mark, but for 0, are equal. A number, so that none keeps another from being collected. */
    private transient volatile long mark;

    Roster(ReplicaId[] ids) {
        this.ids = ids;
    }

    /** The ids must be sorted and distinct. */
    public static Roster ofSorted(Set<ReplicaId> ids) {
        return ofSorted(ids.toArray(ReplicaId[]::new));
    }

    /** The ids must be sorted and distinct; takes the array. */
    public static Roster ofSorted(ReplicaId[] ids) {
        return ids.length == 0 ? EMPTY : ids.length < MANY ? new Roster(ids) : MetRosters.met(ids);
    }

    public int size() {
        return ids.length;
    }

    public ReplicaId get(int position) {
        return ids[position];
    }

    /** The position of an id, negative when it is missing. */
    public int indexOf(ReplicaId id) {
        if (ids.length > FEW) {
            return indexOfMany(id);
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }

    // The table is built when as much time has gone into searches as building it takes.
    private int indexOfMany(ReplicaId id) {
        IdTable built = table;
        if (built == null) {
            if (++searches <= ids.length / 8) {
                return Arrays.binarySearch(ids, id);
            }
            built = new IdTable(ids);
            table = built;
        }
        return built.find(ids, id);
    }

    /** The position of an id, or {@code -1 - p} when it is missing and would be inserted at {@code p}. */
    public int find(ReplicaId id) {
        int position = indexOf(id);
        return position >= 0 ? position : Arrays.binarySearch(ids, id);
    }

    /** As {@link #find(ReplicaId)}, for an id that no position before {@code start} can hold; quickest when it is there. */
    public int find(ReplicaId id, int start) {
        if (start < ids.length && ids[start].equals(id)) {
            return start;
        }
        IdTable built = table;
        int position = built == null ? -1 : built.find(ids, id);
        return position >= 0 ? position : Arrays.binarySearch(ids, start, ids.length, id);
    }

    /** The position at which a walk in order goes on, after {@link #find} gave this answer. */
    public static int after(int found) {
        return found >= 0 ? found + 1 : -1 - found;
    }

    public Roster insert(int position, ReplicaId id) {
        ReplicaId[] wider = new ReplicaId[ids.length + 1];
        System.arraycopy(ids, 0, wider, 0, position);
        wider[position] = id;
        System.arraycopy(ids, position, wider, position + 1, ids.length - position);
        return ofSorted(wider);
    }

    /** The union: this roster when it has all ids of the other. */
    public Roster union(Roster other) {
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
        return ofSorted(union);
    }

    /** The ids at the first {@code count} of the given positions, which ascend: this roster when these are all. */
    public Roster select(int[] positions, int count) {
        if (count == ids.length) {
            return this;
        }
        ReplicaId[] selected = new ReplicaId[count];
        for (int k = 0; k < count; k++) {
            selected[k] = ids[positions[k]];
        }
        return ofSorted(selected);
    }

    /** Where each id of this roster is in another that has them all. */
    public int[] positionsIn(Roster wider) {
        int[] positions = new int[ids.length];
        int next = 0;
        for (int i = 0; i < ids.length; i++) {
            while (!wider.ids[next].equals(ids[i])) {
                next++;
            }
            positions[i] = next++;
        }
        return positions;
    }

    /** Whether the other roster has the same ids: numbers at one position then belong to one replica. */
    public boolean matches(Roster other) {
        if (this == other) {
            return true;
        }
        if (ids.length != other.ids.length) {
            return false;
        }
        long known = mark;
        if (known != 0 && known == other.mark) {
            return true;
        }
        if (!hasIds(other.ids)) {
            return false;
        }
        if (ids.length > FEW) {
            mark(other);
        }
        if (ids.length >= MANY) {
            MetRosters.meet(ids, this);
        }
        return true;
    }

    boolean hasIds(ReplicaId[] others) {
        if (ids.length != others.length) {
            return false;
        }
        for (int i = 0; i < ids.length; i++) {
            if (!ids[i].equals(others[i])) {
                return false;
            }
        }
        return true;
    }

    /** The least mark wins, so that of many equal rosters all come to bear one, in whatever order they are compared. */
    private void mark(Roster other) {
        long mine = mark;
        long theirs = other.mark;
        long least = mine == 0 ? theirs : theirs == 0 ? mine : Math.min(mine, theirs);
        least = least == 0 ? MARKS.incrementAndGet() : least;
        mark = least;
        other.mark = least;
    }

    /** A read-only view in order. */
    public Set<ReplicaId> asSet() {
        return new View(this);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Roster other && matches(other);
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
            return object instanceof ReplicaId id && roster.indexOf(id) >= 0;
        }

        @Override
        public Iterator<ReplicaId> iterator() {
            return Arrays.asList(roster.ids).iterator();
        }
    }
}
