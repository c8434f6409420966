package io.github.crdt4j.laws;

import java.util.EnumMap;
import java.util.Map;

/** How often each hazard was met. */
final class Tally {

    private final Map<Hazard, Long> counts = new EnumMap<>(Hazard.class);

    void met(Hazard hazard) {
        add(hazard, 1);
    }

    void add(Hazard hazard, long times) {
        counts.merge(hazard, times, Long::sum);
    }

    /** The hazards of a whole history. */
    void met(Cast cast) {
        add(Hazard.COLLIDING_IDS, cast.naming() == Cast.Naming.COLLIDING ? 1 : 0);
        add(Hazard.SAME_NAME, cast.naming() == Cast.Naming.SAME_NAME ? 1 : 0);
        add(Hazard.STANDING_CLOCKS, cast.standing() ? 1 : 0);
    }

    void addAll(Tally other) {
        other.counts.forEach(this::add);
    }

    long count(Hazard hazard) {
        return counts.getOrDefault(hazard, 0L);
    }
}
