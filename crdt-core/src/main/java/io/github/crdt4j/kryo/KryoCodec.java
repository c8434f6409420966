package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Serializer;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.store.StateCodec;
import io.github.crdt4j.sync.Fingerprint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.sync.SyncMessage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns states and messages into bytes and back.
 *
 * <p><b>Assumptions</b>
 *
 * <ol>
 *   <li>Peers use codecs with the same registrations.
 *   <li>A registered serializer writes equal values as equal bytes, and allocates in proportion to what it reads: it
 *       compares lengths with what is left, as those that come with Kryo do not.
 * </ol>
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>Equal states have equal bytes. What was encoded decodes to an equal state.
 *   <li>Bytes that are accepted encode to the same bytes again. All others cause a {@link DecodeException} and nothing
 *       else, and the codec then decodes the next message.
 *   <li>A decoded state keeps the promises of its type: its live dots are in its context, each in one place; no lane has
 *       forgotten more than it counted.
 *   <li>Memory is in proportion to the bytes unpacked, whatever counts and lengths they announce; these are limited by
 *       {@link Builder#maxUnpacked}, also by default. Time is n log n in them, in decoding, merging and comparing. Nesting
 *       is limited. See {@code docs/hostile-bytes.md}.
 *   <li>A codec is safe for use by many threads at once, which do not wait for each other; one that meets bad bytes does
 *       not disturb the rest. Serializers that were registered by a supplier serve one thread at a time. Memory
 *       consistency: none beyond that of the arrays and states that are handed in and out; hand these on as any object.
 * </ol>
 *
 * <p>Of elements, keys and values these need no registration: strings, the boxes of the primitive types, {@code
 * BigInteger}, {@code BigDecimal}, {@code UUID}, {@code Instant}, {@code LocalDate}, lists and {@code Optional}s of such values, and the types
 * of this library. What class elements have is not part of a state's type, so it is not checked: a peer that puts numbers
 * into a set of strings is noticed by whoever reads the set.
 *
 * <pre>{@code
 * KryoCodec codec = KryoCodec.create();
 * byte[] bytes = codec.encode(tags);
 * ORSet<String> received = codec.decode(bytes, ORSet.empty());
 * }</pre>
 */
public final class KryoCodec {

    private final Registrations registrations;
    private final KryoPool pool;
    private final int maxDepth;
    private final int maxBytes;
    private final long maxUnpacked;
    private final boolean checksumOfStates;
    private final boolean checksumOfMessages;
    private final boolean verify;

    private KryoCodec(Builder builder) {
        this.registrations = builder.registrations.copy();
        this.maxDepth = builder.maxDepth;
        this.maxBytes = builder.maxBytes;
        this.maxUnpacked = builder.maxUnpacked;
        this.checksumOfStates = builder.checksumOfStates;
        this.checksumOfMessages = builder.checksumOfMessages;
        this.verify = builder.verify;
        this.pool = new KryoPool(registrations, maxDepth);
    }

    /**
     * A codec for the types of this library, with elements, keys and values that need no registration.
     *
     * @return the codec
     * @throws IllegalStateException if the class path has another Kryo than version 5, or has it first
     */
    public static KryoCodec create() {
        return builder().build();
    }

    /**
     * What this codec admits.
     *
     * @return for example {@code KryoCodec of at most 1000 bytes, 32 deep, without checksums of states}
     */
    @Override
    public String toString() {
        return "KryoCodec of at most " + maxBytes + " bytes, " + maxDepth + " deep, "
                + (checksumOfStates ? "with" : "without") + " checksums of states";
    }

    /**
     * Begins a codec with registrations or limits of its own.
     *
     * @return a builder
     * @throws IllegalStateException if the class path has another Kryo than version 5, or has it first
     */
    public static Builder builder() {
        KryoVersion.check();
        return new Builder();
    }

    /**
     * Encodes a state.
     *
     * @param state a state or a delta
     * @return its bytes
     * @throws IllegalArgumentException if it holds a value of a class that is not registered, is nested too deeply, or
     *     takes too many bytes
     */
    public byte[] encode(Crdt<?> state) {
        Objects.requireNonNull(state, "state");
        return write(out -> out.tagged(state));
    }

    /**
     * Checks that a state can be encoded, and throws away the bytes: the guard of a replica, {@code
     * Replica.builder(id, state).check(codec::check)}, which refuses an update before what it adds can no longer be sent.
     *
     * @param state a state or a delta
     * @throws IllegalArgumentException if it cannot be encoded, see {@link #encode}
     */
    public void check(Crdt<?> state) {
        var unused = encode(state);
    }

    /**
     * Decodes a state of a type with parameters.
     *
     * @param bytes what {@link #encode} made
     * @param like any state of the expected type, such as the empty one; of a map, one with the same values
     * @param <S> the type of the state
     * @return the state
     * @throws DecodeException if the bytes are anything else
     */
    public <S extends Crdt<S>> S decode(byte[] bytes, S like) {
        Objects.requireNonNull(like, "like");
        return read(bytes, session -> {
            Shape<S> expected = Frames.expected(like, session);
            return in -> Frames.readState(in, expected);
        });
    }

    /**
     * Decodes a state of a type without parameters.
     *
     * @param bytes what {@link #encode} made
     * @param type the class of the state, such as {@code GCounter.class}
     * @param <S> the type of the state
     * @return the state
     * @throws DecodeException if the bytes are anything else
     */
    public <S extends Crdt<S>> S decode(byte[] bytes, Class<S> type) {
        Objects.requireNonNull(type, "type");
        return read(bytes, session -> in -> Frames.readState(in, type));
    }

    /**
     * Decodes a state and merges it into a replica, which can take much less than one after the other: of a large {@link
     * io.github.crdt4j.set.ORSet} only the parts are read in which there is an element that the replica has not seen.
     *
     * <p>The price: bytes that are not read are not checked, nor whether those that are read are the one form of the whole state,
     * so damage may go unnoticed; unless the bytes have a {@linkplain Builder#checksum checksum}, which is always checked. Nor is it noticed there that one event stands for
     * another element than in the replica, which only replicas that run under one identity bring about.
     *
     * @param replica whose state becomes the same as by {@link Replica#merge} of the decoded state
     * @param bytes what {@link #encode} made of a state or a delta
     * @param <S> the type of the state
     * @return whether the state changed
     * @throws DecodeException if what was read of the bytes is anything else; nothing has changed then
     * @throws io.github.crdt4j.IdentityClashException if the bytes have an event of the replica's identity that it never
     *     issued; the state is unchanged, and its further updates are refused
     * @throws RuntimeException what the replica's clock throws when it refuses the greatest stamp; the state is unchanged
     * @throws IllegalStateException if called from within an update of the replica
     */
    @CanIgnoreReturnValue
    public <S extends Crdt<S>> boolean mergeInto(Replica<S> replica, byte[] bytes) {
        S known = replica.state(); // what the replica learns meanwhile only adds to it
        return replica.merge(read(bytes, session -> {
            Shape<S> expected = Frames.expected(known, session);
            return in -> Frames.readNews(in, expected, known);
        }));
    }

    /**
     * The fingerprint of a state: the same for equal states on every JVM, whatever the codec's limits and checksums are. To
     * find out whether replicas agree, compare theirs. It costs as much as encoding the state.
     *
     * @param state a state
     * @return the first 128 bits of the SHA-256 of its canonical bytes: those of {@link #encode}, without version, flags and
     *     checksum
     * @throws IllegalArgumentException if the state cannot be encoded, see {@link #encode}
     */
    public Fingerprint fingerprint(Crdt<?> state) {
        Objects.requireNonNull(state, "state");
        return Fingerprint.of(inSession(session -> Frames.body(session, out -> out.tagged(state))));
    }

    /**
     * This codec for messages about one type of state: what {@link io.github.crdt4j.sync.AntiEntropy} takes.
     *
     * @param like any state of that type, such as the empty one; of a map, one with the same values
     * @param <S> the type of the state
     * @return {@link #encodeMessage}, {@link #decodeMessage} and {@link #fingerprint} for that type, safe for use by many
     *     threads
     */
    public <S extends Crdt<S>> SyncCodec<S> forSync(S like) {
        Objects.requireNonNull(like, "like");
        return new SyncCodec<>() {
            @Override
            public byte[] encode(SyncMessage<S> message) {
                return encodeMessage(message);
            }

            @Override
            public SyncMessage<S> decode(byte[] bytes) {
                return decodeMessage(bytes, like);
            }

            @Override
            public Fingerprint fingerprint(S state) {
                return KryoCodec.this.fingerprint(state);
            }

            @Override
            public String toString() {
                return "messages about " + like.getClass().getSimpleName() + " by " + KryoCodec.this;
            }
        };
    }

    /**
     * This codec as a store uses it: bytes of states, with a {@linkplain Builder#checksum checksum} if that is switched on.
     *
     * @param like any state of the type, such as the empty one
     * @param <S> the type of the state
     * @return bytes of states of that type
     */
    public <S extends Crdt<S>> StateCodec<S> forStates(S like) {
        Objects.requireNonNull(like, "like");
        return new StateCodec<>() {
            @Override
            public byte[] encode(S state) {
                return KryoCodec.this.encode(state);
            }

            @Override
            public S decode(byte[] bytes) {
                return KryoCodec.this.decode(bytes, like);
            }

            @Override
            public String toString() {
                return "states of " + like.getClass().getSimpleName() + " by " + KryoCodec.this;
            }
        };
    }

    /**
     * Encodes a message.
     *
     * @param message the message
     * @return its bytes, with a {@linkplain Builder#checksum checksum} unless that was switched off
     * @throws IllegalArgumentException if its state cannot be encoded, see {@link #encode}
     */
    public byte[] encodeMessage(SyncMessage<?> message) {
        Objects.requireNonNull(message, "message");
        try {
            return writeMessage(out -> Frames.writeMessage(out, message, true));
        } catch (IllegalArgumentException e) {
            return writeMessage(
                    out -> Frames.writeMessage(out, message, false)); // what was removed may have no encoding
        }
    }

    /**
     * Decodes a message.
     *
     * @param bytes what {@link #encodeMessage} made
     * @param like any state of the type the messages are about, such as the empty one
     * @param <S> the type of the state
     * @return the message
     * @throws DecodeException if the bytes are anything else
     */
    public <S extends Crdt<S>> SyncMessage<S> decodeMessage(byte[] bytes, S like) {
        Objects.requireNonNull(like, "like");
        return read(bytes, session -> {
            Shape<S> expected = Frames.expected(like, session);
            return in -> Frames.readMessage(in, expected);
        });
    }

    /**
     * The order of values by their bytes, the same on every replica: for {@code LWWRegister.value}, should two values
     * without a natural order carry one stamp.
     *
     * @return an order of all values this codec can encode, consistent with equals
     */
    public Comparator<Object> order() {
        return (a, b) -> Arrays.compareUnsigned(write(out -> out.value(a)), write(out -> out.value(b)));
    }

    Registrations registrations() {
        return registrations;
    }

    /** Writes what is kept, such as a state. */
    byte[] write(Consumer<Encoder> body) {
        return inSession(session -> Frames.write(session, checksumOfStates, body));
    }

    /** Writes what is sent. */
    byte[] writeMessage(Consumer<Encoder> body) {
        return inSession(session -> Frames.write(session, checksumOfMessages, body));
    }

    <T> T read(byte[] bytes, Function<Session, Function<Decoder, T>> body) {
        Objects.requireNonNull(bytes, "bytes");
        return inSession(session -> Frames.read(session, bytes, body.apply(session)));
    }

    private <T> T inSession(Function<Session, T> body) {
        var session = new Session(pool, maxDepth, maxBytes, maxUnpacked);
        session.verifies(verify);
        try {
            return body.apply(session);
        } finally {
            session.finish();
        }
    }

    /** Collects the registrations and limits of a codec. Not thread-safe. */
    public static final class Builder {

        /** The least id for a type of the user's. */
        public static final int MIN_ID = 100;

        private final Registrations registrations = new Registrations();
        private int maxDepth = Session.DEFAULT_MAX_DEPTH;
        private int maxBytes = Session.DEFAULT_MAX_BYTES;
        private long maxUnpacked = Session.BY_DEFAULT;
        private boolean checksumOfStates = false;
        private boolean checksumOfMessages = true;
        private boolean verify;

        private Builder() {}

        /**
         * Registers a class of elements, keys, values, states or operations.
         *
         * @param type the class
         * @param serializer writes equal values as equal bytes, and is safe for use by many threads
         * @param id its id, at least {@value #MIN_ID}, and not one of those {@link CrdtSerializers} uses by default
         * @param <T> the class
         * @return this builder
         * @throws IllegalArgumentException if the id or the class is taken
         */
        public <T> Builder register(Class<T> type, Serializer<? super T> serializer, int id) {
            Objects.requireNonNull(serializer, "serializer");
            return register(type, () -> serializer, id);
        }

        /**
         * Registers a class of elements, keys, values, states or operations, whose serializer serves one thread only.
         *
         * @param type the class
         * @param serializer makes serializers that write equal values as equal bytes
         * @param id its id, at least {@value #MIN_ID}, and not one of those {@link CrdtSerializers} uses by default
         * @param <T> the class
         * @return this builder
         * @throws IllegalArgumentException if the id or the class is taken
         */
        public <T> Builder register(Class<T> type, Supplier<? extends Serializer<? super T>> serializer, int id) {
            registrations.add(type, serializer, id);
            return this;
        }

        /**
         * Registers a record of causal states. Its components are known by their names and types, in the order of {@code zip}:
         * bytes of a peer that has other ones are refused, in words. A release may add components at the end. They are empty in
         * older bytes; and where all of them are empty, they are left out, so that older releases read it. What uses them
         * is refused as a whole by releases that do not know them: let all peers read the new record before one writes it.
         *
         * @param empty the record with every component empty; every replica must use an equal one
         * @param id its id, see {@link #register(Class, Serializer, int)}
         * @param names the names of the components in the order of {@code zip}; none for a {@code record} class, which has them
         * @param <P> the record
         * @return this builder
         * @throws IllegalArgumentException if the id or the class is taken, a component is not empty, or {@code zip} forgets,
         *     repeats or exchanges components, or there are not as many names as components
         */
        public <P extends Composite<P>> Builder composite(P empty, int id, String... names) {
            Class<P> type =
                    Shapes.unchecked(Objects.requireNonNull(empty, "empty").getClass());
            return register(type, new CompositeSerializer<>(empty, names), id);
        }

        /**
         * Registers a record class of elements, keys, values, or operations, or of states that are no {@code Composite}. Each
         * component is a value that needs no registration, null, or of a class that is registered, too: another record, an enum.
         *
         * <p>Components are known by their names, in the order of declaration. A release may add components at the end:
         * in older bytes they are 0, false, {@code Optional.empty()}, {@code List.of()} or null, by their type, of which the canonical
         * constructor may make something else; and a record that is as if made of these is written as by older releases. Bytes
         * with a component that is not known here, or that the constructor refuses, are refused.
         *
         * @param type the class
         * @param id its id, see {@link #register(Class, Serializer, int)}
         * @param <R> the class
         * @return this builder
         * @throws IllegalArgumentException if the id or the class is taken, the class is a {@code Composite}, a component is an
         *     array, a set or a map, or the module of the class does not open its package
         */
        public <R extends Record> Builder record(Class<R> type, int id) {
            Objects.requireNonNull(type, "type");
            if (Composite.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(type.getName() + " is a record of states: use composite(...)");
            }
            if (!type.isRecord()) {
                throw new IllegalArgumentException(type.getName() + " is no record class");
            }
            return register(type, new RecordSerializer<>(type), id);
        }

        /**
         * Registers an enum of elements, keys or values. Constants are written by name: a release may add some, and change their
         * order. Bytes with a constant that is not known here are refused.
         *
         * @param type the enum
         * @param id its id, see {@link #register(Class, Serializer, int)}
         * @param <E> the enum
         * @return this builder
         * @throws IllegalArgumentException if the id or the class is taken, or the class is no enum
         */
        public <E extends Enum<E>> Builder enumeration(Class<E> type, int id) {
            Objects.requireNonNull(type, "type");
            if (!type.isEnum()) {
                throw new IllegalArgumentException(
                        type.getName() + " is no enum: give the class that declares the constants");
            }
            return register(type, new EnumerationSerializer<>(type), id);
        }

        /**
         * Whether what a registered serializer wrote is read again at once, and must be equal and have the same bytes: a value
         * whose bytes depend on more than its value, such as a {@code HashSet}, is then refused where it is written, instead of by
         * some of the peers. Off by default, since it more than doubles what such values cost; switch it on in tests. The
         * law kit checks the same of the states that it meets, switched on or not, when it is given the codec as its bytes.
         *
         * @param verify whether to do so
         * @return this builder
         */
        public Builder verify(boolean verify) {
            this.verify = verify;
            return this;
        }

        /**
         * Says what the operations of an operation-based type of your own are, for {@link OpCodec}. Register the type, and
         * each class of its operations, as well.
         *
         * @param type the class of the states
         * @param operations the class of all its operations, such as a sealed interface: others are refused when bytes have
         *     them
         * @return this builder
         * @throws IllegalArgumentException if it is a type of this library, or its operations were said before
         */
        public Builder operations(Class<? extends OpCrdt<?, ?>> type, Class<? extends Operation> operations) {
            registrations.addOperations(type, operations);
            return this;
        }

        /**
         * Whether encoded bytes end with a checksum (CRC-32C), 4 bytes that refuse what was damaged on the way: with certainty
         * for any burst of up to 32 bits, else but for 1 case in 2³². By default messages have one, of operations too, and
         * states have none. Decoding checks it where there is one, whatever is said here.
         *
         * @param checksum whether to add one, to messages and states alike
         * @return this builder
         */
        public Builder checksum(boolean checksum) {
            this.checksumOfStates = checksum;
            this.checksumOfMessages = checksum;
            return this;
        }

        /**
         * The most bytes a state or message may take as it is sent. By default what fits in an array.
         *
         * @param maxBytes the limit, at least 1
         * @return this builder
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder maxBytes(int maxBytes) {
            if (maxBytes < 1) {
                throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
            }
            this.maxBytes = Math.min(maxBytes, Session.DEFAULT_MAX_BYTES);
            return this;
        }

        /**
         * The most bytes a state or message may take with everything written out in full: shared beginnings, repetitions and
         * runs of events undone. They are counted before memory is taken for them; a state that is decoded takes at most
         * 100 bytes of heap for each.
         *
         * <p>By default 64 times the bytes received, and no less than 512 KiB. What a codec writes keeps to this default,
         * whatever the state: where values would share more, they share less. With a limit of your own, encoding refuses what
         * exceeds it.
         *
         * @param maxUnpacked the limit, at least 1
         * @return this builder
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder maxUnpacked(long maxUnpacked) {
            if (maxUnpacked < 1) {
                throw new IllegalArgumentException("no state fits in " + maxUnpacked + " unpacked bytes");
            }
            this.maxUnpacked = maxUnpacked;
            return this;
        }

        /**
         * How deep maps, records, lists and other values may be nested in one another. 32 by default.
         *
         * <p>A state does not know its codec, so one that is nested deeper is made without complaint, and refused by {@link
         * KryoCodec#encode}. Every replica needs the same limit: the least one refuses what the others send.
         *
         * @param maxDepth the limit, from 1 to 100
         * @return this builder
         * @throws IllegalArgumentException if the limit is not within these
         */
        public Builder maxDepth(int maxDepth) {
            if (maxDepth < 1 || maxDepth > 100) {
                throw new IllegalArgumentException("maxDepth must be from 1 to 100, not " + maxDepth);
            }
            this.maxDepth = maxDepth;
            return this;
        }

        /**
         * The codec.
         *
         * @return a codec with the registrations and limits so far
         */
        public KryoCodec build() {
            return new KryoCodec(this);
        }
    }
}
