package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digest;
import io.github.crdt4j.internal.trie.Issuer;
import org.jspecify.annotations.Nullable;

/**
 * A replica as the origin of dots, with the digest of its id. There may be several for one replica; those met lately are used
 * again, so that most dots of a replica share one.
 */
final class Origin implements Issuer {

    /** A power of two; more replicas than this have several origins each, which take 32 bytes apiece. */
    private static final int CACHED = 4096;

    private static final @Nullable Origin[] MET = new Origin[CACHED];

    private final ReplicaId replica;
    private final long digest;

    private Origin(ReplicaId replica) {
        this.replica = replica;
        this.digest = Contents.digest(Contents.digest(replica.name()), replica.incarnation());
    }

    static Origin of(ReplicaId replica) {
        int at = (replica.name().hashCode() * 31 + Long.hashCode(replica.incarnation())) & CACHED - 1;
        Origin met = MET[at]; // a race at worst makes one more
        if (met == null || !met.isOf(replica)) {
            met = new Origin(replica);
            MET[at] = met;
        }
        return met;
    }

    ReplicaId replica() {
        return replica;
    }

    boolean isOf(ReplicaId other) {
        return replica == other || replica.equals(other);
    }

    /** The digest of the id. */
    long digest() {
        return digest;
    }

    /** The digest of a dot. */
    long digest(long number) {
        return Digest.mix(digest + number * 0x9e3779b97f4a7c15L);
    }

    @Override
    public Dots.One numbered(long number) {
        return new Dots.One(this, number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Origin that && isOf(that.replica);
    }

    @Override
    public int hashCode() {
        return replica.hashCode();
    }

    @Override
    public String toString() {
        return replica.toString();
    }
}
