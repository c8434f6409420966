package io.github.crdt4j.internal.causal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look first: keys under which dots lived that a delta mentions and does not have. Hints affect the cost of a merge,
 * never its result, so they are no part of a state's value, and may be wrong.
 *
 * @param keys elements of a set or keys of a map; in a delta, those with a dot dead there, or none if there were too many
 */
public record Hints(List<Object> keys) {

    /** The most keys. To look up more than these costs more than a {@link DotIndex}. */
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

        void add(Object key) {
            List<Object> collected = keys == null ? new ArrayList<>(2) : keys;
            tooMany |= collected.size() == MOST;
            if (!tooMany) {
                collected.add(key);
            }
            keys = collected;
        }

        Hints build() {
            return keys == null || tooMany ? NONE : new Hints(List.copyOf(keys));
        }
    }
}
