package io.github.crdt4j;

/**
 * A conflict-free replicated data type: an immutable element of a join semilattice.
 *
 * <p>Three verbs carry the whole library. {@link #merge} joins two states, {@link #leq} compares them, and {@link #delta}
 * subtracts one from another. A type of your own needs {@code merge} and {@code equals} alone; the other two have correct
 * defaults.
 *
 * <p>For all states {@code a}, {@code b}, {@code c} of one type:
 *
 * <ol>
 *   <li>{@code a.merge(b).equals(b.merge(a))} (commutative)
 *   <li>{@code a.merge(b).merge(c).equals(a.merge(b.merge(c)))} (associative)
 *   <li>{@code a.merge(a).equals(a)} (idempotent)
 *   <li>{@code a.leq(b)} exactly when {@code a.merge(b).equals(b)}
 *   <li>{@code since.merge(a.delta(since)).equals(since.merge(a))}, for any {@code since}
 * </ol>
 *
 * <p>The types of this library promise two things more: {@code delta} is the least state with property 5, and a merge
 * that changes nothing returns the same object, {@code a.merge(b) == a} when {@code b} adds nothing and {@code == b} when
 * {@code a} adds nothing.
 *
 * <p>"State" is the lattice element, "value" what a reader sees; two different states may show one value. {@link #plain}
 * is the value in terms of the JDK.
 *
 * @param <S> the type itself
 */
public interface Crdt<S extends Crdt<S>> extends PlainView {

    /**
     * The least upper bound of this state and another: what a replica knows that has seen what both have seen.
     *
     * @param other the state to join with
     * @return the join; one of the two operands when the other adds nothing
     */
    S merge(S other);

    /**
     * The state order: whether the other state has seen everything this one has.
     *
     * @param other the state to compare with
     * @return whether {@code this.merge(other)} equals {@code other}
     */
    default boolean leq(S other) {
        return merge(other).equals(other);
    }

    /**
     * What this state adds to another, as a state of the same type. Mutate as much as you like, then ship {@code
     * after.delta(before)}.
     *
     * <p>A delta is exact for a receiver that contains {@code since}: it then shows what it would show with the whole state. For
     * others three things hold: merging it is a merge, so replicas converge; it deletes nothing that it does not mention; and
     * when whole states are exchanged, or a delta since what the receiver has, nothing of the gap remains. Until then a removal
     * may leave its element shown: it mentions the adds that {@code since} had, and not an older one that the receiver has
     * instead, because the delta in between was lost. Further deltas since what the receiver lacks do not repair that. {@link
     * io.github.crdt4j.sync.AntiEntropy} subtracts what the peer surely has, so it has no such gaps.
     *
     * @param since any state; typically what a peer is known to have
     * @return a state {@code d} with {@code since.merge(d)} equal to {@code since.merge(this)}; this whole state, unless
     *     the type knows better
     */
    @SuppressWarnings("unchecked") // S is the type itself, by the contract of this interface
    default S delta(S since) {
        return (S) this;
    }
}
