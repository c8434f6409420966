package io.github.crdt4j.internal.roster;

import io.github.crdt4j.ReplicaId;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The rosters of many ids that were met of late, so that states that were built apart, as by decoding, are of one roster: it is
 * looked for once, where a state is built, and no more where states are merged. A counter and its context have one, too.
 *
 * <p>Where to look is told by a few of the ids; whether it is the same roster, by all of them. Whoever chooses ids can drive
 * others out, and gains nothing by it but that they are compared where they are merged. None is kept from being collected.
 */
final class MetRosters {

    /** A power of two. */
    private static final int PLACES = 256;

    /** How many ids tell the place. */
    private static final int TELLING = 4;

    private static final AtomicReferenceArray<WeakReference<Roster>> MET = new AtomicReferenceArray<>(PLACES);

    private MetRosters() {}

    /** The roster of these ids, sorted and distinct: one that was met, or a new one, which takes the array. */
    static Roster met(ReplicaId[] ids) {
        int place = place(ids);
        WeakReference<Roster> reference = MET.get(place);
        Roster known = reference == null ? null : reference.get();
        if (known != null && known.hasIds(ids)) {
            return known;
        }
        Roster roster = new Roster(ids);
        MET.set(place, new WeakReference<>(roster));
        return roster;
    }

    /** From now on, this is the one to be met. */
    static void meet(ReplicaId[] ids, Roster roster) {
        MET.set(place(ids), new WeakReference<>(roster));
    }

    private static int place(ReplicaId[] ids) {
        int hash = ids.length;
        for (int i = 0; i < TELLING; i++) {
            hash = 31 * hash + ids[(ids.length - 1) * i / (TELLING - 1)].hashCode();
        }
        hash *= 0x9E3779B9;
        return (hash ^ hash >>> 15) & PLACES - 1;
    }
}
