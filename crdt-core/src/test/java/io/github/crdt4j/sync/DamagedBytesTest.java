package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Without checksums, one message in three has a bit turned; what still decodes is received. */
class DamagedBytesTest {

    private static final int HISTORIES = 400;
    private static final KryoCodec UNCHECKED =
            KryoCodec.builder().checksum(false).build();

    private long received = 0;
    private long differences = 0;
    private long clashes = 0;

    private void exchange(Node a, Node b, SplittableRandom random, boolean damage) {
        List<SyncMessage<ORSet<String>>> sent = new ArrayList<>(a.push());
        sent.addAll(b.push());
        while (!sent.isEmpty()) {
            byte[] bytes = UNCHECKED.encodeMessage(sent.remove(0));
            if (damage && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                var message = UNCHECKED.decodeMessage(bytes, Node.EMPTY);
                for (Node node : List.of(a, b)) {
                    Node peer = node == a ? b : a;
                    if (node.id.name().equals(message.to().name()) && peer.id.equals(message.from())) {
                        received++;
                        sent.addAll(node.receive(message));
                    }
                }
            } catch (DecodeException refused) {
                // lost
            }
        }
    }

    /** Whether neither has met a clash of identities. */
    private boolean history(long seed) {
        var random = new SplittableRandom(seed);
        Node a = Node.of("a");
        Node b = Node.of("b").connect(a);
        a.connect(b);
        try {
            for (int step = 0; step < 30; step++) {
                Node one = random.nextBoolean() ? a : b;
                if (random.nextBoolean()) {
                    one.add("e" + random.nextInt(6));
                } else if (random.nextInt(3) == 0) {
                    one.remove("e" + random.nextInt(6));
                }
                exchange(a, b, random, true);
            }
            a.add("last of a");
            b.add("last of b");
            for (int round = 0; round < 8; round++) {
                exchange(a, b, random, false);
            }
        } catch (IdentityClashException reported) {
            return false;
        }
        assertEquals(a.replica.state(), b.replica.state(), "seed " + seed);
        assertEquals(List.of(), a.sync.push(), "seed " + seed);
        assertEquals(List.of(), b.sync.push(), "seed " + seed);
        differences +=
                a.sync.stats().count(SyncEvent.Kind.DIFFERENT) + b.sync.stats().count(SyncEvent.Kind.DIFFERENT);
        return true;
    }

    @Test
    void whateverDecodedTheEndsAgreeInTheEndUnlessAClashIsReported() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            clashes += history(seed) ? 0 : 1;
        }
        assertTrue(clashes < HISTORIES / 2, clashes + " clashes");
        assertTrue(differences > 0, "differences that only fingerprints found");
        assertTrue(received > 10_000, received + " messages received");
    }
}
