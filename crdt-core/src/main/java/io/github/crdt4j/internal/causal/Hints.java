package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look first: keys under which dots lived that a delta mentions and does not have. They say what a merge costs and
 * never what it results in, so they are no part of a state's value, and may be wrong.
 *
 * @param keys elements of a set or keys of a map; in a delta, those with a dot dead there, or none if there were too many
 */
public record Hints(List<Object> keys) implements Notes {

    /** The most keys. Whoever has more to look up does better with {@link Whereabouts}. */
    public static final int MOST = 64;

    private static final Hints NONE = new Hints(List.of());

    /** No hints. */
    public static Hints none() {
        return NONE;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Collects keys, and none of them if there are too many: without one of them, the others save nothing. */
    static final class Collector {
        private @Nullable List<Object> keys;
        private boolean tooMany;
        private boolean mayBeAlive;

        void add(Object key) {
            List<Object> collected = keys == null ? new ArrayList<>(2) : keys;
            tooMany |= collected.size() == MOST;
            if (!tooMany) {
                collected.add(key);
            }
            keys = collected;
        }

        /** Looks for a dot that lives here and not there, where it was seen: in a contradicting state it may live under another key. */
        <D extends DotStore<D>> void looksFor(D here, D there, CausalContext theirs) {
            boolean told =
                    here.forEachBeyond(there, (replica, number) -> mayBeAlive |= theirs.contains(replica, number));
            mayBeAlive |= !told;
        }

        /** Whether a dot that the delta mentions and does not have may live all the same in the state it was made of. */
        boolean mayBeAlive() {
            return mayBeAlive;
        }

        Hints build() {
            return keys == null || tooMany ? NONE : new Hints(List.copyOf(keys));
        }
    }
}
