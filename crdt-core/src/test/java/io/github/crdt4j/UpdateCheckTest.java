package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** With a codec's check, an update is refused that adds what cannot be sent, before anything has changed. */
class UpdateCheckTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final KryoCodec CODEC = KryoCodec.create();

    private static Map<String, Object> poisons() {
        Object deep = List.of();
        for (int i = 0; i < 40; i++) {
            deep = List.of(deep);
        }
        var poisons = new LinkedHashMap<String, Object>();
        poisons.put("a class without a serializer", Locale.GERMANY);
        poisons.put("a list with an array in it", List.of(new byte[] {1}));
        poisons.put("a list with such a class in it", List.of("a", Locale.GERMANY));
        poisons.put("a list with null in it", Arrays.asList("a", null));
        poisons.put("a list nested too deep", deep);
        return poisons;
    }

    private static <S extends Crdt<S>> DynamicTest refused(
            String name, S empty, UnaryOperator<S> good, UnaryOperator<S> bad) {
        return dynamicTest(name, () -> {
            Replica<S> replica = Replica.builder(A, empty).check(CODEC::check).build();
            S before = replica.update(good);
            assertThrows(IllegalArgumentException.class, () -> replica.update(bad));
            assertSame(before, replica.state());
            replica.update(good);
            assertEquals(replica.state(), CODEC.decode(CODEC.encode(replica.state()), empty));
        });
    }

    @TestFactory
    Stream<DynamicTest> aValueWithoutAnEncodingIsRefusedWhereverItIsPut() {
        ORSet<Object> set = ORSet.empty();
        MVRegister<Object> mv = MVRegister.empty();
        LWWRegister<Object> lww = LWWRegister.empty();
        ORMap<Object, GCounter> keys = ORMap.empty(GCounter.empty());
        ORMap<String, ORMap<String, ORSet<Object>>> nested = ORMap.empty(ORMap.empty(ORSet.empty()));
        AtomicLong stamps = new AtomicLong();
        return poisons().entrySet().stream().flatMap(entry -> {
            Object poison = entry.getValue();
            return Stream.of(
                    refused("ORSet: " + entry.getKey(), set, s -> s.add(A, "x"), s -> s.add(A, poison)),
                    refused("MVRegister: " + entry.getKey(), mv, r -> r.set(A, "x"), r -> r.set(A, poison)),
                    refused(
                            "LWWRegister: " + entry.getKey(),
                            lww,
                            r -> r.set(new LamportTimestamp(stamps.incrementAndGet(), A), "x"),
                            r -> r.set(new LamportTimestamp(stamps.incrementAndGet(), A), poison)),
                    refused(
                            "ORMap: " + entry.getKey(),
                            keys,
                            m -> m.update(A, "x", c -> c.increment(A)),
                            m -> m.update(A, poison, c -> c.increment(A))),
                    refused(
                            "ORMap of ORMap: " + entry.getKey(),
                            nested,
                            m -> m.update(A, "k", n -> n.update(A, "l", s -> s.add(A, "x"))),
                            m -> m.update(A, "k", n -> n.update(A, "l", s -> s.add(A, poison)))));
        });
    }

    @Test
    void whatIsNestedDeeperThanTheCodecAllowsIsRefusedAndWhatIsTakenCanBeSent() {
        ORMap<String, ORMap<String, ORSet<Object>>> empty = ORMap.empty(ORMap.empty(ORSet.empty()));
        Object value = "x";
        for (int depth = 1; depth <= 12; depth++) {
            KryoCodec shallow = KryoCodec.builder().maxDepth(depth).build();
            var replica = Replica.builder(A, empty).check(shallow::check).build();
            Object element = value;
            try {
                replica.update(m -> m.update(A, "k", n -> n.update(A, "l", s -> s.add(A, element))));
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("deep"), refused::getMessage);
                assertSame(empty, replica.state());
                continue;
            }
            value = List.of(value);
            var unusedMessage = shallow.encodeMessage(new SyncMessage.Delta<>(
                    A, ReplicaId.of("b"), 1, 1, false, replica.state().delta(empty)));
            var unusedState = shallow.encode(replica.state());
        }
        assertTrue(value instanceof List<?>, "some depth was taken");
    }

    @Test
    void whatWasRemovedNeedsNoEncoding() {
        ORSet<Object> poisoned = ORSet.empty().add(A, Locale.GERMANY).add(A, "x");
        var replica = Replica.builder(A, poisoned).check(CODEC::check).build();
        replica.update(set -> set.remove(Locale.GERMANY));
        assertEquals(ORSet.empty().add(A, "y").add(A, "x").remove("y"), replica.state());
    }

    /** Written as it is counted. */
    record Counted(int number) {}

    @Test
    void theCheckCostsWhatChanged() {
        AtomicLong written = new AtomicLong();
        KryoCodec counting = KryoCodec.builder()
                .register(
                        Counted.class,
                        new Serializer<Counted>() {
                            @Override
                            public void write(Kryo kryo, Output output, Counted value) {
                                written.incrementAndGet();
                                output.writeInt(value.number());
                            }

                            @Override
                            public Counted read(Kryo kryo, Input input, Class<? extends Counted> type) {
                                return new Counted(input.readInt());
                            }
                        },
                        100)
                .build();
        var replica = Replica.builder(A, ORSet.<Counted>empty())
                .check(counting::check)
                .build();
        replica.update(set -> set.edit(A, editor -> {
            for (int i = 0; i < 10_000; i++) {
                editor.add(new Counted(i));
            }
        }));
        written.set(0);
        replica.update(set -> set.add(A, new Counted(-1)));
        assertTrue(written.get() >= 1 && written.get() <= 4, written::toString);
    }

    @Test
    void aCheckThatThrowsAnythingChangesNothing() {
        var replica = Replica.builder(A, GCounter.empty())
                .check(added -> {
                    if (added.value() > 2) {
                        throw new UnsupportedOperationException("too much at once: " + added.value());
                    }
                })
                .build();
        replica.update(counter -> counter.increment(A, 2));
        assertThrows(UnsupportedOperationException.class, () -> replica.update(counter -> counter.increment(A, 5)));
        assertEquals(2, replica.state().value());
    }
}
