package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The live part of a causal state (Almeida, Shoker, Baquero 2018, section 7.4): what the dots still alive stand for. A dot
 * in a context and not in the store is dead. Stores are immutable and canonical, and equal as values.
 *
 * @param <D> the store itself
 */
public interface DotStore<D extends DotStore<D>> extends Digested {

    /** Whether nothing at all is stored, not even residue. */
    boolean isBottom();

    /** Whether no update survives, see {@link io.github.crdt4j.causal.Causal#isEmpty}; residue may. */
    default boolean isEmpty() {
        return isBottom();
    }

    /** A number of live dots there are at least, told in constant time. */
    default int leastDots() {
        return isBottom() ? 0 : 1;
    }

    /** The live part of the join; {@code this} or {@code other} when it is that. */
    D join(CausalContext mine, D other, CausalContext theirs);

    /**
     * The same join.
     *
     * @param here keys of the other side under which this one knows dots to be dead
     * @param there keys of this side under which the other one does
     */
    default D join(CausalContext mine, D other, CausalContext theirs, Hints here, Hints there) {
        return join(mine, other, theirs);
    }

    /** Whether the live part alone does not contradict {@code (this, mine) <= (other, theirs)}. */
    boolean leq(CausalContext mine, D other, CausalContext theirs);

    /**
     * Whether {@code (after, theirs)} is certainly what the mutators of one replica made of {@code (this, mine)}. Of the events
     * it has more, all are known to be of that replica.
     */
    default boolean isSucceededBy(D after, ReplicaId self, CausalContext mine, CausalContext theirs) {
        return leq(mine, after, theirs);
    }

    /**
     * What lives here that {@code since} lacks. Adds to {@code dots} each dot the result mentions: those changed, and those
     * alive in {@code since} and dead here. Dots new to {@code theirs} need not be added.
     */
    D delta(CausalContext mine, D since, CausalContext theirs, CausalContext.Builder dots);

    /** The same difference. Adds to {@code hints} where dots lived in {@code since} that the result mentions and has not. */
    default D delta(
            CausalContext mine, D since, CausalContext theirs, CausalContext.Builder dots, Hints.Collector hints) {
        return delta(mine, since, theirs, dots);
    }

    /** The digest of this store by itself: also of what is the same in all stores that it is joined with. */
    default long wholeDigest() {
        return Digests.inOrder(digest(), Contents.digest(schema()));
    }

    /** Adds the live dots, save those that a state inside keeps to itself. */
    void addLive(CausalContext.Builder dots);

    /** Adds those live dots that are among some, or more of them. Here all; what holds very many looks for the few. */
    default void addLive(CausalContext among, CausalContext.Builder dots) {
        addLive(dots);
    }

    /** Visits the dots that live here and not in the other; false when a state inside keeps its dots to itself. */
    boolean forEachMissingFrom(D other, DotVisitor visitor);

    /** Whether no live dot is among the given ones; false when a state inside keeps its dots to itself. */
    boolean isDisjointFrom(CausalContext dots);

    /** Whether exhausted lanes of a writer are in here; never, but in counters and what holds them. */
    default boolean hasResidueOf(ReplicaId writer) {
        return false;
    }

    /** Visits each writer with exhausted lanes here and none at the same place of the other store, at the cost of what differs. */
    default void forEachResidueBeyond(D other, Consumer<? super ReplicaId> visitor) {}

    /** The greatest Lamport counter in here, 0 if there is none. */
    default long greatestStamp() {
        return 0;
    }

    /** An event of a replica whose place grew here since another store without a new event, 0 if there is none. */
    default long grownEvent(ReplicaId replica, D since) {
        return 0;
    }

    /** Who added to {@code before} without a new event, besides one replica. */
    default Optional<ReplicaId> foreignGrowth(ReplicaId self, CausalContext seen, D before, CausalContext known) {
        return Optional.empty();
    }

    /** Visits what lives here and no longer lives at its place in a later state, and the payloads that grew there. */
    void forEachLoss(D later, Losses losses);

    /** The live part with the dots of one replica beyond a number renumbered. */
    D shift(ReplicaId replica, long after, long by);

    /** What remains when all of this was observed by a removal: nothing, but for residue. */
    D forget();

    /** Whether {@link #forget} may leave residue; so it is with counters, with what holds them, and with users' own types. */
    default boolean mayLeaveResidue() {
        return false;
    }

    /** Without the residue of one replica, called by that replica. */
    @SuppressWarnings("unchecked") // D is the store itself
    default D retire(ReplicaId self) {
        return (D) this;
    }

    /** What two stores must share to be joined: what values begin as, if there are any. */
    default Object schema() {
        return "";
    }

    /** What is between a key and this store in the text of a map. */
    default String separator() {
        return "->";
    }
}
