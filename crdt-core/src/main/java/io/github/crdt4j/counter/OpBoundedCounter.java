package io.github.crdt4j.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.counter.Counting;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OpRights;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.Objects;

/**
 * A counter that is never below its bound, replicated by operations: who decrements uses up rights of its own, which increments grant and
 * transfers move.
 *
 * <pre>{@code
 * ReplicaId berlin = ReplicaId.fresh("berlin");
 * ReplicaId tokyo = ReplicaId.fresh("tokyo");
 * var codec = OpCodec.of(KryoCodec.create(), OpBoundedCounter.empty());
 * var stock = OpReplica.of(berlin, OpBoundedCounter.empty(), codec);
 * stock.update(counter -> counter.increment(10));
 * stock.update(counter -> counter.transfer(berlin, tokyo, 4));
 * long mayYetBeSoldInTokyo = stock.state().rights(tokyo); // 4
 * }</pre>
 *
 * <p>Choose it where selling the last item twice must not happen, and changes travel through a log or queue that keeps them. Where
 * replicas gossip, or messages may be lost for good, choose {@link BoundedCounter}; where passing zero does no harm, {@link OpPNCounter}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code increment(2)}</td><td>{@code increment(3)}</td><td>5 more</td></tr>
 *   <tr><td>{@code decrement(2)}, of 2 rights</td><td>{@code decrement(3)}, of 3 rights</td><td>5 less</td></tr>
 *   <tr><td>{@code decrement(1)}, without rights</td><td>anything</td><td>refused where it is prepared, whatever the value is</td></tr>
 *   <tr><td>{@code transfer(a, b, 2)}</td><td>{@code decrement(b, 1)}</td><td>both; b has the rights once it receives the transfer</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A decrement may be refused although the value is above the bound: others hold the rights. The rights of a replica
 * that never comes back are lost with it, also of one that restarts as a fresh incarnation, which has none. A decrement counts for the
 * world outside only after the snapshot was saved: a replica that sells, forgets and sells again breaks the bound. An operation that
 * names another replica than the one that sends it changes nothing, at any replica. {@link io.github.crdt4j.map.OpORMap} does not take
 * this type: removing its key would destroy rights that a concurrent decrement uses; {@link io.github.crdt4j.map.OpGMap} does.
 *
 * <p><b>State and effect.</b> The value, and per replica the rights that it has left; an operation adds to both or takes away from them.
 * Sums commute, and nobody has fewer rights than none: who spends some has seen where they came from.
 *
 * <p><b>Cost.</b> State: a number, and one for each replica with rights. Each operation: O(log replicas).
 *
 * <p><b>Source.</b> Balegas, Serra, Duarte, Ferreira, Rodrigues, Shapiro, Preguiça 2015, "Extending eventually consistent cloud databases
 * for enforcing numeric invariants" (arXiv 1503.09052), for the rights; the form by operations is ours.
 */
public final class OpBoundedCounter implements OpCrdt<OpBoundedCounter, OpBoundedCounter.Change> {

    private static final OpBoundedCounter AT_LEAST_ZERO = new OpBoundedCounter(OpRights.none(0));

    static {
        OpParts.publish(OpBoundedCounter.class, (OpBoundedCounter counter) -> counter.rights, OpBoundedCounter::new);
    }

    private final OpRights rights;

    private OpBoundedCounter(OpRights rights) {
        this.rights = rights;
    }

    /** What can be done to such a counter. */
    public sealed interface Change extends Operation {}

    /**
     * An amount is counted up, and as many rights are granted to the replica that does.
     *
     * @param amount how much, at least 1
     */
    public record Increment(long amount) implements Change {

        /**
         * Checks the amount.
         *
         * @param amount how much
         * @throws IllegalArgumentException if the amount is not positive
         */
        public Increment {
            amount = positive(amount);
        }

        @Override
        public String toString() {
            return "increment(" + amount + ")";
        }
    }

    /**
     * An amount is counted down, and as many rights are used.
     *
     * @param self the replica that counts
     * @param amount how much, at least 1
     */
    public record Decrement(ReplicaId self, long amount) implements Change {

        /**
         * Checks the components.
         *
         * @param self the replica that counts
         * @param amount how much
         * @throws IllegalArgumentException if the amount is not positive
         */
        public Decrement {
            Objects.requireNonNull(self, "self");
            amount = positive(amount);
        }

        @Override
        public String toString() {
            return "decrement(" + self + ", " + amount + ")";
        }
    }

    /**
     * Rights are given away.
     *
     * @param self the replica that gives
     * @param receiver who gets them, another one
     * @param amount how many, at least 1
     */
    public record Transfer(ReplicaId self, ReplicaId receiver, long amount) implements Change {

        /**
         * Checks the components.
         *
         * @param self the replica that gives
         * @param receiver who gets them
         * @param amount how many
         * @throws IllegalArgumentException if the amount is not positive, or the receiver is the giver
         */
        public Transfer {
            if (Objects.requireNonNull(self, "self").equals(Objects.requireNonNull(receiver, "receiver"))) {
                throw new IllegalArgumentException(self + " cannot transfer rights to itself: name another receiver");
            }
            amount = positive(amount);
        }

        @Override
        public String toString() {
            return "transfer(" + self + ", " + receiver + ", " + amount + ")";
        }
    }

    private static long positive(long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("amount " + amount + " is not positive: give at least 1");
        }
        return amount;
    }

    /** {@return the counter that starts at 0 and is never below, the initial state, always the same object} */
    public static OpBoundedCounter empty() {
        return AT_LEAST_ZERO;
    }

    /**
     * The counter that starts at its bound.
     *
     * @param bound what the value is never below; every replica must give the same
     * @return the initial state
     */
    public static OpBoundedCounter of(long bound) {
        return bound == 0 ? AT_LEAST_ZERO : new OpBoundedCounter(OpRights.none(bound));
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
     * Prepares to count up, which grants as many rights to the replica that does.
     *
     * @param amount by how much, at least 1
     * @return the operation
     * @throws IllegalArgumentException if the amount is not positive
     */
    public Change increment(long amount) {
        return new Increment(amount);
    }

    /**
     * Prepares to count down, which uses as many rights of the replica that does.
     *
     * @param self the replica that counts, the one whose {@code OpReplica} this is
     * @param amount by how much, at least 1
     * @return the operation
     * @throws IllegalArgumentException if the amount is not positive
     * @throws IllegalStateException if the replica has fewer rights: the message says how many are missing and who has most
     */
    public Change decrement(ReplicaId self, long amount) {
        Change decrement = new Decrement(self, amount);
        rights.check(self, amount, "a decrement by ");
        return decrement;
    }

    /**
     * Prepares to give rights away. The receiver can use them once it has received the message.
     *
     * @param self the replica that gives, the one whose {@code OpReplica} this is
     * @param receiver who gets them, another one
     * @param amount how many, at least 1
     * @return the operation
     * @throws IllegalArgumentException if the amount is not positive, or the receiver is the giver
     * @throws IllegalStateException if the replica has fewer rights: the message says how many are missing and who has most
     */
    public Change transfer(ReplicaId self, ReplicaId receiver, long amount) {
        Change transfer = new Transfer(self, receiver, amount);
        rights.check(self, amount, "a transfer of ");
        return transfer;
    }

    /**
     * How many rights a replica has: by how much it may decrement, or what it may transfer.
     *
     * @param replica the replica
     * @return the number, as far as is known here
     * @throws ArithmeticException if it exceeds a {@code long}
     */
    public long rights(ReplicaId replica) {
        return Counting.exact(rights.left(Objects.requireNonNull(replica, "replica")));
    }

    /**
     * The value.
     *
     * @return the bound, and all increments less all decrements
     * @throws ArithmeticException if it exceeds a {@code long}, see {@link #exactValue}
     */
    public long value() {
        return Counting.exact(rights.value());
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
    public OpBoundedCounter effect(Change operation, Dot dot, CausalPast past) {
        ReplicaId origin = dot.replica();
        if (operation instanceof Increment up) {
            return new OpBoundedCounter(rights.add(origin, up.amount()));
        } else if (operation instanceof Decrement down) {
            return down.self().equals(origin) ? new OpBoundedCounter(rights.add(origin, -down.amount())) : this;
        }
        var transfer = (Transfer) operation;
        return transfer.self().equals(origin)
                ? new OpBoundedCounter(
                        rights.add(origin, -transfer.amount()).add(transfer.receiver(), transfer.amount()))
                : this;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpBoundedCounter that && rights.equals(that.rights);
    }

    @Override
    public int hashCode() {
        return rights.hashCode();
    }

    @Override
    public Object plain() {
        return Counting.plain(exactValue());
    }

    @Override
    public String toString() {
        return Text.state("OpBoundedCounter", exactValue()::toString, rights::toString);
    }
}
