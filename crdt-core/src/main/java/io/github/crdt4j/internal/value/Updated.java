package io.github.crdt4j.internal.value;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What an update makes of one entry of a map.
 *
 * @param entry the entry from now on
 * @param seen the context of the map from now on
 * @param <V> the type of the values
 */
public record Updated<V extends Causal<V>>(Keyed<V> entry, CausalContext seen) {

    /**
     * Runs the change of a value, and refuses what is not a successor of it by its own mutators and one replica.
     *
     * @param self the replica that changes
     * @param key the key, to be named when the change is refused
     * @param entry what is under the key
     * @param seen the context of the map
     * @param change from the value to its next state; called once
     */
    public static <V extends Causal<V>> Updated<V> of(
            ReplicaId self, Object key, Keyed<V> entry, CausalContext seen, UnaryOperator<V> change) {
        V before = entry.value(seen);
        V changed =
                Objects.requireNonNull(Objects.requireNonNull(change, "change").apply(before), "the changed value");
        V after = changed.witness().disjoin(changed, before, self);
        var check = new UpdateCheck(self, seen);
        return switch (entry.storage().check(check, before, after)) {
            case NOTHING_MINTED -> kept(self, entry, after, seen);
            case ONE_NEW_LIVE_DOT -> new Updated<>(entry.with(Dots.none(), after), check.grown());
            case UNCLEAR -> {
                V added = after.delta(before);
                checkSuccessor(self, key, before, changed);
                CausalContext next = seen.merge(after.context());
                yield next.equals(seen) || added.isEmpty()
                        ? kept(self, entry, after, next)
                        : new Updated<>(entry.with(Dots.none(), after), next);
            }
        };
    }

    /** With an event of the key itself, when the value has none that keeps it. */
    private static <V extends Causal<V>> Updated<V> kept(ReplicaId self, Keyed<V> entry, V after, CausalContext seen) {
        Dot dot = seen.next(self);
        return new Updated<>(entry.with(Dots.of(dot), after), seen.add(dot));
    }

    private static <V extends Causal<V>> void checkSuccessor(ReplicaId self, Object key, V before, V changed) {
        if (!before.leq(changed)) {
            throw new IllegalArgumentException("update of key " + Text.of(key) + " by " + self
                    + ": the returned value does not contain the one that was given;"
                    + " return what the given value's mutators made of it");
        }
        changed.witness().foreignWriter(changed, self, before).ifPresent(writer -> {
            throw new IllegalArgumentException(
                    "update of key " + Text.of(key) + " by " + self + ": the returned value has event "
                            + changed.witness().unseenEvents(changed, writer, before) + " of " + writer
                            + (writer.equals(self)
                                    ? ", which does not follow the last one of " + self
                                            + " here; return what the given value's mutators made of it"
                                    : "; pass the same replica id to the value's mutators"));
        });
    }
}
