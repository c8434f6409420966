package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.AntiEntropy;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.HybridClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/** An honest replica with its clock and endpoint, which checks whatever it does. */
final class Party<S extends Crdt<S>> {

    final ReplicaId id;
    private final Kind<S> kind;
    private final S bottom;
    private final HybridClock clock;
    private final Replica<S> replica;
    private final AntiEntropy<S> sync;
    private boolean clashed;

    Party(ReplicaId id, Kind<S> kind, S bottom, InstantSource time) {
        this.id = id;
        this.kind = kind;
        this.bottom = bottom;
        this.clock = HybridClock.of(id, time, Duration.ofMinutes(1));
        this.replica = Replica.of(id, bottom, clock);
        this.sync = AntiEntropy.builder(replica, bottom, Kind.CODEC.forSync(bottom))
                .random(new SplittableRandom(id.hashCode()))
                .build();
    }

    S state() {
        return replica.state();
    }

    boolean hasClashed() {
        return clashed;
    }

    void connect(ReplicaId peer) {
        sync.connect(peer);
    }

    S known(ReplicaId peer) {
        return sync.known(peer).orElse(bottom);
    }

    /** One update; whatever came from peers, only a clash may keep a replica from writing. */
    void update(Choices choices) {
        var growth = new Growth(choices, id, () -> clock.tick().counter());
        growing(() -> {
            try {
                replica.update(growth::next);
                assertFalse(clashed, "a clash stops writing");
            } catch (IdentityClashException stopped) {
                assertTrue(clashed, "only a clash stops writing");
            } catch (ArithmeticException overflow) {
                assertTrue(overflow.getMessage() != null);
            }
        });
    }

    /** What it sends to all its peers now. */
    List<byte[]> push() {
        return sync.push().stream().map(Kind.CODEC::encodeMessage).toList();
    }

    /** Takes a message, and returns the answers. */
    List<byte[]> receive(SyncMessage<S> message) {
        S before = state();
        try {
            List<SyncMessage<S>> answers = sync.receive(message);
            assertTrue(before.leq(state()), "the state only grows");
            return answers.stream().map(Kind.CODEC::encodeMessage).toList();
        } catch (IdentityClashException refused) {
            clashed = true;
        } catch (ClockDriftException refused) {
            assertFalse(refused.getMessage().isEmpty());
        } catch (IllegalArgumentException refused) {
            assertTrue(refused.getMessage().startsWith("received a Lamport counter"), refused.getMessage());
        }
        assertSame(before, state(), "what is refused changes nothing");
        return List.of();
    }

    private void growing(Runnable action) {
        S before = state();
        action.run();
        assertTrue(before.leq(state()), "the state only grows");
        assertEquals(state(), kind.decode(Kind.CODEC.encode(state())), "a replica's state goes over the wire");
    }
}
