package io.github.crdt4j.trap;

import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The traps of registers, alone and in a map: clocks that stand still, step back or repeat themselves. */
class RegisterTrapsTest {

    private static final ORMap<String, LWWRegister<String>> MAP = ORMap.empty(LWWRegister.empty());
    private static final LWWRegister<String> LWW = LWWRegister.empty();
    private static final MVRegister<String> MV = MVRegister.empty();

    private static LamportTimestamp at(long counter, ReplicaId self) {
        return new LamportTimestamp(counter, self);
    }

    private static ORMap<String, LWWRegister<String>> put(
            ORMap<String, LWWRegister<String>> map, long counter, ReplicaId self, String value) {
        return map.update(self, "k", register -> register.set(at(counter, self), value));
    }

    private static Optional<String> read(ORMap<String, LWWRegister<String>> map) {
        Places.assertOnePlacePerDot(map);
        return map.get("k").value();
    }

    @Test
    void putRemovePutWithinOneTickShowsTheSecondPut() {
        var first = put(MAP, 7, A, "old");
        var second = put(first.remove("k"), 7, A, "new");
        assertEquals(Optional.of("new"), read(second));
        var merged = Meeting.of(MAP, first, first.remove("k"), second);
        assertEquals(Optional.of("new"), read(merged));
        assertEquals(Map.of(), merged.get("k").clashes());
    }

    @Test
    void putRemoveWithinOneTickShowsNothing() {
        var first = put(MAP, 7, A, "old");
        assertEquals(Optional.empty(), read(Meeting.of(MAP, first, first.remove("k"), first)));
    }

    @Test
    void putByAClockThatSteppedBackAfterARemoveIsShown() {
        var first = put(MAP, 9, A, "old");
        var second = put(first.remove("k"), 3, A, "new");
        assertEquals(Optional.of("new"), read(Meeting.of(MAP, first, second, first.remove("k"))));
    }

    @Test
    void removeTakesThePutItSawHoweverGreatItsStamp() {
        var past = put(MAP, 9, A, "old");
        var merged = Meeting.of(MAP, past, past.remove("k"), put(MAP, 2, B, "new"));
        assertEquals(Optional.of("new"), read(merged));
    }

    @Test
    void removeOfTheGreaterOfTwoConcurrentPutsShowsTheOther() {
        var greater = put(MAP, 9, A, "greater");
        var smaller = put(MAP, 2, B, "smaller");
        assertEquals(Optional.of("greater"), read(Meeting.of(MAP, MAP, greater, smaller)));
        assertEquals(Optional.of("smaller"), read(Meeting.of(MAP, greater, smaller, greater.remove("k"))));
    }

    @Test
    void setByAClockThatSteppedBackIsRefusedAndTheStateUntouched() {
        var register = LWW.set(at(9, A), "x");
        var refused = assertThrows(IllegalArgumentException.class, () -> register.set(at(8, A), "y"));
        assertEquals(
                "stamp 8@a does not exceed 9@a, the greatest this register has seen. Show the clock what is received: Replica.of(id, state, clock)",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> register.set(at(9, A), "y"));
        assertEquals(Optional.of("x"), register.value());
    }

    @Test
    void setBelowAStampOfAnotherReplicaIsRefused() {
        var register = LWW.set(at(9, A), "x").merge(LWW.set(at(5, B), "y"));
        assertThrows(IllegalArgumentException.class, () -> register.set(at(9, ReplicaId.of("Z")), "z"));
        assertEquals(Optional.of("z"), register.set(at(9, C), "z").value());
    }

    @Test
    void oneStampWithTwoValuesShowsTheSameOneEverywhereAndBothAsClash() {
        var one = LWW.set(at(7, A), "one");
        var two = LWW.set(at(7, A), "two");
        var merged = Meeting.of(LWW, LWW, one, two);
        assertEquals(Optional.of("two"), merged.value());
        assertEquals(Optional.of("one"), merged.value(Comparator.reverseOrder()));
        assertEquals(Map.of(at(7, A), Set.of("one", "two")), merged.clashes());
    }

    @Test
    void oneStampUnderALaterDotOfAClonedReplicaSupersedesTheEarlier() {
        var one = LWW.set(at(7, A), "one");
        var three = LWW.set(at(7, A), "three");
        var two = LWW.set(at(3, A), "old").set(at(7, A), "two");
        var merged = Meeting.of(LWW, LWW, one, three, two);
        assertEquals(Optional.of("two"), merged.value());
        assertEquals(Map.of(), merged.clashes());
    }

    @Test
    void clashesInAMapAreTheSameInEveryOrder() {
        var merged = Meeting.of(MAP, MAP, put(MAP, 7, A, "one"), put(MAP, 7, A, "two"), put(MAP, 5, B, "three"));
        assertEquals(Optional.of("two"), read(merged));
        assertEquals(Map.of(at(7, A), Set.of("one", "two")), merged.get("k").clashes());
    }

    @Test
    void aWriteThatSawAClashEndsIt() {
        var clash = LWW.set(at(7, A), "one").merge(LWW.set(at(7, A), "two"));
        var ended = Meeting.of(LWW, clash, clash.set(at(8, B), "three"));
        assertEquals(Map.of(), ended.clashes());
        assertEquals(Optional.of("three"), ended.value());
    }

    @Test
    void greatestStampWinsWhateverTheOrderOfArrival() {
        var merged = Meeting.of(
                LWW, LWW, LWW.set(at(7, A), "seven"), LWW.set(at(9, B), "nine"), LWW.set(at(9, A), "nine of a"));
        assertEquals(Optional.of("nine"), merged.value());
        assertEquals(Optional.of(at(9, B)), merged.stamp());
    }

    @Test
    void concurrentWritesStayAsSiblings() {
        var past = MV.set(A, "old");
        var merged = Meeting.of(MV, past, past.set(A, "x"), past.set(B, "y"), past.set(C, "x"));
        assertEquals(List.of("x", "y", "x"), merged.values());
    }

    @Test
    void resolutionSupersedesWhatItSawAndNothingElse() {
        var siblings = MV.set(A, "x").merge(MV.set(B, "y"));
        var resolved = siblings.resolve(A, all -> String.join("+", all));
        assertEquals(List.of("x+y"), resolved.values());
        assertEquals(
                List.of("x+y", "z"),
                Meeting.of(MV, siblings, resolved, MV.set(C, "z")).values());
    }

    @Test
    void concurrentResolutionsAreSiblings() {
        var siblings = MV.set(A, "x").merge(MV.set(B, "y"));
        var merged = Meeting.of(
                MV, siblings, siblings.resolve(A, all -> all.get(0)), siblings.resolve(B, all -> all.get(1)));
        assertEquals(List.of("x", "y"), merged.values());
    }

    @Test
    void siblingPresentOnBothSidesGoesWhenEachSideSawItReplaced() {
        var x = MV.set(A, "x");
        var y = MV.set(B, "y");
        var left = x.merge(y.set(B, "y2").delta(y));
        assertEquals(List.of("x", "y2"), left.values());
        assertEquals(List.of("x", "y2"), Meeting.of(MV, MV, left, y, x).values());
    }

    @Test
    void oneDotWithTwoValuesIsTwoSiblingsInEveryOrder() {
        assertEquals(
                List.of("x", "y"),
                Meeting.of(MV, MV, MV.set(A, "y"), MV.set(A, "x")).values());
    }
}
