package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stamps a replica takes: its own always, others' unless they are too far ahead, and then all of a message or nothing. */
class StampsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ORMap<String, LWWRegister<String>> EMPTY = ORMap.empty(LWWRegister.empty());

    private final KryoCodec codec = KryoCodec.create();
    private Instant wall = NOON;

    private HybridClock clock(ReplicaId self) {
        return HybridClock.of(self, () -> wall, MINUTE);
    }

    private static ORMap<String, LWWRegister<String>> put(
            ORMap<String, LWWRegister<String>> map, LamportTimestamp stamp, String key, String value) {
        return map.update(stamp.replica(), key, register -> register.set(stamp, value));
    }

    private ORMap<String, LWWRegister<String>> fromDisk(ORMap<String, LWWRegister<String>> state) {
        return codec.decode(codec.encode(state), EMPTY);
    }

    /** Behind by less than the limit, by more, and before 1970. */
    @ParameterizedTest
    @ValueSource(longs = {30, 3_600, 86_400L * 9_000, 86_400L * 30_000})
    void itsOwnStateIsTakenAtARestartWhereverTheWallClockIs(long secondsBehind) {
        HybridClock before = clock(A);
        var stored = fromDisk(put(EMPTY, before.tick(), "k", "before"));
        wall = NOON.minusSeconds(secondsBehind);

        HybridClock resumed = HybridClock.of(A, () -> wall, MINUTE, before.last());
        assertEquals(stored, Replica.of(A, stored, resumed).state());
        assertEquals(stored, Replica.of(A, stored, resumed).state());
        assertEquals(before.last(), resumed.last());

        HybridClock forgotten = clock(A);
        var replica = Replica.of(A, stored, forgotten);
        assertEquals(0, replica.refusals());
        assertEquals(before.last(), forgotten.last());
        if (!wall.isBefore(Instant.EPOCH)) {
            replica.update(map -> put(map, forgotten.tick(), "k", "after"));
            assertEquals(Optional.of("after"), replica.state().get("k").value());
        }
    }

    @Test
    void itsOwnStateIsTakenEvenIfAllItHasIsAFunctionThatRefuses() {
        var stored = put(EMPTY, clock(A).tick(), "k", "before");
        wall = NOON.minusSeconds(3_600);
        List<String> heard = new ArrayList<>();
        HybridClock forgotten = clock(A);
        var replica = Replica.builder(A, stored)
                .clock(stamp -> forgotten.observe(stamp)) // a function alone, which cannot resume
                .onRefusal((reason, count) ->
                        heard.add(count + " " + reason.getClass().getSimpleName()))
                .build();
        assertEquals(List.of("1 ClockDriftException"), heard);
        assertSame(stored, replica.state());
        var refused = assertThrows(
                IllegalArgumentException.class, () -> replica.update(map -> put(map, forgotten.tick(), "k", "after")));
        assertTrue(refused.getMessage().contains("Replica.of(id, state, clock)"), refused::getMessage);
        replica.update(map -> put(map, forgotten.tick(), "l", "other keys can be written"));
    }

    @Test
    void whatTheClockHasPassedIsTakenWhileTheWallClockIsBehind() {
        HybridClock mine = clock(A);
        var replica = Replica.of(A, EMPTY, mine);
        var peers = put(EMPTY, clock(B).tick(), "k", "peer's");
        wall = NOON.plusSeconds(1);
        replica.update(map -> put(map, mine.tick(), "l", "mine"));
        wall = NOON.minusSeconds(3_600);
        assertTrue(replica.merge(fromDisk(peers)));
        assertEquals(0, replica.refusals());
    }

    @Test
    void aMessageWithOneStampTooFarAheadIsRefusedAsAWholeToldAndTakenWhenTheWallClockHasCaughtUp() {
        HybridClock mine = clock(A);
        List<RuntimeException> reasons = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        var replica = Replica.builder(A, EMPTY)
                .clock(mine)
                .onRefusal((reason, count) -> {
                    reasons.add(reason);
                    counts.add(count);
                })
                .build();
        replica.update(map -> put(map, mine.tick(), "mine", "x"));
        var before = replica.state();
        long last = mine.last();
        HybridClock ahead = HybridClock.of(B, () -> NOON.plusSeconds(90), MINUTE);
        var received = put(put(EMPTY, clock(B).tick(), "good", "x"), ahead.tick(), "early", "x");

        for (int i = 0; i < 2; i++) {
            var thrown = assertThrows(ClockDriftException.class, () -> replica.merge(received));
            assertSame(thrown, reasons.get(i));
            assertEquals(Duration.ofSeconds(30), thrown.excess());
            assertEquals(ahead.last(), thrown.counter());
            assertEquals(last, thrown.last());
            assertEquals(MINUTE, thrown.maxAhead());
            assertSame(before, replica.state());
            assertEquals(last, mine.last());
        }
        assertThrows(ClockDriftException.class, () -> codec.mergeInto(replica, codec.encode(received)));
        assertEquals(List.of(1L, 2L, 3L), counts);
        assertEquals(3, replica.refusals());

        wall = NOON.plusSeconds(30);
        assertTrue(replica.merge(received));
        assertEquals(Set.of("mine", "good", "early"), replica.state().keys());
        assertEquals(3, replica.refusals());
    }

    @Test
    void whatWasRefusedIsTakenByAClockThatAllowsMore() {
        HybridClock strict = clock(A);
        var replica = Replica.of(A, EMPTY, strict);
        var received =
                put(EMPTY, HybridClock.of(B, () -> NOON.plusSeconds(90), MINUTE).tick(), "k", "x");
        assertThrows(ClockDriftException.class, () -> replica.merge(received));
        HybridClock more = HybridClock.of(A, () -> wall, Duration.ofMinutes(5), strict.last());
        assertTrue(Replica.of(A, replica.state(), more).merge(received));
    }

    @Test
    void aClashIsHeardOfToo() {
        List<RuntimeException> heard = new ArrayList<>();
        var replica = Replica.builder(A, EMPTY)
                .onRefusal((reason, count) -> heard.add(reason))
                .build();
        var clone = put(EMPTY, new LamportTimestamp(3, A), "k", "by a clone");
        assertThrows(IdentityClashException.class, () -> replica.merge(clone));
        assertInstanceOf(IdentityClashException.class, heard.get(0));
        assertEquals(1, replica.refusals());
    }

    /** Lamport clocks take a stamp of 2^62, and go on above it together. */
    @Test
    void replicasGoOnWritingAndReloadAfterAStampOf2To62() {
        var poison = put(EMPTY, new LamportTimestamp(LamportClock.MAX_RECEIVED, ReplicaId.of("liar")), "k", "poison");
        LamportClock clockOfA = LamportClock.of(A);
        LamportClock clockOfB = LamportClock.of(B);
        var a = Replica.of(A, EMPTY, clockOfA);
        var b = Replica.of(B, EMPTY, clockOfB);
        a.merge(poison);
        b.merge(a.state());
        for (int i = 0; i < 10; i++) {
            a.update(map -> put(map, clockOfA.tick(), "k", "of a"));
            b.merge(a.state());
            b.update(map -> put(map, clockOfB.tick(), "k", "of b"));
            a.merge(b.state());
        }
        assertEquals(a.state(), b.state());
        assertEquals(Optional.of("of b"), a.state().get("k").value());

        for (LamportClock clock : List.of(LamportClock.of(A, clockOfA.last()), LamportClock.of(A))) {
            var reloaded = Replica.of(A, fromDisk(a.state()), clock);
            assertEquals(0, reloaded.refusals());
            reloaded.update(map -> put(map, clock.tick(), "k", "after the restart"));
            assertEquals(
                    Optional.of("after the restart"), reloaded.state().get("k").value());
            assertTrue(b.merge(reloaded.state().delta(b.state())));
        }

        ReplicaId newcomer = ReplicaId.of("c");
        LamportClock clock = LamportClock.of(newcomer);
        var c = Replica.of(newcomer, fromDisk(b.state()), clock);
        c.update(map -> put(map, clock.tick(), "k", "of a newcomer that began with a peer's state"));
        assertTrue(b.merge(c.state()));
    }

    /** One replica took a stamp of 2^62 that the others, with hybrid clocks, refuse: as docs/identity.md tells. */
    @Test
    void aReplicaThatTookAStampOfTheYear4199IsHeardAgainOnceItsKeysAreWrittenAnew() {
        LamportClock trusting = LamportClock.of(A);
        var a = Replica.of(A, EMPTY, trusting);
        HybridClock mine = clock(B);
        var b = Replica.of(B, EMPTY, mine);
        b.update(map -> put(map, mine.tick(), "good", "of b"));
        a.merge(b.state());
        a.merge(put(EMPTY, new LamportTimestamp(LamportClock.MAX_RECEIVED, ReplicaId.of("liar")), "k", "poison"));
        a.update(map -> put(map, trusting.tick(), "l", "of a"));
        assertThrows(ClockDriftException.class, () -> b.merge(a.state().delta(b.state())));
        b.update(map -> put(map, mine.tick(), "more", "of b"));
        assertTrue(a.merge(b.state()));

        HybridClock sound = clock(A);
        var mended = Replica.of(A, a.state()); // without the clock, which must not see these stamps
        for (String key : a.state().keys()) {
            LamportTimestamp stamp = a.state().get(key).stamp().orElseThrow();
            if (HybridClock.millis(stamp.counter()) > wall.plus(MINUTE).toEpochMilli()) {
                String value = a.state().get(key).value().orElseThrow();
                mended.update(map -> put(map.remove(key), sound.tick(), key, value));
            }
        }
        assertTrue(b.merge(mended.state().delta(b.state())));
        assertEquals(Optional.of("of a"), b.state().get("l").value());
        assertEquals(mended.state(), b.state());
        assertFalse(b.merge(mended.state()));
    }
}
