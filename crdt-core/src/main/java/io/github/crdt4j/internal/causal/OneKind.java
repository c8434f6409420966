package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Consumer;

/**
 * What is asked of two stores of one kind by those who hold them and do not know which kind it is: by what is under the keys of
 * one map, and by records.
 */
public final class OneKind {

    private OneKind() {}

    @SuppressWarnings("unchecked") // a map and a record have stores of one kind in each place
    private static <D extends DotStore<D>> D cast(DotStore<?> store) {
        return (D) store;
    }

    /** {@link DotStore#join}. */
    public static DotStore<?> join(CausalContext mine, DotStore<?> store, CausalContext theirs, DotStore<?> other) {
        return cast(store).join(mine, cast(other), theirs);
    }

    /** {@link DotStore#leq}. */
    public static boolean leq(CausalContext mine, DotStore<?> store, CausalContext theirs, DotStore<?> other) {
        return cast(store).leq(mine, cast(other), theirs);
    }

    /** {@link DotStore#delta}. */
    public static DotStore<?> delta(
            CausalContext mine,
            DotStore<?> store,
            CausalContext theirs,
            DotStore<?> since,
            CausalContext.Builder mentioned) {
        return cast(store).delta(mine, cast(since), theirs, mentioned);
    }

    /** {@link DotStore#forEachMissingFrom}. */
    public static boolean forEachMissingFrom(DotStore<?> store, DotStore<?> other, DotVisitor visitor) {
        return cast(store).forEachMissingFrom(cast(other), visitor);
    }

    /** {@link DotStore#forEachLoss}. */
    public static void forEachLoss(DotStore<?> store, DotStore<?> later, Losses losses) {
        cast(store).forEachLoss(cast(later), losses);
    }

    /** {@link DotStore#forEachResidueBeyond}. */
    public static void forEachResidueBeyond(DotStore<?> store, DotStore<?> other, Consumer<? super ReplicaId> visitor) {
        cast(store).forEachResidueBeyond(cast(other), visitor);
    }
}
