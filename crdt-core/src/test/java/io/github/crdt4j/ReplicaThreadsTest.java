package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.counter.GCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a replica promises to several threads; the timeouts only end a deadlock. */
@Timeout(60)
class ReplicaThreadsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final int THREADS = 4;
    private static final int TIMES = 500;

    private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Runs the work in several threads at once, until all are done. */
    private void together(Callable<?> work) throws Exception {
        var start = new CyclicBarrier(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Test
    void noUpdateIsLostAndEachIsCalledOnce() throws Exception {
        var calls = new AtomicInteger();
        together(() -> {
            for (int i = 0; i < TIMES; i++) {
                replica.update(counter -> {
                    calls.incrementAndGet();
                    return counter.increment(A);
                });
            }
            return null;
        });
        assertEquals(THREADS * TIMES, replica.state().value());
        assertEquals(THREADS * TIMES, calls.get());
    }

    @Test
    void updatesRunOneAfterTheOtherOnTheirCallersThread() throws Exception {
        var inside = new AtomicInteger();
        together(() -> {
            Thread caller = Thread.currentThread();
            for (int i = 0; i < TIMES; i++) {
                replica.update(counter -> {
                    assertEquals(1, inside.incrementAndGet());
                    assertSame(caller, Thread.currentThread());
                    inside.decrementAndGet();
                    return counter.increment(A);
                });
            }
            return null;
        });
    }

    @Test
    void changesAreToldInOrderAndWithoutAGapWhoeverMadeThem() throws Exception {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        Replica<GCounter> replica = Replica.builder(A, GCounter.empty())
                .listenersOn(Runnable::run)
                .onListenerFailure(failures::add)
                .build();
        List<GCounter> told = new ArrayList<>(List.of(replica.state()));
        var inside = new AtomicInteger();
        replica.onChange((before, after) -> {
            assertEquals(1, inside.incrementAndGet(), "one thread tells at a time");
            assertSame(told.get(told.size() - 1), before, "each change begins where the last one ended");
            told.add(after);
            inside.decrementAndGet();
        });
        var others = new AtomicInteger();
        together(() -> {
            for (int i = 0; i < TIMES; i++) {
                replica.update(counter -> counter.increment(A));
                replica.merge(GCounter.empty().increment(B, others.incrementAndGet()));
            }
            return null;
        });
        assertEquals(List.of(), failures);
        assertSame(replica.state(), told.get(told.size() - 1), "all was told when the last call returned");
        assertEquals(THREADS * TIMES * 2, replica.state().value());
    }

    @Test
    void stateNeverGoesBackForAnyReader() throws Exception {
        List<GCounter> read = Collections.synchronizedList(new ArrayList<>());
        var done = new CountDownLatch(1);
        Future<?> reader = threads.submit(() -> {
            GCounter last = replica.state();
            while (done.getCount() > 0) {
                GCounter next = replica.state();
                assertTrue(last.leq(next), "a smaller state was read");
                if (next != last) {
                    read.add(next);
                }
                last = next;
            }
            return null;
        });
        together(() -> {
            for (int i = 0; i < TIMES; i++) {
                replica.update(counter -> counter.increment(A));
            }
            return null;
        });
        done.countDown();
        reader.get();
        assertTrue(read.stream().allMatch(state -> state.value() > 0));
    }

    @Test
    void stateIsReadWhileAnUpdateRuns() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<?> update = threads.submit(() -> replica.update(counter -> {
            running.countDown();
            await(release);
            return counter.increment(A);
        }));
        await(running);
        assertEquals(0, replica.state().value());
        release.countDown();
        update.get();
        assertEquals(1, replica.state().value());
    }

    /** The thread that tells is kept by one call; what others changed meanwhile is one change, told by another thread. */
    @Test
    void changesMadeWhileAListenerIsBusyAreToldAsOneByAnotherThread() throws Exception {
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var all = new CountDownLatch(2);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<Thread> tellers = Collections.synchronizedList(new ArrayList<>());
        replica.onChange((before, after) -> {
            busy.countDown();
            await(release);
            told.add(before.value() + "->" + after.value());
            tellers.add(Thread.currentThread());
            all.countDown();
        });
        List<Thread> changing = Collections.synchronizedList(new ArrayList<>());
        Future<?> slow = threads.submit(() -> {
            changing.add(Thread.currentThread());
            return replica.update(counter -> counter.increment(A));
        });
        await(busy);
        for (int i = 0; i < TIMES; i++) {
            replica.update(counter -> counter.increment(A));
        }
        assertTrue(replica.merge(GCounter.empty().increment(B)));
        assertEquals(TIMES + 2, replica.state().value());
        release.countDown();
        slow.get();
        await(all);
        assertEquals(List.of("0->1", "1->" + (TIMES + 2)), told);
        assertSame(changing.get(0), tellers.get(0));
        assertNotSame(changing.get(0), tellers.get(1));
        assertNotSame(Thread.currentThread(), tellers.get(1));
    }

    @Test
    void listenersMayWaitForAnotherThreadThatUpdates() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        Replica<GCounter> replica = Replica.builder(A, GCounter.empty())
                .onListenerFailure(failures::add)
                .build();
        replica.onChange((before, after) -> {
            if (after.value() == 1) {
                join(threads.submit(() -> replica.update(counter -> counter.increment(A))));
            }
        });
        replica.update(counter -> counter.increment(A));
        assertEquals(2, replica.state().value());
        assertEquals(List.of(), failures);
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
