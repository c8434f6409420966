package io.github.crdt4j.register;

import static io.github.crdt4j.Refusals.assertNames;
import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LWWRegisterTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final LWWRegister<String> EMPTY = LWWRegister.empty();

    private static LamportTimestamp at(long counter, ReplicaId self) {
        return new LamportTimestamp(counter, self);
    }

    @Test
    void emptyHasNoValueAndIsShared() {
        assertSame(LWWRegister.empty(), EMPTY);
        assertEquals(Optional.empty(), EMPTY.value());
        assertEquals(Optional.empty(), EMPTY.stamp());
        assertEquals(Map.of(), EMPTY.clashes());
        assertEquals(0, greatestStamp(EMPTY));
        assertTrue(EMPTY.isEmpty());
    }

    @Test
    void laterSetReplacesEarlier() {
        var register = EMPTY.set(at(1, A), "x").set(at(2, A), "y");
        assertEquals(Optional.of("y"), register.value());
        assertEquals(Optional.of(at(2, A)), register.stamp());
        assertEquals(2, greatestStamp(register));
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(A, 2)), register.context());
    }

    @Test
    void theGreatestStampIsReadWhetherItSetsOrUnsets() {
        var set = EMPTY.set(at(7, A), "x");
        var unset = EMPTY.unset(at(9, B));
        assertEquals(Optional.empty(), set.merge(unset).value());
        assertEquals(Optional.empty(), unset.merge(set).value());
        assertEquals(Optional.of(at(9, B)), set.merge(unset).stamp());
        assertEquals(Optional.of("x"), unset.merge(EMPTY.set(at(10, A), "x")).value());
        assertEquals(Optional.of("y"), set.unset(at(8, A)).set(at(9, A), "y").value());
        assertFalse(unset.isEmpty(), "an unset is a write, unlike what a map forgets");
        assertEquals(9, greatestStamp(unset));
        assertThrows(IllegalArgumentException.class, () -> unset.set(at(8, B), "z"));
        assertThrows(IllegalArgumentException.class, () -> set.unset(at(7, A)));
    }

    @Test
    void anUnsetInAMapIsRemovedWithTheKeyAndWinsAsAWriteDoes() {
        ORMap<String, LWWRegister<String>> map =
                ORMap.<String, LWWRegister<String>>empty(EMPTY).update(A, "k", name -> name.set(at(1, A), "x"));
        var unset = map.update(A, "k", name -> name.unset(at(5, A)));
        var later = map.update(B, "k", name -> name.set(at(3, B), "y"));
        assertTrue(unset.containsKey("k"));
        assertEquals(Optional.empty(), unset.merge(later).get("k").value());
        assertEquals(Optional.of("y"), unset.remove("k").merge(later).get("k").value(), "the removal had not seen it");
    }

    @Test
    void aClashOfAValueWithAnUnsetShowsTheValue() {
        var clash = EMPTY.set(at(7, A), "x").merge(EMPTY.unset(at(7, A)));
        assertEquals(Optional.of("x"), clash.value());
        assertEquals(Map.of(at(7, A), Set.of("x")), clash.clashes());
        assertEquals(clash, EMPTY.unset(at(7, A)).merge(EMPTY.set(at(7, A), "x")));
    }

    @Test
    void greaterCounterWinsOverConcurrentWrite() {
        var x = EMPTY.set(at(7, A), "x");
        var y = EMPTY.set(at(9, B), "y");
        assertEquals(Optional.of("y"), x.merge(y).value());
        assertEquals(Optional.of("y"), y.merge(x).value());
    }

    @Test
    void equalCountersFallToTheOrderOfReplicas() {
        var merged = EMPTY.set(at(7, B), "x").merge(EMPTY.set(at(7, A), "y"));
        assertEquals(Optional.of("x"), merged.value());
        assertEquals(Optional.of(at(7, B)), merged.stamp());
        assertEquals(Map.of(), merged.clashes());
    }

    @Test
    void staleAndEqualStampsAreRefused() {
        var register = EMPTY.set(at(7, B), "x");
        assertEquals(
                "stamp 7@a does not exceed 7@b, the greatest this register has seen. Show the clock what is received: Replica.of(id, state, clock)",
                assertThrows(IllegalArgumentException.class, () -> register.set(at(7, A), "y"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> register.set(at(7, B), "x"));
        assertThrows(IllegalArgumentException.class, () -> register.set(at(1, B), "y"));
        assertEquals(Optional.of("x"), register.value());
    }

    @Test
    void arraysAreRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> LWWRegister.<Object>empty().set(at(1, A), new byte[] {1}));
        assertTrue(refused.getMessage().contains("byte[]"), refused::getMessage);
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("stamp", () -> EMPTY.set(null, "x"));
        assertNames("value", () -> EMPTY.set(at(1, A), null));
        assertNames("ties", () -> EMPTY.value(null));
        assertNames("other", () -> EMPTY.merge(null));
        assertNames("other", () -> EMPTY.leq(null));
        assertNames("since", () -> EMPTY.delta(null));
        assertNames("context", () -> within(EMPTY, null));
    }

    @Test
    void mergeThatAddsNothingIsTheSameObject() {
        var small = EMPTY.set(at(1, A), "x");
        var big = small.set(at(2, B), "y");
        assertSame(big, big.merge(small));
        assertSame(big, small.merge(big));
        assertSame(small, small.merge(EMPTY.set(at(1, A), "x")));
        assertSame(EMPTY, EMPTY.merge(EMPTY));
    }

    @Test
    void orderIsThatOfWhatWasSeen() {
        var x = EMPTY.set(at(1, A), "x");
        var y = x.set(at(2, B), "y");
        assertTrue(x.leq(y));
        assertFalse(y.leq(x));
        assertFalse(x.leq(EMPTY.set(at(9, B), "z")));
        assertFalse(EMPTY.set(at(1, A), "another x").leq(x));
    }

    @Test
    void deltaIsTheNewWriteAndWhatItReplaced() {
        var before = EMPTY.set(at(1, A), "x");
        var after = before.set(at(2, B), "y");
        var delta = after.delta(before);
        assertEquals(Optional.of("y"), delta.value());
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(B, 1)), delta.context());
        assertEquals(after, before.merge(delta));
        assertEquals(EMPTY, before.delta(after));
    }

    @Test
    void clashShowsAllValuesOfAStampAndOneIsTheValue() {
        var clash = EMPTY.set(at(7, A), "one").merge(EMPTY.set(at(7, A), "two"));
        assertEquals(Map.of(at(7, A), Set.of("one", "two")), clash.clashes());
        assertEquals(Optional.of("two"), clash.value());
        assertThrows(UnsupportedOperationException.class, () -> clash.clashes().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> clash.clashes().get(at(7, A)).clear());
    }

    @Test
    void valuesOfDifferentClassesHaveOneOrder() {
        LWWRegister<Object> empty = LWWRegister.empty();
        var number = empty.set(at(7, A), 1);
        var text = empty.set(at(7, A), "0");
        assertEquals(number.merge(text).value(), text.merge(number).value());
        assertEquals(Optional.of("0"), text.merge(number).value());
    }

    @Test
    void forgetLeavesNoValueAndKeepsTheContext() {
        var forgotten = forget(EMPTY.set(at(1, A), "x"));
        assertEquals(Optional.empty(), forgotten.value());
        assertTrue(forgotten.isEmpty());
        assertSame(forgotten, forget(forgotten));
        assertNotEquals(EMPTY, forgotten);
        assertSame(forgotten, forgotten.merge(EMPTY.set(at(1, A), "x")));
    }

    @Test
    void toStringShowsWritesAndContext() {
        assertEquals("LWWRegister without a value", EMPTY.toString());
        assertEquals(
                "LWWRegister x ({a:1->x/7@a}, {a:1})", EMPTY.set(at(7, A), "x").toString());
        assertTrue(EMPTY.set(at(7, A), "x")
                .merge(EMPTY.set(at(7, A), "y"))
                .toString()
                .contains("clash"));
    }
}
