package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.VectorClock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nesting is limited, alike when writing and when reading, and never overflows the stack. */
class NestingTest {

    private static final String ELEMENT = "01 00 2C 01 00 00 01 61 01 00 00 01";
    private static final int FAR_TOO_MANY = 300_000;

    private final KryoCodec codec = KryoCodec.create();

    private static byte[] bytes(String head, String repeated, int times, String tail) {
        return HexFormat.of().parseHex((head + repeated.repeat(times) + tail).replace(" ", ""));
    }

    private static void refused(KryoCodec codec, byte[] bytes, Crdt<?> like) {
        var refused = assertThrows(DecodeException.class, () -> Samples.decode(codec, bytes, like));
        assertTrue(refused.getMessage().contains("deeper than maxDepth (32)"), refused.getMessage());
    }

    @Test
    void mapsNestedWithoutEndAreRefused() {
        refused(codec, bytes("01 00", "2D", FAR_TOO_MANY, "28 00 00"), ORMap.empty(GCounter.empty()));
        refused(codec, bytes("01 00", "2E", FAR_TOO_MANY, "28 00 00"), Removable.of(VectorClock.empty()));
        refused(codec, bytes("01 00", "2D 2E", FAR_TOO_MANY, "28 00 00"), ORMap.empty(GCounter.empty()));
    }

    @Test
    void valuesNestedWithoutEndAreRefused() {
        refused(codec, bytes(ELEMENT, "11 01", FAR_TOO_MANY, "01 01 00 01"), ORSet.empty());
        String setOfOne = "2C 01 00 00 01 61 01 00 00 01";
        refused(codec, bytes("01 00", setOfOne, FAR_TOO_MANY, "01"), ORSet.empty());
        String registerOfOne = "2B 01 00 00 01 61 01 00 00 01 00 01 01";
        refused(codec, bytes(ELEMENT, registerOfOne, FAR_TOO_MANY, "01"), ORSet.empty());
    }

    private static Crdt<?> nested(int levels) {
        Causal<?> state = GCounter.empty().increment(Samples.A);
        for (int i = 0; i < levels; i++) {
            state = wrap(state);
        }
        return state;
    }

    private static <V extends Causal<V>> Causal<?> wrap(Causal<?> state) {
        V value = Shapes.unchecked(state);
        ORMap<String, V> empty = ORMap.empty(Shapes.<V>unchecked(bottom(value)));
        return empty.update(Samples.A, "k", unused -> value);
    }

    private static Object bottom(Object state) {
        if (state instanceof GCounter) {
            return GCounter.empty();
        }
        return bottomOf(Shapes.unchecked(state));
    }

    private static <V extends Causal<V>> ORMap<String, V> bottomOf(ORMap<String, V> map) {
        return map.delta(map);
    }

    @Test
    void whatIsTooDeepToBeReadIsNotWritten() {
        Crdt<?> deepest = nested(31);
        byte[] bytes = codec.encode(deepest);
        assertEquals(deepest, Samples.decode(codec, bytes, deepest));
        assertEquals(deepest, Samples.decode(codec, bytes, deepest));
        var refused = assertThrows(IllegalArgumentException.class, () -> codec.encode(nested(32)));
        assertTrue(refused.getMessage().contains("deeper than maxDepth (32)"), refused.getMessage());
        var shallow = KryoCodec.builder().maxDepth(10).build();
        assertThrows(IllegalArgumentException.class, () -> shallow.encode(deepest));
        assertThrows(DecodeException.class, () -> Samples.decode(shallow, bytes, deepest));
        var deep = KryoCodec.builder().maxDepth(100).build();
        assertEquals(nested(99), Samples.decode(deep, deep.encode(nested(99)), nested(99)));
    }

    @Test
    void listsAsDeepAsAllowedComeBack() {
        Object list = List.of();
        for (int i = 0; i < 29; i++) {
            list = List.of(list);
        }
        ORSet<Object> set = ORSet.empty().add(Samples.A, list);
        assertEquals(set, codec.decode(codec.encode(set), set));
        ORSet<Object> deeper = ORSet.empty().add(Samples.A, List.of(List.of(list)));
        assertThrows(IllegalArgumentException.class, () -> codec.encode(deeper));
    }

    /** A chain of a user's own: its serializer calls Kryo for the rest of the chain, or holds a set with it. */
    record Chain(Object next) {}

    private static final class ChainSerializer extends Serializer<Chain> {
        @Override
        public void write(Kryo kryo, Output output, Chain chain) {
            kryo.writeClassAndObject(output, chain.next());
        }

        @Override
        public Chain read(Kryo kryo, Input input, Class<? extends Chain> type) {
            return new Chain(kryo.readClassAndObject(input));
        }
    }

    @Test
    void objectsNestedWithoutEndAreRefused() {
        var own = KryoCodec.builder()
                .register(Chain.class, new ChainSerializer(), 100)
                .build();
        UnaryOperator<Object> longer = Chain::new;
        Object chain = "end";
        Object mixed = "end";
        for (int i = 0; i < 8; i++) {
            chain = longer.apply(chain);
            mixed = new Chain(ORSet.empty().add(Samples.A, mixed));
        }
        for (Object fine : List.of(chain, mixed)) {
            ORSet<Object> set = ORSet.empty().add(Samples.A, fine);
            assertEquals(set, own.decode(own.encode(set), set));
        }
        for (int i = 0; i < 100; i++) {
            chain = longer.apply(chain);
            mixed = new Chain(ORSet.empty().add(Samples.A, mixed));
        }
        for (Object deep : List.of(chain, mixed)) {
            ORSet<Object> set = ORSet.empty().add(Samples.A, deep);
            assertThrows(IllegalArgumentException.class, () -> own.encode(set));
        }
        String chains = "66"; // class id 100, as Kryo writes it
        byte[] endless = bytes(ELEMENT + "39 64 E0 A7 12", chains, FAR_TOO_MANY, "01 00 01");
        assertThrows(DecodeException.class, () -> own.decode(endless, ORSet.empty()));
    }

    @Test
    void onASmallStackTooOnlyOneExceptionIsThrown() throws InterruptedException {
        var deep = KryoCodec.builder().maxDepth(100).build();
        byte[] lists = bytes(ELEMENT, "11 01", 90, "01 01 00 01");
        byte[] maps = bytes("01 00", "2D", 95, "28 00 00");
        assertEquals(1, deep.decode(lists, ORSet.empty()).size());
        var thrown = new AtomicReference<Throwable>();
        Runnable decoding = () -> {
            for (byte[] bytes : List.of(lists, maps)) {
                try {
                    var unused = deep.decode(bytes, ORSet.empty());
                } catch (DecodeException expected) {
                    // fine, as is coming back
                } catch (Throwable other) {
                    thrown.set(other);
                }
            }
        };
        var thread = new Thread(null, decoding, "small stack", 64 * 1024);
        thread.start();
        thread.join();
        assertEquals(null, thrown.get());
    }
}
