package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.GcFinalization;
import io.github.crdt4j.counter.GCounter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaListenerTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private final List<Throwable> failures = new ArrayList<>();
    private final Replica<GCounter> replica = Replica.builder(A, GCounter.empty())
            .onListenerFailure(failures::add)
            .build();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void noListenerFailed() {
        assertEquals(List.of(), failures);
    }

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
    void whatListenersThrowReachesTheHandlerAndNeitherTheCallerNorTheOtherListeners() {
        RuntimeException first = new IllegalStateException("first");
        Error second = new AssertionError("second");
        replica.onChange((before, after) -> {
            throw first;
        });
        replica.onChange((before, after) -> {
            throw second;
        });
        replica.onChange(teller("three"));
        increment();
        assertTrue(replica.merge(GCounter.empty().increment(B)));
        assertEquals(List.of("three 0->1", "three 1->2"), told);
        assertEquals(List.of(first, second, first, second), failures);
        failures.clear();
    }

    @Test
    void whatAListenerThrowsReachesTheUncaughtExceptionHandlerByDefault() throws InterruptedException {
        var plain = Replica.of(A, GCounter.empty());
        var thrown = new IllegalStateException("by a listener");
        plain.onChange((before, after) -> {
            throw thrown;
        });
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        var returned = new ArrayList<GCounter>();
        var thread = new Thread(() -> returned.add(plain.update(counter -> counter.increment(A))));
        thread.setUncaughtExceptionHandler((where, what) -> uncaught.add(what));
        thread.start();
        thread.join();
        assertEquals(List.of(thrown), uncaught);
        assertEquals(1, returned.get(0).value());
    }

    @Test
    void changesByAListenerAreToldAsOneToTheOthers() {
        replica.onChange((before, after) -> {
            if (after.value() == 1) {
                increment();
                increment();
                increment();
            }
        });
        replica.onChange(teller("two"));
        increment();
        assertEquals(List.of("two 0->1", "two 1->4"), told);
    }

    @Test
    void listenersOnAnExecutorAreToldThereAndNeverByTheThreadThatChanges() {
        List<Runnable> tasks = new ArrayList<>();
        var elsewhere =
                Replica.builder(A, GCounter.empty()).listenersOn(tasks::add).build();
        elsewhere.onChange(teller("one"));
        elsewhere.update(counter -> counter.increment(A));
        elsewhere.update(counter -> counter.increment(A));
        elsewhere.merge(GCounter.empty().increment(B));
        assertEquals(List.of(), told);
        assertEquals(1, tasks.size());
        tasks.remove(0).run();
        assertEquals(List.of("one 0->3"), told);
        elsewhere.update(counter -> counter.increment(A));
        assertEquals(1, tasks.size());
        tasks.remove(0).run();
        assertEquals(List.of("one 0->3", "one 3->4"), told);
    }

    @Test
    void anExecutorThatRejectsLeavesTheTellingToTheThreadThatChanges() {
        var closed = Replica.builder(A, GCounter.empty())
                .listenersOn(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .build();
        closed.onChange(teller("one"));
        closed.update(counter -> counter.increment(A));
        closed.update(counter -> counter.increment(A));
        assertEquals(List.of("one 0->1", "one 1->2"), told);
    }

    @Test
    void aHandlerThatThrowsStopsNothing() {
        List<Throwable> uncaught = new ArrayList<>();
        var failing = Replica.builder(A, GCounter.empty())
                .onListenerFailure(failure -> {
                    throw new IllegalArgumentException("handler", failure);
                })
                .build();
        failing.onChange((before, after) -> {
            throw new IllegalStateException("listener");
        });
        failing.onChange(teller("two"));
        Thread thread = Thread.currentThread();
        var handler = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((where, what) -> {
            uncaught.add(what);
            throw new IllegalStateException("and that one, too");
        });
        try {
            failing.update(counter -> counter.increment(A));
        } finally {
            thread.setUncaughtExceptionHandler(handler);
        }
        assertEquals(List.of("two 0->1"), told);
        assertEquals(
                List.of("handler"), uncaught.stream().map(Throwable::getMessage).toList());
    }

    @Test
    void whatAListenerOfRefusalsThrowsDoesNotTakeThePlaceOfTheRefusal() {
        var thrown = new AssertionError("by a listener");
        var refusing = Replica.builder(A, GCounter.empty())
                .onRefusal((reason, count) -> {
                    throw thrown;
                })
                .onListenerFailure(failures::add)
                .build();
        assertThrows(
                IdentityClashException.class,
                () -> refusing.merge(GCounter.empty().increment(A)));
        assertEquals(List.of(thrown), failures);
        assertEquals(1, refusing.refusals());
        failures.clear();
    }

    @Test
    void anExecutorThatFailsLeavesTheTellingToTheThreadThatChanges() {
        var failing = Replica.builder(A, GCounter.empty())
                .listenersOn(task -> {
                    throw new IllegalStateException("no threads left");
                })
                .build();
        failing.onChange(teller("one"));
        failing.update(counter -> counter.increment(A));
        failing.update(counter -> counter.increment(A));
        assertEquals(List.of("one 0->1", "one 1->2"), told);
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
