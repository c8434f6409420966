package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@link OpReplica#settle} could drop, and if it could not drop all, why. Its text says it in a sentence.
 *
 * @param stable the events that every member has carried out, as far as is known; empty if no member was named
 * @param kept how many records the state still keeps until they are stable, see {@link OpCrdt#unsettled}
 * @param membersNamed whether members were named: without any, nothing is ever stable
 * @param lagging for each member that holds stability back, what it is not known to have carried out
 */
public record Settlement(VectorClock stable, long kept, boolean membersNamed, Map<ReplicaId, CausalContext> lagging) {

    private static final int SHOWN = 8;

    /**
     * Checks the components.
     *
     * @param stable the events that every member has carried out
     * @param kept how many records the state still keeps
     * @param membersNamed whether members were named
     * @param lagging what members are not known to have
     * @throws IllegalArgumentException if a negative number of records is kept
     */
    public Settlement {
        Objects.requireNonNull(stable, "stable");
        if (kept < 0) {
            throw new IllegalArgumentException(
                    "a state cannot keep " + kept + " records: give what unsettled() returns");
        }
        lagging = Map.copyOf(lagging);
    }

    /**
     * What was dropped, what is kept, and who has to do what.
     *
     * @return for example {@code kept: 3 records, until these members announce that they have carried out more: tokyo
     *     {berlin:1-3}}
     */
    @Override
    public String toString() {
        if (!membersNamed) {
            return "kept: " + kept
                    + " records, for nothing is stable before members are named: call join for every replica"
                    + " that may write, and hear for what they announce";
        }
        if (kept == 0 || lagging.isEmpty()) {
            return records() + "; stable: " + stable.size() + " origins";
        }
        return records() + ", until these members announce that they have carried out more: "
                + new TreeMap<>(lagging)
                        .entrySet().stream()
                                .limit(SHOWN)
                                .map(member -> member.getKey() + " " + member.getValue())
                                .collect(Collectors.joining(", "))
                + (lagging.size() > SHOWN ? " and " + (lagging.size() - SHOWN) + " more" : "");
    }

    private String records() {
        return "kept: " + kept + (kept == 1 ? " record" : " records");
    }
}
