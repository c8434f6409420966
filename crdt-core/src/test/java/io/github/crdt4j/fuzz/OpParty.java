package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.op.RefusedMessageException;
import io.github.crdt4j.time.ClockDriftException;
import io.github.crdt4j.time.HybridClock;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/** An honest replica of an operation-based type with its clock and its disk, which checks whatever it does. */
final class OpParty<S extends OpCrdt<S, P>, P extends Operation, O> {

    private static final Limits NARROW = new Limits(3, 2_000, 4);

    final ReplicaId id;
    private final OpKind<S, P, O> kind;
    private final InstantSource time;
    private final boolean narrow;
    private final List<ReplicaId> members;
    private HybridClock clock;
    private OpReplica<S, P> replica;
    private boolean clashed;
    private byte[] disk;

    OpParty(ReplicaId id, OpKind<S, P, O> kind, InstantSource time, boolean narrow, List<ReplicaId> members) {
        this.id = id;
        this.kind = kind;
        this.time = time;
        this.narrow = narrow;
        this.members = members;
        this.disk = kind.snapshots().get(0);
        restart();
    }

    S state() {
        return replica.state();
    }

    VectorClock clock() {
        return replica.clock();
    }

    byte[] disk() {
        return disk;
    }

    /** The process dies, with all that was not made durable. */
    void restart() {
        clock = HybridClock.of(id, time, Duration.ofMinutes(1));
        replica = OpReplica.of(
                id,
                kind.codec().decodeSnapshot(disk),
                clock,
                OperationCheck.inMemory(),
                narrow ? NARROW : Limits.DEFAULT);
        members.forEach(replica::join);
        clashed = false; // noticed again as soon as it is met again
    }

    /** One update; whatever came from peers, only a clash may keep a replica from writing. */
    void update(Choices choices) {
        LamportTimestamp first = clock.tick();
        clock.observe(first.counter() + OpKind.STAMPS - 1);
        var random = new SplittableRandom(choices.octet());
        VectorClock before = clock();
        try {
            replica.edit(editor -> kind.subject()
                    .apply(editor, new Issuer(id, first, 0), kind.subject().draw(random)));
            assertTrue(!clashed || clock().equals(before), "a clash stops writing"); // an edit may write nothing
        } catch (IdentityClashException stopped) {
            assertTrue(clashed, "only a clash stops writing");
        }
    }

    /** Makes durable what there is, and sends what may leave then. */
    List<byte[]> flush(boolean confirmed) {
        List<OpMessage<List<P>>> leaving =
                replica.flush(snapshot -> disk = kind.codec().encode(snapshot));
        assertEquals(replica.snapshot(), kind.codec().decodeSnapshot(disk), "a snapshot goes over the wire");
        if (confirmed) {
            leaving.forEach(message -> replica.confirm(message.dot()));
        }
        return leaving.stream().map(kind.codec()::encode).toList();
    }

    /** What it sent, and was not told that it arrived. */
    List<byte[]> unconfirmed() {
        return replica.unconfirmed().stream().map(kind.codec()::encode).toList();
    }

    /** Takes a message; whether it was new, and was carried out or kept. */
    boolean receive(OpMessage<List<P>> message) {
        S before = state();
        VectorClock carriedOut = clock();
        try {
            Receipt<List<P>> receipt = replica.receive(message);
            boolean isNew = receipt.outcome() == Receipt.Outcome.DELIVERED || receipt.outcome() == Receipt.Outcome.HELD;
            if (receipt.outcome() == Receipt.Outcome.DELIVERED) {
                assertTrue(clock().contains(message.dot()));
            } else {
                assertSame(before, state());
            }
            assertEquals(
                    carriedOut.entries().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            + receipt.deliverable().size(),
                    clock().entries().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    "each is carried out once");
            return isNew;
        } catch (IdentityClashException refused) {
            clashed = true;
        } catch (ClockDriftException refused) {
            assertFalse(refused.getMessage().isEmpty());
        } catch (RefusedMessageException refused) {
            assertEquals(message.dot(), refused.dot());
        } catch (IllegalArgumentException refused) {
            assertTrue(refused.getMessage().startsWith("received a Lamport counter"), refused.getMessage());
        }
        assertSame(before, state(), "what is refused changes nothing");
        assertEquals(carriedOut, clock(), "what is refused changes nothing");
        return false;
    }

    /** Takes over what another honest replica has made durable, if it has got as far. */
    void adopt(byte[] snapshot) {
        OpSnapshot<S, P> decoded = kind.codec().decodeSnapshot(snapshot);
        if (clock().leq(decoded.clock())) {
            replica.adopt(decoded);
            assertTrue(decoded.clock().leq(clock()));
        }
    }

    byte[] announce() {
        return kind.codec().encode(replica.announce());
    }

    void hear(byte[] announcement) {
        Announcement heard = kind.codec().decodeAnnouncement(announcement);
        replica.hear(heard);
    }

    VectorClock settle() {
        return replica.settle().stable();
    }
}
