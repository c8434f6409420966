package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Consumer;

/**
 * How values live inside a map: what of a value is kept under its key, and what the map does with that. Of a type of this library
 * the store alone is kept ({@link Parts}), of others the value in the empty context ({@link WholeValues}).
 *
 * @param <V> the type of the values
 * @param <L> what is kept of one
 */
sealed interface Holding<V, L> permits Parts, WholeValues {

    /** How the values of a map live in it: they are of the class of this one, or neither is of this library. */
    static <V extends Causal<V>> Holding<V, ?> of(V value) {
        Parts<V, ?> parts = Parts.of(value);
        return parts == null ? WholeValues.holding() : parts;
    }

    /** What is kept of a value. */
    L live(V value);

    /** The value, within a context. */
    V value(L live, CausalContext context);

    /** Whether no update survives, see {@link Causal#isEmpty}. */
    boolean isEmpty(L live);

    /** The live part of the join; one of the two when it is that. */
    L join(CausalContext mine, L live, CausalContext theirs, L other);

    /** Whether {@code (live, mine) <= (other, theirs)}, when the contexts are so. */
    boolean leq(CausalContext mine, L live, CausalContext theirs, L other);

    /** What lives here that the other lacks; adds every dot this mentions. */
    L delta(CausalContext mine, L live, CausalContext theirs, L since, CausalContext.Builder mentioned);

    /** A number of live dots there are at least, told in constant time. */
    int leastDots(L live);

    /** Adds the live dots, save those that a value keeps to itself. */
    void addLive(L live, CausalContext.Builder dots);

    /** Adds those live dots that are among some, or more of them, save those that a value keeps to itself. */
    void addLive(L live, CausalContext among, CausalContext.Builder dots);

    /** Visits the dots that live in one and not in the other; false when a value keeps them to itself. */
    boolean forEachBeyond(L live, L other, DotVisitor visitor);

    /** Whether no live dot is among the given ones; false when a value keeps them to itself. */
    boolean isSparedBy(CausalContext dots, L live);

    /** Whether exhausted lanes of a writer are in here, as far as can be told. */
    boolean hasResidueOf(L live, ReplicaId writer);

    /** Visits each writer with exhausted lanes in one and none at the same place of the other, as far as can be told. */
    void forEachResidueBeyond(L live, L other, Consumer<? super ReplicaId> visitor);

    /** Visits what lives in one and no longer lives at its place in the later one, as far as can be told. */
    void forEachLoss(L live, L later, Losses losses);

    /** The digest of the live part. */
    long digest(L live);

    /** What remains of a value of which everything was observed. */
    L forget(L live);

    /** Without the exhausted lanes of one replica. */
    L retire(L live, ReplicaId self);

    /** With the dots of one replica beyond a number renumbered. */
    L shift(L live, ReplicaId replica, long after, long by);
}
