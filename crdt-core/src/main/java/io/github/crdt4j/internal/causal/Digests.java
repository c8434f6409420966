package io.github.crdt4j.internal.causal;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Digest;
import io.github.crdt4j.internal.trie.Digested;
import java.security.SecureRandom;

/**
 * Digests of what states are made of, with a secret of this process in each, so that no peer can make two that collide.
 * Nothing a caller sees depends on the secret: it decides only what is skipped as equal, which it is but for a chance of
 * 2⁻⁶⁴ each.
 */
final class Digests {

    private static final HashFunction KEYED = keyed(new SecureRandom());
    private static final int CACHED = 256;

    /** What an empty store digests to: anything but {@link Digested#UNKNOWN}. */
    static final long NOTHING = 1;

    /** The digests of ids met before, so that a dot's costs no look at the characters of a name. */
    private static final Known[] KNOWN = new Known[CACHED];

    private record Known(ReplicaId replica, long digest) {}

    private Digests() {}

    private static HashFunction keyed(SecureRandom random) {
        return Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    static long of(ReplicaId replica) {
        int at = (replica.name().hashCode() * 31 + Long.hashCode(replica.incarnation())) & CACHED - 1;
        Known known = KNOWN[at]; // a race at worst computes a digest twice
        if (known == null || known.replica != replica && !known.replica.equals(replica)) {
            known = new Known(
                    replica,
                    KEYED.newHasher()
                            .putLong(replica.incarnation())
                            .putUnencodedChars(replica.name())
                            .hash()
                            .asLong());
            KNOWN[at] = known;
        }
        return known.digest;
    }

    static long ofDot(ReplicaId replica, long number) {
        return Digest.mix(of(replica) + number * 0x9e3779b97f4a7c15L);
    }

    /** The digest of a value of a class whose contents are known here, else none. */
    static long ofValue(Object value) {
        if (value instanceof Digested digested) {
            return digested.digest();
        }
        if (value instanceof String text) {
            return KEYED.hashUnencodedChars(text).asLong();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            long bits = value instanceof Boolean truth ? Boolean.hashCode(truth) : ((Number) value).longValue();
            return KEYED.newHasher()
                    .putChar(value.getClass().getSimpleName().charAt(0))
                    .putLong(bits)
                    .hash()
                    .asLong();
        }
        return Digested.UNKNOWN;
    }

    /** The digest of several parts in order, none if one of them has none. */
    static long inOrder(long digest, long next) {
        return digest == Digested.UNKNOWN || next == Digested.UNKNOWN
                ? Digested.UNKNOWN
                : Digest.mix(digest * 31 + next);
    }
}
