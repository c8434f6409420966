package io.github.crdt4j.examples.oplog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.ads.Stage;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdCodecTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    private final OpReplica<OpAdState, AdChange<?, ?>> a = OpReplica.of(A, OpAdState.EMPTY, OperationCheck.inMemory());
    private final OpReplica<OpAdState, AdChange<?, ?>> b = OpReplica.of(B, OpAdState.EMPTY, OperationCheck.inMemory());
    private final List<OpMessage<List<AdChange<?, ?>>>> messages = new ArrayList<>();

    AdCodecTest() {
        a.edit(editor ->
                OpAdState.show(editor, List.of(new Impression("h", "/x", true), new Impression("i", "/y", false))));
        act(1, "spring", Optional.of("spring-1"));
        act(2, "spring", Optional.empty());
        messages.addAll(a.flush());
    }

    private void act(long stamp, String campaign, Optional<String> creative) {
        Act act = new Act(Stage.OPENING, 1, 0, campaign, creative);
        a.edit(editor -> OpAdState.act(editor, new LamportTimestamp(stamp, A), act));
    }

    @Test
    void messagesAreTheSameAfterwards() {
        for (OpMessage<List<AdChange<?, ?>>> message : messages) {
            assertEquals(message, AdCodec.decode(AdCodec.encode(message)).message());
        }
        assertEquals(
                "[impressions.increment(2), net.increment(2), net.decrement(1), pages.update(/x, increment(1)),"
                        + " pages.update(/y, increment(1)), visitors.add(h), visitors.add(i)]",
                messages.get(0).payload().toString());
    }

    @Test
    void recordWithoutOperationsIsAnAnnouncement() {
        AdCodec.Logged read = AdCodec.decode(AdCodec.encode(a.announce()));
        assertTrue(read.announces());
        assertEquals(a.announce(), read.header());
    }

    @Test
    void snapshotIsTheSameAfterwardsWithWhatIsHeldAndUnconfirmed() {
        b.edit(editor -> OpAdState.show(editor, List.of(new Impression("h", "/x", false))));
        b.receive(messages.get(2));
        b.receive(messages.get(0));
        OpSnapshot<OpAdState, AdChange<?, ?>> snapshot = b.snapshot();
        assertEquals(1, snapshot.held().size());
        assertEquals(1, snapshot.unconfirmed().size());
        byte[] bytes = AdCodec.encode(snapshot);
        assertEquals(snapshot, AdCodec.decodeSnapshot(bytes));
        assertArrayEquals(bytes, AdCodec.encode(AdCodec.decodeSnapshot(bytes)));
    }

    @Test
    void recordCutShortIsRefusedUnlessItEndsWithAPart() {
        byte[] whole = AdCodec.encode(messages.get(0));
        int parts = whole.length;
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                AdCodec.decode(cut);
            } catch (IllegalArgumentException refused) {
                parts--;
            }
        }
        // the header alone, and after impressions, net and pages; logs keep records whole
        assertEquals(4, parts);
        assertThrows(IllegalArgumentException.class, () -> AdCodec.decode(new byte[] {0, 0, 0, 9, 1}));
    }
}
