package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReplicaTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private final Replica<ORSet<String>> replica = Replica.of(A, ORSet.empty());

    /** A user's type, with merge alone, that never returns the same object. */
    record Words(Set<String> words) implements Crdt<Words> {
        @Override
        public Words merge(Words other) {
            var all = new TreeSet<>(words);
            all.addAll(other.words);
            return new Words(all);
        }
    }

    @Test
    void anUpdateIsHandedTheIdOfItsReplica() {
        var replica = Replica.of(ReplicaId.of("mine"), GCounter.empty());
        assertEquals(
                GCounter.empty().increment(ReplicaId.of("mine")),
                replica.update((self, counter) -> counter.increment(self)));
        assertThrows(
                NullPointerException.class, () -> replica.update((BiFunction<ReplicaId, GCounter, GCounter>) null));
    }

    @Test
    void updateReturnsTheNextStateAndStateShowsIt() {
        var next = replica.update(set -> set.add(A, "x"));
        assertSame(next, replica.state());
        assertEquals(Set.of("x"), next.elements());
        assertSame(A, replica.id());
    }

    @Test
    void mergeSaysWhetherTheStateChanged() {
        var received = ORSet.<String>empty().add(B, "y");
        assertTrue(replica.merge(received));
        assertFalse(replica.merge(received));
        assertFalse(replica.merge(ORSet.empty()));
        assertEquals(Set.of("y"), replica.state().elements());
    }

    @Test
    void mergeOfAUsersTypeSaysWhetherTheStateChanged() {
        var words = Replica.of(A, new Words(Set.of("x")));
        List<Words> told = new ArrayList<>();
        words.onChange((before, after) -> told.add(after));
        assertFalse(words.merge(new Words(Set.of("x"))));
        assertTrue(words.merge(new Words(Set.of("y"))));
        assertSame(words.state(), words.update(state -> state));
        assertEquals(List.of(new Words(Set.of("x", "y"))), told);
    }

    @Test
    void updateThatThrowsChangesNothing() {
        var before = replica.update(set -> set.add(A, "x"));
        assertThrows(
                IllegalStateException.class,
                () -> replica.update(set -> {
                    throw new IllegalStateException("in the middle");
                }));
        assertSame(before, replica.state());
        replica.update(set -> set.add(A, "y"));
    }

    @Test
    void updateThatLosesSomethingIsRefused() {
        var before = replica.update(set -> set.add(A, "x"));
        var refused = assertThrows(IllegalArgumentException.class, () -> replica.update(set -> ORSet.empty()));
        assertTrue(refused.getMessage().startsWith("an update of a must not lose anything"), refused::getMessage);
        var removed = replica.update(set -> set.remove("x"));
        assertThrows(IllegalArgumentException.class, () -> replica.update(set -> before));
        assertSame(removed, replica.state());
    }

    @Test
    void updateAndMergeWithinAnUpdateAreRefused() {
        for (Runnable inner :
                List.<Runnable>of(() -> replica.update(set -> set.add(A, "x")), () -> replica.merge(ORSet.empty()))) {
            var refused = assertThrows(
                    IllegalStateException.class,
                    () -> replica.update(set -> {
                        inner.run();
                        return set;
                    }));
            assertEquals("an update of a must not update or merge the same replica", refused.getMessage());
        }
        assertEquals(ORSet.empty(), replica.state());
        replica.update(set -> set.add(A, "x"));
    }

    @Test
    void updateWithinAnUpdateOfAnotherReplicaIsAllowed() {
        Replica<ORSet<String>> other = Replica.of(B, ORSet.empty());
        replica.update(set ->
                set.add(A, "x of " + other.update(theirs -> theirs.add(B, "y")).elements()));
        assertEquals(Set.of("x of [y]"), replica.state().elements());
    }

    @Test
    void clockIsShownTheGreatestStampOfTheInitialAndOfEachReceivedState() {
        List<Long> shown = new ArrayList<>();
        LWWRegister<String> empty = LWWRegister.empty();
        var nine = empty.set(new LamportTimestamp(9, B), "x");
        Replica<LWWRegister<String>> register = Replica.of(A, nine, shown::add);
        register.merge(empty);
        register.merge(nine.set(new LamportTimestamp(12, B), "y"));
        register.update(state -> state.set(new LamportTimestamp(13, A), "z"));
        assertEquals(List.of(9L, 12L), shown);
    }

    @Test
    void writesAfterAMergeExceedWhatWasReceived() {
        LamportClock clock = LamportClock.of(A);
        Replica<LWWRegister<String>> register = Replica.of(A, LWWRegister.empty(), clock);
        register.merge(LWWRegister.<String>empty().set(new LamportTimestamp(41, B), "theirs"));
        register.update(state -> state.set(clock.tick(), "mine"));
        assertEquals("mine", register.state().value().orElseThrow());
    }

    @Test
    void clockThatRefusesLeavesTheStateAsItWas() {
        LWWRegister<String> empty = LWWRegister.empty();
        Replica<LWWRegister<String>> register = Replica.of(A, empty, counter -> {
            throw new IllegalArgumentException("too far: " + counter);
        });
        var received = empty.set(new LamportTimestamp(9, B), "x");
        assertThrows(IllegalArgumentException.class, () -> register.merge(received));
        assertSame(empty, register.state());
        assertEquals(1, register.refusals());
    }

    @Test
    void eventOfMineINeverIssuedIsRefusedAndStopsUpdatesButNotMerges() {
        var mine = replica.update(set -> set.add(A, "x"));
        var forged = mine.add(A, "forged").add(A, "forged again");
        var clash = assertThrows(IdentityClashException.class, () -> replica.merge(forged));
        assertEquals(3, clash.event());
        assertTrue(clash.getMessage().contains("Go on as ReplicaId.fresh(\"a\")"), clash::getMessage);
        assertSame(mine, replica.state());

        var refused = assertThrows(IdentityClashException.class, () -> replica.update(set -> set.add(A, "y")));
        assertEquals(3, refused.event());
        assertTrue(replica.merge(mine.add(B, "z").remove("x")));
        assertEquals(Set.of("z"), replica.state().elements());
        assertThrows(IdentityClashException.class, () -> replica.merge(forged));
        assertThrows(IdentityClashException.class, () -> replica.update(set -> set));
    }

    @Test
    void forgedEventInADeltaIsRefused() {
        var mine = replica.update(set -> set.add(A, "x"));
        assertThrows(
                IdentityClashException.class,
                () -> replica.merge(mine.add(A, "forged").delta(mine)));
    }

    @Test
    void countOfMineINeverCountedIsRefused() {
        Replica<GCounter> counter = Replica.of(A, GCounter.empty());
        var mine = counter.update(state -> state.increment(A, 5));
        assertThrows(IdentityClashException.class, () -> counter.merge(mine.increment(A, 2)));
        assertThrows(
                IdentityClashException.class,
                () -> counter.merge(mine.increment(A, 2).delta(mine)));
        assertEquals(5, counter.state().value());
    }

    @Test
    void replicaThatLostItsMemoryIsToldByItsOwnOldEvents() {
        var old = replica.update(set -> set.add(A, "x").add(A, "y"));
        Replica<ORSet<String>> restarted = Replica.of(A, ORSet.empty());
        restarted.update(set -> set.add(A, "z"));
        assertThrows(IdentityClashException.class, () -> restarted.merge(old));
        Replica<ORSet<String>> fresh = Replica.of(new ReplicaId("a", 1), ORSet.empty());
        assertTrue(fresh.merge(old));
        fresh.update(set -> set.add(fresh.id(), "z"));
        assertEquals(Set.of("x", "y", "z"), fresh.state().elements());
    }

    @Test
    void nullIsRefusedByName() {
        assertNames("id", () -> Replica.of(null, ORSet.empty()));
        assertNames("initial", () -> Replica.<GCounter>of(A, null));
        assertNames("clock", () -> Replica.of(A, ORSet.empty(), null));
        assertNames("change", () -> replica.update((UnaryOperator<ORSet<String>>) null));
        assertNames("the next state", () -> replica.update(set -> null));
        assertNames("received", () -> replica.merge(null));
        assertNames("listener", () -> replica.onChange(null));
        assertEquals(ORSet.empty(), replica.state());
    }

    private static void assertNames(String parameter, Executable call) {
        assertEquals(parameter, assertThrows(NullPointerException.class, call).getMessage());
    }
}
