package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Digest;
import io.github.crdt4j.internal.trie.Digested;

/** Digests of what states are made of; what is secret in them comes from {@link Contents}. */
public final class Digests {

    /** What an empty store digests to: anything but {@link Digested#UNKNOWN}. */
    public static final long NOTHING = 1;

    private Digests() {}

    public static long of(ReplicaId replica) {
        return Origin.of(replica).digest();
    }

    public static long ofDot(ReplicaId replica, long number) {
        return Origin.of(replica).digest(number);
    }

    /** The digest of several parts in order, none if one of them has none. */
    public static long inOrder(long digest, long next) {
        return digest == Digested.UNKNOWN || next == Digested.UNKNOWN
                ? Digested.UNKNOWN
                : Digest.mix(digest * 31 + next);
    }
}
