package io.github.crdt4j.set;

import static io.github.crdt4j.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.LWWElementSet.Bias;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetsThatRefuseTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static LamportTimestamp at(long counter, ReplicaId replica) {
        return new LamportTimestamp(counter, replica);
    }

    @Test
    void aTwoPhaseSetNeverTakesBackWhatWasRemoved() {
        TwoPSet<String> removed = TwoPSet.<String>empty().add(A, "x").remove(A, "x");
        assertTrue(removed.isRemoved("x"));
        assertRefused(
                "element x was removed, and a TwoPSet never takes one back: give it another name, or use an ORSet or RWSet",
                () -> removed.add(B, "x"));
    }

    @Test
    void aTwoPhaseSetRemovesOnlyWhatItHasSeen() {
        assertRefused(
                "element x was never added here, so it cannot be removed: merge the state that has it first, or use an RWSet",
                () -> TwoPSet.<String>empty().remove(A, "x"));
    }

    @Test
    void aRemoveForEverWinsOverAConcurrentAddInsideAMap() {
        ORMap<String, TwoPSet<String>> known =
                ORMap.<String, TwoPSet<String>>empty(TwoPSet.empty()).update(A, "k", set -> set.add(A, "x"));
        ORMap<String, TwoPSet<String>> added = known.update(B, "k", set -> set.add(B, "x"));
        ORMap<String, TwoPSet<String>> removed = known.update(A, "k", set -> set.remove(A, "x"));
        assertEquals(Set.of(), added.merge(removed).get("k").elements());
    }

    @Test
    void theRemovalOfAKeyForgetsWhatWasRemovedForEver() {
        ORMap<String, TwoPSet<String>> map = ORMap.<String, TwoPSet<String>>empty(TwoPSet.empty())
                .update(A, "k", set -> set.add(A, "x").remove(A, "x"))
                .remove("k")
                .update(A, "k", set -> set.add(A, "x"));
        assertEquals(Set.of("x"), map.get("k").elements());
    }

    @Test
    void aRemoveOfAnElementNeverAddedWinsOverAConcurrentAdd() {
        RWSet<String> empty = RWSet.empty();
        assertEquals(Set.of(), empty.add(A, "x").merge(empty.remove(B, "x")).elements());
    }

    @Test
    void aClearSaysNothingOfElementsItDoesNotSee() {
        RWSet<String> cleared = RWSet.<String>empty().add(B, "y").clear(B);
        assertEquals(
                Set.of("x"), RWSet.<String>empty().add(A, "x").merge(cleared).elements());
        assertSame(cleared, cleared.clear(B));
    }

    @Test
    void theBiasDecidesBetweenOneCounterWhoeverWroteIt() {
        for (Bias bias : Bias.values()) {
            LWWElementSet<String> empty = LWWElementSet.empty(bias);
            assertEquals(
                    bias == Bias.ADD,
                    empty.add(at(7, A), "x").merge(empty.remove(at(7, B), "x")).contains("x"));
            assertEquals(
                    bias == Bias.ADD,
                    empty.add(at(7, B), "x").merge(empty.remove(at(7, A), "x")).contains("x"));
        }
    }

    @Test
    void aStampThatOnlyItsReplicaMakesGreaterIsRefused() {
        LWWElementSet<String> added = LWWElementSet.<String>empty(Bias.ADD).add(at(7, A), "x");
        assertRefused(
                "stamp 7@b does not exceed 7@a, the greatest element x has seen. Show the clock what is received:"
                        + " Replica.of(id, state, clock)",
                () -> added.remove(at(7, B), "x"));
    }

    @Test
    void setsOfDifferentBiasAreNotMerged() {
        LWWElementSet<String> adds = LWWElementSet.empty(Bias.ADD);
        assertRefused(
                "LWWElementSet[ADD] does not merge with LWWElementSet[REMOVE]; every replica must give LWWElementSet.empty the"
                        + " same Bias",
                () -> adds.merge(LWWElementSet.empty(Bias.REMOVE)));
    }

    @Test
    void aGrowOnlySetAddsMany() {
        GSet<String> none = GSet.empty();
        assertSame(none, none.addAll(A, Set.of()));
        assertEquals(none.add(A, "x"), none.addAll(A, Set.of("x")));
        assertFalse(none.contains("x"));
    }
}
