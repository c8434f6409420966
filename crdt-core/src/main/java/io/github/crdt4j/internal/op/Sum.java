package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.trie.PersistentMap;
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
 * @param recent what each event added that may not have been seen by everybody, none of it 0; null if nothing is ever
 *     to be forgotten
 */
public record Sum(BigInteger total, @Nullable PersistentMap<Dot, BigInteger> recent) {

    public static final Sum ZERO = new Sum(BigInteger.ZERO, null);

    /** Zero, in the form that can forget. */
    public static final Sum REMOVABLE_ZERO = new Sum(BigInteger.ZERO, PersistentMap.empty());

    public Sum add(BigInteger amount, Dot dot) {
        if (amount.signum() == 0) {
            return this;
        }
        return new Sum(total.add(amount), recent == null ? null : raised(recent, dot, amount));
    }

    private static PersistentMap<Dot, BigInteger> raised(
            PersistentMap<Dot, BigInteger> recent, Dot dot, BigInteger amount) {
        BigInteger before = recent.get(dot); // other operations of the same message
        BigInteger sum = before == null ? amount : before.add(amount);
        return sum.signum() == 0 ? recent.remove(dot) : recent.put(dot, sum);
    }

    public Sum forget(VectorClock observed) {
        PersistentMap<Dot, BigInteger> kept = without(observed);
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Dot, BigInteger> one : kept) {
            sum = sum.add(one.getValue());
        }
        return kept == recent && sum.equals(total) ? this : new Sum(sum, kept);
    }

    public Sum settle(VectorClock stable) {
        if (recent == null) {
            return this;
        }
        PersistentMap<Dot, BigInteger> kept = without(stable);
        return kept == recent ? this : new Sum(total, kept);
    }

    private PersistentMap<Dot, BigInteger> without(VectorClock seen) {
        PersistentMap<Dot, BigInteger> all =
                Objects.requireNonNull(recent, "a counter that is to forget comes from removable()");
        PersistentMap<Dot, BigInteger> kept = all;
        for (Map.Entry<Dot, BigInteger> one : all) {
            if (seen.contains(one.getKey())) {
                kept = kept.remove(one.getKey());
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        return recent == null || recent.isEmpty() ? total.toString() : total + recent.toString();
    }
}
