package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.laws.Codec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpLaws;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpEndpoint;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.op.Settlement;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of operation-based types where every message, announcement and snapshot goes over the wire. */
class OpCodecLawsTest {

    private static final int HISTORIES = 4;

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.OpSubjects#all")
    <S extends OpCrdt<S, P>, P extends Operation, O> void everyLawHoldsByBytes(OpSubject<S, P, O> subject) {
        OpLaws.check(new Wired<>(subject, OpCodec.of(KryoCodec.create(), subject.initial())), 9, HISTORIES);
    }

    /** A subject whose replicas are told everything in bytes. */
    private record Wired<S extends OpCrdt<S, P>, P extends Operation, O>(
            OpSubject<S, P, O> subject, OpCodec<S, P> codec) implements OpSubject<S, P, O> {

        @Override
        public S initial() {
            return subject.initial();
        }

        @Override
        public O draw(RandomGenerator random) {
            return subject.draw(random);
        }

        @Override
        public void apply(OpEditor<S, P> editor, Issuer issuer, O what) {
            subject.apply(editor, issuer, what);
        }

        @Override
        public Object value(S state) {
            return subject.value(state);
        }

        @Override
        public Object expected(View<O> visible) {
            return subject.expected(visible);
        }

        @Override
        public Optional<Codec<OpMessage<List<P>>>> messages() {
            return Optional.of(new Codec<>(codec::encode, codec::decodeMessage));
        }

        @Override
        public Optional<Codec<OpSnapshot<S, P>>> snapshots() {
            return Optional.of(new Codec<>(codec::encode, codec::decodeSnapshot));
        }

        @Override
        public OpEndpoint<S, P> endpoint(
                ReplicaId id, OpSnapshot<S, P> from, ReplicaClock clock, OperationCheck<P> check, Limits limits) {
            OperationCheck<P> both = message -> Math.max(codec.bytes(message), check.bytes(message));
            return new WiredEndpoint<>(OpReplica.of(id, there(codec, from), clock, both, limits), codec);
        }
    }

    private static <S extends OpCrdt<S, P>, P extends Operation> OpSnapshot<S, P> there(
            OpCodec<S, P> codec, OpSnapshot<S, P> snapshot) {
        OpSnapshot<S, P> decoded = codec.decodeSnapshot(codec.encode(snapshot));
        assertEquals(snapshot, decoded);
        return decoded;
    }

    private record WiredEndpoint<S extends OpCrdt<S, P>, P extends Operation>(
            OpReplica<S, P> replica, OpCodec<S, P> codec) implements OpEndpoint<S, P> {

        @Override
        public ReplicaId id() {
            return replica.id();
        }

        @Override
        public S state() {
            return replica.state();
        }

        @Override
        public S edit(Consumer<? super OpEditor<S, P>> change) {
            return replica.edit(change);
        }

        @Override
        public Receipt<List<P>> receive(OpMessage<List<P>> message) {
            OpMessage<List<P>> decoded = codec.decodeMessage(codec.encode(message));
            assertEquals(message, decoded);
            return replica.receive(decoded);
        }

        @Override
        public List<OpMessage<List<P>>> flush(Consumer<? super OpSnapshot<S, P>> store) {
            return replica.flush(snapshot -> store.accept(there(codec, snapshot)));
        }

        @Override
        public boolean isDurable(Dot dot) {
            return replica.isDurable(dot);
        }

        @Override
        public void confirm(Dot dot) {
            replica.confirm(dot);
        }

        @Override
        public void adopt(OpSnapshot<S, P> snapshot) {
            replica.adopt(there(codec, snapshot));
        }

        @Override
        public CausalContext missing() {
            return replica.missing();
        }

        @Override
        public void join(ReplicaId member) {
            replica.join(member);
        }

        @Override
        public void leave(ReplicaId member, long last) {
            replica.leave(member, last);
        }

        @Override
        public Announcement announce() {
            return replica.announce();
        }

        @Override
        public void hear(Announcement announcement) {
            replica.hear(codec.decodeAnnouncement(codec.encode(announcement)));
        }

        @Override
        public Settlement settle() {
            return replica.settle();
        }
    }
}
