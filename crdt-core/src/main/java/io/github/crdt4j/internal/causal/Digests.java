package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digest;
import io.github.crdt4j.internal.trie.Digested;

/** Digests of what states are made of; what is secret in them comes from {@link Contents}. */
final class Digests {

    private static final int CACHED = 256;

    /** What an empty store digests to: anything but {@link Digested#UNKNOWN}. */
    static final long NOTHING = 1;

    /** The digests of ids met before, so that a dot's costs no look at the characters of a name. */
    private static final Known[] KNOWN = new Known[CACHED];

    private record Known(ReplicaId replica, long digest) {}

    private Digests() {}

    static long of(ReplicaId replica) {
        int at = (replica.name().hashCode() * 31 + Long.hashCode(replica.incarnation())) & CACHED - 1;
        Known known = KNOWN[at]; // a race at worst computes a digest twice
        if (known == null || known.replica != replica && !known.replica.equals(replica)) {
            known = new Known(replica, Contents.digest(Contents.digest(replica.name()), replica.incarnation()));
            KNOWN[at] = known;
        }
        return known.digest;
    }

    static long ofDot(ReplicaId replica, long number) {
        return Digest.mix(of(replica) + number * 0x9e3779b97f4a7c15L);
    }

    /** The digest of several parts in order, none if one of them has none. */
    static long inOrder(long digest, long next) {
        return digest == Digested.UNKNOWN || next == Digested.UNKNOWN
                ? Digested.UNKNOWN
                : Digest.mix(digest * 31 + next);
    }
}
