package io.github.crdt4j.time;

import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.unseenEvents;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.NullPointerTester;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.roster.Roster;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;

class CausalContextTest {

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");
    private final ReplicaId c = ReplicaId.of("c");

    @Test
    void theExampleOfTheDocumentationHolds() {
        CausalContext before = CausalContext.of(new Dot(a, 1), new Dot(a, 3));
        assertEquals("{a:1, a:3}", before.toString());
        CausalContext after = before.add(new Dot(a, 2)).add(before.next(b));
        assertEquals("{a:1-3, b:1}", after.toString());
        assertEquals("{a:2, b:1}", after.delta(before).toString());
    }

    @Test
    void concurrentEventsOfTwoReplicasAreBothSeen() {
        CausalContext common = CausalContext.of(new Dot(a, 1));
        CausalContext merged = common.add(new Dot(a, 2)).merge(common.add(new Dot(b, 1)));
        assertEquals("{a:1-2, b:1}", merged.toString());
    }

    @Test
    void aGapIsNotSeen() {
        CausalContext context = CausalContext.of(new Dot(a, 1)).merge(CausalContext.of(new Dot(a, 3)));
        assertEquals("{a:1, a:3}", context.toString());
        assertFalse(context.contains(new Dot(a, 2)));
        assertEquals(3, context.last(a));
        assertEquals(new Dot(a, 4), context.next(a));
        assertEquals("{a:1}", context.vector().toString());
    }

    @Test
    void theMissingDotClosesTheGap() {
        CausalContext gap = CausalContext.of(new Dot(a, 1), new Dot(a, 3));
        assertEquals("{a:1-3}", gap.merge(CausalContext.of(new Dot(a, 2))).toString());
        assertEquals("{a:1-3}", gap.add(new Dot(a, 2)).toString());
    }

    @Test
    void aContextThatStartsInAGapHasNoVector() {
        assertSame(VectorClock.empty(), CausalContext.of(new Dot(a, 2)).vector());
    }

    @Test
    void aClockIsTheContextOfAllDotsUpToItsEntries() {
        VectorClock clock = VectorClock.of(Map.of(a, 3L, b, 1L));
        assertEquals("{a:1-3, b:1}", CausalContext.of(clock).toString());
        assertEquals(clock, CausalContext.of(clock).vector());
        assertSame(CausalContext.empty(), CausalContext.of(VectorClock.empty()));
    }

    @Test
    void aRunOfEveryNumberThereIsCostsAsMuchAsOneDot() {
        CausalContext all = CausalContext.builder()
                .add(a, 1, Long.MAX_VALUE)
                .add(b, 1, Long.MAX_VALUE)
                .add(c, 1, Long.MAX_VALUE)
                .build();
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(3)), all.size());
        CausalContext hole = all.minus(CausalContext.of(new Dot(b, 1L << 40), new Dot(b, Long.MAX_VALUE)));
        assertEquals(
                "{a:1-9223372036854775807, b:1-1099511627775, b:1099511627777-9223372036854775806,"
                        + " c:1-9223372036854775807}",
                hole.toString());
        assertEquals("{b:1099511627776, b:9223372036854775807}", all.delta(hole).toString());
        assertEquals(Long.MAX_VALUE, unseenEvents(all, b, hole));
        assertEquals(1L << 40, unseenEvents(hole.add(new Dot(b, 1L << 40)), b, hole));
        assertEquals(all, hole.merge(all.delta(hole)));
        assertTrue(hole.leq(all));
        assertFalse(all.leq(hole));
    }

    @Test
    void theBuilderTakesRunsInAnyOrderAndGoesOn() {
        CausalContext.Builder builder = CausalContext.builder();
        assertSame(CausalContext.empty(), builder.build());
        builder.add(b, 5, 9).add(new Dot(b, 2)).add(a, 7, 7).add(b, 1, 2).add(b, 3, 6);
        assertEquals("{a:7, b:1-9}", builder.build().toString());
        builder.add(a, 6, 6).addAll(CausalContext.of(new Dot(a, 8)));
        assertEquals("{a:6-8, b:1-9}", builder.build().toString());
    }

    @Test
    void aShiftMovesTheLaterDotsOfOneReplica() {
        CausalContext context =
                CausalContext.builder().add(a, 1, 5).add(a, 7, 8).add(b, 1, 3).build();
        assertEquals("{a:1-2, a:13-15, a:17-18, b:1-3}", context.shift(a, 2, 10).toString());
        assertEquals("{a:1-5, a:8-9, b:1-3}", context.shift(a, 5, 1).toString());
        assertEquals("{a:2-6, a:8-9, b:1-3}", context.shift(a, 0, 1).toString());
        assertSame(context, context.shift(a, 8, 1));
        assertSame(context, context.shift(a, 0, 0));
        assertSame(context, context.shift(c, 0, 1));
    }

    @Test
    void whatDidNotChangeIsTheSameObject() {
        CausalContext context = CausalContext.of(new Dot(a, 1), new Dot(b, 2));
        CausalContext copy = CausalContext.of(new Dot(a, 1), new Dot(b, 2));
        assertSame(context, context.merge(copy));
        assertSame(copy, copy.merge(context));
        assertSame(context, context.add(new Dot(b, 2)));
        assertSame(context, context.minus(CausalContext.of(new Dot(b, 1))));
        assertSame(CausalContext.empty(), context.minus(copy));
        CausalContext more = copy.add(new Dot(c, 1));
        assertSame(more, context.merge(more));
        assertSame(more, more.merge(context));
    }

    @Test
    void numbersBelowOneAreNotSeen() {
        assertFalse(CausalContext.of(new Dot(a, 1)).contains(a, 0));
        assertFalse(CausalContext.of(new Dot(a, 1)).contains(a, Long.MIN_VALUE));
    }

    @Test
    void replicasAreReadOnly() {
        Set<ReplicaId> replicas = CausalContext.of(new Dot(a, 1)).replicas();
        assertThrows(UnsupportedOperationException.class, () -> replicas.add(b));
        assertThrows(UnsupportedOperationException.class, () -> replicas.remove(a));
        assertThrows(UnsupportedOperationException.class, replicas::clear);
        assertEquals(Set.of(a), replicas);
        Object name = "a";
        assertFalse(replicas.contains(name));
    }

    @Test
    void thereIsNoEventAfterTheLastNumber() {
        CausalContext full = CausalContext.of(new Dot(a, Long.MAX_VALUE));
        ArithmeticException refused = assertThrows(ArithmeticException.class, () -> full.next(a));
        assertEquals("replica a has no event after 9223372036854775807", refused.getMessage());
        assertEquals(new Dot(b, 1), full.next(b));
    }

    @Test
    void aRunStartsAtOneOrLaterAndDoesNotEndBeforeItStarts() {
        CausalContext.Builder builder = CausalContext.builder();
        IllegalArgumentException zero = assertThrows(IllegalArgumentException.class, () -> builder.add(a, 0, 3));
        assertEquals("not a run of replica a: 0-3", zero.getMessage());
        IllegalArgumentException turned = assertThrows(IllegalArgumentException.class, () -> builder.add(a, 3, 2));
        assertEquals("not a run of replica a: 3-2", turned.getMessage());
        assertSame(CausalContext.empty(), builder.build());
    }

    @Test
    void aShiftIsNeitherNegativeNorPastTheLastNumber() {
        CausalContext context = CausalContext.of(new Dot(a, 5));
        IllegalArgumentException back = assertThrows(IllegalArgumentException.class, () -> context.shift(a, 1, -1));
        assertEquals("negative shift of replica a: after 1 by -1", back.getMessage());
        assertThrows(IllegalArgumentException.class, () -> context.shift(a, -1, 1));
        assertEquals(
                new Dot(a, Long.MAX_VALUE).number(),
                context.shift(a, 4, Long.MAX_VALUE - 5).last(a));
        ArithmeticException far =
                assertThrows(ArithmeticException.class, () -> context.shift(a, 4, Long.MAX_VALUE - 4));
        assertEquals("replica a has no event 5 + 9223372036854775803", far.getMessage());
    }

    @Test
    void itCarriesNoStamp() {
        assertEquals(0, greatestStamp(CausalContext.of(new Dot(a, 17))));
    }

    @Test
    void nullIsRefused() {
        NullPointerTester tester = new NullPointerTester()
                .setDefault(ReplicaId.class, a)
                .setDefault(Dot.class, new Dot(a, 1))
                .setDefault(CausalContext.class, CausalContext.empty());
        tester.testAllPublicStaticMethods(CausalContext.class);
        tester.testAllPublicInstanceMethods(CausalContext.of(new Dot(a, 1)));
        tester.testAllPublicInstanceMethods(CausalContext.builder());
        assertThrows(NullPointerException.class, () -> CausalContext.of(new Dot[1]));
    }

    @Test
    void equalSetsAreEqual() {
        EqualsVerifier.forClass(CausalContext.class)
                .withPrefabValues(Roster.class, Roster.ofSorted(Set.of(a)), Roster.ofSorted(Set.of(b)))
                .suppress(Warning.NULL_FIELDS)
                .verify();
    }
}
