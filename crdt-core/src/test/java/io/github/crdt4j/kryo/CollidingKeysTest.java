package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Values without an order that all have one hash code, as a peer may choose them, cost n log n comparisons: to decode, to
 * refuse, and to work with.
 */
class CollidingKeysTest {

    private static final int MANY = 4_096;
    private static final int LOGARITHM = 12;
    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private static final AtomicLong COMPARISONS = new AtomicLong();

    /** A value that has a digest, like the lists, records and states of this library, and counts what it is compared with. */
    record Key(int id) implements Digested {
        @Override
        public boolean equals(Object other) {
            COMPARISONS.incrementAndGet();
            return other instanceof Key that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 42;
        }

        @Override
        public long digest() {
            return Contents.digest((long) id);
        }
    }

    private static final class KeySerializer extends Serializer<Key> {
        @Override
        public void write(Kryo kryo, Output output, Key key) {
            output.writeInt(key.id());
        }

        @Override
        public Key read(Kryo kryo, Input input, Class<? extends Key> type) {
            return new Key(input.readInt());
        }
    }

    private final KryoCodec codec =
            KryoCodec.builder().register(Key.class, new KeySerializer(), 100).build();

    private static void costsNLogN(String what, Runnable action) {
        COMPARISONS.set(0);
        action.run();
        long comparisons = COMPARISONS.get();
        assertTrue(comparisons <= 4L * MANY * LOGARITHM, () -> what + ": " + comparisons + " comparisons");
    }

    private static ORSet<Key> set(ReplicaId self, int from, int to) {
        return ORSet.<Key>empty().edit(self, editor -> {
            for (int i = from; i < to; i++) {
                editor.add(new Key(i));
            }
        });
    }

    private static ORMap<Key, PNCounter> map(ReplicaId self, int from, int to) {
        return ORMap.<Key, PNCounter>empty(PNCounter.empty()).edit(self, editor -> {
            for (int i = from; i < to; i++) {
                editor.update(new Key(i), counter -> counter.increment(self));
            }
        });
    }

    /** Two states that overlap, what is left of the first when most of it is gone, and none. */
    private <S extends Crdt<S>> void areCheap(S one, S other, S smaller, S empty) {
        byte[] bytes = codec.encode(one);
        costsNLogN("decode", () -> assertEquals(bytes.length, codec.encode(codec.decode(bytes, empty)).length));
        S copy = codec.decode(bytes, empty);
        costsNLogN("equals", () -> assertEquals(one, copy));
        costsNLogN("leq", () -> assertTrue(one.leq(copy)));
        costsNLogN("merge of equals", () -> assertTrue(one.merge(copy).leq(one)));
        costsNLogN("merge", () -> assertTrue(one.leq(one.merge(other))));
        costsNLogN("merge with nothing", () -> assertTrue(empty.merge(one).leq(one)));
        costsNLogN("merge of a removal", () -> assertTrue(smaller.leq(one.merge(smaller))));
        costsNLogN("merge into a removal", () -> assertTrue(smaller.leq(smaller.merge(copy))));
        costsNLogN("delta", () -> assertTrue(one.delta(other).leq(one)));
        costsNLogN("delta from nothing", () -> assertTrue(one.delta(empty).leq(one)));
    }

    @Test
    void elementsOfSets() {
        ORSet<Key> one = set(A, 0, MANY);
        areCheap(one, set(B, MANY / 2, MANY + MANY / 2), one.clear(), ORSet.empty());
        areCheap(
                one,
                set(B, 0, 10),
                one.edit(A, editor -> {
                    for (int i = 0; i < MANY / 2; i++) {
                        editor.remove(new Key(2 * i));
                    }
                }),
                ORSet.empty());
    }

    @Test
    void keysOfMaps() {
        ORMap<Key, PNCounter> one = map(A, 0, MANY);
        ORMap<Key, PNCounter> empty = ORMap.empty(PNCounter.empty());
        areCheap(one, map(B, MANY / 2, MANY + MANY / 2), one.clear(), empty);
        areCheap(
                one,
                map(B, 0, 10),
                one.edit(A, editor -> {
                    for (int i = 0; i < MANY / 2; i++) {
                        editor.remove(new Key(2 * i));
                    }
                }),
                empty);
    }

    @Test
    void valuesUnderOneEvent() {
        MVRegister<Key> one = codec.decode(Hostile.register(codec, MANY, Key::new), MVRegister.empty());
        areCheap(one, MVRegister.<Key>empty().set(B, new Key(-1)), one.set(A, new Key(-1)), MVRegister.empty());
    }

    @Test
    void aSecondElementThatIsEqualIsFoundAmongThemAndRefused() {
        byte[] twice = Hostile.set(codec, MANY, i -> new Key(i % (MANY - 1)));
        costsNLogN("refusing", () -> {
            var refused = assertThrows(DecodeException.class, () -> codec.decode(twice, ORSet.<Key>empty()));
            assertTrue(refused.getMessage().contains("twice"), refused.getMessage());
        });
    }
}
