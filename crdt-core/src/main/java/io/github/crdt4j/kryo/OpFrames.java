package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How messages of operations, announcements and snapshots are written. */
final class OpFrames {

    private OpFrames() {}

    private static void readTag(Decoder in, int tag, String expected) {
        int found = in.octet();
        if (found != tag) {
            throw in.bad(Mismatch.foundTag(expected, found), in.position() - 1);
        }
    }

    static <O extends Operation> void writeMessage(Encoder out, OpShape<?, O> shape, OpMessage<List<O>> message) {
        out.octet(Tags.OPERATIONS_MESSAGE);
        shape.writeHeader(out);
        writeBody(out, shape, message);
    }

    static <O extends Operation> OpMessage<List<O>> readMessage(Decoder in, OpShape<?, O> shape) {
        readTag(in, Tags.OPERATIONS_MESSAGE, "a message of operations");
        shape.readHeader(in);
        return readBody(in, shape);
    }

    /** A message or an announcement. */
    static Object readArrived(Decoder in, OpShape<?, ?> shape) {
        int from = in.position();
        int tag = in.octet();
        if (tag == Tags.ANNOUNCEMENT) {
            return new Announcement(in.replica(), ClockCodec.read(in));
        } else if (tag == Tags.OPERATIONS_MESSAGE) {
            shape.readHeader(in);
            return readBody(in, shape);
        }
        throw in.bad(Mismatch.foundTag("a message of operations or an announcement", tag), from);
    }

    /** The number of the event is that of its origin in the clock. */
    private static <O extends Operation> void writeBody(Encoder out, OpShape<?, O> shape, OpMessage<List<O>> message) {
        if (message.payload().isEmpty()) {
            throw new IllegalArgumentException("message " + message.dot() + " has no operations");
        }
        out.replica(message.dot().replica());
        ClockCodec.write(out, message.clock());
        writeOperations(out, shape, message.payload());
    }

    static <O extends Operation> void writeOperations(Encoder out, OpShape<?, O> shape, List<O> operations) {
        out.varint(operations.size());
        for (O operation : operations) {
            out.enter();
            shape.writeOperation(out, operation);
            out.leave();
        }
    }

    private static <O extends Operation> OpMessage<List<O>> readBody(Decoder in, OpShape<?, O> shape) {
        int from = in.position();
        ReplicaId origin = in.replica();
        VectorClock clock = ClockCodec.read(in);
        if (clock.get(origin) == 0) {
            throw in.bad("a message of " + origin + " whose clock has no event of it", from);
        }
        int at = in.position();
        int count = in.count(1);
        if (count == 0) {
            throw in.bad("a message without operations", at);
        }
        var operations = new ArrayList<O>();
        for (int i = 0; i < count; i++) {
            in.enter();
            operations.add(shape.readOperation(in));
            in.leave();
        }
        return new OpMessage<>(new Dot(origin, clock.get(origin)), clock, List.copyOf(operations))
                .ofBytes(in.position() - from);
    }

    static void writeAnnouncement(Encoder out, Announcement announcement) {
        out.octet(Tags.ANNOUNCEMENT);
        out.replica(announcement.from());
        ClockCodec.write(out, announcement.clock());
    }

    static Announcement readAnnouncement(Decoder in) {
        readTag(in, Tags.ANNOUNCEMENT, "an announcement");
        return new Announcement(in.replica(), ClockCodec.read(in));
    }

    static <S extends OpCrdt<S, O>, O extends Operation> void writeSnapshot(
            Encoder out, OpShape<S, O> shape, OpSnapshot<S, O> snapshot) {
        out.octet(Tags.SNAPSHOT);
        shape.writeHeader(out);
        ClockCodec.write(out, snapshot.clock());
        OriginClocksShape.write(out, snapshot.origins(), snapshot.clock());
        ClockCodec.write(out, snapshot.stable());
        out.enter();
        shape.writeState(out, snapshot.state());
        out.leave();
        writeMessages(out, shape, snapshot.held());
        writeMessages(out, shape, snapshot.unconfirmed());
    }

    private static <O extends Operation> void writeMessages(
            Encoder out, OpShape<?, O> shape, List<OpMessage<List<O>>> messages) {
        out.varint(messages.size());
        messages.forEach(message -> writeBody(out, shape, message));
    }

    static <S extends OpCrdt<S, O>, O extends Operation> OpSnapshot<S, O> readSnapshot(
            Decoder in, OpShape<S, O> shape) {
        readTag(in, Tags.SNAPSHOT, "a snapshot");
        shape.readHeader(in);
        VectorClock clock = ClockCodec.read(in);
        OriginClocks origins = OriginClocksShape.read(in, clock);
        int from = in.position();
        VectorClock stable = ClockCodec.read(in);
        if (!stable.leq(clock)) {
            throw in.bad("events are stable that were not carried out", from);
        }
        Object outer = in.enterContext(CausalContext.of(clock));
        in.enter();
        S state = shape.readState(in);
        in.leave();
        in.leaveContext(outer);
        List<OpMessage<List<O>>> held = readMessages(
                in, shape, message -> message.waitsAt(clock) ? null : "does not wait where the snapshot was made");
        List<OpMessage<List<O>>> unconfirmed = readMessages(
                in,
                shape,
                message -> message.clock().leq(clock) ? null : "cannot have been sent at the clock of the snapshot");
        return new OpSnapshot<>(state, clock, origins, stable, held, unconfirmed);
    }

    private static <O extends Operation> List<OpMessage<List<O>>> readMessages(
            Decoder in, OpShape<?, O> shape, Function<OpMessage<List<O>>, @Nullable String> complaint) {
        int count = in.count(5);
        var messages = new ArrayList<OpMessage<List<O>>>();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            OpMessage<List<O>> message = readBody(in, shape);
            if (i > 0 && messages.get(i - 1).dot().compareTo(message.dot()) >= 0) {
                throw in.bad("message " + message.dot() + " out of order", from);
            }
            String wrong = complaint.apply(message);
            if (wrong != null) {
                throw in.bad("message " + message.dot() + " " + wrong, from);
            }
            messages.add(message);
        }
        return messages;
    }
}
