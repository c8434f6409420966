package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operation that cannot be encoded is refused before it has a number; early messages are weighed by default. */
class OpReplicaWithCodecTest {

    private static final ReplicaId A = Samples.A;
    private static final ReplicaId B = Samples.B;

    static List<Object> poison() {
        Object deep = List.of("leaf");
        for (int i = 0; i < 100; i++) {
            deep = List.of(deep);
        }
        return List.of(Locale.GERMANY, List.of(Locale.GERMANY), deep, "x".repeat(2_000), new Object());
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> void refuses(
            S initial, Function<S, O> bad, Function<S, O> good) {
        var codec = OpCodec.of(KryoCodec.builder().maxBytes(1_000).build(), initial);
        OpReplica<S, O> writer = OpReplica.of(A, initial, codec);
        OpReplica<S, O> reader = OpReplica.of(B, initial, codec);
        var disk = new byte[1][];
        writer.update(good);
        S before = writer.state();
        VectorClock clock = writer.clock();

        var refused = assertThrows(IllegalArgumentException.class, () -> writer.update(bad));
        assertNotNull(refused.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> writer.edit(editor -> {
                    editor.apply(good.apply(editor.state()));
                    editor.apply(bad.apply(editor.state()));
                }));
        assertEquals(before, writer.state(), "nothing has changed");
        assertEquals(clock, writer.clock(), "no number was used");

        writer.update(good);
        for (OpMessage<List<O>> message : writer.flush(snapshot -> disk[0] = codec.encode(snapshot))) {
            assertEquals(
                    Receipt.Outcome.DELIVERED,
                    reader.receive(codec.decodeMessage(codec.encode(message))).outcome());
        }
        assertEquals(writer.state(), reader.state());
        assertEquals(writer.snapshot(), codec.decodeSnapshot(disk[0]));

        OpReplica<S, O> careless = OpReplica.of(Samples.C, initial, OperationCheck.inMemory());
        careless.update(bad);
        OpMessage<List<O>> message = careless.flush().get(0);
        S unchanged = reader.state();
        assertThrows(IllegalArgumentException.class, () -> reader.receive(message));
        assertEquals(unchanged, reader.state(), "what arrives without ever being bytes is refused likewise");
    }

    @ParameterizedTest
    @MethodSource("poison")
    void anElementWithoutAnEncodingIsRefusedBeforeItHasANumber(Object poison) {
        refuses(OpORSet.empty(), set -> set.add(poison), set -> set.add("fine"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void aRemovalOfAnElementWithoutAnEncodingIsRefusedBeforeItHasANumber(Object poison) {
        refuses(OpORSet.empty(), set -> set.remove(poison), set -> set.add("fine"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void aValueWithoutAnEncodingIsRefusedBeforeItHasANumber(Object poison) {
        refuses(OpMVRegister.empty(), register -> register.set(poison), register -> register.set("fine"));
        long[] stamps = {0};
        refuses(
                OpLWWRegister.empty(),
                register -> register.set(new LamportTimestamp(++stamps[0], A), poison),
                register -> register.set(new LamportTimestamp(++stamps[0], A), "fine"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void aKeyWithoutAnEncodingIsRefusedBeforeItHasANumber(Object poison) {
        OpORMap<Object, OpORSet<Object>, OpORSet.Change<Object>> empty = OpORMap.empty(OpORSet.empty());
        refuses(
                empty,
                map -> map.update(poison, set -> set.add("fine")),
                map -> map.update("key", set -> set.add("fine")));
        refuses(empty, map -> map.remove(poison), OpORMap::clear);
    }

    @ParameterizedTest
    @MethodSource("poison")
    void aNestedValueWithoutAnEncodingIsRefusedBeforeItHasANumber(Object poison) {
        OpORMap<
                        String,
                        OpORMap<String, OpORSet<Object>, OpORSet.Change<Object>>,
                        OpORMap.Change<String, OpORSet.Change<Object>>>
                empty = OpORMap.empty(OpORMap.empty(OpORSet.empty()));
        refuses(
                empty,
                map -> map.update("outer", inner -> inner.update("inner", set -> set.add(poison))),
                map -> map.update("outer", inner -> inner.update("inner", set -> set.add("fine"))));
    }

    @Test
    void aRefusalNamesTheValue() {
        var codec = OpCodec.of(KryoCodec.create(), OpORSet.empty());
        OpReplica<OpORSet<Object>, OpORSet.Change<Object>> replica = OpReplica.of(A, OpORSet.empty(), codec);
        var refused =
                assertThrows(IllegalArgumentException.class, () -> replica.update(set -> set.add(Locale.GERMANY)));
        assertTrue(refused.getMessage().contains("Locale"), refused.getMessage());
        var withNull = assertThrows(
                IllegalArgumentException.class, () -> replica.update(set -> set.add(Arrays.asList("a", null))));
        assertTrue(withNull.getMessage().contains("null"), withNull.getMessage());
    }

    private static long heldOf(boolean asBytes, OperationCheck<OpORSet.Change<String>> check) {
        OpORSet<String> empty = OpORSet.empty();
        var codec = OpCodec.of(KryoCodec.create(), empty);
        var writer = OpReplica.of(A, empty, codec);
        var reader = OpReplica.of(B, empty, check);
        writer.update(set -> set.add("first"));
        var lost = writer.flush();
        String text = "x".repeat(100_000);
        long held = 0;
        for (int i = 0; i < 400; i++) {
            int n = i;
            writer.update(set -> set.add(n + text));
            for (var message : writer.flush()) {
                var arrived = asBytes ? codec.decodeMessage(codec.encode(message)) : message;
                held += reader.receive(arrived).outcome() == Receipt.Outcome.HELD ? 100_000 : 0;
            }
        }
        assertFalse(lost.isEmpty());
        return held;
    }

    @Test
    void earlyMessagesAreWeighedByDefault() {
        var codec = OpCodec.of(KryoCodec.create(), OpORSet.<String>empty());
        long limit = Limits.DEFAULT.heldBytes();
        for (long held : List.of(
                heldOf(true, codec),
                heldOf(true, OperationCheck.inMemory()),
                heldOf(false, codec),
                heldOf(false, OperationCheck.inMemory()))) {
            assertTrue(held <= limit && held > limit / 3, held + " bytes held");
        }
    }

    @Test
    void heldMessagesOfASnapshotAreWeighedToo() {
        OpORSet<String> empty = OpORSet.empty();
        var codec = OpCodec.of(KryoCodec.create(), empty);
        var writer = OpReplica.of(A, empty, codec);
        List<OpMessage<List<OpORSet.Change<String>>>> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int n = i;
            writer.update(set -> set.add(n + "x".repeat(1_000)));
            sent.addAll(writer.flush());
        }
        var limits = new Limits(10, 2_500, 10);
        var reader = OpReplica.of(B, OpSnapshot.initial(empty), stamp -> {}, codec, limits);
        assertEquals(Receipt.Outcome.HELD, reader.receive(sent.get(3)).outcome());
        assertEquals(Receipt.Outcome.HELD, reader.receive(sent.get(2)).outcome());
        byte[] disk = codec.encode(reader.snapshot());
        var again = OpReplica.of(B, codec.decodeSnapshot(disk), stamp -> {}, codec, limits);
        assertEquals(Receipt.Outcome.OVERFLOW, again.receive(sent.get(1)).outcome());
        assertEquals(1, again.receive(sent.get(0)).deliverable().size());
        assertEquals(3, again.receive(sent.get(1)).deliverable().size());
    }
}
