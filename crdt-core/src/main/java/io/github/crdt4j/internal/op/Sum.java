package io.github.crdt4j.internal.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A total and, where it may have to forget some of it, what each recent event added. What is not recent was seen by
 * everybody, so also by whoever forgets.
 *
 * @param total all of it
 * @param recent what the events of each origin added that may not have been seen by everybody; null if nothing is ever to be
 *     forgotten
 */
public record Sum(BigInteger total, @Nullable PersistentMap<ReplicaId, CountRuns> recent) {

    public static final Sum ZERO = new Sum(BigInteger.ZERO, null);

    /** Zero, in the form that can forget. */
    public static final Sum REMOVABLE_ZERO = new Sum(BigInteger.ZERO, PersistentMap.empty());

    public Sum add(BigInteger amount, Dot dot) {
        if (amount.signum() == 0) {
            return this;
        }
        BigInteger sum = total.add(amount);
        if (recent == null) {
            return new Sum(sum, null);
        }
        ReplicaId origin = dot.replica();
        return new Sum(sum, put(recent, origin, CountRuns.add(recent.get(origin), dot.number(), amount)));
    }

    private static PersistentMap<ReplicaId, CountRuns> put(
            PersistentMap<ReplicaId, CountRuns> recent, ReplicaId origin, @Nullable CountRuns runs) {
        return runs == null ? recent.remove(origin) : recent.put(origin, runs);
    }

    public Sum forget(CausalPast observed) {
        PersistentMap<ReplicaId, CountRuns> kept = without(observed);
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<ReplicaId, CountRuns> one : kept) {
            sum = sum.add(one.getValue().total());
        }
        return kept == recent && sum.equals(total) ? this : new Sum(sum, kept);
    }

    public Sum settle(VectorClock stable) {
        if (recent == null) {
            return this;
        }
        PersistentMap<ReplicaId, CountRuns> kept = without(stable);
        return kept == recent ? this : new Sum(total, kept);
    }

    private PersistentMap<ReplicaId, CountRuns> without(CausalPast seen) {
        PersistentMap<ReplicaId, CountRuns> all =
                Objects.requireNonNull(recent, "a counter that is to forget comes from removable()");
        PersistentMap<ReplicaId, CountRuns> kept = all;
        for (Map.Entry<ReplicaId, CountRuns> one : all) {
            CountRuns later = CountRuns.after(one.getValue(), seen.get(one.getKey()));
            if (later != one.getValue()) {
                kept = put(kept, one.getKey(), later);
            }
        }
        return kept;
    }

    /** How many runs of recent events there are. */
    public long unsettled() {
        long runs = 0;
        if (recent != null) {
            for (Map.Entry<ReplicaId, CountRuns> one : recent) {
                runs += one.getValue().size();
            }
        }
        return runs;
    }

    @Override
    public String toString() {
        return recent == null || recent.isEmpty()
                ? ""
                : Text.all(recent, recent.size(), one -> one.getKey() + "=" + one.getValue(), "{", "}");
    }
}
