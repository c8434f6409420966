package io.github.crdt4j.internal.value;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.Digests;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.DotVisitor;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Losses;
import io.github.crdt4j.internal.causal.OneKind;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Consumer;

/**
 * What a map stores under a key: the dots of the updates that keep the key and left no event in the value, and the store of the
 * value.
 *
 * @param <V> the type of the value
 */
public final class Keyed<V extends Causal<V>> implements DotStore<Keyed<V>> {

    private final ValueStorage<V> storage;
    private final Dots presence;
    private final DotStore<?> live;
    private final long digest;

    private Keyed(ValueStorage<V> storage, Dots presence, DotStore<?> live) {
        this.storage = storage;
        this.presence = presence;
        this.live = live;
        this.digest = Digests.inOrder(presence.digest(), live.digest());
    }

    /** What is under a key that was never updated, in a map whose values begin as {@code bottom}. */
    public static <V extends Causal<V>> Keyed<V> absent(V bottom) {
        ValueStorage<V> storage = ValueStorage.of(bottom.witness().within(bottom, CausalContext.empty()));
        return new Keyed<>(storage, Dots.none(), storage.open(storage.bottom()));
    }

    /** What values of this map begin as. */
    public V bottom() {
        return storage.bottom();
    }

    /** The updates that keep the key and left no event in the value. */
    public Dots presence() {
        return presence;
    }

    /** The live part of the value, in the empty context. */
    public V value() {
        return value(CausalContext.empty());
    }

    /** The value in the context of its map. */
    public V value(CausalContext seen) {
        return storage.close(live, seen);
    }

    /** The same key with other updates that keep it, and the live part of another value. */
    public Keyed<V> with(Dots dots, V value) {
        return new Keyed<>(storage, dots, storage.open(value));
    }

    private Keyed<V> with(Dots dots, DotStore<?> value) {
        return dots == presence && value == live ? this : new Keyed<>(storage, dots, value);
    }

    ValueStorage<V> storage() {
        return storage;
    }

    @Override
    public boolean isBottom() {
        return presence.isBottom() && live.isBottom();
    }

    @Override
    public boolean isEmpty() {
        return presence.isBottom() && live.isEmpty();
    }

    @Override
    public Keyed<V> join(CausalContext mine, Keyed<V> other, CausalContext theirs) {
        if (equals(other)) {
            return this; // whatever the contexts are, equal live parts join to the same
        }
        Dots dots = presence.join(mine, other.presence, theirs);
        DotStore<?> joined = OneKind.join(mine, live, theirs, other.live);
        if (dots.equals(presence) && joined.equals(live)) {
            return this;
        }
        return dots.equals(other.presence) && joined.equals(other.live) ? other : with(dots, joined);
    }

    @Override
    public boolean leq(CausalContext mine, Keyed<V> other, CausalContext theirs) {
        return presence.leq(mine, other.presence, theirs) && OneKind.leq(mine, live, theirs, other.live);
    }

    @Override
    public Keyed<V> delta(CausalContext mine, Keyed<V> since, CausalContext theirs, CausalContext.Builder mentioned) {
        Dots dots = presence.delta(mine, since.presence, theirs, mentioned);
        return with(dots, OneKind.delta(mine, live, theirs, since.live, mentioned));
    }

    @Override
    public void addLive(CausalContext.Builder dots) {
        presence.addLive(dots);
        live.addLive(dots);
    }

    @Override
    public void addLive(CausalContext among, CausalContext.Builder dots) {
        presence.addLive(dots);
        live.addLive(among, dots);
    }

    @Override
    public int leastDots() {
        return live.leastDots();
    }

    @Override
    public boolean forEachMissingFrom(Keyed<V> other, DotVisitor visitor) {
        return presence.forEachMissingFrom(other.presence, visitor)
                && OneKind.forEachMissingFrom(live, other.live, visitor);
    }

    @Override
    public void forEachLoss(Keyed<V> later, Losses losses) {
        presence.forEachLoss(later.presence, losses);
        OneKind.forEachLoss(live, later.live, losses);
    }

    @Override
    public boolean isDisjointFrom(CausalContext dots) {
        return presence.isDisjointFrom(dots) && live.isDisjointFrom(dots);
    }

    @Override
    public Keyed<V> forget() {
        return with(Dots.none(), live.forget());
    }

    @Override
    public boolean mayLeaveResidue() {
        return live.mayLeaveResidue();
    }

    @Override
    public boolean hasResidueOf(ReplicaId writer) {
        return live.hasResidueOf(writer);
    }

    @Override
    public void forEachResidueBeyond(Keyed<V> other, Consumer<? super ReplicaId> visitor) {
        OneKind.forEachResidueBeyond(live, other.live, visitor);
    }

    @Override
    public long greatestStamp() {
        return live.greatestStamp();
    }

    @Override
    public Keyed<V> retire(ReplicaId self) {
        return with(presence, live.retire(self));
    }

    @Override
    public Keyed<V> shift(ReplicaId replica, long after, long by) {
        return with(presence.shift(replica, after, by), live.shift(replica, after, by));
    }

    @Override
    public Object schema() {
        return storage.bottom();
    }

    @Override
    public long digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Keyed<?> that && presence.equals(that.presence) && live.equals(that.live);
    }

    @Override
    public int hashCode() {
        return 31 * presence.hashCode() + live.hashCode();
    }

    @Override
    public String toString() {
        return Text.of(value()) + (presence.isBottom() ? "" : "/" + presence);
    }
}
