package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.GcFinalization;
import io.github.crdt4j.counter.GCounter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaListenerTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
    private final List<String> told = new ArrayList<>();

    private Replica.Listener<GCounter> teller(String name) {
        return (before, after) -> told.add(name + " " + before.value() + "->" + after.value());
    }

    private void increment() {
        replica.update(counter -> counter.increment(A));
    }

    @Test
    void listenersAreToldEveryChangeOnceInOrder() {
        replica.onChange(teller("one"));
        replica.onChange(teller("two"));
        increment();
        replica.merge(GCounter.empty().increment(B, 5));
        replica.merge(GCounter.empty().increment(B, 5));
        replica.update(counter -> counter);
        assertEquals(List.of("one 0->1", "two 0->1", "one 1->6", "two 1->6"), told);
    }

    @Test
    void listenerIsToldTheStatesThemselves() {
        var before = replica.state();
        List<GCounter> states = new ArrayList<>();
        replica.onChange((from, to) -> states.addAll(List.of(from, to)));
        var after = replica.update(counter -> counter.increment(A));
        assertSame(before, states.get(0));
        assertSame(after, states.get(1));
    }

    @Test
    void listenerThatStoppedIsNotTold() {
        Runnable stop = replica.onChange(teller("one"));
        increment();
        stop.run();
        stop.run();
        increment();
        assertEquals(List.of("one 0->1"), told);
    }

    @Test
    void listenerThatStoppedIsLetGo() {
        var listener = new WeakReference<>(stopped());
        increment();
        GcFinalization.awaitClear(listener);
        assertEquals(1, replica.state().value());
    }

    private Replica.Listener<GCounter> stopped() {
        Replica.Listener<GCounter> listener = new Replica.Listener<>() {
            @Override
            public void changed(GCounter before, GCounter after) {
                told.add("a listener that stopped");
            }
        };
        replica.onChange(listener).run();
        return listener;
    }

    @Test
    void oneListenerAddedTwiceIsToldTwiceAndStoppedOnce() {
        var listener = teller("one");
        Runnable stop = replica.onChange(listener);
        replica.onChange(listener);
        increment();
        stop.run();
        stop.run();
        increment();
        assertEquals(List.of("one 0->1", "one 0->1", "one 1->2"), told);
    }

    @Test
    void updateByAListenerIsToldAfterThisChangeWasToldToAll() {
        replica.onChange((before, after) -> {
            if (after.value() == 1) {
                increment();
                assertEquals(2, replica.state().value());
            }
        });
        replica.onChange(teller("two"));
        increment();
        assertEquals(List.of("two 0->1", "two 1->2"), told);
    }

    @Test
    void mergeByAListenerIsToldAfterwards() {
        replica.onChange((before, after) -> replica.merge(GCounter.empty().increment(B)));
        replica.onChange(teller("two"));
        increment();
        assertEquals(List.of("two 0->1", "two 1->2"), told);
    }

    @Test
    void aListenerIsNotToldOfChangesFromBeforeItWasAdded() {
        replica.onChange((before, after) -> {
            if (after.value() == 1) {
                increment();
                replica.onChange(teller("late"));
                increment();
            }
        });
        increment();
        assertEquals(List.of("late 2->3"), told);
    }

    @Test
    void listenerThatStoppedIsNotToldOfChangesThatWaited() {
        List<Runnable> stops = new ArrayList<>();
        replica.onChange((before, after) -> {
            if (after.value() == 1) {
                increment();
                stops.get(0).run();
            }
        });
        stops.add(replica.onChange(teller("two")));
        increment();
        assertEquals(List.of(), told);
    }

    @Test
    void whatAListenerThrowsReachesTheCallerAfterTheOthersWereToldAndTheChangeStands() {
        RuntimeException first = new IllegalStateException("first");
        replica.onChange((before, after) -> {
            throw first;
        });
        replica.onChange((before, after) -> {
            throw new IllegalArgumentException("second");
        });
        replica.onChange(teller("three"));
        RuntimeException thrown = assertThrows(IllegalStateException.class, this::increment);
        assertSame(first, thrown);
        assertEquals("second", thrown.getSuppressed()[0].getMessage());
        assertEquals(List.of("three 0->1"), told);
        assertEquals(1, replica.state().value());
        assertThrows(
                IllegalStateException.class,
                () -> replica.merge(GCounter.empty().increment(B)));
        assertEquals(List.of("three 0->1", "three 1->2"), told);
    }

    @Test
    void errorThrownByAListenerReachesTheCallerAfterTheOthersWereTold() {
        replica.onChange((before, after) -> {
            throw new AssertionError("not as expected");
        });
        replica.onChange(teller("two"));
        assertThrows(AssertionError.class, this::increment);
        assertEquals(List.of("two 0->1"), told);
        assertEquals(1, replica.state().value());
    }

    @Test
    void oneExceptionThrownByTwoListenersReachesTheCaller() {
        RuntimeException always = new IllegalStateException("always the same");
        Replica.Listener<GCounter> thrower = (before, after) -> {
            throw always;
        };
        replica.onChange(thrower);
        replica.onChange(thrower);
        assertSame(always, assertThrows(RuntimeException.class, this::increment));
    }

    @Test
    void refusedUpdateIsNotTold() {
        increment();
        replica.onChange(teller("one"));
        assertThrows(IllegalArgumentException.class, () -> replica.update(counter -> GCounter.empty()));
        assertThrows(
                IdentityClashException.class,
                () -> replica.merge(GCounter.empty().increment(A, 9)));
        assertTrue(told.isEmpty());
    }
}
