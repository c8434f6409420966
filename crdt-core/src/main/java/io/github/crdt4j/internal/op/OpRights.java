package io.github.crdt4j.internal.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a counter with a bound is made of.
 *
 * @param bound what the value is never below
 * @param left how many rights each replica has, none of them 0
 */
public record OpRights(long bound, PersistentMap<ReplicaId, BigInteger> left) {

    /** A counter at its bound. */
    public static OpRights none(long bound) {
        return new OpRights(bound, PersistentMap.empty());
    }

    /** How many rights a replica has. */
    public BigInteger left(ReplicaId replica) {
        BigInteger rights = left.get(replica);
        return rights == null ? BigInteger.ZERO : rights;
    }

    /** The bound, and what anybody may still take away: every increment granted a right, and every decrement used one. */
    public BigInteger value() {
        BigInteger value = BigInteger.valueOf(bound);
        for (Map.Entry<ReplicaId, BigInteger> one : left) {
            value = value.add(one.getValue());
        }
        return value;
    }

    /** With more rights of a replica, or fewer. */
    public OpRights add(ReplicaId replica, long amount) {
        BigInteger rights = left(replica).add(BigInteger.valueOf(amount));
        return new OpRights(bound, rights.signum() == 0 ? left.remove(replica) : left.put(replica, rights));
    }

    /** Refuses to spend more rights than a replica has. */
    public void check(ReplicaId self, long amount, String what) {
        BigInteger missing = BigInteger.valueOf(amount).subtract(left(self));
        if (missing.signum() > 0) {
            throw new IllegalStateException(what + amount + " lacks " + missing + " rights, for " + self + " has "
                    + left(self) + "; " + who(self));
        }
    }

    private String who(ReplicaId self) {
        ReplicaId richest = null;
        for (Map.Entry<ReplicaId, BigInteger> one : left) {
            int order = one.getKey().equals(self)
                    ? -1
                    : richest == null ? 1 : one.getValue().compareTo(left(richest));
            if (order > 0 || order == 0 && richest != null && one.getKey().compareTo(richest) < 0) {
                richest = one.getKey();
            }
        }
        return richest == null
                ? "nobody else has any: increment first"
                : richest + " has " + left(richest) + ": let it transfer some";
    }

    @Override
    public String toString() {
        var sorted = new TreeMap<ReplicaId, BigInteger>();
        left.forEach(sorted::put);
        return sorted.isEmpty()
                ? ""
                : Text.all(sorted.entrySet(), sorted.size(), one -> one.getKey() + " has " + one.getValue(), "{", "}");
    }
}
