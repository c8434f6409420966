package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the events with two contents that a merge met. A dot that lives in two places vanishes from both sides, and a write
 * with two payloads grows: so what the merged state lacks or changed tells, at the cost of what the merge changed.
 */
public final class Contradictions {

    private Contradictions() {}

    /** The contradictions of two states, of which the merged state is the join. */
    public static <D extends DotStore<D>> List<Contradiction> of(
            CausalState<D> here, CausalState<D> there, CausalState<D> merged) {
        if (merged == here
                || there.store().isBottom() // a removal
                || there.context()
                        .minus(here.context())
                        .equals(there.context())) { // nothing but events that are new here
            return List.of();
        }
        var lostHere = new Vanished();
        here.store().forEachLoss(merged.store(), lostHere);
        if (!lostHere.places.isEmpty()) {
            there.store().forEachLoss(merged.store(), new Matched(lostHere));
        }
        return List.copyOf(lostHere.found);
    }

    /** What vanished on one side, by dot, and the writes that grew. */
    private static final class Vanished extends Losses {
        final Map<Dot, List<Object>> places = new HashMap<>();
        final List<Contradiction> found = new ArrayList<>();

        @Override
        public void vanished(Dot dot, Object... content) {
            places.put(dot, place(content));
        }

        @Override
        public void grew(Dot dot, Object content, Object more) {
            found.add(new Contradiction(dot.replica(), dot.number(), place(content), place(more)));
        }
    }

    /** What vanished on the other side, compared with that. */
    private static final class Matched extends Losses {
        private final Vanished other;

        Matched(Vanished other) {
            this.other = other;
        }

        @Override
        public void vanished(Dot dot, Object... content) {
            List<Object> here = other.places.get(dot);
            if (here != null) {
                other.found.add(new Contradiction(dot.replica(), dot.number(), here, place(content)));
            }
        }

        @Override
        public void grew(Dot dot, Object content, Object more) {
            // found from the other side, if it is news there
        }
    }
}
