package io.github.crdt4j.planted;

import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.laws.Codec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.VectorClock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A subject whose messages and snapshots travel as bytes that are wrong in one way. */
record ToyOpBytes<S extends OpCrdt<S, P>, P extends Operation, O>(
        OpSubject<S, P, O> subject, OpCodec<S, P> codec, Bug bug, int[] written) implements OpSubject<S, P, O> {

    /** What is wrong with the bytes. */
    enum Bug {
        NONE,
        MESSAGE_IN_ANOTHER_FORM_EACH_TIME,
        MESSAGE_WITHOUT_ITS_CLOCK,
        SNAPSHOT_IN_ANOTHER_FORM_EACH_TIME,
        SNAPSHOT_WITHOUT_WHAT_IS_HELD
    }

    static <S extends OpCrdt<S, P>, P extends Operation, O> OpSubject<S, P, O> of(OpSubject<S, P, O> subject, Bug bug) {
        return new ToyOpBytes<>(subject, OpCodec.of(KryoCodec.create(), subject.initial()), bug, new int[1]);
    }

    @Override
    public Optional<Codec<OpMessage<List<P>>>> messages() {
        return Optional.of(new Codec<>(
                message -> ended(codec.encode(message), Bug.MESSAGE_IN_ANOTHER_FORM_EACH_TIME), bytes -> {
                    OpMessage<List<P>> message = codec.decodeMessage(begun(bytes));
                    return bug != Bug.MESSAGE_WITHOUT_ITS_CLOCK
                            ? message
                            : new OpMessage<>(
                                    message.dot(), VectorClock.empty().with(message.dot()), message.payload());
                }));
    }

    @Override
    public Optional<Codec<OpSnapshot<S, P>>> snapshots() {
        return Optional.of(new Codec<>(
                snapshot -> ended(codec.encode(snapshot), Bug.SNAPSHOT_IN_ANOTHER_FORM_EACH_TIME), bytes -> {
                    OpSnapshot<S, P> read = codec.decodeSnapshot(begun(bytes));
                    return bug != Bug.SNAPSHOT_WITHOUT_WHAT_IS_HELD
                            ? read
                            : new OpSnapshot<>(
                                    read.state(),
                                    read.clock(),
                                    read.origins(),
                                    read.stable(),
                                    List.of(),
                                    read.unconfirmed());
                }));
    }

    /** With a byte more, which the reader passes over; with the bug it counts what was written. */
    private byte[] ended(byte[] bytes, Bug counting) {
        byte[] ended = Arrays.copyOf(bytes, bytes.length + 1);
        ended[bytes.length] = (byte) (bug == counting ? written[0]++ : 0);
        return ended;
    }

    private static byte[] begun(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

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
}
