package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaIdTest {

    @Test
    void nameAloneIsIncarnationZero() {
        assertEquals(new ReplicaId("a", 0), ReplicaId.of("a"));
        assertEquals("a", ReplicaId.of("a").toString());
        assertEquals("a#1f", new ReplicaId("a", 31).toString());
    }

    @Test
    void noTwoIdentitiesReadAlike() {
        var texts = new HashSet<String>();
        for (String name : List.of("a", "a#", "a#0", "a#1", "a#1#0", "#", "#1")) {
            for (long incarnation : new long[] {0, 1, 16}) {
                String text = new ReplicaId(name, incarnation).toString();
                assertTrue(texts.add(text), text);
            }
        }
        assertEquals("a#1", new ReplicaId("a", 1).toString());
        assertEquals("a#1#0", ReplicaId.of("a#1").toString());
    }

    @Test
    void parsesWhatItPrintsAndNothingElse() {
        for (String name : List.of("a", "a#", "a#0", "a#1", "a#1#0", "#", "#1", "\uD83D\uDE00")) {
            for (long incarnation : new long[] {0, 1, 16, Long.MAX_VALUE}) {
                var id = new ReplicaId(name, incarnation);
                assertEquals(id, ReplicaId.parse(id.toString()));
            }
        }
        for (String text :
                List.of("", "a#", "a#0", "a#01", "a#1F", "a#+1", "a#-1", "a#g", "#1", "a#8000000000000000")) {
            assertThrows(IllegalArgumentException.class, () -> ReplicaId.parse(text), text);
        }
        assertEquals(
                "no identity of a replica reads like a#g: a name, or a name, # and an incarnation in hexadecimal, such as"
                        + " berlin#1f",
                assertThrows(IllegalArgumentException.class, () -> ReplicaId.parse("a#g"))
                        .getMessage());
    }

    @Test
    void ordersByNameThenByIncarnation() {
        var sorted = List.of(
                ReplicaId.of("Z"),
                ReplicaId.of("a"),
                new ReplicaId("a", 1),
                new ReplicaId("a", Long.MAX_VALUE),
                ReplicaId.of("aa"),
                ReplicaId.of("b"));
        assertEquals(sorted, sorted.stream().sorted().toList());
        assertEquals(0, new ReplicaId("a", 1).compareTo(new ReplicaId("a", 1)));
    }

    @Test
    void freshDrawsTheSameFromTheSameSeedAndOtherwiseNot() {
        assertEquals(ReplicaId.fresh("a", new SplittableRandom(1)), ReplicaId.fresh("a", new SplittableRandom(1)));
        assertNotEquals(ReplicaId.fresh("a", new SplittableRandom(1)), ReplicaId.fresh("a", new SplittableRandom(2)));
        assertNotEquals(ReplicaId.fresh("a"), ReplicaId.fresh("a"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, -2})
    void freshIncarnationIsPositiveWhateverIsDrawn(long drawn) {
        assertTrue(ReplicaId.fresh("a", () -> drawn).incarnation() > 0);
    }

    @Test
    void nameOfNoneOrTooManyCharactersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ReplicaId.of(""));
        assertEquals(255, ReplicaId.of("x".repeat(255)).name().length());
        var refused = assertThrows(IllegalArgumentException.class, () -> ReplicaId.of("x".repeat(256)));
        assertEquals("a replica name has 1 to 255 characters, this one has 256", refused.getMessage());
    }

    @Test
    void nameWithAnUnpairedSurrogateIsRefused() {
        for (String broken : List.of("\uD83D", "\uDE00", "\uD800", "\uDFFF", "a\uDE00\uD83D", "\uD83Da")) {
            assertThrows(IllegalArgumentException.class, () -> ReplicaId.of(broken));
        }
        assertEquals("\uD83D\uDE00", ReplicaId.of("\uD83D\uDE00").toString());
    }

    @Test
    void negativeIncarnationIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> new ReplicaId("a", -1));
        assertEquals("negative incarnation of replica a: -1", refused.getMessage());
    }

    @Test
    void nullIsRefusedByName() {
        Stream.<Supplier<ReplicaId>>of(() -> ReplicaId.of(null), () -> ReplicaId.fresh(null))
                .forEach(call -> assertEquals(
                        "name",
                        assertThrows(NullPointerException.class, call::get).getMessage()));
        assertEquals(
                "random",
                assertThrows(NullPointerException.class, () -> ReplicaId.fresh("a", null))
                        .getMessage());
    }
}
