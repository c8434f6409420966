package io.github.crdt4j;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One replica of one state: an identity and what it currently knows, safe to share between threads.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>The identity is this replica's alone, and of this start: see {@link ReplicaId}.
 *   <li>States are immutable, and functions given to {@link #update} use no other identity to mint events. An update that
 *       does is refused where the type has a {@link Witness} that tells it, as the types of this library do. A type that is not
 *       {@link Witnessed} is not protected.
 *   <li>The replica reaches other threads as any object should: by a final or volatile field, a lock, or the start of a
 *       thread.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Updates and merges happen one after the other. The function given to {@link #update(UnaryOperator)} is called exactly once, on
 *       the calling thread, and is never retried. Memory consistency: what one does happens-before what the next does.
 *   <li>The state only grows, in the state order. A call that throws has changed nothing; what listeners throw never reaches
 *       the caller.
 *   <li>{@link #state} never blocks, and once it has returned a state never returns a smaller one. Memory consistency:
 *       what a thread did before an {@code update} or {@code merge} that changed the state happens-before what another
 *       does after reading that state or a later one.
 *   <li>Each listener is told of the changes in their order, by one call at a time, and each call begins with the state the
 *       last one ended with. Changes made while listeners are busy are told together, as one change, so nothing queues up.
 *       No lock is held meanwhile that updates, merges or reads wait for. Memory consistency: what led to a change
 *       happens-before its listeners hear of it, and what they do then happens-before they hear of the next.
 *   <li>Listeners cost an {@code update} or {@code merge} at most one call of each, besides those for what the listeners
 *       changed themselves. What other threads changed in the meantime is told on another thread, see {@link #onChange}.
 *   <li>A received state with an event of this identity that this replica never issued, or issued with other content, is
 *       refused, and from then on so is every {@link #update}: two replicas are using one identity, or this one has lost
 *       memory.
 * </ol>
 *
 * <pre>{@code
 * Replica<GCounter> replica = Replica.of(ReplicaId.fresh("berlin-1"), GCounter.empty());
 * replica.update((self, counter) -> counter.increment(self));
 * boolean news = replica.merge(received);
 * }</pre>
 *
 * @param <S> the type of the state
 */
public final class Replica<S extends Crdt<S>> {

    /** The most characters of the state in {@link #toString}. */
    private static final int MAX_TEXT = 120;

    private static final ReplicaClock NO_CLOCK = stamp -> {};

    private final ReplicaId id;
    private final ReplicaClock clock;
    private final @Nullable Consumer<? super S> check;
    private final RefusalListener refusalListener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Audience<S> audience;
    private final AtomicLong refusals = new AtomicLong();
    private final Consumer<? super Contradiction> contradictionListener;
    private final AtomicLong contradictions = new AtomicLong();
    private volatile S state;
    private volatile @Nullable IdentityClashException clash;

    private Replica(Builder<S> builder) {
        this.id = builder.id;
        this.state = builder.initial;
        this.clock = builder.clock;
        this.check = builder.check;
        this.refusalListener = builder.refusalListener;
        this.contradictionListener = builder.contradictionListener;
        this.audience = new Audience<>(this::state, builder.executor, builder.failures);
        resume(builder.initial);
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
        return builder(id, initial).build();
    }

    /**
     * A replica with a clock, which is shown the greatest stamp of each state before it is merged. The initial state is
     * this replica's own and never refused: the clock {@linkplain ReplicaClock#resume resumes} from it.
     *
     * @param id its identity
     * @param initial its first state: empty, or restored from a durable store
     * @param clock a clock of {@link io.github.crdt4j.time}, or what takes the counter of a stamp and throws to refuse it
     * @param <S> the type of the state
     * @return the replica
     */
    public static <S extends Crdt<S>> Replica<S> of(ReplicaId id, S initial, ReplicaClock clock) {
        return builder(id, initial).clock(clock).build();
    }

    /**
     * Begins a replica with more than a clock: a check of what updates add, and who hears of refusals and failures.
     *
     * @param id its identity
     * @param initial its first state: empty, or restored from a durable store
     * @param <S> the type of the state
     * @return a builder
     */
    public static <S extends Crdt<S>> Builder<S> builder(ReplicaId id, S initial) {
        return new Builder<>(id, initial);
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
     * Changes the state. A state that was received does not belong here: {@link #merge} it.
     *
     * @param change from the current state to the next, made by its mutators with this replica's id; called exactly once, on
     *     this thread, while other updates and merges wait; it must not update or merge this replica
     * @return the next state
     * @throws IllegalArgumentException if the next state does not contain the current one, or has new events of another
     *     replica, or new events of this replica that do not follow its last one; nothing has changed
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere; nothing has changed
     * @throws IllegalStateException if called from within an update of this replica; nothing has changed
     * @throws RuntimeException what {@code change} or the {@linkplain Builder#check check} throws; nothing has changed
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
            if (after != before) {
                if (!before.leq(after)) {
                    throw new IllegalArgumentException("an update of " + id
                            + " must not lose anything: it returned a state that does not contain the current one."
                            + " Return what the current state's mutators made of it; to take over a received state, use"
                            + " replica.merge(received)");
                }
                refuseForeign(before, after);
                if (check != null) {
                    check.accept(after.delta(before));
                }
            }
            become(before, after);
        } finally {
            lock.unlock();
        }
        audience.tell();
        return after;
    }

    /**
     * Changes the state by mutators that take this replica's id, which is handed over: no other can be written by mistake.
     *
     * @param change from this replica's id and the current state to the next, as in {@link #update(UnaryOperator)}
     * @return the next state
     * @throws IllegalArgumentException if the next state does not contain the current one, or has new events of another
     *     replica, or new events of this replica that do not follow its last one; nothing has changed
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere; nothing has changed
     * @throws IllegalStateException if called from within an update of this replica; nothing has changed
     * @throws RuntimeException what {@code change} or the {@linkplain Builder#check check} throws; nothing has changed
     */
    @CanIgnoreReturnValue
    public S update(BiFunction<ReplicaId, S, S> change) {
        Objects.requireNonNull(change, "change");
        return update(state -> change.apply(id, state));
    }

    /**
     * Joins a received state.
     *
     * @param received a state or a delta from a peer
     * @return whether the state changed
     * @throws IdentityClashException if {@code received} has an event of this identity that this replica never issued, or
     *     issued with other content; the state is unchanged, and further updates are refused
     * @throws RuntimeException what the clock throws when it refuses the greatest stamp; nothing of {@code received} was
     *     merged. Do not acknowledge it; it can be merged later, when the clock has caught up or allows more
     * @throws IllegalStateException if called from within an update of this replica
     */
    @CanIgnoreReturnValue
    public boolean merge(S received) {
        Objects.requireNonNull(received, "received");
        boolean changed;
        RuntimeException refusal = null;
        List<Contradiction> met = List.of();
        enter();
        try {
            S before = state;
            refusal = refusal(before, received);
            S after = refusal == null ? before.merge(received) : before;
            if (after != before) {
                met = contradictions(before, received, after);
                refusal = clash(met);
            }
            changed = refusal == null && become(before, after);
        } finally {
            lock.unlock();
        }
        met.forEach(this::report);
        if (refusal != null) {
            report(refusal);
            throw refusal;
        }
        audience.tell();
        return changed;
    }

    /**
     * How many events {@link #merge} has met that stand for one thing here and for another in what was received, see {@link
     * Contradiction}. Anything but 0 says that an identity is in use twice. If it is another replica's, the merge is carried
     * out, as every replica must do it alike; if it is this replica's, {@code merge} throws an {@link
     * IdentityClashException} and keeps the state.
     *
     * @return their number
     */
    public long contradictions() {
        return contradictions.get();
    }

    /**
     * How many received states {@link #merge} has refused, by an {@link IdentityClashException} or because the clock refused
     * their greatest stamp. What to do about them says {@code docs/identity.md}.
     *
     * @return their number; one more if the clock refused the stamps of the initial state, which was taken nevertheless
     */
    public long refusals() {
        return refusals.get();
    }

    /**
     * Adds a listener, told of the changes from now on.
     *
     * <p>It is told by the thread that made a change, before {@code update} or {@code merge} returns. If other threads change
     * the replica while listeners are busy, they do not wait: what they changed is told later, as one change, on the common
     * pool. With {@link Builder#listenersOn} all is told on an executor of yours.
     *
     * <p>What a listener throws reaches neither {@code update} nor {@code merge}, and not the other listeners. It is handed to
     * {@link Builder#onListenerFailure}, by default the uncaught exception handler of the thread.
     *
     * @param listener whom to tell
     * @return how to stop it; safe to call more than once
     */
    @CanIgnoreReturnValue
    public Runnable onChange(Listener<? super S> listener) {
        Objects.requireNonNull(listener, "listener");
        lock.lock(); // so that no change falls between the state it begins with and its being added
        try {
            return audience.add(listener);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who is told of changes.
     *
     * @param <S> the type of the state
     */
    @FunctionalInterface
    public interface Listener<S> {
        /**
         * Called for one change, or for several that were made while listeners were busy. It may update the replica, and the
         * next call then follows this one. It may wait for other threads that update the replica.
         *
         * @param before the state before, with which the call before this one ended
         * @param after the state after; {@code after.delta(before)} is what is new
         */
        void changed(S before, S after);
    }

    /** Who hears that a received state was refused. */
    @FunctionalInterface
    public interface RefusalListener {
        /**
         * Called after a received state was refused, on the thread that tried to merge it, before the exception reaches
         * it. No lock is held.
         *
         * @param reason why: an {@link IdentityClashException}, or what the clock threw, such as a {@code
         *     ClockDriftException}, which tells the stamp and by how much it is ahead
         * @param count how many were refused so far, this one included
         */
        void refused(RuntimeException reason, long count);
    }

    /**
     * The identity, the type of the state and the beginning of its text.
     *
     * @return for example {@code Replica a#1f of GCounter: 42}
     */
    @Override
    public String toString() {
        String text = String.valueOf(state);
        String type = state.getClass().getSimpleName();
        String shown = text.startsWith(type) ? text.substring(type.length()) : text;
        if (shown.length() > MAX_TEXT) {
            int end = Character.isHighSurrogate(shown.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
            shown = shown.substring(0, end) + "…";
        }
        return "Replica " + id + " of " + type + ": " + shown.stripLeading();
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
        return true;
    }

    private void refuseForeign(S before, S after) {
        Witness<S> witness = Witness.of(after).orElse(null);
        if (witness == null) {
            return;
        }
        witness.foreignWriter(after, id, before).ifPresent(writer -> {
            throw new IllegalArgumentException("an update of " + id + " must not add event "
                    + witness.unseenEvents(after, writer, before) + " of " + writer
                    + (writer.equals(id) ? ", which does not follow the last one of " + id + " here" : "")
                    + ": pass " + id
                    + ", or stamps of its own clock, to the mutators; to take over a received state, use"
                    + " replica.merge(received)");
        });
    }

    private List<Contradiction> contradictions(S before, S received, S after) {
        return Witness.of(before)
                .map(witness -> witness.contradictions(before, received, after))
                .orElse(List.of());
    }

    /** The clash if one of the events is this replica's own, null if none is. */
    private @Nullable IdentityClashException clash(List<Contradiction> met) {
        for (Contradiction one : met) {
            if (one.replica().equals(id)) {
                clash = new IdentityClashException(id, one.event());
                return clash;
            }
        }
        return null;
    }

    private void report(Contradiction met) {
        contradictions.incrementAndGet();
        audience.tell(() -> contradictionListener.accept(met));
    }

    private void report(RuntimeException refusal) {
        long count = refusals.incrementAndGet();
        audience.tell(() -> refusalListener.refused(refusal, count));
    }

    /** Why a received state is not merged, null if it is. */
    private @Nullable RuntimeException refusal(S mine, S received) {
        Witness<S> witness = Witness.of(received).orElse(null);
        if (witness != null) {
            long event = witness.unseenEvents(received, id, mine);
            if (event > 0) {
                var met = new IdentityClashException(id, event);
                clash = met;
                return met;
            }
            long stamp = witness.greatestStamp(received);
            if (stamp > 0) {
                try {
                    clock.observe(stamp);
                } catch (RuntimeException refused) {
                    return refused;
                }
            }
        }
        return null;
    }

    /** The initial state was checked when this replica received it: a clock that refuses it now does not keep it out. */
    private void resume(S initial) {
        long stamp = Witness.of(initial)
                .map(witness -> witness.greatestStamp(initial))
                .orElse(0L);
        if (stamp > 0) {
            try {
                clock.resume(stamp);
            } catch (RuntimeException refused) {
                report(refused);
            }
        }
    }

    /**
     * Collects what a replica is made with. Not thread-safe.
     *
     * @param <S> the type of the state
     */
    public static final class Builder<S extends Crdt<S>> {

        private final ReplicaId id;
        private final S initial;
        private ReplicaClock clock = NO_CLOCK;
        private @Nullable Consumer<? super S> check;
        private RefusalListener refusalListener = (reason, count) -> {};
        private Consumer<? super Contradiction> contradictionListener = met -> {};
        private @Nullable Executor executor;
        private Consumer<? super Throwable> failures = Audience::uncaught;

        private Builder(ReplicaId id, S initial) {
            this.id = Objects.requireNonNull(id, "id");
            this.initial = Objects.requireNonNull(initial, "initial");
        }

        /**
         * The clock, see {@link Replica#of(ReplicaId, Crdt, ReplicaClock)}.
         *
         * @param clock a clock of {@link io.github.crdt4j.time}, or what takes the counter of a stamp and throws to refuse it
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> clock(ReplicaClock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Checks what each update adds, before anything has changed. With {@code codec::check}, an update is refused that adds
         * a value without an encoding, or one nested deeper than the codec allows; without it such a value is accepted, and
         * nothing can be sent or stored until it is removed. It costs an update the encoding of what it changed.
         *
         * @param check takes the delta of an update, and throws to refuse it
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> check(Consumer<? super S> check) {
            this.check = Objects.requireNonNull(check, "check");
            return this;
        }

        /**
         * Who hears of each event with two contents that a merge met, see {@link Replica#contradictions}. Called on the thread
         * that merged, after the merge, before listeners of changes are; no lock is held. What it throws goes where {@link
         * #onListenerFailure} sends it.
         *
         * @param listener takes the event and both contents: what to add again, if it is missing now
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> onContradiction(Consumer<? super Contradiction> listener) {
            this.contradictionListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Who hears that a received state was refused, besides the caller of {@code merge}.
         *
         * @param listener whom to tell
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> onRefusal(RefusalListener listener) {
            this.refusalListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Tells listeners on an executor, never on the thread that changes the replica. Should the executor reject a task, or
         * fail, the thread that changed the replica tells. An executor that drops a task without a word ends the telling.
         *
         * @param executor where listeners are called, one call at a time
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> listenersOn(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * What is done with what a listener of changes, refusals or contradictions throws; by default the uncaught exception
         * handler of the thread takes it, as it does what this handler throws.
         *
         * @param handler called on the thread that told the listener
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder<S> onListenerFailure(Consumer<? super Throwable> handler) {
            this.failures = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Makes the replica.
         *
         * @return a new replica
         */
        public Replica<S> build() {
            return new Replica<>(this);
        }
    }
}
