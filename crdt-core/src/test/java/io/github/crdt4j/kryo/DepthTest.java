package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.SyncMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How deep something is, writers and readers count alike; and what lies side by side is no deeper for it. */
class DepthTest {

    private static final int DEEPEST = 100;
    private static final int MANY = 150;

    private static final List<KryoCodec> CODECS = IntStream.rangeClosed(1, DEEPEST)
            .mapToObj(depth -> Samples.builder().maxDepth(depth).build())
            .toList();

    /** The least depth at which something is not refused. */
    private static int least(Function<KryoCodec, ?> attempt) {
        for (int depth = 1; depth <= DEEPEST; depth++) {
            try {
                var unused = attempt.apply(CODECS.get(depth - 1));
                return depth;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("deeper than maxDepth (" + depth + ")"), refused.getMessage());
            }
        }
        throw new AssertionError("too deep for any codec");
    }

    @CanIgnoreReturnValue
    private static int depth(Function<KryoCodec, byte[]> writing, Function<KryoCodec, byte[]> again, String name) {
        int depth = least(writing);
        byte[] bytes = writing.apply(CODECS.get(DEEPEST - 1));
        assertEquals(depth, least(again), name);
        assertArrayEquals(bytes, again.apply(CODECS.get(DEEPEST - 1)), name);
        return depth;
    }

    private static int depthOf(Crdt<?> state, String name) {
        byte[] bytes = CODECS.get(DEEPEST - 1).encode(state);
        return depth(
                codec -> codec.encode(state),
                codec -> CODECS.get(DEEPEST - 1).encode(Samples.decode(codec, bytes, state)),
                name);
    }

    @Test
    void statesAreWrittenAndReadAtTheSameDepth() {
        Samples.states().forEach((name, state) -> assertTrue(depthOf(state, name) <= 6, name));
    }

    @Test
    void messagesAreWrittenAndReadAtTheSameDepth() {
        Samples.messages().forEach((name, message) -> {
            KryoCodec deep = CODECS.get(DEEPEST - 1);
            byte[] bytes = deep.encodeMessage(message);
            depth(
                    codec -> codec.encodeMessage(message),
                    codec -> deep.encodeMessage(codec.<ORSet<Object>>decodeMessage(bytes, ORSet.empty())),
                    name);
        });
    }

    @Test
    void operationsAreWrittenAndReadAtTheSameDepth() {
        OpSamples.all().forEach(DepthTest::operations);
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> void operations(OpSamples.Sample<S, O> sample) {
        OpCodec<S, O> deep = OpCodec.of(CODECS.get(DEEPEST - 1), sample.initial());
        for (OpMessage<List<O>> message : sample.messages()) {
            byte[] bytes = deep.encode(message);
            depth(
                    codec -> OpCodec.of(codec, sample.initial()).encode(message),
                    codec -> deep.encode(OpCodec.of(codec, sample.initial()).decodeMessage(bytes)),
                    sample.name());
        }
        byte[] bytes = deep.encode(sample.snapshot());
        depth(
                codec -> OpCodec.of(codec, sample.initial()).encode(sample.snapshot()),
                codec -> deep.encode(OpCodec.of(codec, sample.initial()).decodeSnapshot(bytes)),
                sample.name());
    }

    @Test
    void anAnnouncementGoesThroughBytes() {
        OpCodec<?, ?> codec = OpCodec.of(CODECS.get(0), OpPNCounter.empty());
        assertEquals(OpSamples.ANNOUNCEMENT, codec.decodeAnnouncement(codec.encode(OpSamples.ANNOUNCEMENT)));
    }

    @Test
    void whatLiesSideBySideIsNoDeeper() {
        Map<String, Function<Integer, Object>> kinds = new LinkedHashMap<>();
        kinds.put("objects", i -> new Samples.Money(i, "EUR"));
        kinds.put("lists", i -> List.of(i));
        kinds.put("texts beyond ASCII", i -> "ä" + i);
        kinds.put("unpaired", i -> i + "\uD800");
        kinds.put("states", i -> ORSet.empty().add(Samples.A, i));
        kinds.put("registers", i -> MVRegister.empty().set(Samples.A, i));
        kinds.forEach((name, kind) -> {
            for (int count : List.of(8, MANY)) { // one by one, and in blocks
                ORSet<Object> set = ORSet.empty();
                ORMap<Object, ORSet<Object>> map = ORMap.empty(ORSet.empty());
                for (int i = 0; i < count; i++) {
                    Object element = kind.apply(i);
                    set = set.add(Samples.A, element);
                    map = map.update(Samples.A, element, values -> values.add(Samples.A, element));
                }
                assertTrue(depthOf(set, name) <= 4, name);
                assertTrue(depthOf(map, name) <= 5, name);
                List<Object> list = new ArrayList<>(
                        IntStream.range(0, count).boxed().map(kind).toList());
                assertTrue(depthOf(ORSet.empty().add(Samples.A, list), name) <= 4, name);
            }
        });
    }

    @Test
    void operationsSideBySideAreNoDeeper() {
        OpORMap<Integer, OpORMap<Integer, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<Integer, OpPNCounter.Change>>
                initial = OpORMap.empty(OpORMap.empty(OpPNCounter.empty()));
        var writer = OpReplica.of(Samples.A, initial, OperationCheck.inMemory());
        writer.edit(editor -> {
            for (int i = 0; i < MANY; i++) {
                int key = i;
                editor.apply(editor.state()
                        .update(key / 10, inner -> inner.update(key % 10, counter -> counter.increment(1))));
            }
        });
        var message = writer.flush().get(0);
        var codec = OpCodec.of(CODECS.get(6), initial);
        assertEquals(message, codec.decodeMessage(codec.encode(message)));
        assertEquals(writer.snapshot(), codec.decodeSnapshot(codec.encode(writer.snapshot())));
    }

    @Test
    void aHintedRemovalIsNoDeeperThanItsElements() {
        ORSet<Object> before = ORSet.empty();
        for (int i = 0; i < 40; i++) {
            before = before.add(Samples.A, List.of(i));
        }
        ORSet<Object> removal = before.edit(
                        Samples.A, editor -> IntStream.range(0, 40).forEach(i -> editor.remove(List.of(i))))
                .delta(before);
        var message = new SyncMessage.Delta<>(Samples.A, Samples.B, 1, 1, false, removal);
        int depth = least(codec -> codec.encodeMessage(message));
        KryoCodec least = CODECS.get(depth - 1);
        assertEquals(message, least.<ORSet<Object>>decodeMessage(least.encodeMessage(message), ORSet.empty()));
        assertTrue(depth <= 3);
    }
}
