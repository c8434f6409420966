package io.github.crdt4j.op;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One replica of an operation-based type: an identity, a state and its side of the causal broadcast, safe to share between
 * threads.
 *
 * <p><b>The order of things.</b> A replica may crash at any moment, and the channel delivers at least once. Nothing is lost
 * and nothing takes effect twice if each side keeps its order, and this class keeps it:
 *
 * <ol>
 *   <li>A writer: effect, persist, send, confirm. {@link #edit} has the effect; the message leaves with {@link #flush},
 *       which persists first, and stays in the snapshot until {@link #confirm} says that the channel has it. A crash
 *       before the persist undoes the update, which nobody has seen; after it the message is sent, or sent again.
 *   <li>A reader: effect, persist, acknowledge. {@link #receive} has the effect; {@link #isDurable} says, after the next
 *       {@link #flush}, that the message may be acknowledged. A crash before the persist undoes the effect, and the
 *       message comes again; after it the message comes again too, and the clock in the snapshot tells that it is old.
 *   <li>State and clock are one snapshot. {@link #announce} tells what is durable; a newcomer is given a snapshot that is
 *       durable and whose own messages the channel has, or it has seen what others will never see.
 * </ol>
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>Those of {@link CausalBroadcast}. A replica that keeps its identity across a restart begins with what it last
 *       persisted.
 *   <li>Effects do not throw, and functions given to {@link #edit} touch this replica only through their editor.
 *   <li>A store that returns has made the snapshot durable; when it throws, the snapshot before it is still there.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Those of {@link CausalBroadcast}; and state and clock always belong together.
 *   <li>Of the messages made here, {@link #flush} returns each once in this run, after it was persisted, in order.
 *   <li>A call that throws has changed nothing. Should an effect throw all the same, the replica refuses everything from
 *       then on: start again from what was last persisted, as nothing later was acknowledged.
 *   <li>What the state keeps only until every member has it is dropped without a call of {@link #settle}, once the members are
 *       {@linkplain #join named} and those that only read send what {@link #announceWhenItIsTime} returns.
 *   <li>{@link #state} never blocks. Memory consistency: what a thread did before a call that changed the state
 *       happens-before what another does after reading that state.
 * </ol>
 *
 * <pre>{@code
 * OpReplica<OpGCounter, OpGCounter.Increment> replica =
 *         OpReplica.of(ReplicaId.fresh("berlin"), OpGCounter.empty(), codec);
 * replica.update(counter -> counter.increment(5));
 * replica.flush().forEach(network::send);
 * replica.receive(arrived);
 * }</pre>
 *
 * @param <S> the type of the state
 * @param <O> its operations
 */
public final class OpReplica<S extends OpCrdt<S, O>, O extends Operation> implements OpEndpoint<S, O> {

    /** The most characters of the state in {@link #toString}. */
    private static final int MAX_TEXT = 120;

    private static final ReplicaClock NO_CLOCK = stamp -> {};

    private final Turnstile turnstile;
    private final ReentrantLock persisting = new ReentrantLock();
    private final CausalBroadcast<List<O>> broadcast;
    private final Outbox<List<O>> outbox;
    private final ReplicaClock clock;
    private final OperationCheck<O> check;
    private final Limits limits;
    private volatile S state;
    private final Pace pace;
    private boolean full; // as of the latest settle

    private OpReplica(ReplicaId id, OpSnapshot<S, O> from, ReplicaClock clock, OperationCheck<O> check, Limits limits) {
        this.check = Objects.requireNonNull(check, "check");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.broadcast = new CausalBroadcast<>(
                id, from.clock(), from.origins(), from.stable(), from.held(), limits, check::bytes);
        this.turnstile = new Turnstile(id);
        this.pace = new Pace(limits);
        this.outbox = new Outbox<>(id, from.unconfirmed());
        this.clock = Objects.requireNonNull(clock, "clock");
        this.state = from.state();
        this.full = state.unsettled() > limits.unsettled();
        resume(from);
    }

    /** What is in a snapshot was checked when it was received: a clock that is behind now does not keep it out. */
    private void resume(OpSnapshot<S, O> from) {
        long stamp = from.held().stream().mapToLong(OpReplica::greatestStamp).reduce(state.greatestStamp(), Math::max);
        if (stamp > 0) {
            try {
                clock.resume(stamp);
            } catch (RuntimeException behind) {
                return; // a lambda without a resume of its own: registers refuse writes until it has passed the stamp
            }
        }
    }

    /**
     * A replica that has seen nothing.
     *
     * <p>A counter in a map remembers what each increment added, in runs of equal amounts, until every member has it. The replica drops
     * it by itself, but has to know the members: {@link #join} every replica that may write, at every replica; after each {@link #flush}
     * send what {@link #announceWhenItIsTime} returns, if anything, and {@link #hear} it at the others. Without that nothing is ever
     * dropped; with more than {@link Limits#unsettled} runs updates are refused.
     *
     * @param id its identity
     * @param initial the initial state
     * @param check refuses operations that cannot be encoded, before they have a number: the {@code OpCodec} that encodes the
     *     messages and snapshots of this replica; {@link OperationCheck#inMemory} if nothing ever does
     * @param <S> the type of the state
     * @param <O> its operations
     * @return the replica
     */
    public static <S extends OpCrdt<S, O>, O extends Operation> OpReplica<S, O> of(
            ReplicaId id, S initial, OperationCheck<O> check) {
        return of(id, OpSnapshot.initial(initial), NO_CLOCK, check);
    }

    /**
     * A replica that goes on from a snapshot: its own after a restart, or, under an identity of its own, another's. The snapshot
     * is taken wherever the clock is, which {@linkplain ReplicaClock#resume resumes} from its greatest stamp; to have the clock
     * refuse stamps of another's snapshot, {@link #adopt} it.
     *
     * @param id its identity
     * @param from the snapshot
     * @param clock shown the greatest stamp of each message before it is taken, and throws to refuse the message: a clock of
     *     {@link io.github.crdt4j.time}
     * @param check refuses operations that cannot be encoded: the {@code OpCodec} that encodes the messages and snapshots
     * @param <S> the type of the state
     * @param <O> its operations
     * @return the replica
     * @throws IllegalArgumentException if the snapshot holds a message that does not wait, or one twice, or one that has seen
     *     more events of this replica than the snapshot
     */
    public static <S extends OpCrdt<S, O>, O extends Operation> OpReplica<S, O> of(
            ReplicaId id, OpSnapshot<S, O> from, ReplicaClock clock, OperationCheck<O> check) {
        return of(id, from, clock, check, Limits.DEFAULT);
    }

    /**
     * A replica with limits of its own.
     *
     * @param id its identity
     * @param from the snapshot to go on from, see {@link OpSnapshot#initial}
     * @param clock shown the greatest stamp of each message before it is taken, and throws to refuse the message
     * @param check refuses operations that cannot be encoded: the {@code OpCodec} that encodes the messages and snapshots
     * @param limits how much to keep in memory
     * @param <S> the type of the state
     * @param <O> its operations
     * @return the replica
     * @throws IllegalArgumentException if the snapshot holds a message that does not wait, or one twice, or one that has seen
     *     more events of this replica than the snapshot
     */
    public static <S extends OpCrdt<S, O>, O extends Operation> OpReplica<S, O> of(
            ReplicaId id, OpSnapshot<S, O> from, ReplicaClock clock, OperationCheck<O> check, Limits limits) {
        return new OpReplica<>(id, from, clock, check, limits);
    }

    @Override
    public ReplicaId id() {
        return broadcast.self();
    }

    /** {@inheritDoc} Takes no lock. */
    @Override
    public S state() {
        return state;
    }

    /**
     * Carries out one operation here, to be sent with the next {@link #flush}.
     *
     * @param prepare from the current state to an operation, by the methods of the state; called once, on this thread
     * @return the next state
     * @throws IllegalArgumentException if the message cannot be encoded, as one that brings a value of a class that is not
     *     registered: nothing has changed, and no number was used
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere
     * @throws IllegalStateException if an effect has thrown before, or this is called from within an edit, or the state keeps
     *     more for {@link #settle} to drop than {@link Limits#unsettled}
     */
    @CanIgnoreReturnValue
    public S update(Function<? super S, ? extends O> prepare) {
        Objects.requireNonNull(prepare, "prepare");
        return edit(editor -> editor.apply(prepare.apply(editor.state())));
    }

    /**
     * Carries out some operations here, as one message: every replica carries out all of them, or none yet.
     *
     * @param change applies operations to the editor; called once, on this thread; nothing is sent when it applies none
     * @return the next state
     * @throws IllegalArgumentException if the message cannot be encoded, as one that brings a value of a class that is not
     *     registered: nothing has changed, and no number was used
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere
     * @throws IllegalStateException if an effect has thrown before, or this is called from within an edit, or the state keeps
     *     more for {@link #settle} to drop than {@link Limits#unsettled}
     */
    @Override
    @CanIgnoreReturnValue
    public S edit(Consumer<? super OpEditor<S, O>> change) {
        Objects.requireNonNull(change, "change");
        return locked(() -> {
            settleWhenItIsTime(); // first, as settling may throw
            refuseWhenFull();
            CausalPast next = broadcast.tick();
            var editor = new OpEditor<>(state, new Dot(id(), next.get(id())), next);
            List<O> operations;
            try {
                change.accept(editor);
            } finally {
                operations = editor.finish();
            }
            if (!operations.isEmpty()) {
                OpMessage<List<O>> message = broadcast.next(operations);
                broadcast.sent(sized(message)); // refused before it has a number
                outbox.add(message);
                state = editor.state();
                pace.sent(operations.size());
            }
            return state;
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws IdentityClashException if it is, or has seen, an event of this identity that was never issued here
     * @throws RefusedMessageException if its number was used before with other content, or its origin had not seen all
     *     that is stable here
     * @throws IllegalArgumentException if the message was not decoded, and cannot be encoded
     * @throws RuntimeException what the clock throws when it refuses the greatest stamp of the message: do not acknowledge it,
     *     and have it come again when the clock has caught up or allows more
     * @throws IllegalStateException if an effect throws an exception, or has thrown before
     */
    @Override
    @CanIgnoreReturnValue
    public Receipt<List<O>> receive(OpMessage<List<O>> message) {
        Objects.requireNonNull(message, "message");
        return locked(() -> {
            settleWhenItIsTime(); // first, as settling may throw
            OpMessage<List<O>> arrived = message.isSized() ? message : sized(message);
            if (!broadcast.isHere(message.dot())) {
                show(greatestStamp(message)); // of all its operations at once, or of none
            }
            Receipt<List<O>> receipt = broadcast.receive(arrived);
            state = carriedOut(state, receipt.deliverable());
            receipt.deliverable().forEach(each -> pace.heard(each.payload().size()));
            return receipt;
        });
    }

    private S carriedOut(S before, List<Delivery<List<O>>> messages) {
        S after = before;
        try {
            for (Delivery<List<O>> message : messages) {
                for (O operation : message.payload()) {
                    after = Objects.requireNonNull(
                            after.effect(operation, message.dot(), message.past()), "the next state");
                }
            }
        } catch (RuntimeException e) {
            throw turnstile.shut(e);
        } catch (Throwable e) { // an error, or what was thrown as if it were none
            turnstile.shut(e);
            throw e;
        }
        return after;
    }

    /**
     * Makes durable what is known now, and returns the messages that may leave only then. Call it after updates, and before
     * acknowledging what was received: as often as that is to leave, so once for many of both.
     *
     * @param store makes a snapshot durable before it returns; called once, on this thread, while other flushes wait and
     *     updates do not
     * @return the messages made here that were not returned before, in order; they are kept until {@link #confirm}
     * @throws RuntimeException what the store throws; the messages are returned by a later call
     */
    @Override
    public List<OpMessage<List<O>>> flush(Consumer<? super OpSnapshot<S, O>> store) {
        Objects.requireNonNull(store, "store");
        turnstile.refuseWithinEdit();
        persisting.lock();
        try {
            Taken<S, O> taken =
                    locked(() -> new Taken<>(present(), broadcast.delivered(), pace.heard(), pace.heardWhenSent()));
            store.accept(taken.snapshot());
            return locked(() -> {
                List<OpMessage<List<O>>> messages =
                        outbox.persisted(taken.clock(), taken.snapshot().held());
                pace.durable(taken.heard(), taken.heardWhenSent(), !messages.isEmpty());
                return messages;
            });
        } finally {
            persisting.unlock();
        }
    }

    /**
     * The messages to send, for a replica that keeps nothing across a restart, and is a fresh incarnation then. What is
     * returned is the channel's from now on: it is not kept.
     *
     * @return the messages made here that were not returned before, in order
     */
    public List<OpMessage<List<O>>> flush() {
        turnstile.refuseWithinEdit();
        persisting.lock();
        try {
            return locked(() -> {
                List<OpMessage<List<O>>> messages = outbox.persisted(broadcast.delivered(), broadcast.held());
                pace.durable(pace.heard(), pace.heardWhenSent(), !messages.isEmpty());
                messages.forEach(message -> outbox.confirm(message.dot()));
                return messages;
            });
        } finally {
            persisting.unlock();
        }
    }

    /**
     * All that is needed to go on from here after a restart, or, once it is durable, for another replica to begin with.
     *
     * @return the present snapshot
     * @throws IllegalStateException if an effect has thrown
     */
    public OpSnapshot<S, O> snapshot() {
        return locked(this::present);
    }

    /** A snapshot, and what it stands for: the events in it, and how many messages of others those are. */
    private record Taken<S extends OpCrdt<S, O>, O extends Operation>(
            OpSnapshot<S, O> snapshot, OriginClock clock, long heard, long heardWhenSent) {}

    private OpSnapshot<S, O> present() {
        return new OpSnapshot<>(
                state,
                broadcast.clock(),
                broadcast.origins(),
                broadcast.settled(),
                broadcast.held(),
                outbox.messages());
    }

    @Override
    public boolean isDurable(Dot dot) {
        return locked(() -> outbox.isDurable(dot));
    }

    @Override
    public void confirm(Dot dot) {
        turnstile.run(() -> outbox.confirm(dot));
    }

    /**
     * The messages of this replica of which it does not know that the channel has them: what to send again when the channel
     * keeps silent.
     *
     * @return those that {@link #flush} has returned in this run, in order
     */
    public List<OpMessage<List<O>>> unconfirmed() {
        return locked(outbox::unconfirmed);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the snapshot lacks something carried out here: have it take in what was sent from
     *     here first
     * @throws IdentityClashException if the snapshot has an event of this identity that was never issued here
     */
    @Override
    public void adopt(OpSnapshot<S, O> snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        locked(() -> {
            show(snapshot.state().greatestStamp());
            List<Delivery<List<O>>> deliverable =
                    broadcast.adopt(snapshot.clock(), snapshot.origins(), snapshot.stable());
            state = carriedOut(snapshot.state(), deliverable);
            full = state.unsettled() > limits.unsettled();
            return state;
        });
    }

    /**
     * The events carried out here.
     *
     * @return their clock
     */
    public VectorClock clock() {
        return locked(broadcast::clock);
    }

    @Override
    public CausalContext missing() {
        return locked(broadcast::missing);
    }

    @Override
    public void join(ReplicaId member) {
        turnstile.run(() -> broadcast.join(member));
    }

    @Override
    public void leave(ReplicaId member, long last) {
        turnstile.run(() -> broadcast.leave(member, last));
    }

    /**
     * {@inheritDoc} Nothing is durable before the first {@link #flush}.
     */
    @Override
    public Announcement announce() {
        return locked(() -> new Announcement(id(), outbox.durable()));
    }

    /**
     * What to tell the other members now, if it is time to: when a thirty-second part of {@link Limits#unsettled} messages of others is
     * durable here of which no message of this replica has told. Send it to all, after each {@link #flush}; what is lost is told again
     * later.
     *
     * @return the announcement, empty while it is not time
     */
    public Optional<Announcement> announceWhenItIsTime() {
        return locked(() -> pace.isTimeToTell()
                ? Optional.of(new Announcement(id(), outbox.durable()))
                : Optional.<Announcement>empty());
    }

    @Override
    public void hear(Announcement announcement) {
        turnstile.run(() -> broadcast.hear(announcement));
    }

    /**
     * Who holds stability back.
     *
     * @return for each member that is not known to have carried out everything this replica has, what it is not known to
     *     have
     */
    public Map<ReplicaId, CausalContext> lagging() {
        return locked(broadcast::lagging);
    }

    /**
     * Drops what is kept only in case an operation arrives that has not seen some event, where none can any more. A replica does this
     * by itself whenever a thirty-second part of {@link Limits#unsettled} operations was carried out, so that it need not be called; it
     * looks at the whole state. It takes {@link #join} for every member, and {@link #hear} for what they announce.
     *
     * @return the events that are stable, how much is still kept, and who holds it back
     */
    @Override
    @CanIgnoreReturnValue
    public Settlement settle() {
        return locked(() -> {
            drop();
            return settlement();
        });
    }

    private void drop() {
        S settled = Objects.requireNonNull(state.settle(broadcast.nextStable()), "the smaller state");
        var unused = broadcast.stable(); // not before, as settling may throw
        state = settled;
        pace.settled();
    }

    private void settleWhenItIsTime() {
        if (pace.isTimeToSettle()) {
            pace.settled(); // not again at once, should it throw
            drop();
            full = state.unsettled() > limits.unsettled();
        }
    }

    private Settlement settlement() {
        long kept = state.unsettled();
        full = kept > limits.unsettled();
        return new Settlement(broadcast.settled(), kept, !broadcast.members().isEmpty(), broadcast.lagging());
    }

    private void refuseWhenFull() {
        if (full) {
            drop();
            Settlement settlement = settlement();
            if (full) {
                throw new IllegalStateException("the state of " + id() + " keeps more than the limit of "
                        + limits.unsettled()
                        + " records (unsettled, of its limits) until every member has what they are about: "
                        + settlement);
            }
        }
    }

    /**
     * The identity, the type of the state and the beginning of its text.
     *
     * @return for example {@code OpReplica a#1f of OpGCounter 42}
     */
    @Override
    public String toString() {
        String text = String.valueOf(state);
        if (text.length() > MAX_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
            text = text.substring(0, end) + "…";
        }
        return "OpReplica " + id() + " of " + text;
    }

    /** Refuses what cannot be encoded: no flush could store the state with it any more. */
    private OpMessage<List<O>> sized(OpMessage<List<O>> message) {
        return message.ofBytes(check.bytes(message));
    }

    private static long greatestStamp(OpMessage<? extends List<? extends Operation>> message) {
        return message.payload().stream().mapToLong(Operation::greatestStamp).reduce(0, Math::max);
    }

    private void show(long stamp) {
        if (stamp > 0) {
            clock.observe(stamp);
        }
    }

    @CanIgnoreReturnValue
    private <T> T locked(Turnstile.Action<T> action) {
        return turnstile.pass(action);
    }
}
