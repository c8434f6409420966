package io.github.crdt4j;

import com.google.common.base.Throwables;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One replica of one state: an identity and what it currently knows, safe to share between threads.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>The identity is this replica's alone, and of this start: see {@link ReplicaId}.
 *   <li>States are immutable, and functions given to {@link #update} use no other identity to mint events.
 *   <li>The replica reaches other threads as any object should: by a final or volatile field, a lock, or the start of a
 *       thread.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Updates and merges happen one after the other. The function given to {@link #update} is called exactly once, on
 *       the calling thread, and is never retried. Memory consistency: what one does happens-before what the next does.
 *   <li>The state only grows, in the state order. A call that throws has changed nothing, unless it is a listener that
 *       threw.
 *   <li>{@link #state} never blocks, and once it has returned a state never returns a smaller one. Memory consistency:
 *       what a thread did before an {@code update} or {@code merge} that changed the state happens-before what another
 *       does after reading that state or a later one.
 *   <li>Listeners are told every change, once, in the order of the changes, and never while a lock is held that updates,
 *       merges or reads wait for. Memory consistency: what led to a change happens-before its listeners hear of it, and
 *       what they do then happens-before they hear of the next.
 *   <li>A received state with an event of this identity that this replica never issued is refused before merging, and
 *       from then on so is every {@link #update}: two replicas are using one identity, or this one has lost memory.
 * </ol>
 *
 * <pre>{@code
 * Replica<GCounter> replica = Replica.of(ReplicaId.fresh("berlin-1"), GCounter.empty());
 * replica.update(counter -> counter.increment(replica.id()));
 * boolean news = replica.merge(received);
 * }</pre>
 *
 * @param <S> the type of the state
 */
public final class Replica<S extends Crdt<S>> {

    private record Change<S>(S before, S after, List<Subscription<S>> audience) {}

    private record Subscription<S>(Listener<? super S> listener, AtomicBoolean stopped) {}

    private final ReplicaId id;
    private final LongConsumer clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock telling = new ReentrantLock();
    private final Queue<Change<S>> untold = new ArrayDeque<>();
    private volatile List<Subscription<S>> audience = List.of();
    private volatile S state;
    private volatile @Nullable IdentityClashException clash;

    private Replica(ReplicaId id, S initial, LongConsumer clock) {
        this.id = Objects.requireNonNull(id, "id");
        this.state = Objects.requireNonNull(initial, "initial");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A replica without a clock.
     *
     * @param id its identity
     * @param initial its first state: empty, or restored from a durable store
     * @param <S> the type of the state
     * @return the replica
     */
    public static <S extends Crdt<S>> Replica<S> of(ReplicaId id, S initial) {
        return of(id, initial, stamp -> {});
    }

    /**
     * A replica whose clock is shown the greatest stamp of each state, the initial one included, before it is merged.
     *
     * @param id its identity
     * @param initial its first state: empty, or restored from a durable store
     * @param clock takes the counter of a stamp, and throws to refuse it: {@code lamportClock::observe}
     * @param <S> the type of the state
     * @return the replica
     */
    public static <S extends Crdt<S>> Replica<S> of(ReplicaId id, S initial, LongConsumer clock) {
        var replica = new Replica<>(id, initial, clock);
        replica.observe(initial);
        return replica;
    }

    /**
     * The identity of this replica.
     *
     * @return the identity
     */
    public ReplicaId id() {
        return id;
    }

    /**
     * What this replica knows now. Takes no lock.
     *
     * @return the current state
     */
    public S state() {
        return state;
    }

    /**
     * Changes the state.
     *
     * @param change from the current state to the next, made by its mutators; called exactly once, on this thread, while
     *     other updates and merges wait; it must not update or merge this replica
     * @return the next state
     * @throws IllegalArgumentException if the next state does not contain the current one
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere
     * @throws IllegalStateException if called from within an update of this replica
     */
    @CanIgnoreReturnValue
    public S update(UnaryOperator<S> change) {
        Objects.requireNonNull(change, "change");
        S after;
        enter();
        try {
            IdentityClashException met = clash;
            if (met != null) {
                throw new IdentityClashException(id, met.event());
            }
            S before = state;
            after = Objects.requireNonNull(change.apply(before), "the next state");
            if (!before.leq(after)) {
                throw new IllegalArgumentException("an update of " + id
                        + " must not lose anything: it returned a state that does not contain the current one");
            }
            become(before, after);
        } finally {
            lock.unlock();
        }
        tell();
        return after;
    }

    /**
     * Joins a received state.
     *
     * @param received a state or a delta from a peer
     * @return whether the state changed
     * @throws IdentityClashException if {@code received} has an event of this identity that this replica never issued;
     *     the state is unchanged, and further updates are refused
     * @throws RuntimeException what the clock throws when it refuses the greatest stamp; the state is unchanged
     * @throws IllegalStateException if called from within an update of this replica
     */
    @CanIgnoreReturnValue
    public boolean merge(S received) {
        Objects.requireNonNull(received, "received");
        boolean changed;
        enter();
        try {
            S before = state;
            refuseForged(before, received);
            observe(received);
            S after = before.merge(received);
            changed = become(before, after);
        } finally {
            lock.unlock();
        }
        tell();
        return changed;
    }

    /**
     * Adds a listener, told of each change from now on.
     *
     * @param listener whom to tell
     * @return how to stop it; safe to call more than once
     */
    @CanIgnoreReturnValue
    public Runnable onChange(Listener<? super S> listener) {
        Objects.requireNonNull(listener, "listener");
        var subscription = new Subscription<S>(listener, new AtomicBoolean());
        lock.lock();
        try {
            audience = Stream.concat(audience.stream(), Stream.of(subscription)).toList();
        } finally {
            lock.unlock();
        }
        return () -> stop(subscription);
    }

    /**
     * Who is told of changes.
     *
     * @param <S> the type of the state
     */
    @FunctionalInterface
    public interface Listener<S> {
        /**
         * Called once per change, in the order of changes, on the thread of this or of an earlier change that was still
         * telling; it may update the replica, and the next call then follows this one. What it throws reaches that
         * thread, after everybody has been told; the change stands.
         *
         * @param before the state before
         * @param after the state after; {@code after.delta(before)} is what is new
         */
        void changed(S before, S after);
    }

    private void stop(Subscription<S> subscription) {
        subscription.stopped().set(true);
        lock.lock();
        try {
            audience = audience.stream().filter(one -> one != subscription).toList();
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("an update of " + id + " must not update or merge the same replica");
        }
        lock.lock();
    }

    @CanIgnoreReturnValue
    private boolean become(S before, S after) {
        if (after == before || after.equals(before)) {
            return false;
        }
        state = after;
        if (!audience.isEmpty()) {
            untold.add(new Change<>(before, after, audience));
        }
        return true;
    }

    @SuppressWarnings("unchecked") // a Witness testifies about its own type, by its contract
    private void refuseForged(S mine, S received) {
        if (received instanceof Witness<?> witness) {
            long event = ((Witness<S>) witness).unseenEvents(id, mine);
            if (event > 0) {
                var met = new IdentityClashException(id, event);
                clash = met;
                throw met;
            }
        }
    }

    private void observe(S seen) {
        if (seen instanceof Witness<?> witness && witness.greatestStamp() > 0) {
            clock.accept(witness.greatestStamp());
        }
    }

    /** One thread tells at a time; a change made meanwhile is told by whoever is telling, so the order is kept. */
    private void tell() {
        var thrown = new ArrayList<Throwable>();
        while (!telling.isHeldByCurrentThread() && pending() && telling.tryLock()) {
            try {
                for (Change<S> change = next(); change != null; change = next()) {
                    tell(change, thrown);
                }
            } finally {
                telling.unlock();
            }
        }
        if (!thrown.isEmpty()) {
            Throwable first = thrown.remove(0);
            thrown.stream().filter(other -> other != first).forEach(first::addSuppressed);
            Throwables.throwIfUnchecked(first);
            throw new IllegalStateException("a listener of " + id + " threw a checked exception", first);
        }
    }

    private void tell(Change<S> change, List<Throwable> thrown) {
        for (Subscription<S> subscription : change.audience()) {
            try {
                if (!subscription.stopped().get()) {
                    subscription.listener().changed(change.before(), change.after());
                }
            } catch (Throwable e) {
                thrown.add(e);
            }
        }
    }

    private boolean pending() {
        lock.lock();
        try {
            return !untold.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Change<S> next() {
        lock.lock();
        try {
            return untold.poll();
        } finally {
            lock.unlock();
        }
    }
}
