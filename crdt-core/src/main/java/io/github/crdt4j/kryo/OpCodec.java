package io.github.crdt4j.kryo;

import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEndpoint;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.Receipt;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns the messages, announcements and snapshots of one operation-based type into bytes and back. It keeps the guarantees
 * of the {@link KryoCodec} it is made from, whose registrations and limits it has: equal messages have equal bytes, bytes
 * that are accepted encode to the same bytes again, and all others cause a {@link DecodeException} and nothing else.
 *
 * <p>A decoded message ends at the number its clock has of its origin, and has an operation. The events in a decoded state
 * are in the clock of its snapshot; its held messages are not, its unconfirmed ones are.
 *
 * <p>An operation-based type of your own has an encoding, also as the value of a map, once its class and those of its
 * operations are {@linkplain KryoCodec.Builder#register registered} and {@link KryoCodec.Builder#operations} says which these
 * are. That the events in such a state are in the clock of its snapshot is not checked.
 *
 * <pre>{@code
 * OpORSet<String> empty = OpORSet.empty();
 * OpCodec<OpORSet<String>, OpORSet.Change<String>> codec = OpCodec.of(KryoCodec.create(), empty);
 * var replica = OpReplica.of(ReplicaId.fresh("berlin"), empty, codec);
 * byte[] bytes = codec.encode(message);
 * replica.receive(codec.decodeMessage(bytes));
 * }</pre>
 *
 * @param <S> the type of the states
 * @param <O> its operations
 */
public final class OpCodec<S extends OpCrdt<S, O>, O extends Operation> implements OperationCheck<O> {

    private final KryoCodec codec;
    private final OpShape<S, O> shape;

    private OpCodec(KryoCodec codec, OpShape<S, O> shape) {
        this.codec = codec;
        this.shape = shape;
    }

    /**
     * A codec for one type.
     *
     * @param codec where the registrations of elements, keys and values, and the limits, come from
     * @param initial the initial state of the type; of a map, with the values all replicas use
     * @param <S> the type of the states
     * @param <O> its operations
     * @return the codec, safe for use by many threads
     * @throws IllegalArgumentException if it is a type of your own whose operations the codec does not know, or one of this
     *     library and something is in the state
     */
    public static <S extends OpCrdt<S, O>, O extends Operation> OpCodec<S, O> of(KryoCodec codec, S initial) {
        return new OpCodec<>(
                Objects.requireNonNull(codec, "codec"),
                OpShapes.of(Objects.requireNonNull(initial, "initial"), codec.registrations()));
    }

    /**
     * Encodes a message.
     *
     * @param message the message
     * @return its bytes
     * @throws IllegalArgumentException if it has no operations, or holds a value of a class that is not registered, is
     *     nested too deeply, or takes too many bytes
     */
    public byte[] encode(OpMessage<List<O>> message) {
        Objects.requireNonNull(message, "message");
        return codec.writeMessage(out -> OpFrames.writeMessage(out, shape, message));
    }

    /**
     * Decodes a message.
     *
     * @param bytes what {@link #encode(OpMessage)} made
     * @return the message
     * @throws DecodeException if the bytes are anything else
     */
    public OpMessage<List<O>> decodeMessage(byte[] bytes) {
        OpMessage<List<O>> message = codec.read(bytes, session -> in -> OpFrames.readMessage(in, shape));
        return message.ofBytes(bytes.length);
    }

    /**
     * Hands over what arrived: a message to {@code receive}, an announcement to {@code hear}.
     *
     * @param bytes what {@link #encode(OpMessage)} or {@link #encode(Announcement)} made
     * @param replica who gets it
     * @return what became of the message, empty if it was an announcement
     * @throws DecodeException if the bytes are anything else
     * @throws RuntimeException what {@link OpEndpoint#receive} throws when it refuses the message
     */
    @SuppressWarnings("unchecked") // the shape reads operations of this type
    public Optional<Receipt<List<O>>> deliver(byte[] bytes, OpEndpoint<S, O> replica) {
        Objects.requireNonNull(replica, "replica");
        Object arrived = codec.read(bytes, session -> in -> OpFrames.readArrived(in, shape));
        if (arrived instanceof Announcement announcement) {
            replica.hear(announcement);
            return Optional.empty();
        }
        return Optional.of(replica.receive(((OpMessage<List<O>>) arrived).ofBytes(bytes.length)));
    }

    /**
     * {@inheritDoc} It encodes the message: {@link io.github.crdt4j.op.OpReplica OpReplica} asks once for each message made.
     *
     * @throws IllegalArgumentException if it cannot be encoded, see {@link #encode(OpMessage)}
     */
    @Override
    public long bytes(OpMessage<List<O>> message) {
        return encode(message).length;
    }

    /**
     * Encodes a snapshot.
     *
     * @param snapshot the snapshot
     * @return its bytes
     * @throws IllegalArgumentException if it holds a value of a class that is not registered, is nested too deeply, or
     *     takes too many bytes
     */
    public byte[] encode(OpSnapshot<S, O> snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        return codec.write(out -> OpFrames.writeSnapshot(out, shape, snapshot));
    }

    /**
     * Decodes a snapshot.
     *
     * @param bytes what {@link #encode(OpSnapshot)} made
     * @return the snapshot
     * @throws DecodeException if the bytes are anything else
     */
    public OpSnapshot<S, O> decodeSnapshot(byte[] bytes) {
        return codec.read(bytes, session -> in -> OpFrames.readSnapshot(in, shape));
    }

    /**
     * Encodes an announcement.
     *
     * @param announcement the announcement
     * @return its bytes
     */
    public byte[] encode(Announcement announcement) {
        Objects.requireNonNull(announcement, "announcement");
        return codec.writeMessage(out -> OpFrames.writeAnnouncement(out, announcement));
    }

    /**
     * Decodes an announcement.
     *
     * @param bytes what {@link #encode(Announcement)} made
     * @return the announcement
     * @throws DecodeException if the bytes are anything else
     */
    public Announcement decodeAnnouncement(byte[] bytes) {
        return codec.read(bytes, session -> OpFrames::readAnnouncement);
    }
}
