package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The ids written and read of late, so that what is decoded has the very ids that states here have, and lining the two up
 * compares references. Whoever chooses ids can drive others out and takes up a few megabytes at most; no result depends on it.
 *
 * <p>Threads race to write: what any of them writes is an id with final fields, and where one is lost an equal one serves.
 */
final class MetReplicas {

    /** A power of two; an id has two places. */
    private static final int PLACES = 1 << 15;

    /** Longer names are not kept. */
    private static final int LONG = 64;

    private static final @Nullable ReplicaId[] MET = new ReplicaId[PLACES];

    private MetReplicas() {}

    /** The object to use for an id: one that was met, or this. */
    static ReplicaId met(ReplicaId id) {
        int hash = id.hashCode() * 0x9E3779B9;
        int at = hash ^ hash >>> 15;
        int first = at & PLACES - 1;
        int second = first ^ 1;
        ReplicaId one = MET[first];
        if (id.equals(one)) {
            return one;
        }
        ReplicaId other = MET[second];
        if (id.equals(other)) {
            return other;
        }
        if (id.name().length() <= LONG) {
            MET[one == null ? first : second] = id;
        }
        return id;
    }
}
