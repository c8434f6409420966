package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.specification.OpSubjects;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * An operation-based type: what can be done to it, and its bytes.
 *
 * @param subject what can be done
 * @param codec its bytes
 * @param messages encoded messages of two replicas, in the order in which they were sent
 * @param snapshots the initial one, and one in which something is held, unconfirmed and stable
 */
record OpKind<S extends OpCrdt<S, P>, P extends Operation, O>(
        OpSubject<S, P, O> subject, OpCodec<S, P> codec, List<byte[]> messages, List<byte[]> snapshots) {

    /** How many stamps one update may take. */
    static final int STAMPS = 1 << 12;

    static final ReplicaId P = ReplicaId.of("p");
    static final ReplicaId Q = new ReplicaId("q", 7);

    static final List<OpKind<?, ?, ?>> ALL = all();

    static final List<byte[]> ANNOUNCEMENTS = List.of(
            ALL.get(0).codec.encode(new Announcement(P, VectorClock.empty())),
            ALL.get(0).codec.encode(new Announcement(Q, VectorClock.of(Map.of(P, 300L, Q, 1L)))));

    private static List<OpKind<?, ?, ?>> all() {
        List<OpKind<?, ?, ?>> all = new ArrayList<>();
        OpSubjects.all().forEach(subject -> all.add(of(subject.getPayload())));
        return List.copyOf(all);
    }

    private static <S extends OpCrdt<S, P>, P extends Operation, O> OpKind<S, P, O> of(OpSubject<S, P, O> subject) {
        OpCodec<S, P> codec = OpCodec.of(Kind.CODEC, subject.initial());
        var random = new SplittableRandom(3);
        OpSnapshot<S, P> initial = OpSnapshot.initial(subject.initial());
        OpReplica<S, P> p = OpReplica.of(OpKind.P, initial, any -> {}, OperationCheck.inMemory(), Limits.DEFAULT);
        OpReplica<S, P> q = OpReplica.of(OpKind.Q, initial, any -> {}, OperationCheck.inMemory(), Limits.DEFAULT);
        List.of(OpKind.P, OpKind.Q).forEach(q::join);
        var messages = new ArrayList<OpMessage<List<P>>>();
        for (int i = 0; i < 6; i++) {
            OpReplica<S, P> writer = i % 3 == 2 ? q : p;
            int stamp = 100 * i + 100;
            writer.edit(editor -> apply(subject, editor, writer.id(), stamp, random));
            List<OpMessage<List<P>>> sent = i < 4 ? writer.flush() : writer.flush(snapshot -> {});
            OpReplica<S, P> reader = writer == p ? q : p;
            if (i != 3) { // which is awaited
                sent.forEach(reader::receive);
            }
            messages.addAll(sent);
            q.settle();
        }
        return new OpKind<>(
                subject,
                codec,
                messages.stream().map(codec::encode).toList(),
                List.of(codec.encode(initial), codec.encode(q.snapshot())));
    }

    private static <S extends OpCrdt<S, P>, P extends Operation, O> void apply(
            OpSubject<S, P, O> subject, OpEditor<S, P> editor, ReplicaId self, long stamp, RandomGenerator random) {
        subject.apply(editor, new Issuer(self, new LamportTimestamp(stamp, self), 0), subject.draw(random));
    }

    /** Any bytes are refused by a rule, or those of what they decode to; a replica goes on from any snapshot. */
    boolean decode(Choices choices) {
        return switch (choices.below(5)) {
            case 0 -> read(choices, ANNOUNCEMENTS, codec::decodeAnnouncement, codec::encode) != null;
            case 1, 2 -> read(choices, messages, codec::decodeMessage, message -> codec.encode(message)) != null;
            default -> {
                OpSnapshot<S, P> snapshot =
                        read(choices, snapshots, codec::decodeSnapshot, decoded -> codec.encode(decoded));
                yield snapshot != null && goOn(snapshot, choices);
            }
        };
    }

    private static <T> T read(
            Choices choices, List<byte[]> samples, Function<byte[], T> decode, Function<T, byte[]> encode) {
        byte[] bytes = AlmostValid.bytes(choices, samples, List.of());
        T read = DecodeTarget.decoded(bytes, () -> decode.apply(bytes));
        Work.measure(bytes, () -> decode.apply(bytes), same -> assertEquals(read, same));
        if (read != null) {
            assertArrayEquals(bytes[1] == 1 ? AlmostValid.checksummed(encode.apply(read)) : encode.apply(read), bytes);
            assertEquals(read, decode.apply(bytes));
        }
        return read;
    }

    private boolean goOn(OpSnapshot<S, P> snapshot, Choices choices) {
        OpReplica<S, P> replica;
        try {
            replica = OpReplica.of(OpKind.Q, snapshot, any -> {}, OperationCheck.inMemory(), Limits.DEFAULT);
        } catch (IllegalArgumentException refused) {
            return false;
        }
        assertEquals(
                snapshot,
                new OpSnapshot<>(
                        replica.snapshot().state(),
                        replica.clock(),
                        snapshot.origins(),
                        snapshot.stable(),
                        replica.snapshot().held(),
                        snapshot.unconfirmed()));
        replica.join(OpKind.P);
        try {
            long stamp = Math.min(snapshot.state().greatestStamp(), Long.MAX_VALUE - STAMPS) + 1;
            if (stamp < Long.MAX_VALUE - STAMPS) {
                replica.edit(editor -> apply(subject, editor, OpKind.Q, stamp, new SplittableRandom(choices.octet())));
            }
        } catch (ArithmeticException full) {
            assertEquals(Long.MAX_VALUE, snapshot.clock().get(OpKind.Q));
        }
        replica.settle();
        OpSnapshot<S, P> next = replica.snapshot();
        assertEquals(next, codec.decodeSnapshot(codec.encode(next)), "what became of it goes over the wire");
        return true;
    }
}
