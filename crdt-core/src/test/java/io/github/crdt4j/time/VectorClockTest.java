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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;

class VectorClockTest {

    private final ReplicaId a = ReplicaId.of("a");
    private final ReplicaId b = ReplicaId.of("b");
    private final ReplicaId c = ReplicaId.of("c");

    @Test
    void theExampleOfTheDocumentationHolds() {
        VectorClock sent = VectorClock.empty().tick(a);
        assertEquals("{a:1}", sent.toString());
        VectorClock other = VectorClock.empty().tick(b);
        assertEquals(Causality.CONCURRENT, sent.compare(other));
        VectorClock received = other.merge(sent).tick(b);
        assertEquals("{a:1, b:2}", received.toString());
        assertEquals(Causality.BEFORE, sent.compare(received));
        assertEquals(Causality.AFTER, received.compare(sent));
        assertEquals(Causality.EQUAL, sent.compare(VectorClock.of(Map.of(a, 1L))));
    }

    @Test
    void concurrentTicksAreBothSeen() {
        VectorClock common = VectorClock.empty().tick(a);
        assertEquals("{a:2, b:1}", common.tick(a).merge(common.tick(b)).toString());
        assertEquals(
                "{a:5}",
                common.with(new Dot(a, 5)).merge(common.with(new Dot(a, 3))).toString());
    }

    @Test
    void theInverseOfAnAnswerAnswersTheInverseQuestion() {
        assertEquals(
                List.of(Causality.AFTER, Causality.EQUAL, Causality.BEFORE, Causality.CONCURRENT),
                List.of(Causality.values()).stream().map(Causality::inverse).toList());
    }

    @Test
    void aDotBringsAllEarlierOnes() {
        VectorClock clock = VectorClock.empty().with(new Dot(b, 3));
        assertEquals(3, clock.get(b));
        assertEquals(0, clock.get(a));
        assertTrue(clock.contains(new Dot(b, 1)));
        assertTrue(clock.contains(new Dot(b, 3)));
        assertFalse(clock.contains(new Dot(b, 4)));
        assertFalse(clock.contains(new Dot(a, 1)));
        assertSame(clock, clock.with(new Dot(b, 2)));
    }

    @Test
    void anEntryOfZeroIsNoEntry() {
        assertSame(VectorClock.empty(), VectorClock.of(Map.of(a, 0L)));
        assertEquals("{b:1}", VectorClock.of(Map.of(a, 0L, b, 1L)).toString());
        assertTrue(VectorClock.empty().isEmpty());
        assertFalse(VectorClock.of(Map.of(b, 1L)).isEmpty());
    }

    @Test
    void entriesAreInOrderAndReadOnly() {
        Map<ReplicaId, Long> entries =
                VectorClock.of(Map.of(c, 3L, a, 1L, b, 2L)).entries();
        assertEquals("{a=1, b=2, c=3}", entries.toString());
        assertThrows(UnsupportedOperationException.class, () -> entries.put(a, 4L));
    }

    @Test
    void aDeltaHasTheGreaterEntriesOnly() {
        VectorClock since = VectorClock.of(Map.of(a, 1L, b, 2L, c, 9L));
        VectorClock clock = VectorClock.of(Map.of(a, 3L, b, 2L, c, 4L));
        assertEquals("{a:3}", clock.delta(since).toString());
        assertSame(VectorClock.empty(), clock.delta(clock.merge(since)));
        assertSame(clock, clock.delta(VectorClock.of(Map.of(b, 1L))));
    }

    @Test
    void unseenEventsAreThoseBeyondTheKnownEntry() {
        VectorClock clock = VectorClock.of(Map.of(a, 3L, b, 2L));
        assertEquals(3, unseenEvents(clock, a, VectorClock.of(Map.of(a, 2L))));
        assertEquals(0, unseenEvents(clock, a, VectorClock.of(Map.of(a, 3L))));
        assertEquals(2, unseenEvents(clock, b, VectorClock.empty()));
        assertEquals(0, unseenEvents(clock, c, VectorClock.empty()));
        assertEquals(0, greatestStamp(clock));
    }

    @Test
    void anEntryDoesNotWrap() {
        VectorClock full = VectorClock.of(Map.of(a, Long.MAX_VALUE - 1)).tick(a);
        ArithmeticException refused = assertThrows(ArithmeticException.class, () -> full.tick(a));
        assertEquals("replica a has no event after 9223372036854775807", refused.getMessage());
    }

    @Test
    void negativeEntriesAreRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> VectorClock.of(Map.of(a, -2L)));
        assertEquals("negative clock entry of replica a: -2", refused.getMessage());
    }

    @Test
    void nullIsRefused() {
        NullPointerTester tester = new NullPointerTester()
                .setDefault(ReplicaId.class, a)
                .setDefault(VectorClock.class, VectorClock.empty());
        tester.testAllPublicStaticMethods(VectorClock.class);
        tester.testAllPublicInstanceMethods(VectorClock.of(Map.of(a, 1L)));
        Map<ReplicaId, Long> withNull = new HashMap<>();
        withNull.put(a, null);
        assertThrows(NullPointerException.class, () -> VectorClock.of(withNull));
    }

    @Test
    void equalEntriesAreEqual() {
        EqualsVerifier.forClass(VectorClock.class)
                .withPrefabValues(Roster.class, Roster.ofSorted(Set.of(a)), Roster.ofSorted(Set.of(b)))
                .withPrefabValues(Spine.class, Spine.of(new long[][] {{1}, {2}}), Spine.of(new long[][] {{1}, {3}}))
                .suppress(Warning.NULL_FIELDS)
                .verify();
        EqualsVerifier.forClass(Roster.class).suppress(Warning.NULL_FIELDS).verify();
    }
}
