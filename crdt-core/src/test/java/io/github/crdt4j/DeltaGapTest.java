package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of a bare delta whose predecessor was lost, as {@link Crdt#delta} says. */
class DeltaGapTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static final ORSet<String> EMPTY = ORSet.empty();
    private static final ORSet<String> ADDED = EMPTY.add(A, "x");
    private static final ORSet<String> ADDED_AGAIN = ADDED.add(A, "x");
    private static final ORSet<String> REMOVED = ADDED_AGAIN.remove("x");

    /** It has the first add and the removal; the add between was lost. */
    private static final ORSet<String> PEER = EMPTY.merge(ADDED.delta(EMPTY)).merge(REMOVED.delta(ADDED_AGAIN));

    @Test
    void aDeltaIsExactForWhoeverContainsWhatItWasMadeSince() {
        ORSet<String> peer = ADDED_AGAIN.add(B, "y");
        assertEquals(Set.of("y"), peer.merge(REMOVED.delta(ADDED_AGAIN)).elements());
    }

    @Test
    void aRemovalMayLeaveTheElementShownWhereTheDeltaBeforeWasLost() {
        assertEquals(Set.of("x"), PEER.elements());
        ORSet<String> later = REMOVED.add(A, "y");
        assertEquals(Set.of("x", "y"), PEER.merge(later.delta(REMOVED)).elements());
    }

    @Test
    void theLostDeltaAWholeStateOrADeltaSinceWhatThePeerHasRepairsIt() {
        assertEquals(REMOVED, PEER.merge(ADDED_AGAIN.delta(ADDED)));
        assertEquals(REMOVED, PEER.merge(REMOVED));
        assertEquals(REMOVED, PEER.merge(REMOVED.delta(PEER)));
        assertEquals(REMOVED, REMOVED.merge(PEER));
    }

    @Test
    void nothingIsDeletedThatTheDeltaDoesNotMention() {
        ORSet<String> peer = EMPTY.add(B, "z").merge(PEER);
        assertTrue(peer.contains("z") && peer.contains("x"));
    }

    @Test
    void theKeyOfACounterMayStayWithNothingCounted() {
        ORMap<String, PNCounter> empty = ORMap.empty(PNCounter.empty());
        ORMap<String, PNCounter> first = empty.update(A, "k", counter -> counter.increment(A, 5));
        ORMap<String, PNCounter> second = first.update(A, "k", counter -> counter.increment(A, 1));
        ORMap<String, PNCounter> third = second.update(A, "k", counter -> counter.increment(A, 1));
        ORMap<String, PNCounter> removed = third.remove("k");
        ORMap<String, PNCounter> peer =
                empty.merge(first.delta(empty)).merge(second.delta(first)).merge(removed.delta(third));
        assertTrue(peer.containsKey("k"));
        assertEquals(0, peer.get("k").value());
        assertFalse(peer.merge(removed.delta(peer)).containsKey("k"));
        assertEquals(removed, peer.merge(removed));
    }
}
