package io.github.crdt4j.register;

import static io.github.crdt4j.Effects.after;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpExtremesTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final OpMaxRegister<Integer> MAX = OpMaxRegister.empty();
    private static final OpMinRegister<Integer> MIN = OpMinRegister.empty();

    @Test
    void theGreatestAndTheLeastValueAreRead() {
        OpMaxRegister<Integer> seven = after(MAX, MAX.set(7).orElseThrow(), A, NOTHING);
        assertEquals(Optional.empty(), seven.set(7));
        assertEquals(Optional.empty(), seven.set(3));
        OpMaxRegister<Integer> both = after(seven, MAX.set(3).orElseThrow(), B, NOTHING);
        assertEquals(Optional.of(7), both.value());
        assertEquals(Optional.of(3), both.forget(NOTHING.tick(A)).value());
        OpMinRegister<Integer> low = after(MIN, MIN.set(3).orElseThrow(), A, NOTHING);
        assertEquals(Optional.empty(), low.set(3));
        assertEquals(Optional.empty(), low.set(7));
        OpMinRegister<Integer> two = after(low, MIN.set(7).orElseThrow(), B, NOTHING);
        assertEquals(Optional.of(3), two.value());
        assertEquals(Optional.of(7), two.forget(NOTHING.tick(A)).value());
        assertSame(low, low.forget(NOTHING));
        assertSame(seven, seven.forget(NOTHING));
    }

    @Test
    void aThousandGrowingValuesOfOneWriterKeepOne() {
        OpMaxRegister<Integer> most = MAX;
        VectorClock clock = NOTHING;
        for (int i = 0; i < 1_000; i++) {
            most = after(most, most.set(i).orElseThrow(), A, clock);
            clock = clock.tick(A);
        }
        assertEquals("OpMaxRegister 999 ([a:1000->999])", most.toString());
    }

    @Test
    void whatIsReadIsWhatIsShown() {
        OpMinRegister<Integer> low = after(MIN, MIN.set(3).orElseThrow(), A, NOTHING);
        OpMaxRegister<Integer> high = after(MAX, MAX.set(3).orElseThrow(), A, NOTHING);
        assertEquals("OpMinRegister 3 ([a:1->3])", low.toString());
        assertEquals("OpMinRegister without a value", MIN.toString());
        assertEquals("OpMaxRegister without a value", MAX.toString());
        assertEquals(3, low.plain());
        assertEquals(3, high.plain());
        assertNotEquals(MIN, low);
        assertNotEquals(MAX, high);
        assertNotEquals(MIN.hashCode(), low.hashCode());
        assertEquals(
                high.hashCode(),
                after(MAX, MAX.set(3).orElseThrow(), A, NOTHING).hashCode());
        assertThrows(NullPointerException.class, () -> MAX.set(null));
        assertThrows(NullPointerException.class, () -> MIN.set(null));
    }

    /** A class without an order, whose texts do not tell its values apart. */
    private record Opaque(int number) {
        @Override
        public String toString() {
            return "opaque";
        }
    }

    @Test
    void ofValuesWithOneStampAndEqualTextsThatOfTheEarlierEventIsReadAtEveryReplica() {
        var stamp = new LamportTimestamp(7, A);
        OpLWWRegister<Object> empty = OpLWWRegister.empty();
        for (boolean turned : new boolean[] {false, true}) {
            var order = new ArrayList<>(List.of(A, B));
            if (turned) {
                Collections.reverse(order);
            }
            OpLWWRegister<Object> register = empty;
            for (ReplicaId writer : order) {
                register = after(register, empty.set(stamp, new Opaque(writer.equals(A) ? 1 : 2)), writer, NOTHING);
            }
            assertEquals(Optional.of(new Opaque(1)), register.value());
            assertEquals(1, register.clashes().size());
        }
    }
}
