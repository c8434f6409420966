package io.github.crdt4j;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a replica. Of each only the state it was last told is kept: a listener has news when the present state is
 * another, so changes that come faster than they are told become one, and no queue can grow.
 *
 * @param <S> the type of the state
 */
final class Audience<S> {

    /** A listener; {@code told} is written by the thread that tells. */
    private static final class Seat<S> {
        final Replica.Listener<? super S> listener;
        volatile S told;
        volatile boolean stopped;

        Seat(Replica.Listener<? super S> listener, S told) {
            this.listener = listener;
            this.told = told;
        }
    }

    private final Supplier<S> state;
    private final Executor executor;
    private final boolean onCaller;
    private final Consumer<? super Throwable> failures;
    private final ReentrantLock telling = new ReentrantLock();
    private final AtomicBoolean submitted = new AtomicBoolean();
    private boolean again; // a listener changed the replica in this round; of the thread that tells
    private volatile List<Seat<S>> seats = List.of();

    Audience(Supplier<S> state, @Nullable Executor executor, Consumer<? super Throwable> failures) {
        this.state = state;
        this.executor = executor == null ? ForkJoinPool.commonPool() : executor;
        this.onCaller = executor == null;
        this.failures = failures;
    }

    /** Adds a listener; returns how to stop it. */
    Runnable add(Replica.Listener<? super S> listener) {
        var seat = new Seat<S>(listener, state.get());
        change(Stream.concat(seats.stream(), Stream.of(seat)));
        return () -> stop(seat);
    }

    private void stop(Seat<S> seat) {
        seat.stopped = true;
        synchronized (this) {
            change(seats.stream().filter(other -> other != seat));
        }
    }

    private synchronized void change(Stream<Seat<S>> next) {
        seats = next.toList();
    }

    /**
     * Called after a change, without locks. The thread that changed tells it, and what its listeners change on this thread;
     * what others changed meanwhile it leaves to the executor, so nobody is kept by the changes of others.
     */
    void tell() {
        if (telling.isHeldByCurrentThread()) {
            again = true;
        } else if (!onCaller) {
            submitNews();
        } else if (hasNews() && telling.tryLock()) {
            try {
                do {
                    again = false;
                    round();
                } while (again);
            } finally {
                telling.unlock();
            }
            submitNews();
        }
    }

    /** Whoever finds the lock taken leaves its news to the holder, who looks again after it has let go. */
    private void submitNews() {
        if (hasNews() && submitted.compareAndSet(false, true)) {
            try {
                executor.execute(this::tellAll);
            } catch (RuntimeException rejected) {
                tellAll();
            }
        }
    }

    private void tellAll() {
        submitted.set(false);
        while (hasNews() && telling.tryLock()) {
            try {
                round();
            } finally {
                telling.unlock();
            }
        }
    }

    private boolean hasNews() {
        S latest = state.get();
        for (Seat<S> seat : seats) {
            if (!seat.stopped && seat.told != latest) {
                return true;
            }
        }
        return false;
    }

    private void round() {
        List<Seat<S>> present = seats; // first, so that none of them began with a later state than this
        S latest = state.get();
        for (Seat<S> seat : present) {
            S before = seat.told;
            if (!seat.stopped && before != latest) {
                seat.told = latest;
                tell(seat, before, latest);
            }
        }
    }

    private void tell(Seat<S> seat, S before, S after) {
        tell(() -> seat.listener.changed(before, after));
    }

    /** Calls a listener; what it throws reaches the handler, and what that throws nobody but the thread's own. */
    void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            try {
                failures.accept(thrown);
            } catch (Throwable worse) {
                uncaught(worse);
            }
        }
    }

    /** Hands it to the uncaught exception handler, and ignores what that throws, as the virtual machine does. */
    @SuppressWarnings("EmptyCatch") // what a handler throws is ignored on purpose
    static void uncaught(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // nobody is left to be told
        }
    }
}
