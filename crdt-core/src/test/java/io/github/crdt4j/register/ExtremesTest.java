package io.github.crdt4j.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtremesTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    @Test
    void aThousandFallingValuesKeepOneEntry() {
        MaxRegister<Integer> falling = MaxRegister.empty();
        MaxRegister<Integer> rising = MaxRegister.empty();
        for (int i = 0; i < 1_000; i++) {
            falling = falling.set(A, 1_000 - i);
            rising = rising.set(A, i);
        }
        assertEquals(Optional.of(1_000), falling.value());
        assertEquals(1, falling.context().last(A));
        KryoCodec codec = KryoCodec.create();
        int one = codec.encode(MaxRegister.<Integer>empty().set(A, 1_000)).length;
        assertEquals(one, codec.encode(falling).length);
        assertEquals(
                one + 2, codec.encode(rising).length, "1 000 takes a byte more than 1, in the dot and in the context");
    }

    @Test
    void aWriteThatIsNotGreaterIsNoEvent() {
        MaxRegister<String> seven = MaxRegister.<String>empty().set(A, "7");
        assertSame(seven, seven.set(B, "3"));
        assertSame(seven, seven.set(B, "7"));
        MinRegister<String> three = MinRegister.<String>empty().set(A, "3");
        assertSame(three, three.set(B, "7"));
    }

    @Test
    void aWriteThatIsNoEventDoesNotSurviveTheRemovalOfWhatItWasComparedWith() {
        ORMap<String, MaxRegister<Integer>> known =
                ORMap.<String, MaxRegister<Integer>>empty(MaxRegister.empty()).update(A, "k", best -> best.set(A, 7));
        ORMap<String, MaxRegister<Integer>> lower = known.update(B, "k", best -> best.set(B, 3));
        ORMap<String, MaxRegister<Integer>> merged = lower.merge(known.remove("k"));
        assertEquals(Optional.empty(), merged.get("k").value());
        ORMap<String, MaxRegister<Integer>> higher = known.update(B, "k", best -> best.set(B, 9));
        assertEquals(Optional.of(9), higher.merge(known.remove("k")).get("k").value());
        assertFalse(higher.remove("k").containsKey("k"));
    }
}
