package io.github.crdt4j.trap;

import static io.github.crdt4j.causal.Embeddings.within;
import static io.github.crdt4j.trap.Ids.A;
import static io.github.crdt4j.trap.Ids.B;
import static io.github.crdt4j.trap.Ids.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportClock;
import io.github.crdt4j.time.LamportTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Trap 8: what a broken peer's clock may do to others, at the end of {@code long}. B is the broken one. */
class ClockTrapsTest {

    private static final LamportTimestamp LAST = new LamportTimestamp(Long.MAX_VALUE, B);
    private static final Dot LAST_EVENT = new Dot(B, Long.MAX_VALUE);

    /** The broken stamp is refused before it is merged, and this replica's next write is accepted. */
    private static <S extends Crdt<S>> S refusesAndGoesOn(S empty, S broken, BiFunction<S, LamportTimestamp, S> write) {
        LamportClock clock = LamportClock.of(A);
        Replica<S> replica = Replica.of(A, empty, clock);
        replica.update(state -> write.apply(state, clock.tick()));
        S before = replica.state();
        var refused = assertThrows(IllegalArgumentException.class, () -> replica.merge(broken));
        assertTrue(refused.getMessage().contains("9223372036854775807"), refused::getMessage);
        assertSame(before, replica.state());
        replica.update(state -> write.apply(state, clock.tick()));
        assertEquals(2, clock.last());
        return replica.state();
    }

    @Test
    void lastStampIsRefusedByAReplicaOfARegister() {
        LWWRegister<String> empty = LWWRegister.empty();
        var state =
                refusesAndGoesOn(empty, empty.set(LAST, "broken"), (register, stamp) -> register.set(stamp, "mine"));
        assertEquals(Optional.of("mine"), state.value());
    }

    @Test
    void lastStampIsRefusedByAReplicaOfAMapOfMapsOfRegisters() {
        ORMap<String, ORMap<String, LWWRegister<String>>> empty = ORMap.empty(ORMap.empty(LWWRegister.empty()));
        BiFunction<
                        ORMap<String, ORMap<String, LWWRegister<String>>>,
                        LamportTimestamp,
                        ORMap<String, ORMap<String, LWWRegister<String>>>>
                write = (map, stamp) -> map.update(
                stamp.replica(),
                "k",
                inner -> inner.update(stamp.replica(), "l", register -> register.set(stamp, "" + stamp)));
        var state = refusesAndGoesOn(empty, write.apply(empty, LAST), write);
        assertEquals(Optional.of("2@a"), state.get("k").get("l").value());
    }

    @Test
    void lastStampIsRefusedByAReplicaOfARecord() {
        BiFunction<Profile, LamportTimestamp, Profile> write =
                (profile, stamp) -> new Profile(profile.name().set(stamp, "" + stamp), profile.tags());
        var state = refusesAndGoesOn(Profile.EMPTY, write.apply(Profile.EMPTY, LAST), write);
        assertEquals(Optional.of("2@a"), state.name().value());
    }

    @Test
    void lastStampIsRefusedInADeltaAsWell() {
        LWWRegister<String> empty = LWWRegister.empty();
        var past = empty.set(new LamportTimestamp(1, B), "old");
        LamportClock clock = LamportClock.of(A);
        Replica<LWWRegister<String>> replica = Replica.of(A, past, clock);
        assertThrows(
                IllegalArgumentException.class,
                () -> replica.merge(past.set(LAST, "broken").delta(past)));
        assertEquals(Optional.of("old"), replica.state().value());
    }

    @Test
    void stampFarAheadOfPhysicalTimeIsRefusedBeforeItIsMerged() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        HybridClock ahead = HybridClock.of(B, () -> now.plusSeconds(3600), Duration.ZERO);
        HybridClock clock = HybridClock.of(A, () -> now, Duration.ofMinutes(1));
        LWWRegister<String> empty = LWWRegister.empty();
        Replica<LWWRegister<String>> replica = Replica.of(A, empty, clock);
        assertThrows(ClockDriftException.class, () -> replica.merge(empty.set(ahead.tick(), "tomorrow")));
        replica.update(register -> register.set(clock.tick(), "today"));
        assertEquals(Optional.of("today"), replica.state().value());
    }

    @Test
    void withoutAClockTheLastStampBlocksTheRegisterButNotTheMap() {
        ORMap<String, LWWRegister<String>> empty = ORMap.empty(LWWRegister.empty());
        var broken = empty.update(B, "k", register -> register.set(LAST, "broken"));
        var next = new LamportTimestamp(Long.MAX_VALUE, A);
        assertThrows(
                IllegalArgumentException.class, () -> broken.update(A, "k", register -> register.set(next, "mine")));
        var again = broken.remove("k").update(A, "k", register -> register.set(new LamportTimestamp(1, A), "mine"));
        assertEquals(
                Optional.of("mine"), Meeting.of(empty, broken, again).get("k").value());
    }

    @Test
    void lastEventOfABrokenPeerStopsThatPeerAndNobodyElse() {
        ORSet<String> broken = within(ORSet.<String>empty(), CausalContext.of(LAST_EVENT));
        assertLastEvent(() -> broken.add(B, "x"));
        assertEquals(
                Set.of("x", "y"), broken.add(A, "x").merge(broken.add(C, "y")).elements());
        assertLastEvent(
                () -> within(MVRegister.<String>empty(), broken.context()).set(B, "x"));
        assertLastEvent(() -> within(ORMap.<String, ORSet<String>>empty(ORSet.empty()), broken.context())
                .update(B, "k", set -> set));
        assertLastEvent(
                () -> within(LWWRegister.<String>empty(), broken.context()).set(new LamportTimestamp(1, B), "x"));
    }

    @Test
    void lastEventStopsEditsToo() {
        ORSet<String> broken = within(ORSet.<String>empty(), CausalContext.of(LAST_EVENT));
        assertLastEvent(() -> broken.edit(B, editor -> editor.add("x")));
    }

    private static void assertLastEvent(Executable call) {
        var refused = assertThrows(ArithmeticException.class, call);
        assertEquals("replica b has no event after 9223372036854775807", refused.getMessage());
    }

    @Test
    void anEventOfMineThatIMadeUpIsRefusedBeforeItIsMerged() {
        ReplicaId self = A;
        Replica<ORSet<String>> replica = Replica.of(self, ORSet.empty());
        var forged = within(ORSet.<String>empty(), CausalContext.of(new Dot(self, Long.MAX_VALUE)));
        assertThrows(IllegalStateException.class, () -> replica.merge(forged));
        assertEquals(ORSet.empty(), replica.state());
    }
}
