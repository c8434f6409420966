package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.function.Consumer;

/**
 * What a map stores under a key: of the value no more than its store, where it is of a type of this library.
 *
 * @param <V> the type of the value
 */
public final class Entry<V extends Causal<V>> implements Digested {

    private final Dots presence;
    private final Holding<V, Object> holding;
    private final Object live;
    private final long digest;

    /**
     * An entry.
     *
     * @param presence the updates that keep the key and left no event in the value
     * @param value the value, of which the live part is kept
     */
    public Entry(Dots presence, V value) {
        this(presence, holding(value), value);
    }

    private Entry(Dots presence, Holding<V, Object> holding, V value) {
        this(holding, presence, holding.live(value));
    }

    private Entry(Holding<V, Object> holding, Dots presence, Object live) {
        this.presence = presence;
        this.holding = holding;
        this.live = live;
        this.digest = Digests.inOrder(presence.digest(), holding.digest(live));
    }

    @SuppressWarnings("unchecked") // it is only handed what it made itself, of values of one type
    private static <V extends Causal<V>> Holding<V, Object> holding(V value) {
        return (Holding<V, Object>) Holding.of(value);
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
        return holding.value(live, seen);
    }

    Holding<V, ?> holding() {
        return holding;
    }

    @Override
    public long digest() {
        return digest;
    }

    /** Whether the key is there for readers; if not, this entry is the leavings of a removed counter. */
    public boolean isPresent() {
        return !presence.isBottom() || !holding.isEmpty(live);
    }

    /** The entry after an update, with the dots that keep the key and those of its events that are in the value. */
    Entry<V> updated(Dots dots, V value) {
        return new Entry<>(dots, holding, value);
    }

    Entry<V> join(CausalContext mine, Entry<V> other, CausalContext theirs) {
        if (equals(other)) {
            return this; // whatever the contexts are, equal live parts join to the same
        }
        Dots dots = presence.join(mine, other.presence, theirs);
        Object joined = holding.join(mine, live, theirs, other.live);
        if (dots.equals(presence) && joined.equals(live)) {
            return this;
        }
        return dots.equals(other.presence) && joined.equals(other.live) ? other : new Entry<>(holding, dots, joined);
    }

    boolean leq(CausalContext mine, Entry<V> other, CausalContext theirs) {
        return presence.leq(mine, other.presence, theirs) && holding.leq(mine, live, theirs, other.live);
    }

    /** What lives here that the other entry lacks; adds every dot this mentions. */
    Entry<V> delta(CausalContext mine, Entry<V> since, CausalContext theirs, CausalContext.Builder mentioned) {
        Dots dots = presence.delta(mine, since.presence, theirs, mentioned);
        return new Entry<>(holding, dots, holding.delta(mine, live, theirs, since.live, mentioned));
    }

    /** Adds the live dots, save those that the value keeps to itself. */
    void addLive(CausalContext.Builder dots) {
        presence.addLive(dots);
        holding.addLive(live, dots);
    }

    /** Adds those live dots that are among some, or more of them, save those that the value keeps to itself. */
    void addLive(CausalContext among, CausalContext.Builder dots) {
        presence.addLive(among, dots);
        holding.addLive(live, among, dots);
    }

    /** A number of live dots there are at least, told in constant time. */
    int leastDots() {
        return holding.leastDots(live);
    }

    /** Visits the dots that live here and not in the other; false when the value keeps its dots to itself. */
    boolean forEachBeyond(Entry<V> other, DotVisitor visitor) {
        return presence.forEachBeyond(other.presence, visitor) && holding.forEachBeyond(live, other.live, visitor);
    }

    /** Visits what lives here and no longer lives at its place in a later entry, as far as can be told. */
    void forEachLoss(Entry<V> later, Losses losses) {
        presence.forEachBeyond(later.presence, (replica, number) -> losses.vanished(new Dot(replica, number)));
        holding.forEachLoss(live, later.live, losses);
    }

    /** Whether no live dot is among the given ones, as far as can be told. */
    boolean isSparedBy(CausalContext dots) {
        return presence.isSparedBy(dots) && holding.isSparedBy(dots, live);
    }

    /** Whose exhausted lanes are in the value, as far as can be told. */
    boolean hasResidueOf(ReplicaId writer) {
        return holding.hasResidueOf(live, writer);
    }

    /** Visits each writer with exhausted lanes here and none at the same place of the other entry. */
    void forEachResidueBeyond(Entry<V> other, Consumer<? super ReplicaId> visitor) {
        holding.forEachResidueBeyond(live, other.live, visitor);
    }

    /** What remains when the key is removed by somebody who has seen all of this. */
    Entry<V> forget() {
        return new Entry<>(holding, Dots.none(), holding.forget(live));
    }

    /** Without the exhausted lanes of one replica; called by that replica. */
    Entry<V> retire(ReplicaId self) {
        Object rest = holding.retire(live, self);
        return rest == live ? this : new Entry<>(holding, presence, rest);
    }

    /** With the dots of one replica beyond a number renumbered. */
    Entry<V> shift(ReplicaId replica, long after, long by) {
        return new Entry<>(holding, presence.shift(replica, after, by), holding.shift(live, replica, after, by));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Entry<?> that && presence.equals(that.presence) && live.equals(that.live);
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
