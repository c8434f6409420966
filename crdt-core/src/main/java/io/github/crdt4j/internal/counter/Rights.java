package io.github.crdt4j.internal.counter;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rights to decrement a bounded counter: who was granted how many by its own increments, who used how many, and who sent how many to
 * whom. Every number only grows.
 *
 * @param bound what the counter is never below
 * @param granted by replica, the sum of its increments
 * @param used by replica, the sum of its decrements
 * @param sent by sender, and then by receiver, the sum of the transfers; no sender without one; sorted
 */
public record Rights(long bound, VectorClock granted, VectorClock used, SortedMap<ReplicaId, VectorClock> sent)
        implements Crdt<Rights> {

    private static volatile @Nullable Function<Object, Rights> open;
    private static volatile @Nullable Function<Rights, Object> close;

    /** Called once by the counter, from its static initializer: how to open one and how to make one. */
    public static void publish(Function<Object, Rights> opener, Function<Rights, Object> closer) {
        open = opener;
        close = closer;
    }

    /** The rights in a counter. */
    public static Rights of(Object counter) {
        return published(open).apply(counter);
    }

    /** The counter with these rights. */
    public Object counter() {
        return published(close).apply(this);
    }

    private static <T> T published(@Nullable T function) {
        if (function == null) {
            throw new IllegalStateException("the counter is not initialized");
        }
        return function;
    }

    /** No rights. */
    public static Rights none(long bound) {
        return new Rights(bound, VectorClock.empty(), VectorClock.empty(), Collections.emptySortedMap());
    }

    public Rights grant(ReplicaId self, long amount) {
        return new Rights(bound, plus(granted, self, amount), used, sent);
    }

    public Rights use(ReplicaId self, long amount) {
        return new Rights(bound, granted, plus(used, self, amount), sent);
    }

    public Rights send(ReplicaId self, ReplicaId receiver, long amount) {
        var next = new TreeMap<>(sent);
        next.put(self, plus(sent.getOrDefault(self, VectorClock.empty()), receiver, amount));
        return new Rights(bound, granted, used, Collections.unmodifiableSortedMap(next));
    }

    private static VectorClock plus(VectorClock sums, ReplicaId replica, long amount) {
        return sums.with(new Dot(replica, Math.addExact(sums.get(replica), amount)));
    }

    /** How many rights a replica has left; never negative in what honest replicas make. */
    public BigInteger left(ReplicaId replica) {
        BigInteger left = BigInteger.valueOf(granted.get(replica)).subtract(BigInteger.valueOf(used.get(replica)));
        for (Map.Entry<ReplicaId, VectorClock> sender : sent.entrySet()) {
            left = left.add(BigInteger.valueOf(sender.getValue().get(replica)));
        }
        VectorClock own = sent.get(replica);
        return own == null ? left : left.subtract(sum(own));
    }

    /** The value of the counter. */
    public BigInteger value() {
        return BigInteger.valueOf(bound).add(sum(granted)).subtract(sum(used));
    }

    private static BigInteger sum(VectorClock numbers) {
        return numbers.entries().values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public Rights merge(Rights other) {
        if (bound != other.bound) {
            throw new IllegalArgumentException("a BoundedCounter that is never below " + bound
                    + " does not merge with one that is never below " + other.bound
                    + "; every replica must give BoundedCounter.of the same bound");
        }
        var merged = new Rights(
                bound, granted.merge(other.granted), used.merge(other.used), combined(other, VectorClock::merge));
        return merged.equals(this) ? this : merged.equals(other) ? other : merged;
    }

    @Override
    public boolean leq(Rights other) {
        return bound == other.bound
                && granted.leq(other.granted)
                && used.leq(other.used)
                && sent.entrySet().stream()
                        .allMatch(sender ->
                                sender.getValue().leq(other.sent.getOrDefault(sender.getKey(), VectorClock.empty())));
    }

    @Override
    public Rights delta(Rights since) {
        var delta = new Rights(
                bound, granted.delta(since.granted), used.delta(since.used), combined(since, VectorClock::delta));
        return delta.equals(this) ? this : delta;
    }

    private SortedMap<ReplicaId, VectorClock> combined(Rights other, BinaryOperator<VectorClock> how) {
        var combined = new TreeMap<ReplicaId, VectorClock>();
        var senders = new TreeMap<>(sent);
        other.sent.keySet().forEach(sender -> senders.putIfAbsent(sender, VectorClock.empty()));
        senders.forEach((sender, mine) -> {
            VectorClock result = how.apply(mine, other.sent.getOrDefault(sender, VectorClock.empty()));
            if (!result.isEmpty()) {
                combined.put(sender, result);
            }
        });
        return Collections.unmodifiableSortedMap(combined);
    }
}
