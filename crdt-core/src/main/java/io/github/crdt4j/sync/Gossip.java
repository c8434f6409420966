package io.github.crdt4j.sync;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.store.ReplicaStore;
import io.github.crdt4j.sync.Acquaintances.Outgoing;
import io.github.crdt4j.sync.GossipEvent.Kind;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a replica in a group: now and then it sends some peers what they lack, takes what they send, and saves the state before
 * anything that tells of it leaves. The application brings a {@link Transport} and says which addresses there are.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>Those of {@link AntiEntropy}. Push, save, send is seen to here.
 *   <li>An address serves one process at a time; which replica runs there is learned from its greetings. Replicas that gossip with one
 *       another have one type of state, and equal codecs.
 *   <li>The transport vouches for nobody: put TLS or a private network below it where the network is not trusted.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>While messages get through now and then, replicas that are connected by members reach equal states.
 *   <li>A message that tells of a state leaves after the {@linkplain Builder#store store} has saved it. All messages of one turn share
 *       one save. If it fails, nothing leaves, and the next round tries again.
 *   <li>First contact costs what differs. Replicas greet each other with a fingerprint; equal states settle at once, with a few hundred
 *       bytes. A replica asks one peer at a time for its whole state, and compares fingerprints with the others when it has it. So a
 *       newcomer to a group at rest costs one whole state, however many members there are.
 *   <li>At most one message to a peer is on its way: until something is heard of it, it gets only greetings of about 50 bytes, each after
 *       twice the pause of the one before, up to 32 rounds. So a peer that is stopped delays nobody and costs next to nothing.
 *   <li>What is known of a peer that is out of reach is kept; when it comes back, the difference is sent.
 *   <li>At most {@code maxPeers} are remembered; of those that are not among the members, the one not heard of for longest makes room.
 *   <li>An earlier start of a name that does not answer is forgotten when a later one greets. If both answer, both are served, and
 *       {@link Kind#DOUBLE_NAME} is reported.
 *   <li>Nothing is dropped or refused in silence: see {@link #stats} and the {@linkplain Builder#listener listener}.
 * </ol>
 *
 * <p><b>Threads.</b> Any thread may call any method. Messages are decoded and merged, and states saved, on threads of the executor, one
 * after the other; {@link #received} and {@link #changed} return at once.
 *
 * <p><b>Cost.</b> A round: one subtraction and at most one message for each of {@code fanOut} peers. A save: one per turn in which the
 * state has changed, which a {@code FileStore} makes one forced write. A fingerprint, as much as encoding the state: for greetings of
 * peers of which nothing is known, at most once for each state.
 *
 * <p><b>Source.</b> Demers et al. 1987, "Epidemic algorithms for replicated database maintenance", anti-entropy with random partners; the
 * rules of greetings and pauses are ours.
 *
 * <pre>{@code
 * Gossip<GCounter, String> gossip = Gossip.<GCounter, String>builder(
 *                 replica, GCounter.empty(), codec.forSync(GCounter.empty()), transport, executor)
 *         .store(store)
 *         .build();
 * gossip.members(List.of("10.0.0.7:7400", "10.0.0.8:7400")); // and when that changes
 * // on a message: gossip.received(address, bytes); after an update, if it is urgent: gossip.changed()
 * }</pre>
 *
 * @param <S> the type of the state
 * @param <A> the addresses of the transport
 */
public final class Gossip<S extends Crdt<S>, A> implements AutoCloseable {

    /** The pause between two rounds unless the builder says otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    /** How many peers are sent something in one round unless the builder says otherwise. */
    public static final int DEFAULT_FAN_OUT = 3;

    /** How many messages may wait to be taken; of more, the last are dropped and counted as not readable. */
    static final int MAX_WAITING = 10_000;

    private static final byte MESSAGE = 1;

    private final Replica<S> replica;
    private final SyncCodec<S> codec;
    private final Transport<A> transport;
    private final ScheduledExecutorService executor;
    private final @Nullable ReplicaStore<S> store;
    private final LongSupplier greatestStamp;
    private final Consumer<GossipEvent> listener;
    private final AntiEntropy<S> endpoint;
    private final Acquaintances<S, A> acquaintances;

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<Arrived<A>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean isTurnDue = new AtomicBoolean();
    private final AtomicBoolean isRoundDue = new AtomicBoolean();
    private final List<GossipEvent> untold = new ArrayList<>();
    private final List<Waiting> waiters = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long sentMessages;
    private long sentBytes;
    private long sentGreetings;
    private long receivedMessages;
    private long receivedBytes;
    private long saves;
    private @Nullable S saved;
    private @Nullable ScheduledFuture<?> rounds;
    private volatile boolean isClosed;

    /** Bytes that arrived, and who waits for the answers to them, if they do not go by the transport. */
    private record Arrived<A>(
            A from, byte[] bytes, @Nullable CompletableFuture<List<byte[]>> answers) {}

    /** Somebody waits for a state to be saved, or to be known to some peers. */
    private final class Waiting {
        private final S state;
        private final int peers;
        private final CompletableFuture<Void> done;

        Waiting(S state, int peers, CompletableFuture<Void> done) {
            this.state = state;
            this.peers = peers;
            this.done = done;
        }

        boolean isOver() {
            return done.isDone()
                    || (peers == 0 ? saved != null && state.leq(saved) : acquaintances.having(state) >= peers);
        }
    }

    private Gossip(Builder<S, A> builder) {
        this.replica = builder.replica;
        this.codec = builder.codec;
        this.transport = builder.transport;
        this.executor = builder.executor;
        this.store = builder.store;
        this.greatestStamp = builder.greatestStamp;
        this.listener = builder.listener;
        this.endpoint = AntiEntropy.builder(replica, builder.bottom, codec)
                .maxPeers(builder.maxPeers)
                .random(builder.random)
                .peersRestore()
                .listener(event -> report(Kind.SYNC, event.details()))
                .build();
        this.acquaintances = new Acquaintances<>(
                replica,
                builder.bottom,
                endpoint,
                builder.fanOut,
                builder.maxPeers,
                builder.random,
                event -> report(event.kind(), event.details()));
    }

    /**
     * Begins a runner.
     *
     * @param replica the replica
     * @param bottom the empty state of its type
     * @param codec bytes of messages: {@code KryoCodec.forSync}
     * @param transport how messages are sent
     * @param executor what the work runs on; it is not shut down by {@link #close}
     * @param <S> the type of the state
     * @param <A> the addresses of the transport
     * @return a builder
     */
    public static <S extends Crdt<S>, A> Builder<S, A> builder(
            Replica<S> replica,
            S bottom,
            SyncCodec<S> codec,
            Transport<A> transport,
            ScheduledExecutorService executor) {
        return new Builder<>(replica, bottom, codec, transport, executor);
    }

    /**
     * Says which addresses can be reached now. It may be wrong, and may name this replica itself. Of peers at other addresses everything
     * is kept; they are sent nothing.
     *
     * @param reachable the addresses, from a list, a name service, or the view of a cluster
     */
    public void members(Collection<A> reachable) {
        List<A> copy = List.copyOf(reachable);
        underLock(() -> acquaintances.members(copy));
        changed();
    }

    /**
     * Hands over a message. Returns at once; answers go by the transport, after the save.
     *
     * @param from where it came from, for the answers
     * @param message its bytes, which nobody changes afterwards
     */
    public void received(A from, byte[] message) {
        enqueue(new Arrived<>(Objects.requireNonNull(from, "from"), Objects.requireNonNull(message, "message"), null));
    }

    /**
     * Takes a message and hands back the answers, for a transport that replies, such as HTTP.
     *
     * @param from where it came from
     * @param message its bytes, which nobody changes afterwards
     * @return the answers, none if there are none, once the state is saved; to be {@linkplain #received received} by the sender, in this
     *     order. It fails if the state cannot be saved, or this runner is closed
     */
    public CompletionStage<List<byte[]>> answer(A from, byte[] message) {
        var answers = new CompletableFuture<List<byte[]>>();
        enqueue(new Arrived<>(
                Objects.requireNonNull(from, "from"), Objects.requireNonNull(message, "message"), answers));
        return answers;
    }

    private void enqueue(Arrived<A> one) {
        if (isClosed) {
            if (one.answers() != null) {
                one.answers().completeExceptionally(closed());
            }
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            underLock(() -> report(
                    Kind.UNREADABLE,
                    "a message of " + one.from() + " was dropped: " + MAX_WAITING + " messages wait to be taken"));
            if (one.answers() != null) {
                one.answers().completeExceptionally(new IllegalStateException("too many messages wait to be taken"));
            }
            return;
        }
        arrived.add(one);
        turnSoon();
    }

    /** Sends soon what has changed, rather than in the next round. */
    public void changed() {
        isRoundDue.set(true);
        turnSoon();
    }

    private void turnSoon() {
        if (!isClosed && isTurnDue.compareAndSet(false, true)) {
            try {
                executor.execute(this::turn);
            } catch (RejectedExecutionException e) {
                isTurnDue.set(false); // the executor is shut down, and so nothing is sent any more
            }
        }
    }

    /** Begins a round, and takes a turn. A timer ends when a task throws, so nothing is thrown. */
    void scheduledRound() {
        isRoundDue.set(true);
        try {
            turn();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Takes what has arrived, begins a round if one is due, saves, and sends. */
    void turn() {
        underLock(() -> {
            isTurnDue.set(false);
            List<Outgoing<S, A>> out = new ArrayList<>();
            Map<CompletableFuture<List<byte[]>>, List<Outgoing<S, A>>> replies = new LinkedHashMap<>();
            for (Arrived<A> one = arrived.poll(); one != null; one = arrived.poll()) {
                waiting.decrementAndGet();
                List<Outgoing<S, A>> answers = take(one);
                if (one.answers() == null) {
                    out.addAll(answers);
                } else {
                    replies.put(one.answers(), answers);
                }
            }
            if (isClosed) {
                replies.keySet().forEach(reply -> reply.completeExceptionally(closed()));
                return;
            }
            if (isRoundDue.getAndSet(false)) {
                out.addAll(acquaintances.round());
            }
            S state = replica.state();
            boolean isSaved = save(state);
            if (isSaved) {
                out.forEach(this::send);
            }
            replies.forEach((reply, answers) -> {
                if (isSaved) {
                    List<byte[]> encoded = new ArrayList<>();
                    answers.forEach(answer -> {
                        encoded.add(encoded(answer));
                        count(answer, encoded.get(encoded.size() - 1));
                    });
                    reply.complete(encoded);
                } else {
                    reply.completeExceptionally(new IOException("the state could not be saved"));
                }
            });
            finishWaiters();
        });
    }

    private List<Outgoing<S, A>> take(Arrived<A> one) {
        receivedMessages++;
        receivedBytes += one.bytes().length;
        try {
            if (one.bytes().length > 0 && one.bytes()[0] == Greeting.FIRST_BYTE) {
                return acquaintances.greeted(one.from(), Greeting.decode(one.bytes()));
            }
            if (one.bytes().length == 0 || one.bytes()[0] != MESSAGE) {
                throw new IllegalArgumentException(
                        one.bytes().length == 0 ? "it is empty" : "it begins with " + one.bytes()[0]);
            }
            SyncMessage<S> message = codec.decode(Arrays.copyOfRange(one.bytes(), 1, one.bytes().length));
            List<SyncMessage<S>> answers = endpoint.receive(message);
            boolean hasGreeted = acquaintances.heard(one.from(), message);
            List<Outgoing<S, A>> out = new ArrayList<>();
            answers.forEach(answer ->
                    out.add(new Outgoing<>(acquaintances.address(answer.to()).orElse(one.from()), null, answer)));
            if (!hasGreeted) {
                out.add(acquaintances.introduction(one.from()));
            }
            return out;
        } catch (RuntimeException e) {
            report(
                    Kind.UNREADABLE,
                    "a message of " + one.bytes().length + " bytes from " + one.from() + " was refused: "
                            + e.getMessage());
            return List.of();
        }
    }

    /** Saves what is not saved yet. */
    private boolean save(S state) {
        if (state == saved) {
            return true;
        }
        if (store != null) {
            try {
                store.save(state, greatestStamp.getAsLong());
                saves++;
            } catch (IOException | RuntimeException e) {
                report(Kind.NOT_SAVED, "the state of " + replica.id() + " was not saved, so nothing was sent: " + e);
                return false;
            }
        }
        saved = state;
        return true;
    }

    private byte[] encoded(Outgoing<S, A> one) {
        if (one.greeting() != null) {
            return one.greeting().encode();
        }
        byte[] message = codec.encode(Objects.requireNonNull(one.message()));
        byte[] framed = new byte[message.length + 1];
        framed[0] = MESSAGE;
        System.arraycopy(message, 0, framed, 1, message.length);
        return framed;
    }

    private void count(Outgoing<S, A> one, byte[] bytes) {
        sentMessages++;
        sentBytes += bytes.length;
        sentGreetings += one.greeting() == null ? 0 : 1;
    }

    private void send(Outgoing<S, A> one) {
        try {
            byte[] bytes = encoded(one);
            if (bytes.length > transport.maxMessageBytes()) {
                report(
                        Kind.TOO_LARGE,
                        "a message of " + bytes.length + " bytes to " + one.to() + " was not sent: the transport takes "
                                + transport.maxMessageBytes());
            } else if (transport.send(one.to(), bytes)) {
                count(one, bytes);
            } else {
                report(Kind.NOT_SENT, "the transport did not take a message to " + one.to());
            }
        } catch (RuntimeException e) {
            report(Kind.NOT_SENT, "a message to " + one.to() + " was not sent: " + e);
        }
    }

    /**
     * Waits until a state is saved, before a caller is told that its update is done.
     *
     * @param state a state of the replica
     * @return done when the store has saved it or a later one; at once without a store. It fails if this runner is closed
     */
    public CompletionStage<Void> awaitSaved(S state) {
        return await(state, 0, null);
    }

    /**
     * Waits until peers have a state: "write to n".
     *
     * @param state a state of the replica
     * @param count how many peers, at least 1, besides this replica
     * @param timeout how long to wait at most
     * @return done when so many have acknowledged it or a later one. It fails with a {@link TimeoutException} after that time, or if this
     *     runner is closed; the state may reach them all the same
     * @throws IllegalArgumentException if the count is less than 1
     */
    public CompletionStage<Void> awaitAcknowledged(S state, int count, Duration timeout) {
        if (count < 1) {
            throw new IllegalArgumentException("count is at least 1, not " + count + ": awaitSaved needs no peer");
        }
        return await(state, count, Objects.requireNonNull(timeout, "timeout"));
    }

    private CompletionStage<Void> await(S state, int peers, @Nullable Duration timeout) {
        var done = new CompletableFuture<Void>();
        var waiter = new Waiting(Objects.requireNonNull(state, "state"), peers, done);
        underLock(() -> {
            if (isClosed) {
                done.completeExceptionally(closed());
            } else {
                waiters.add(waiter);
            }
        });
        changed();
        return timeout == null ? done : done.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the gossip of " + replica.id() + " is closed");
    }

    private void finishWaiters() {
        List<Waiting> over = waiters.stream().filter(Waiting::isOver).toList();
        waiters.removeAll(over);
        over.forEach(one -> one.done.complete(null));
    }

    /** What a peer is known to have. */
    Optional<S> known(ReplicaId peer) {
        return endpoint.known(peer);
    }

    /**
     * How it stands.
     *
     * @return the figures at this moment
     */
    public GossipStats stats() {
        lock.lock();
        try {
            return new GossipStats(
                    endpoint.stats(),
                    acquaintances.stats(),
                    acquaintances.rounds(),
                    sentMessages,
                    sentBytes,
                    sentGreetings,
                    receivedMessages,
                    receivedBytes,
                    saves,
                    counts);
        } finally {
            lock.unlock();
        }
    }

    /** Stops the rounds, and fails who waits. The replica, the store and the executor stay as they are. */
    @Override
    public void close() {
        underLock(() -> {
            isClosed = true;
            if (rounds != null) {
                rounds.cancel(false);
            }
            waiters.forEach(one -> one.done.completeExceptionally(closed()));
            waiters.clear();
        });
        turn(); // fails those whose message was not taken any more
    }

    private void underLock(Runnable step) {
        List<GossipEvent> events = List.of();
        lock.lock();
        try {
            step.run();
        } finally {
            events = List.copyOf(untold);
            untold.clear();
            lock.unlock();
        }
        events.forEach(this::tell);
    }

    private void report(Kind kind, String details) {
        counts.merge(kind, 1L, Long::sum);
        untold.add(new GossipEvent(kind, details));
    }

    private void tell(GossipEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /**
     * Whose runner this is.
     *
     * @return for example {@code Gossip of a#1f with 3 peers}
     */
    @Override
    public String toString() {
        return "Gossip of " + endpoint.toString().substring("AntiEntropy of ".length()) + (isClosed ? ", closed" : "");
    }

    /**
     * Collects what a runner may have besides what it must. Not thread-safe.
     *
     * @param <S> the type of the state
     * @param <A> the addresses of the transport
     */
    public static final class Builder<S extends Crdt<S>, A> {

        private final Replica<S> replica;
        private final S bottom;
        private final SyncCodec<S> codec;
        private final Transport<A> transport;
        private final ScheduledExecutorService executor;
        private Duration interval = DEFAULT_INTERVAL;
        private int fanOut = DEFAULT_FAN_OUT;
        private int maxPeers = AntiEntropy.DEFAULT_MAX_PEERS;
        private Random random = new SecureRandom();
        private @Nullable ReplicaStore<S> store;
        private LongSupplier greatestStamp = () -> 0;
        private Consumer<GossipEvent> listener = event -> {};

        private Builder(
                Replica<S> replica,
                S bottom,
                SyncCodec<S> codec,
                Transport<A> transport,
                ScheduledExecutorService executor) {
            this.replica = Objects.requireNonNull(replica, "replica");
            this.bottom = Objects.requireNonNull(bottom, "bottom");
            this.codec = Objects.requireNonNull(codec, "codec");
            this.transport = Objects.requireNonNull(transport, "transport");
            this.executor = Objects.requireNonNull(executor, "executor");
        }

        /**
         * How long to wait between two rounds. {@link #DEFAULT_INTERVAL} by default.
         *
         * @param interval the pause, more than 0
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder<S, A> interval(Duration interval) {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("interval is more than 0, not " + interval);
            }
            this.interval = interval;
            return this;
        }

        /**
         * How many peers, drawn at random, are sent something in one round. {@value Gossip#DEFAULT_FAN_OUT} by default.
         *
         * @param fanOut the number, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<S, A> fanOut(int fanOut) {
            this.fanOut = positive("fanOut", fanOut);
            return this;
        }

        /**
         * How many peers are remembered. {@value AntiEntropy#DEFAULT_MAX_PEERS} by default.
         *
         * @param maxPeers the limit, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<S, A> maxPeers(int maxPeers) {
            this.maxPeers = positive("maxPeers", maxPeers);
            return this;
        }

        /**
         * Where the state is saved before it is sent. Nowhere by default: then the replica must be a fresh incarnation at each start.
         *
         * @param store the store that the replica was restored from; it is not closed by this runner
         * @return this builder
         */
        public Builder<S, A> store(ReplicaStore<S> store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * The greatest stamp that is saved with a state, of replicas with a clock. 0 by default.
         *
         * @param greatestStamp tells it, such as {@code () -> clock.last().counter()}
         * @return this builder
         */
        public Builder<S, A> greatestStamp(LongSupplier greatestStamp) {
            this.greatestStamp = Objects.requireNonNull(greatestStamp, "greatestStamp");
            return this;
        }

        /**
         * Who is told of what is out of the ordinary. Nobody by default; it is counted all the same. It runs on the thread that met the
         * event, outside of the lock.
         *
         * @param listener whom to tell
         * @return this builder
         */
        public Builder<S, A> listener(Consumer<GossipEvent> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The seed of all that is drawn at random: partners, sessions, nonces. {@link SecureRandom} draws it by default;
         * give one in tests only.
         *
         * @param seed the seed
         * @return this builder
         */
        public Builder<S, A> seed(long seed) {
            this.random = new Random(seed);
            return this;
        }

        /**
         * Begins the rounds.
         *
         * @return the runner, without members
         */
        public Gossip<S, A> build() {
            var gossip = new Gossip<>(this);
            gossip.rounds = executor.scheduleWithFixedDelay(
                    gossip::scheduledRound, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
            return gossip;
        }

        /** A runner without a timer, whose turns a test takes. */
        Gossip<S, A> still() {
            return new Gossip<>(this);
        }

        private static int positive(String name, int number) {
            if (number < 1) {
                throw new IllegalArgumentException(name + " is at least 1, not " + number);
            }
            return number;
        }
    }
}
