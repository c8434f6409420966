package io.github.crdt4j.trap;

import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static io.github.crdt4j.trap.Ids.D;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Embeddings;
import io.github.crdt4j.map.ORMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The traps of a map, for one type of its values. The replicas are a, b, c and d; the key is k, the bystander j. */
interface MapTraps<V extends Causal<V>> {

    Held<V> held();

    default ORMap<String, V> empty() {
        return ORMap.empty(held().bottom());
    }

    default ORMap<String, V> write(ORMap<String, V> map, ReplicaId self, int number) {
        return write(map, self, "k", number);
    }

    default ORMap<String, V> write(ORMap<String, V> map, ReplicaId self, String key, int number) {
        return map.update(self, key, value -> held().write().write(self, value, number));
    }

    default void assertShows(ORMap<String, V> map, Integer... numbers) {
        Places.assertOnePlacePerDot(map);
        assertTrue(map.containsKey("k"), () -> map + " has k");
        assertEquals(held().shows().apply(List.of(numbers)), held().read().apply(map.get("k")), map::toString);
        assertEquals(map.get("k"), map.entries().get("k"));
    }

    default void assertAbsent(ORMap<String, V> map) {
        assertFalse(map.containsKey("k"), () -> map + " has no k");
        assertFalse(map.keys().contains("k"));
        assertFalse(map.entries().containsKey("k"));
        assertEquals(held().shows().apply(List.of()), held().read().apply(map.get("k")), map::toString);
        assertTrue(map.get("k").isEmpty());
    }

    // Trap 1: of a remove against an update, the concurrent part alone survives.

    @Test
    default void updateSurvivesConcurrentRemoveButNothingOlder() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, past.remove("k"), write(past, B, 6)), 6);
    }

    @Test
    default void updateBySameReplicaSurvivesConcurrentRemoveButNothingOlder() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, past.remove("k"), write(past, A, 6)), 6);
    }

    @Test
    default void updateSurvivesTwoConcurrentRemovesOnce() {
        var past = write(write(empty(), A, 5), B, 6);
        assertShows(Meeting.of(empty(), past, past.remove("k"), past.clear(), write(past, A, 7)), 7);
    }

    @Test
    default void twoUpdatesSurviveConcurrentRemoveTogether() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, past.remove("k"), write(past, A, 6), write(past, B, 7)), 6, 7);
    }

    @Test
    default void secondUpdateAloneSurvivesRemoveThatSawTheFirst() {
        var first = write(write(empty(), A, 5), A, 6);
        assertShows(Meeting.of(empty(), first, first.remove("k"), write(first, A, 7)), 7);
    }

    @Test
    default void updateThatChangesNothingKeepsKeyButNothingOlder() {
        var past = write(empty(), A, 5);
        var merged = Meeting.of(empty(), past, past.remove("k"), past.update(A, "k", value -> value));
        assertTrue(merged.containsKey("k"));
        assertEquals(held().shows().apply(List.of()), held().read().apply(merged.get("k")));
    }

    @Test
    default void removeOfTheSurvivorLeavesNothing() {
        var past = write(empty(), A, 5);
        var survivor = past.remove("k").merge(write(past, A, 6));
        assertAbsent(Meeting.of(empty(), survivor, survivor.remove("k"), past, past.remove("k")));
    }

    // Trap 2: removed, added again, and then merged with a replica that saw neither.

    @Test
    default void reAddAfterRemoveShowsNewValueOnlyToReplicaThatSawNeither() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, write(past.remove("k"), B, 6), write(past, C, "j", 1)), 6);
    }

    @Test
    default void reAddByTheFirstWriterShowsNewValueOnlyToReplicaThatSawNeither() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, write(past.remove("k"), A, 6), write(past, C, "j", 1)), 6);
    }

    @Test
    default void reAddMeetsConcurrentUpdateOfTheRemovedValue() {
        var past = write(empty(), A, 5);
        assertShows(Meeting.of(empty(), past, write(past.remove("k"), B, 6), write(past, A, 7)), 6, 7);
    }

    // Trap 5: deltas mention their own dots only.

    @Test
    default void deltaOfOneKeyDeletesNoOther() {
        var past = write(write(empty(), A, 5), B, "j", 1);
        var delta = write(past, A, 6).delta(past);
        assertEquals(Set.of("k"), delta.keys());
        assertEquals(past.keys(), past.merge(delta).keys());
        assertEquals(
                Set.of("j"),
                past.remove("k").merge(past.remove("k").delta(past)).keys());
    }

    @Test
    default void deltaThatOvertakesAnEarlierOneDeletesNothing() {
        var first = write(empty(), A, "j", 1);
        var second = write(first, A, 5);
        var late = empty().merge(second.delta(first));
        assertEquals(Set.of("k"), late.keys());
        assertEquals(second, late.merge(first));
        assertShows(late.merge(first), 5);
    }

    @Test
    default void deltasOfEachStepInAnyOrderReachTheSameState() {
        var one = write(empty(), A, 5);
        var two = write(one, B, "j", 1);
        var three = two.remove("k");
        var four = write(three, A, 6);
        var five = write(four, A, 7);
        var states = List.of(empty(), one, two, three, four, five);
        List<ORMap<String, V>> deltas = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) {
            deltas.add(states.get(i).delta(states.get(i - 1)));
        }
        Meeting.anyOrder(empty(), five, deltas);
    }

    @Test
    default void everyDotLivesInOnePlace() {
        var map = write(write(empty(), A, 5), A, "j", 1);
        for (int i = 6; i < 12; i++) {
            map = write(map.update(B, "k", value -> value), A, i);
            map = map.merge(map.remove("k").update(C, "k", value -> value));
            Places.assertOnePlacePerDot(map);
            Places.assertOnePlacePerDot(map.update(D, "j", Embeddings::forget));
        }
    }

    // Trap 6: neither presence on both sides nor a bigger clock is a reason to keep.

    @Test
    default void keyPresentOnBothSidesGoesWhenEachSideSawTheOthersUpdateRemoved() {
        var byA = write(empty(), A, 5);
        var byB = write(empty(), B, 6);
        var left = byA.merge(byB.remove("k"));
        var right = byB.merge(byA.remove("k"));
        assertShows(left, 5);
        assertShows(right, 6);
        assertAbsent(Meeting.of(empty(), empty(), left, right));
    }

    @Test
    default void removeByTheSmallerClockCounts() {
        var past = write(empty(), A, 5);
        var bigger = past;
        for (int i = 0; i < 9; i++) {
            bigger = write(write(bigger, A, "j", 2 * i + 1), C, "j", 2 * i + 2);
        }
        assertAbsent(Meeting.of(empty(), past, past.remove("k"), bigger));
    }

    // Trap 7: after a remove nothing is left to see.

    @Test
    default void afterRemoveNothingIsShown() {
        var past = write(write(empty(), A, 5), B, 6);
        var removed = Meeting.of(empty(), past, past.remove("k"), past.clear());
        assertAbsent(removed);
        assertEquals(0, removed.size());
        assertTrue(removed.isEmpty());
        assertEquals(Map.of(), removed.entries());
        assertEquals(Set.of(), removed.keys());
        assertEquals(0, removed.entries().size());
        assertFalse(removed.entries().keySet().iterator().hasNext());
    }

    @Test
    default void removeLeavesNothingOnceItsWritersHaveSeenItAndUpdatedTheMap() {
        var past = write(write(empty(), A, 5), B, 6);
        var removed = past.remove("k");
        assertEquals(held().leavesNumbers(), Places.entries(removed).all().containsKey("k"), removed::toString);
        var afterA = write(removed, A, "j", 1);
        var afterB = write(removed, B, "j", 2);
        var clean = Meeting.of(empty(), removed, afterA, afterB);
        assertFalse(Places.entries(clean).all().containsKey("k"), clean::toString);
        assertEquals(clean, clean.merge(past), "what was retired does not come back");
    }
}
