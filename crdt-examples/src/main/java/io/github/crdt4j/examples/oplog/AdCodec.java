package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The bytes of messages and snapshots of {@link OpAdState}, out of those of its parts.
 *
 * <p>A message begins as an announcement, which names its origin and its clock; then follow the operations, as messages of
 * the parts whose clocks have nothing but the event. A record without operations is an announcement.
 */
final class AdCodec {

    private AdCodec() {}

    static byte[] encode(OpMessage<List<AdChange<?, ?>>> message) {
        var out = new Frame.Builder();
        out.add(header(new Announcement(message.dot().replica(), message.clock())));
        List<AdChange<?, ?>> changes = message.payload();
        for (int from = 0; from < changes.size(); ) {
            Part<?, ?> part = changes.get(from).part();
            int to = from;
            while (to < changes.size() && changes.get(to).part() == part) {
                to++;
            }
            out.add(Part.ALL.indexOf(part));
            out.add(encode(part, message.dot(), changes.subList(from, to)));
            from = to;
        }
        return out.bytes();
    }

    static byte[] encode(Announcement announcement) {
        return new Frame.Builder().add(header(announcement)).bytes();
    }

    private static byte[] header(Announcement announcement) {
        return Part.IMPRESSIONS.codec().encode(announcement);
    }

    /**
     * Reads a record.
     *
     * @param bytes the record
     * @return the message; one without operations is the announcement of its origin and clock
     */
    static Logged decode(byte[] bytes) {
        Frame in = new Frame(bytes);
        Announcement header = Part.IMPRESSIONS.codec().decodeAnnouncement(in.next());
        if (in.isEmpty()) {
            return new Logged(header, List.of());
        }
        List<AdChange<?, ?>> changes = new ArrayList<>();
        while (!in.isEmpty()) {
            decode(in.choice(Part.ALL), in.next(), changes);
        }
        return new Logged(header, changes);
    }

    /**
     * A record of the log.
     *
     * @param header its origin, and the clock there
     * @param changes what is to be carried out; nothing if it only announces
     */
    record Logged(Announcement header, List<AdChange<?, ?>> changes) {

        boolean announces() {
            return changes.isEmpty();
        }

        OpMessage<List<AdChange<?, ?>>> message() {
            ReplicaId origin = header.from();
            return new OpMessage<>(new Dot(origin, header.clock().get(origin)), header.clock(), List.copyOf(changes));
        }
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> byte[] encode(
            Part<S, O> part, Dot dot, List<AdChange<?, ?>> changes) {
        List<O> operations = new ArrayList<>();
        changes.forEach(change -> operations.add(operation(part, change)));
        VectorClock event = VectorClock.of(Map.of(dot.replica(), dot.number()));
        return part.codec().encode(new OpMessage<>(dot, event, operations));
    }

    @SuppressWarnings({"unchecked", "unused"}) // a change has the operations of its part, which only gives the type
    private static <O extends Operation> O operation(Part<?, O> part, AdChange<?, ?> change) {
        return (O) change.operation();
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> void decode(
            Part<S, O> part, byte[] bytes, List<AdChange<?, ?>> changes) {
        part.codec().decodeMessage(bytes).payload().forEach(operation -> changes.add(part.change(operation)));
    }

    /** A snapshot: those of the parts, with the clock each, and the messages of the whole. */
    static byte[] encode(OpSnapshot<OpAdState, AdChange<?, ?>> snapshot) {
        var out = new Frame.Builder();
        Part.ALL.forEach(part -> out.add(encode(part, snapshot)));
        for (List<OpMessage<List<AdChange<?, ?>>>> messages : List.of(snapshot.held(), snapshot.unconfirmed())) {
            out.add(messages.size());
            messages.forEach(message -> out.add(encode(message)));
        }
        return out.bytes();
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> byte[] encode(
            Part<S, O> part, OpSnapshot<OpAdState, ?> all) {
        return part.codec()
                .encode(new OpSnapshot<>(
                        part.of(all.state()), all.clock(), all.origins(), all.stable(), List.of(), List.of()));
    }

    static OpSnapshot<OpAdState, AdChange<?, ?>> decodeSnapshot(byte[] bytes) {
        Frame in = new Frame(bytes);
        OpSnapshot<OpAdState, AdChange<?, ?>> snapshot = OpSnapshot.initial(OpAdState.EMPTY);
        for (Part<?, ?> part : Part.ALL) {
            snapshot = decode(part, in.next(), snapshot.state());
        }
        List<OpMessage<List<AdChange<?, ?>>>> held = messages(in);
        List<OpMessage<List<AdChange<?, ?>>>> unconfirmed = messages(in);
        return new OpSnapshot<>(
                snapshot.state(), snapshot.clock(), snapshot.origins(), snapshot.stable(), held, unconfirmed);
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> OpSnapshot<OpAdState, AdChange<?, ?>> decode(
            Part<S, O> part, byte[] bytes, OpAdState all) {
        OpSnapshot<S, O> read = part.codec().decodeSnapshot(bytes);
        return new OpSnapshot<>(
                part.with(all, read.state()), read.clock(), read.origins(), read.stable(), List.of(), List.of());
    }

    private static List<OpMessage<List<AdChange<?, ?>>>> messages(Frame in) {
        List<OpMessage<List<AdChange<?, ?>>>> messages = new ArrayList<>();
        for (int left = in.number(); left > 0; left--) {
            messages.add(decode(in.next()).message());
        }
        return messages;
    }
}
