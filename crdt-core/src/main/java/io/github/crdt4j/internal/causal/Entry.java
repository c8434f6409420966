package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.CausalContext;

/**
 * What a map stores under a key.
 *
 * @param <V> the type of the value
 */
public final class Entry<V extends Causal<V>> implements Digested {

    private final Dots presence;
    private final V value;
    private final long digest;

    /**
     * An entry.
     *
     * @param presence the updates that keep the key and left no event in the value
     * @param value the live part of the value, in the empty context
     */
    public Entry(Dots presence, V value) {
        this.presence = presence;
        this.value = value;
        this.digest = Digests.inOrder(presence.digest(), Nested.digest(value));
    }

    /** The updates that keep the key and left no event in the value. */
    public Dots presence() {
        return presence;
    }

    /** The live part of the value, in the empty context. */
    public V value() {
        return value;
    }

    @Override
    public long digest() {
        return digest;
    }

    /** Whether the key is there for readers; if not, this entry is the leavings of a removed counter. */
    public boolean isPresent() {
        return !presence.isBottom() || !value.isEmpty();
    }

    Entry<V> join(CausalContext mine, Entry<V> other, CausalContext theirs) {
        if (equals(other)) {
            return this; // whatever the contexts are, equal live parts join to the same
        }
        Dots dots = presence.join(mine, other.presence, theirs);
        V joined = Nested.join(mine, value, theirs, other.value);
        if (dots.equals(presence) && joined.equals(value)) {
            return this;
        }
        return dots.equals(other.presence) && joined.equals(other.value) ? other : new Entry<>(dots, joined);
    }

    boolean leq(CausalContext mine, Entry<V> other, CausalContext theirs) {
        return presence.leq(mine, other.presence, theirs) && Nested.leq(mine, value, theirs, other.value);
    }

    /** What lives here that the other entry lacks; adds every dot this mentions. */
    Entry<V> delta(CausalContext mine, Entry<V> since, CausalContext theirs, CausalContext.Builder mentioned) {
        Dots dots = presence.delta(mine, since.presence, theirs, mentioned);
        return new Entry<>(dots, Nested.delta(mine, value, theirs, since.value, mentioned));
    }

    /** Adds the live dots, save those that the value keeps to itself. */
    void addLive(CausalContext.Builder dots) {
        presence.addLive(dots);
        Nested.addLive(value, dots);
    }

    /** Visits the dots that live here and not in the other; false when the value keeps its dots to itself. */
    boolean forEachBeyond(Entry<V> other, DotVisitor visitor) {
        return presence.forEachBeyond(other.presence, visitor) && Nested.forEachBeyond(value, other.value, visitor);
    }

    /** Whether no live dot is among the given ones, as far as can be told. */
    boolean isSparedBy(CausalContext dots) {
        return presence.isSparedBy(dots) && Nested.isSparedBy(dots, value);
    }

    /** What remains when the key is removed by somebody who has seen all of this. */
    Entry<V> forget() {
        return new Entry<>(Dots.none(), value.forget());
    }

    /** Without the exhausted lanes of one replica; called by that replica. */
    Entry<V> retire(ReplicaId self) {
        V rest = value.retire(self);
        return rest == value ? this : new Entry<>(presence, rest);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Entry<?> that && presence.equals(that.presence) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * presence.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return presence + "->" + value;
    }
}
