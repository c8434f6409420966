package io.github.crdt4j.counter;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.counter.Rights;
import io.github.crdt4j.internal.text.Text;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A counter that is never below its bound: who decrements uses up rights of its own, which increments grant and transfers move.
 *
 * <pre>{@code
 * ReplicaId berlin = ReplicaId.fresh("berlin");
 * ReplicaId tokyo = ReplicaId.fresh("tokyo");
 * BoundedCounter stock = BoundedCounter.of(0).increment(berlin, 10).transfer(berlin, tokyo, 4);
 * stock = stock.decrement(tokyo, 3);
 * long left = stock.value(); // 7
 * long mayYetBeSoldInTokyo = stock.rights(tokyo); // 1
 * }</pre>
 *
 * <p>Choose it where selling the last item twice must not happen and replicas cannot ask each other at each sale: stock, seats, budgets.
 * Where passing zero does no harm, use a {@link PNCounter}, which never refuses.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(2)}</td><td>{@code increment(3)}</td><td>5 more</td></tr>
 *   <tr><td>{@code decrement(2)}, of 2 rights</td><td>{@code decrement(3)}, of 3 rights</td><td>5 less</td></tr>
 *   <tr><td>{@code decrement(1)}, without rights</td><td>anything</td><td>refused where it is called, whatever the value is</td></tr>
 *   <tr><td>{@code transfer(a, b, 2)}</td><td>{@code decrement(b, 1)}</td><td>both; b has the rights once it sees the transfer</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A decrement may be refused although the value is above the bound: others hold the rights. The rights of a replica
 * that never comes back are lost with it, also of one that restarts as a fresh incarnation, which has none. A decrement counts for the
 * world outside only after the state was saved: a replica that sells, forgets and sells again breaks the bound. {@link
 * io.github.crdt4j.map.ORMap} does not take this type: removing its key would destroy rights that a concurrent decrement uses, so that +1
 * and then a removal beside a -1 would leave -1; {@link io.github.crdt4j.map.GMap} does.
 *
 * <p><b>Lattice.</b> Per replica the sum of its increments and of its decrements, and per pair of replicas the sum of the transfers; the
 * greater number of each; the bound is the same in all states: one with another bound is refused. Bottom: all 0.
 *
 * <p><b>Cost.</b> State: two numbers per replica and one per pair that ever transferred, which stay. Each operation, {@code merge}, {@code
 * leq} and {@code delta}: O(replicas + pairs).
 *
 * <p><b>Source.</b> Balegas, Serra, Duarte, Ferreira, Rodrigues, Shapiro, Preguiça 2015, "Extending eventually consistent cloud databases
 * for enforcing numeric invariants" (arXiv 1503.09052), figure 2.
 */
public final class BoundedCounter implements Crdt<BoundedCounter> {

    static {
        Rights.publish(counter -> ((BoundedCounter) counter).rights, BoundedCounter::new);
    }

    private static final BoundedCounter AT_LEAST_ZERO = new BoundedCounter(Rights.none(0));

    private final Rights rights;

    private BoundedCounter(Rights rights) {
        this.rights = rights;
    }

    /** {@return the counter that starts at 0 and is never below, the bottom of the lattice, always the same object} */
    public static BoundedCounter empty() {
        return AT_LEAST_ZERO;
    }

    /**
     * The counter that starts at its bound.
     *
     * @param bound what the value is never below; every replica must give the same
     * @return the bottom of the lattice
     */
    public static BoundedCounter of(long bound) {
        return bound == 0 ? AT_LEAST_ZERO : new BoundedCounter(Rights.none(bound));
    }

    /**
     * What the value is never below.
     *
     * @return what {@link #of} was given
     */
    public long bound() {
        return rights.bound();
    }

    /**
     * Counts up, and grants as many rights to the replica that does.
     *
     * @param self the replica that counts
     * @param amount by how much, at least 1
     * @return the next state
     * @throws IllegalArgumentException if the amount is not positive
     * @throws ArithmeticException if all increments of this replica exceed {@link Long#MAX_VALUE}
     */
    public BoundedCounter increment(ReplicaId self, long amount) {
        return new BoundedCounter(rights.grant(Objects.requireNonNull(self, "self"), positive(amount)));
    }

    /**
     * Counts down, and uses as many rights of the replica that does.
     *
     * @param self the replica that counts
     * @param amount by how much, at least 1
     * @return the next state
     * @throws IllegalArgumentException if the amount is not positive
     * @throws IllegalStateException if the replica has fewer rights: the message says how many are missing and who has most
     * @throws ArithmeticException if all decrements of this replica exceed {@link Long#MAX_VALUE}
     */
    public BoundedCounter decrement(ReplicaId self, long amount) {
        spend(Objects.requireNonNull(self, "self"), positive(amount), "a decrement by ");
        return new BoundedCounter(rights.use(self, amount));
    }

    /**
     * Gives rights away. The receiver can use them once it has merged this state.
     *
     * @param self the replica that gives
     * @param receiver who gets them, another one
     * @param amount how many, at least 1
     * @return the next state, of the same value
     * @throws IllegalArgumentException if the amount is not positive, or the receiver is the giver
     * @throws IllegalStateException if the replica has fewer rights: the message says how many are missing and who has most
     * @throws ArithmeticException if all transfers of this pair exceed {@link Long#MAX_VALUE}
     */
    public BoundedCounter transfer(ReplicaId self, ReplicaId receiver, long amount) {
        Objects.requireNonNull(receiver, "receiver");
        if (Objects.requireNonNull(self, "self").equals(receiver)) {
            throw new IllegalArgumentException(self + " cannot transfer rights to itself: name another receiver");
        }
        spend(self, positive(amount), "a transfer of ");
        return new BoundedCounter(rights.send(self, receiver, amount));
    }

    private static long positive(long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("amount " + amount + " is not positive");
        }
        return amount;
    }

    private void spend(ReplicaId self, long amount, String what) {
        BigInteger left = rights.left(self);
        BigInteger missing = BigInteger.valueOf(amount).subtract(left);
        if (missing.signum() > 0) {
            String who = richest(self)
                    .map(other -> other + " has " + rights.left(other) + ": let it transfer some")
                    .orElse("nobody else has any: increment first");
            throw new IllegalStateException(
                    what + amount + " lacks " + missing + " rights, for " + self + " has " + left + "; " + who);
        }
    }

    private Optional<ReplicaId> richest(ReplicaId self) {
        var others = new TreeSet<>(rights.granted().entries().keySet());
        rights.sent()
                .values()
                .forEach(received -> others.addAll(received.entries().keySet()));
        others.remove(self);
        return others.stream().filter(other -> rights.left(other).signum() > 0).max(Comparator.comparing(rights::left));
    }

    /**
     * How many rights a replica has: by how much it may decrement, or what it may transfer.
     *
     * @param replica the replica
     * @return the number, as far as this state has seen
     * @throws ArithmeticException if it exceeds a {@code long}
     */
    public long rights(ReplicaId replica) {
        return rights.left(Objects.requireNonNull(replica, "replica")).longValueExact();
    }

    /**
     * The value.
     *
     * @return the bound, and all increments less all decrements
     * @throws ArithmeticException if it exceeds a {@code long}, see {@link #exactValue}
     */
    public long value() {
        return exactValue().longValueExact();
    }

    /**
     * The value, however great it is.
     *
     * @return the bound, and all increments less all decrements
     */
    public BigInteger exactValue() {
        return rights.value();
    }

    @Override
    public BoundedCounter merge(BoundedCounter other) {
        Rights merged = rights.merge(Objects.requireNonNull(other, "other").rights);
        return merged == rights ? this : merged == other.rights ? other : new BoundedCounter(merged);
    }

    @Override
    public boolean leq(BoundedCounter other) {
        return rights.leq(Objects.requireNonNull(other, "other").rights);
    }

    @Override
    public BoundedCounter delta(BoundedCounter since) {
        Rights delta = rights.delta(Objects.requireNonNull(since, "since").rights);
        return delta == rights ? this : new BoundedCounter(delta);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof BoundedCounter that && rights.equals(that.rights);
    }

    @Override
    public int hashCode() {
        return rights.hashCode();
    }

    @Override
    public Object plain() {
        BigInteger value = exactValue();
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    @Override
    public String toString() {
        return Text.state(
                "BoundedCounter",
                exactValue()::toString,
                () -> "granted " + rights.granted() + ", used " + rights.used() + ", sent " + Text.all(rights.sent()));
    }
}
