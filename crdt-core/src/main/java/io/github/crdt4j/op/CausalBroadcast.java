package io.github.crdt4j.op;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a channel that delivers at least once, in any order, into exactly-once effect in causal order. A state machine:
 * messages in, messages out; no thread, no socket, no clock.
 *
 * <p>Exactly-once delivery does not exist: a sender that hears nothing cannot know whether the message or its
 * acknowledgement was lost, and must send again. What exists is a receiver that knows what it has carried out. Here it
 * knows by one number per origin.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>The identity is this replica's alone. A replica that restarts is a {@linkplain ReplicaId#fresh fresh}
 *       incarnation, or restores a snapshot that has everything it ever sent, acknowledged or announced.
 *   <li>The channel delivers each message at least once to each replica, in the end. In between it may lose, repeat,
 *       reorder and delay. Messages are not forged.
 *   <li>What a receipt says is to be carried out is carried out, in that order, with nothing in between.
 *   <li>For {@link #stable}: the members named are all that may still send; a newcomer is named before it sends, and has
 *       carried out what was stable by then, as it has once it took over a snapshot of a member.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Of each message, {@link #receive} says once that it is to be carried out, and after all that its origin had seen.
 *   <li>Repetitions and echoes of own messages are {@link Receipt.Outcome#DUPLICATE}.
 *   <li>Early messages are held up to the {@link Limits}. Beyond them an early one is {@link Receipt.Outcome#OVERFLOW} and
 *       counts as not received. A message that can be carried out is never turned away, so what is missing always gets
 *       in, and then what waited for it. The one exception: once {@link Limits#origins} have sent, a message of another origin is
 *       {@code OVERFLOW}, too.
 *   <li>{@link #missing} names every event that has to arrive before all held messages can be carried out.
 *   <li>A number repeated with other content is refused and named, as long as the first message is held or remembered:
 *       until it is stable, and among the latest {@link Limits#remembered}. After that it is taken for a repetition.
 *       Restoring a snapshot begins with an empty memory.
 *   <li>A message of this identity that was never sent here, and one that has seen such an event, is refused with {@link
 *       IdentityClashException}; from then on so is {@link #send}.
 *   <li>A message whose origin had not seen all that is stable here is refused, as soon as it could be carried out.
 *   <li>{@link #stable} only grows, and every message delivered later has seen all of it.
 *   <li>A call that throws has changed nothing, but for taking note of a clash of identities.
 * </ol>
 *
 * <p><b>Threads.</b> Not thread-safe: confine it to one thread, or use {@link OpReplica}, which is.
 *
 * <p><b>Cost.</b> A message carries a number for each origin of which its origin has seen something since its message before;
 * the first of an incarnation, for each that ever sent. {@link #receive} costs O(log n) among n origins for each number that the
 * message names, and so does each message that an arrival sets free; {@link #clock}, a snapshot and {@link #stable} cost O(n). Of each
 * origin one clock is kept, see {@link OriginClocks}.
 *
 * <p><b>Source.</b> Birman, Schiper, Stephenson 1991, "Lightweight causal and atomic group multicast", for the delivery
 * rule; Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), for the clock as
 * part of what is delivered and for causal stability. Bounds, refusals and members that come and go are ours.
 *
 * <pre>{@code
 * CausalBroadcast<String> chat = new CausalBroadcast<>(ReplicaId.fresh("berlin"));
 * OpMessage<String> mine = chat.send("hello");
 * for (Delivery<String> next : chat.receive(arrived).deliverable()) {
 *     System.out.println(next.dot() + " " + next.payload());
 * }
 * }</pre>
 *
 * @param <P> what messages carry: immutable, with value equality
 */
public final class CausalBroadcast<P> {

    private final ReplicaId self;
    private final Limits limits;
    private final HoldBack<P> holdBack;
    private final RememberedMessages<P> remembered;
    private final Stability stability;
    /** What counted as stable when a message of an origin was last found to have seen all of it. */
    private final Map<ReplicaId, VectorClock> caughtUp = new HashMap<>();

    private OriginClocks origins;
    private VectorClock clock;
    private OriginClock clockAt;
    private @Nullable IdentityClashException clash;

    /**
     * A replica that has seen nothing, with {@link Limits#DEFAULT}. The weight of a payload is estimated from its values: texts
     * by their length, collections and records by what is in them, all else by the length of its text.
     *
     * @param self its identity
     */
    public CausalBroadcast(ReplicaId self) {
        this(
                self,
                VectorClock.empty(),
                OriginClocks.none(),
                VectorClock.empty(),
                List.of(),
                Limits.DEFAULT,
                Weights::estimate);
    }

    /**
     * A replica that goes on from a snapshot, its own or another's.
     *
     * @param self its identity
     * @param clock the events carried out in the snapshot
     * @param origins the clocks of the latest messages carried out there
     * @param stable the events that counted as stable there
     * @param held the early messages kept there, if they are known
     * @param limits how much to keep in memory
     * @param weigher the bytes of a message whose size is not known, not negative, always the same for one message
     * @throws IllegalArgumentException if the clocks of the origins are not those of the latest messages, or something is stable
     *     that was not carried out, or held that does not wait, or twice
     */
    public CausalBroadcast(
            ReplicaId self,
            VectorClock clock,
            OriginClocks origins,
            VectorClock stable,
            List<OpMessage<P>> held,
            Limits limits,
            ToLongFunction<? super OpMessage<P>> weigher) {
        this.self = Objects.requireNonNull(self, "self");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.limits = Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(weigher, "weigher");
        checkStable(stable, clock);
        this.origins = checked(origins, clock);
        this.clockAt = this.origins.carriedOut();
        this.stability = new Stability(self, stable);
        ToLongFunction<OpMessage<P>> weights =
                message -> Weights.of(message, message.isSized() ? message.bytes() : weigher.applyAsLong(message));
        this.holdBack = new HoldBack<>(weights);
        this.remembered = new RememberedMessages<>(limits, weights);
        held.forEach(this::hold);
    }

    private void hold(OpMessage<P> message) {
        Dot dot = message.dot();
        List<Dot> awaited = delivered().contains(dot) ? List.of() : HoldBack.awaited(message, delivered());
        if (awaited.isEmpty() || holdBack.get(dot) != null) {
            throw new IllegalArgumentException("held message " + dot + " does not wait where " + delivered()
                    + " was carried out, or is held twice: hand in what held() gave with that clock");
        }
        if (message.clock().get(self) > delivered().get(self)) {
            throw new IllegalArgumentException(
                    dot + " has seen event " + message.clock().get(self) + " of " + self + ", which has issued "
                            + delivered().get(self)
                            + " where it waits: the snapshot is older than what was sent, so start under a"
                            + " fresh identity");
        }
        holdBack.add(message, awaited);
    }

    private static void checkStable(VectorClock stable, VectorClock clock) {
        if (!stable.leq(clock)) {
            throw new IllegalArgumentException(stable + " cannot be stable where only " + clock
                    + " was carried out: hand in both of one snapshot");
        }
    }

    private static OriginClocks checked(OriginClocks origins, VectorClock clock) {
        if (!origins.belongTo(clock)) {
            throw new IllegalArgumentException(
                    origins + " are not those of the latest messages of " + clock + ": hand in both of one snapshot");
        }
        return origins;
    }

    /** The events carried out here, as {@link #clock} tells, at no cost. */
    OriginClock delivered() {
        return origins.carriedOut();
    }

    /** Whether a message of an origin, made at that clock, has seen all that is stable; looked at once for all that is. */
    private boolean hasSeenStable(ReplicaId origin, OriginClock seen) {
        VectorClock stable = stability.known();
        if (stable.isEmpty() || caughtUp.get(origin) == stable) {
            return true;
        }
        return stable.size() <= seen.size()
                && stable.entries().entrySet().stream().allMatch(entry -> entry.getValue() <= seen.get(entry.getKey()));
    }

    /**
     * The identity of this replica.
     *
     * @return the identity
     */
    public ReplicaId self() {
        return self;
    }

    /**
     * The events carried out here.
     *
     * @return their clock
     */
    public VectorClock clock() {
        if (clockAt != delivered()) {
            clock = clock.merge(delivered().since(clockAt));
            clockAt = delivered();
        }
        return clock;
    }

    /**
     * What each origin had seen when it made its latest message that was carried out here.
     *
     * @return these clocks, for a snapshot
     */
    public OriginClocks origins() {
        return origins;
    }

    /**
     * Makes the next message of this replica. It counts as carried out here.
     *
     * @param payload what the others are to carry out
     * @return the message, for every other replica
     * @throws IdentityClashException if this identity has turned out to be in use elsewhere
     * @throws ArithmeticException if this replica has sent {@link Long#MAX_VALUE} messages
     */
    public OpMessage<P> send(P payload) {
        OpMessage<P> message = next(payload);
        sent(message);
        return message;
    }

    /** The message that {@link #send} would make. */
    OpMessage<P> next(P payload) {
        Objects.requireNonNull(payload, "payload");
        if (clash != null) {
            throw new IdentityClashException(self, clash.event());
        }
        OriginClock seen = tick();
        return new OpMessage<>(new Dot(self, seen.get(self)), seen.since(origins.seenBy(self)), payload);
    }

    /** The clock of the next message. */
    OriginClock tick() {
        long last = delivered().get(self);
        if (last == Long.MAX_VALUE) {
            throw new ArithmeticException(self + " has sent " + last
                    + " messages and cannot number another: start again with" + " a fresh identity");
        }
        return delivered().with(self, last + 1);
    }

    /** The message that {@link #next} made is sent. */
    void sent(OpMessage<P> message) {
        origins = origins.sent(message.dot());
        remembered.add(message);
    }

    /**
     * Takes a message.
     *
     * @param message what arrived
     * @return what became of it, and what is to be carried out now
     * @throws IdentityClashException if it is, or has seen, an event of this identity that was never issued here
     * @throws RefusedMessageException if its number was used before with other content, or its origin had not seen all
     *     that is stable here
     */
    public Receipt<P> receive(OpMessage<P> message) {
        Dot dot = Objects.requireNonNull(message, "message").dot();
        if (message.clock().get(self) > delivered().get(self)) {
            throw clash(message.clock().get(self));
        }
        OpMessage<P> first = remembered.get(dot) != null ? remembered.get(dot) : holdBack.get(dot);
        if (first != null && !first.equals(message)) {
            throw dot.replica().equals(self)
                    ? clash(dot.number())
                    : new RefusedMessageException(
                            dot,
                            RefusedMessageException.Reason.OTHER_CONTENT,
                            "its number was used before, with other content: " + dot.replica()
                                    + " runs twice, or restarted without its memory, so start it again under a fresh"
                                    + " identity");
        }
        if (first != null || delivered().contains(dot)) {
            return new Receipt<>(Receipt.Outcome.DUPLICATE, List.of());
        }
        ReplicaId origin = dot.replica();
        boolean follows = delivered().get(origin) == dot.number() - 1;
        if (follows) { // what is behind is refused before what follows it
            OriginClock seen = origins.seenBy(origin).with(message.clock());
            if (!hasSeenStable(origin, seen)) {
                throw new RefusedMessageException(
                        dot,
                        RefusedMessageException.Reason.BEHIND_STABLE,
                        "it was made at " + seen + ", without all of " + stability.known()
                                + ", which counts as seen by everybody: have " + origin
                                + " begin again with a snapshot of a member under a fresh identity, and name it to"
                                + " every member with join before it writes");
            }
        }
        if (delivered().size() >= limits.origins() && delivered().get(origin) == 0) {
            return new Receipt<>(Receipt.Outcome.OVERFLOW, List.of());
        }
        List<Dot> awaited = HoldBack.awaited(message, delivered());
        if (awaited.isEmpty()) {
            return new Receipt<>(Receipt.Outcome.DELIVERED, deliver(message));
        }
        if (!holdBack.hasRoom(message, limits)) {
            return new Receipt<>(Receipt.Outcome.OVERFLOW, List.of());
        }
        holdBack.add(message, awaited);
        return new Receipt<>(Receipt.Outcome.HELD, List.of());
    }

    /** Whether a message was carried out, or is held. */
    boolean isHere(Dot dot) {
        return delivered().contains(dot) || holdBack.get(dot) != null;
    }

    private IdentityClashException clash(long event) {
        clash = new IdentityClashException(self, event);
        return clash;
    }

    private List<Delivery<P>> deliver(OpMessage<P> message) {
        var deliverable = new ArrayList<Delivery<P>>();
        var ready = new ArrayDeque<OpMessage<P>>();
        for (OpMessage<P> next = message; next != null; next = ready.poll()) {
            ReplicaId origin = next.dot().replica();
            OriginClock seen = origins.seenBy(origin).with(next.clock());
            origins = origins.with(origin, seen);
            if (hasSeenStable(origin, seen)) {
                caughtUp.put(origin, stability.known());
            }
            remembered.add(next);
            stability.delivered(origin, seen, delivered());
            deliverable.add(new Delivery<>(next.dot(), seen, next.payload()));
            holdBack.release(next.dot(), delivered(), ready);
        }
        return deliverable;
    }

    /**
     * Goes on from another replica's snapshot, as far as this one has got at least: for one that fell so far behind that
     * the channel no longer has what it misses, or there is no room for what is early.
     *
     * @param clock the events carried out in the snapshot, whose state the caller takes over in place of its own
     * @param theirs the clocks of the latest messages carried out there
     * @param stable the events that counted as stable there
     * @return the messages held here that are to be carried out now, in this order
     * @throws IllegalArgumentException if the snapshot lacks something carried out here, so that taking it over would lose
     *     that; or if something is stable in it that was not carried out
     * @throws IdentityClashException if the snapshot has an event of this identity that was never issued here
     */
    public List<Delivery<P>> adopt(VectorClock clock, OriginClocks theirs, VectorClock stable) {
        checkStable(stable, clock);
        OriginClocks next = checked(theirs, clock);
        if (clock.get(self) > delivered().get(self)) {
            throw clash(clock.get(self));
        }
        if (!clock().leq(clock)) {
            throw new IllegalArgumentException("a snapshot at " + clock + " lacks what was carried out here: "
                    + clock().delta(clock) + "; have its replica receive that first, and take a snapshot of it again");
        }
        origins = next;
        this.clock = clock;
        clockAt = delivered();
        caughtUp.clear();
        stability.adopted(delivered(), stable);
        List<OpMessage<P>> early = holdBack.messages();
        holdBack.clear();
        var deliverable = new ArrayList<Delivery<P>>();
        for (OpMessage<P> message : early) {
            if (!delivered().contains(message.dot())) {
                List<Dot> awaited = HoldBack.awaited(message, delivered());
                if (awaited.isEmpty()) {
                    deliverable.addAll(deliver(message));
                } else {
                    holdBack.add(message, awaited);
                }
            }
        }
        return deliverable;
    }

    /**
     * What has to arrive before all held messages can be carried out.
     *
     * @return each awaited event, by origin and number; empty when no message is held
     */
    public CausalContext missing() {
        return holdBack.missing(clock());
    }

    /**
     * The early messages.
     *
     * @return those that are kept, by dot; unmodifiable
     */
    public List<OpMessage<P>> held() {
        return holdBack.messages();
    }

    /**
     * How much the early messages weigh.
     *
     * @return bytes: the size of each as it was decoded, or as the weigher says, and 32 for each message, each entry of its
     *     clock and each of its operations
     */
    public long heldBytes() {
        return holdBack.bytes();
    }

    /**
     * Names a member: one that may send. Without any, nothing is ever stable. Whoever sends is a member from then on.
     *
     * @param member the member, perhaps this replica
     */
    public void join(ReplicaId member) {
        stability.join(Objects.requireNonNull(member, "member"));
    }

    /**
     * Strikes out a member that will not send again. It counts until its last message has been delivered here, for that
     * one may have seen little.
     *
     * @param member the member
     * @param last the number of the last message it ever sent, 0 if it sent none
     */
    public void leave(ReplicaId member, long last) {
        stability.leave(Objects.requireNonNull(member, "member"), last, delivered());
    }

    /**
     * The members.
     *
     * @return their identities in order, empty when none was named; a copy
     */
    public Set<ReplicaId> members() {
        return stability.members();
    }

    /**
     * Takes note of what a member has carried out.
     *
     * @param announcement what it says
     */
    public void hear(Announcement announcement) {
        stability.hear(Objects.requireNonNull(announcement, "announcement"), delivered());
    }

    /**
     * What is causally stable: the events that every member has carried out, as far as is known here, and so every message
     * still to be delivered has seen. They are no longer remembered for comparison from now on.
     *
     * @return their clock, empty until members are named
     */
    public VectorClock stable() {
        VectorClock stable = stability.advance(clock());
        remembered.forget(stable);
        return stable;
    }

    /** What {@link #stable} would tell now. */
    VectorClock nextStable() {
        return stability.next(clock());
    }

    /** What was last told to be stable. */
    VectorClock settled() {
        return stability.known();
    }

    /**
     * Who holds stability back.
     *
     * @return for each member that is not known to have carried out everything this replica has, what it is not known to
     *     have; a copy
     */
    public Map<ReplicaId, CausalContext> lagging() {
        return stability.lagging(clock());
    }
}
