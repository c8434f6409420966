package io.github.crdt4j.kryo;

import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KryoCodecTest {

    private final KryoCodec codec = Samples.builder().build();

    @Test
    void theExampleOfTheDocumentationWorks() {
        KryoCodec codec = KryoCodec.create();
        ORSet<String> tags = ORSet.<String>empty().add(Samples.A, "new");
        byte[] bytes = codec.encode(tags);
        ORSet<String> received = codec.decode(bytes, ORSet.empty());
        assertEquals(tags, received);
        GCounter counter = codec.decode(codec.encode(GCounter.empty()), GCounter.class);
        assertSame(GCounter.empty(), counter);
        ORMap<String, ORMap<Long, PNCounter>> nested = ORMap.empty(ORMap.empty(PNCounter.empty()));
        assertEquals(nested, codec.decode(codec.encode(nested), nested));
        SyncMessage<ORSet<String>> message = new SyncMessage.Delta<>(Samples.A, Samples.B, 1, 1, true, tags);
        assertEquals(message, codec.decodeMessage(codec.encodeMessage(message), ORSet.empty()));
    }

    @Test
    void equalStatesHaveEqualBytesWhateverTheirHistories() {
        ORSet<String> one = ORSet.<String>empty().add(Samples.A, "x").add(Samples.A, "y");
        ORSet<String> two = ORSet.<String>empty().add(Samples.B, "z");
        ORSet<String> joined = one.merge(two);
        ORSet<String> around = two.merge(one.remove("q").delta(ORSet.empty())).merge(one);
        assertEquals(joined, around);
        assertArrayEquals(codec.encode(joined), codec.encode(around));

        ORSet<List<Integer>> list = ORSet.<List<Integer>>empty().add(Samples.A, List.of(1, 2));
        ORSet<List<Integer>> other = ORSet.<List<Integer>>empty().add(Samples.A, new ArrayList<>(List.of(1, 2)));
        assertEquals(list, other);
        assertArrayEquals(codec.encode(list), codec.encode(other));
    }

    @Test
    void aStateOfAnotherShapeIsRefused() {
        byte[] counters = codec.encode(ORMap.empty(GCounter.empty()));
        ORMap<String, PNCounter> balances = ORMap.empty(PNCounter.empty());
        assertThrows(DecodeException.class, () -> codec.decode(counters, balances));
        assertThrows(DecodeException.class, () -> codec.decode(counters, GCounter.class));

        ORMap<String, Removable<VectorClock>> ones =
                ORMap.empty(Removable.of(VectorClock.empty().tick(Samples.A)));
        ORMap<String, Removable<VectorClock>> zeros = ORMap.empty(Removable.of(VectorClock.empty()));
        assertEquals(ones, codec.decode(codec.encode(ones), ones));
        assertThrows(DecodeException.class, () -> codec.decode(codec.encode(ones), zeros));
    }

    /** A causal type that is not equal to another that begins differently. */
    record Pair(GCounter first, ORMap<String, GCounter> second) implements Composite<Pair> {
        static final Pair EMPTY = new Pair(GCounter.empty(), ORMap.empty(GCounter.empty()));

        @Override
        public Pair zip(Pair other, Zip with) {
            return new Pair(with.apply(first, other.first), with.apply(second, other.second));
        }
    }

    /** A record with a component of another parameter than the registered one. */
    record Box(ORMap<String, Removable<VectorClock>> inside) implements Composite<Box> {
        @Override
        public Box zip(Box other, Zip with) {
            return new Box(with.apply(inside, other.inside));
        }
    }

    @Test
    void aRecordWhoseComponentsBeginOtherwiseThanRegisteredIsRefused() {
        var box = new Box(ORMap.empty(Removable.of(VectorClock.empty())));
        var other = new Box(ORMap.empty(Removable.of(VectorClock.empty().tick(Samples.A))));
        var boxes = KryoCodec.builder().composite(box, 100).build();
        assertEquals(box, boxes.decode(boxes.encode(box), box));
        assertThrows(IllegalArgumentException.class, () -> boxes.encode(other));
        assertThrows(IllegalArgumentException.class, () -> boxes.decode(boxes.encode(box), other));
        var full = new Pair(GCounter.empty().increment(Samples.A), Pair.EMPTY.second());
        assertThrows(IllegalArgumentException.class, () -> KryoCodec.builder().composite(full, 100));
    }

    @Test
    void valuesThatDoNotBeginWithNothingAtAllAreRefused() {
        GCounter leavings = within(forget(GCounter.empty().increment(Samples.A)), CausalContext.empty());
        ORMap<String, GCounter> map = ORMap.empty(leavings);
        assertThrows(IllegalArgumentException.class, () -> codec.encode(map));
        assertThrows(IllegalArgumentException.class, () -> codec.decode(new byte[0], map));
    }

    @Test
    void valuesThatBeginOtherwiseThanTheMapSaysAreRefused() {
        ORMap<String, Removable<VectorClock>> clocks = ORMap.empty(Removable.of(VectorClock.empty()));
        Removable<VectorClock> other = Removable.of(VectorClock.empty().tick(Samples.B));
        assertThrows(IllegalArgumentException.class, () -> {
            var unlike = clocks.update(Samples.A, "k", before -> within(other, before.context()));
            codec.encode(unlike);
        });
    }

    @Test
    void classesWithoutASerializerAreRefusedByName() {
        var plain = KryoCodec.create();
        ORSet<Object> money = ORSet.empty().add(Samples.A, new Samples.Money(1, "EUR"));
        var refused = assertThrows(IllegalArgumentException.class, () -> plain.encode(money));
        assertTrue(refused.getMessage().contains("Samples$Money has no encoding"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> plain.encode(Samples.Words.NONE));
        assertThrows(IllegalArgumentException.class, () -> plain.encode(Samples.Profile.EMPTY));
        byte[] bytes = codec.encode(money);
        assertThrows(DecodeException.class, () -> plain.decode(bytes, ORSet.empty()));
    }

    @Test
    void idsAndClassesThatAreTakenAreRefused() {
        var builder = Samples.builder();
        var byId = assertThrows(
                IllegalArgumentException.class, () -> builder.register(Pair.class, new NullSerializer<>(), 100));
        assertTrue(byId.getMessage().contains("Pair cannot have id 100"), byId.getMessage());
        assertTrue(byId.getMessage().contains("Money is registered under 100"), byId.getMessage());
        var byClass = assertThrows(
                IllegalArgumentException.class,
                () -> builder.register(Samples.Money.class, new Samples.MoneySerializer(), 200));
        assertTrue(byClass.getMessage().contains("Money is registered under 100"), byClass.getMessage());
        for (int id : new int[] {-1, 0, 8, 99, 1000, 1099}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> builder.register(Pair.class, new NullSerializer<>(), id),
                    () -> "id " + id);
        }
        assertThrows(IllegalArgumentException.class, () -> builder.register(String.class, new NullSerializer<>(), 200));
        assertThrows(IllegalArgumentException.class, () -> builder.register(int.class, new NullSerializer<>(), 200));
        assertThrows(IllegalArgumentException.class, () -> builder.register(ORSet.class, new NullSerializer<>(), 200));
        assertThrows(
                IllegalArgumentException.class, () -> builder.register(ArrayList.class, new NullSerializer<>(), 200));
        assertThrows(IllegalArgumentException.class, () -> builder.register(byte[].class, new NullSerializer<>(), 200));
        assertThrows(IllegalArgumentException.class, () -> builder.maxBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxDepth(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxDepth(101));
        byte[] money = codec.encode(ORSet.empty().add(Samples.A, new Samples.Money(1, "EUR")));
        assertArrayEquals(money, builder.build().encode(ORSet.empty().add(Samples.A, new Samples.Money(1, "EUR"))));
    }

    /** Writes nothing and reads null. */
    private static final class NullSerializer<T> extends Serializer<T> {
        @Override
        public void write(Kryo kryo, Output output, T value) {}

        @Override
        public T read(Kryo kryo, Input input, Class<? extends T> type) {
            return null;
        }
    }

    /** Reads objects of another class than it writes. */
    private static final class ConfusedSerializer extends Serializer<Object> {
        @Override
        public void write(Kryo kryo, Output output, Object value) {
            output.writeByte(1);
        }

        @Override
        public Object read(Kryo kryo, Input input, Class<?> type) {
            return new Pair(
                    GCounter.empty(),
                    Pair.EMPTY.second().update(input.readByte() == 1 ? Samples.A : Samples.B, "k", c -> c));
        }
    }

    @Test
    void serializersThatReadAnotherClassAreNoticed() {
        var confused = KryoCodec.builder()
                .register(Samples.Money.class, new ConfusedSerializer(), 100)
                .composite(Pair.EMPTY, 101)
                .build();
        var set = ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(1, "EUR"));
        var refused = assertThrows(DecodeException.class, () -> confused.decode(confused.encode(set), set));
        assertTrue(refused.getMessage().contains("Pair where"), refused.getMessage());
    }

    @Test
    void serializersThatLoseSomethingAreNoticed() {
        var losing = KryoCodec.builder()
                .register(Samples.Money.class, new NullSerializer<>(), 100)
                .build();
        var one = ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(1, "EUR"));
        assertThrows(DecodeException.class, () -> losing.decode(losing.encode(one), one));
        var two = one.add(Samples.A, new Samples.Money(2, "EUR"));
        var refused = assertThrows(IllegalArgumentException.class, () -> losing.encode(two));
        assertTrue(refused.getMessage().contains("same bytes"), refused.getMessage());
    }

    /** Fails to read the amount 13, and is broken from then on. */
    private static final class FragileSerializer extends Serializer<Samples.Money> {
        private final Samples.MoneySerializer working = new Samples.MoneySerializer();
        private boolean broken;

        @Override
        public void write(Kryo kryo, Output output, Samples.Money value) {
            working.write(kryo, output, value);
        }

        @Override
        public Samples.Money read(Kryo kryo, Input input, Class<? extends Samples.Money> type) {
            Samples.Money money = working.read(kryo, input, type);
            broken |= money.cents() == 13;
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return money;
        }
    }

    @Test
    void aSerializerThatThrewIsNotUsedAgainAndOthersAre() {
        var made = new AtomicInteger();
        Supplier<FragileSerializer> maker = () -> {
            made.incrementAndGet();
            return new FragileSerializer();
        };
        var fragile =
                KryoCodec.builder().register(Samples.Money.class, maker, 100).build();
        var good = ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(1, "EUR"));
        var bad = ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(13, "EUR"));
        for (int round = 1; round < 4; round++) {
            assertEquals(good, fragile.decode(fragile.encode(good), good));
            byte[] cut = fragile.encode(good);
            assertThrows(DecodeException.class, () -> fragile.decode(Arrays.copyOf(cut, cut.length - 1), good));
            assertEquals(round, made.get());
            assertThrows(DecodeException.class, () -> fragile.decode(fragile.encode(bad), bad));
        }
    }

    @Test
    void statesWithinValuesHaveTheirOwnContextEvenInOwnCausalTypes() {
        ORSet<Boolean> stripped = within(ORSet.<Boolean>empty().add(Samples.A, true), CausalContext.empty());
        ORSet<Object> holder = ORSet.empty().add(Samples.B, stripped);
        assertThrows(DecodeException.class, () -> codec.decode(codec.encode(holder), holder));
        ORMap<String, Samples.Switch> like = ORMap.empty(Samples.Switch.OFF);
        var map = like.update(Samples.A, "gone", s -> s.enable(Samples.A))
                .remove("gone")
                .update(
                        Samples.B,
                        "k",
                        s -> new Samples.Switch(Shapes.unchecked(
                                Shapes.<ORSet<Object>>unchecked(s.on()).add(Samples.B, stripped))));
        var refused = assertThrows(DecodeException.class, () -> codec.decode(codec.encode(map), like));
        assertTrue(refused.getMessage().contains("live dot a:1 is not in the causal context"), refused.getMessage());
    }

    @Test
    void theMostBytesAreRespectedBothWays() {
        var set = ORSet.<String>empty().add(Samples.A, "x".repeat(100));
        int length = codec.encode(set).length;
        var enough = KryoCodec.builder().maxBytes(length).build();
        assertEquals(set, enough.decode(enough.encode(set), set));
        var little = KryoCodec.builder().maxBytes(length - 1).build();
        assertThrows(IllegalArgumentException.class, () -> little.encode(set));
        assertThrows(DecodeException.class, () -> little.decode(codec.encode(set), set));
        var checked = KryoCodec.builder().maxBytes(length + 3).checksum(true).build();
        assertThrows(IllegalArgumentException.class, () -> checked.encode(set));
    }

    @Test
    void checksumsAreReadByCodecsThatWriteNone() {
        var checked = KryoCodec.builder().checksum(true).build();
        var set = ORSet.<String>empty().add(Samples.A, "x");
        byte[] bytes = checked.encode(set);
        assertEquals(codec.encode(set).length + 4, bytes.length);
        assertEquals(set, codec.decode(bytes, set));
        assertEquals(set, checked.decode(codec.encode(set), set));
    }

    @Test
    void theOrderOfValuesIsTotalAndConsistentWithEquals() {
        var order = codec.order();
        var values = new ArrayList<>(Samples.ELEMENTS);
        values.sort(order);
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < values.size(); j++) {
                assertEquals(Integer.compare(i, j), Integer.signum(order.compare(values.get(i), values.get(j))));
            }
        }
        Collections.reverse(values);
        values.sort(order);
        assertEquals(Integer.signum(order.compare(values.get(0), values.get(1))), -1);

        LWWRegister<Object> clash = LWWRegister.empty()
                .set(new LamportTimestamp(1, Samples.A), new Samples.Money(1, "EUR"))
                .merge(LWWRegister.empty().set(new LamportTimestamp(1, Samples.A), new Samples.Money(2, "EUR")));
        assertEquals(new Samples.Money(2, "EUR"), clash.value(order).orElseThrow());
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> codec.encode(null));
        assertThrows(NullPointerException.class, () -> codec.decode(null, GCounter.class));
        assertThrows(NullPointerException.class, () -> codec.decode(new byte[0], (Class<GCounter>) null));
        assertThrows(NullPointerException.class, () -> codec.decode(new byte[0], (GCounter) null));
        assertThrows(NullPointerException.class, () -> codec.encodeMessage(null));
        assertThrows(NullPointerException.class, () -> codec.decodeMessage(null, GCounter.empty()));
        assertThrows(
                NullPointerException.class,
                () -> KryoCodec.builder().register(Pair.class, (Serializer<Pair>) null, 100));
        assertThrows(
                NullPointerException.class,
                () -> KryoCodec.builder().register(Pair.class, (Supplier<Serializer<Pair>>) null, 100));
        assertThrows(NullPointerException.class, () -> KryoCodec.builder().composite((Pair) null, 100));
        assertThrows(NullPointerException.class, () -> CrdtSerializers.register(null));
    }

    @Test
    void manyThreadsUseOneCodec() throws Exception {
        var states = Samples.states();
        var expected = states.values().stream().map(codec::encode).toList();
        var threads = Executors.newFixedThreadPool(6);
        try {
            var results = new ArrayList<Future<Void>>();
            for (int thread = 0; thread < 6; thread++) {
                results.add(threads.submit((Callable<Void>) () -> {
                    for (int round = 0; round < 20; round++) {
                        int i = 0;
                        for (Crdt<?> state : states.values()) {
                            byte[] bytes = codec.encode(state);
                            assertArrayEquals(expected.get(i++), bytes);
                            assertEquals(state, Samples.decode(codec, bytes, state));
                            bytes[bytes.length - 1] ^= (byte) 0xFF;
                            try {
                                var unused = Samples.decode(codec, bytes, state);
                            } catch (DecodeException fine) {
                                // most are refused
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void valuesOfOneWriteAscendByTheirStampsAndThenByTheirBytes() {
        LWWRegister<String> all = LWWRegister.empty();
        for (int stamp : new int[] {3, 1, 4, 2}) {
            for (String value : List.of("c", "a", "b")) { // as several replicas under one identity would write them
                var clash = LWWRegister.<String>empty().set(new LamportTimestamp(stamp, Samples.A), value);
                all = all.merge(clash);
            }
        }
        byte[] bytes = codec.encode(all);
        assertEquals(all, codec.decode(bytes, all));
        String hex = HexFormat.of().formatHex(bytes);
        var values = new StringBuilder("0c"); // 12 of them
        for (int stamp = 1; stamp <= 4; stamp++) {
            for (int value = 0x61; value <= 0x63; value++) {
                values.append("0%d000c01%x".formatted(stamp, value)); // stamp, replica 0, text of 1 byte
            }
        }
        assertTrue(hex.endsWith(values.toString()), hex);
    }

    @Test
    void textsSayWhatItAdmits() {
        KryoCodec codec = KryoCodec.builder().maxBytes(1_000).build();
        assertEquals("KryoCodec of at most 1000 bytes, 32 deep, without checksums of states", codec.toString());
        assertEquals(
                "messages about ORSet by " + codec, codec.forSync(ORSet.empty()).toString());
        assertEquals(
                "states of ORSet by " + codec, codec.forStates(ORSet.empty()).toString());
    }
}
