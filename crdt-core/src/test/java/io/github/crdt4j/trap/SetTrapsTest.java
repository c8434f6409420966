package io.github.crdt4j.trap;

import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The traps of a set, element by element. */
class SetTrapsTest {

    private static final ORSet<String> EMPTY = ORSet.empty();

    @Test
    void addWinsOverConcurrentRemove() {
        var past = EMPTY.add(A, "x");
        assertEquals(
                Set.of("x"),
                Meeting.of(EMPTY, past, past.remove("x"), past.add(B, "x")).elements());
    }

    @Test
    void addByTheFirstAdderWinsOverConcurrentRemove() {
        var past = EMPTY.add(A, "x");
        assertEquals(
                Set.of("x"),
                Meeting.of(EMPTY, past, past.remove("x"), past.add(A, "x")).elements());
    }

    @Test
    void addWinsOverConcurrentClear() {
        var past = EMPTY.add(A, "x").add(A, "y");
        assertEquals(
                Set.of("x"),
                Meeting.of(EMPTY, past, past.clear(), past.add(B, "x")).elements());
    }

    @Test
    void concurrentRemovesRemove() {
        var past = EMPTY.add(A, "x").add(B, "y");
        assertEquals(
                Set.of("y"),
                Meeting.of(EMPTY, past, past.remove("x"), past.remove("x")).elements());
    }

    @Test
    void concurrentAddsAddOnce() {
        var merged = Meeting.of(EMPTY, EMPTY, EMPTY.add(A, "x"), EMPTY.add(B, "x"));
        assertEquals(1, merged.size());
        assertEquals(Set.of(), merged.remove("x").elements());
    }

    @Test
    void reAddAfterRemoveStaysForReplicaThatSawNeither() {
        var past = EMPTY.add(A, "x");
        var merged = Meeting.of(EMPTY, past, past.remove("x").add(B, "x"), past.add(C, "y"));
        assertEquals(Set.of("x", "y"), merged.elements());
    }

    @Test
    void addThenRemoveByOneReplicaRemovesTheOlderAddAsWell() {
        var past = EMPTY.add(A, "x");
        assertEquals(
                Set.of(),
                Meeting.of(EMPTY, past, past.add(B, "x").remove("x"), past).elements());
    }

    @Test
    void elementPresentOnBothSidesGoesWhenEachSideSawTheOthersAddRemoved() {
        var byA = EMPTY.add(A, "x");
        var byB = EMPTY.add(B, "x");
        var left = byA.merge(byB.remove("x"));
        var right = byB.merge(byA.remove("x"));
        assertEquals(Set.of("x"), left.elements());
        assertEquals(Set.of("x"), right.elements());
        assertEquals(Set.of(), Meeting.of(EMPTY, EMPTY, left, right).elements());
    }

    @Test
    void removeByTheSmallerClockCounts() {
        var past = EMPTY.add(A, "x");
        var bigger = past;
        for (int i = 0; i < 9; i++) {
            bigger = bigger.add(A, "y" + i).add(B, "z" + i);
        }
        assertFalse(Meeting.of(EMPTY, past, past.remove("x"), bigger).contains("x"));
    }

    @Test
    void aGapIsNotTakenAsSeen() {
        var one = EMPTY.add(A, "x");
        var two = one.add(A, "y");
        var three = two.add(A, "z");
        var late = EMPTY.merge(three.delta(two));
        assertEquals(Set.of("z"), late.elements());
        assertEquals(Set.of("x", "z"), late.merge(one).elements());
        assertEquals(three, late.merge(one).merge(two.delta(one)));
    }

    @Test
    void deltasOfEachStepInAnyOrderReachTheSameState() {
        var one = EMPTY.add(A, "x");
        var two = one.add(B, "y");
        var three = two.remove("x");
        var four = three.add(A, "x");
        var five = four.clear();
        var deltas = List.of(one, two.delta(one), three.delta(two), four.delta(three), five.delta(four));
        Meeting.anyOrder(EMPTY, five, deltas);
    }

    @Test
    void deltaOfARemoveMentionsWhatItRemovedAndNothingElse() {
        var past = EMPTY.add(A, "x").add(A, "y").add(B, "z");
        var delta = past.remove("y").delta(past);
        assertEquals(Set.of(), delta.elements());
        assertEquals(CausalContext.of(new Dot(A, 2)), delta.context());
    }

    @Test
    void addedAndRemovedIsNotNeverAdded() {
        var removed = EMPTY.add(A, "x").remove("x");
        assertEquals(EMPTY.elements(), removed.elements());
        assertNotEquals(EMPTY, removed);
        assertSame(removed, removed.merge(EMPTY.add(A, "x")));
    }

    @Test
    void oneDotUsedForTwoElementsByAClonedReplicaNeverMakesMergeDependOnOrder() {
        var mine = EMPTY.add(A, "x");
        var cloned = EMPTY.add(A, "y");
        Meeting.of(EMPTY, EMPTY, mine, cloned, mine.add(B, "z"));
    }
}
