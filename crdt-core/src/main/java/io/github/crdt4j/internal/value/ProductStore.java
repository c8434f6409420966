package io.github.crdt4j.internal.value;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Digests;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.causal.OneKind;
import io.github.crdt4j.time.CausalContext;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The store of a record: those of its components, in the order of its {@code zip}. */
final class ProductStore implements DotStore<ProductStore> {

    private final DotStore<?>[] stores;

    ProductStore(DotStore<?>[] stores) {
        this.stores = stores;
    }

    DotStore<?> get(int component) {
        return stores[component];
    }

    private ProductStore each(UnaryOperator<DotStore<?>> change) {
        return zip(this, (store, same) -> change.apply(store));
    }

    /** The results of an operation on each pair; one of the two products when all results are equal to what is in it. */
    private ProductStore zip(ProductStore other, BinaryOperator<DotStore<?>> operation) {
        DotStore<?>[] results = new DotStore<?>[stores.length];
        boolean isThis = true;
        boolean isOther = true;
        for (int i = 0; i < stores.length; i++) {
            DotStore<?> result = operation.apply(stores[i], other.stores[i]);
            isThis &= result == stores[i];
            isOther = isOther && (result == other.stores[i] || result.equals(other.stores[i]));
            results[i] = result;
        }
        return isThis ? this : isOther ? other : new ProductStore(results);
    }

    private boolean areAll(Predicate<DotStore<?>> test) {
        for (DotStore<?> store : stores) {
            if (!test.test(store)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isBottom() {
        return areAll(DotStore::isBottom);
    }

    @Override
    public boolean isEmpty() {
        return areAll(DotStore::isEmpty);
    }

    @Override
    public ProductStore join(CausalContext mine, ProductStore other, CausalContext theirs) {
        return zip(other, (here, there) -> OneKind.join(mine, here, theirs, there));
    }

    @Override
    public boolean leq(CausalContext mine, ProductStore other, CausalContext theirs) {
        for (int i = 0; i < stores.length; i++) {
            if (!OneKind.leq(mine, stores[i], theirs, other.stores[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public ProductStore delta(
            CausalContext mine, ProductStore since, CausalContext theirs, CausalContext.Builder mentioned) {
        return zip(since, (here, there) -> OneKind.delta(mine, here, theirs, there, mentioned));
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        for (DotStore<?> store : stores) {
            store.addLive(dots);
        }
    }

    @Override
    public void addLive(CausalContext among, CausalContext.Builder dots) {
        for (DotStore<?> store : stores) {
            store.addLive(among, dots);
        }
    }

    @Override
    public int leastDots() {
        int least = 0;
        for (DotStore<?> store : stores) {
            least = Math.max(least, store.leastDots());
        }
        return least;
    }

    @Override
    public boolean forEachMissingFrom(ProductStore other, DotVisitor visitor) {
        for (int i = 0; i < stores.length; i++) {
            if (!OneKind.forEachMissingFrom(stores[i], other.stores[i], visitor)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void forEachLoss(ProductStore later, Losses losses) {
        for (int i = 0; i < stores.length; i++) {
            losses.enter(i);
            OneKind.forEachLoss(stores[i], later.stores[i], losses);
            losses.leave();
        }
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return areAll(store -> store.isDisjointFrom(dots));
    }

    @Override
    public ProductStore forget() {
        return each(DotStore::forget);
    }

    @Override
    public boolean mayLeaveResidue() {
        return !areAll(store -> !store.mayLeaveResidue());
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        return !areAll(store -> !store.hasResidueOf(writer));
    }

    @Override
    public void forEachResidueBeyond(ProductStore other, Consumer<? super ReplicaId> visitor) {
        for (int i = 0; i < stores.length; i++) {
            OneKind.forEachResidueBeyond(stores[i], other.stores[i], visitor);
        }
    }

    @Override
    public long greatestStamp() {
        long greatest = 0;
        for (DotStore<?> store : stores) {
            greatest = Math.max(greatest, store.greatestStamp());
        }
        return greatest;
    }

    @Override
    public ProductStore retire(ReplicaId self) {
        return each(store -> store.retire(self));
    }

    @Override
    public ProductStore shift(ReplicaId replica, long after, long by) {
        return each(store -> store.shift(replica, after, by));
    }

    @Override
    public long digest() {
        long digest = Digests.NOTHING;
        for (DotStore<?> store : stores) {
            digest = Digests.inOrder(digest, store.digest());
        }
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ProductStore that && Arrays.equals(stores, that.stores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stores);
    }

    @Override
    public String toString() {
        return Arrays.toString(stores);
    }
}
