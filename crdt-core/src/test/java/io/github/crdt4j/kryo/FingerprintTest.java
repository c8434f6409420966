package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Equal states have equal fingerprints on every JVM, and others have others. */
class FingerprintTest {

    private final KryoCodec codec = Samples.builder().build();

    @TestFactory
    Stream<DynamicTest> decodedStateHasTheFingerprintOfTheOriginalWhateverTheChecksum() {
        KryoCodec checked = Samples.builder().checksum(true).build();
        return Samples.states().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    Crdt<?> state = sample.getValue();
                    Crdt<?> decoded = Samples.decode(codec, codec.encode(state), state);
                    assertEquals(codec.fingerprint(state), codec.fingerprint(decoded));
                    assertEquals(codec.fingerprint(state), checked.fingerprint(state));
                }));
    }

    @Test
    void differentStatesHaveDifferentFingerprints() {
        Map<Fingerprint, Crdt<?>> met = new HashMap<>();
        Samples.states().values().forEach(state -> {
            Crdt<?> before = met.put(codec.fingerprint(state), state);
            assertEquals(before == null ? state : before, state);
        });
    }

    @Test
    void orderInWhichReplicasLearntDoesNotShow() {
        ORSet<Object> one = ORSet.empty().add(Samples.A, "x");
        ORSet<Object> other = ORSet.empty().add(Samples.B, "y");
        assertEquals(codec.fingerprint(one.merge(other)), codec.fingerprint(other.merge(one)));
        assertNotEquals(codec.fingerprint(one), codec.fingerprint(one.remove("x")));
    }

    /** Written down, so that another JVM which finds another one fails. */
    @Test
    void fingerprintIsTheFirstHalfOfTheHashOfTheCanonicalBytes() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb924",
                Fingerprint.of(new byte[0]).toString(),
                "the SHA-256 of nothing, as FIPS 180 has it");
        byte[] framed = codec.encode(ORSet.empty().add(Samples.A, "x"));
        byte[] body = Arrays.copyOfRange(framed, 2, framed.length);
        assertEquals(Fingerprint.of(body), codec.fingerprint(ORSet.empty().add(Samples.A, "x")));
        assertEquals("000000000000000affffffffffffffff", new Fingerprint(10, -1).toString());
    }

    @Test
    void stateWithAValueThatHasNoEncodingHasNoFingerprint() {
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.fingerprint(ORSet.empty().add(Samples.A, new Thread())));
        assertThrows(NullPointerException.class, () -> codec.fingerprint(null));
    }

    @Test
    void messagesHaveAChecksumByDefaultAndStatesHaveNot() {
        var message = Samples.messages().get("SyncMessage-delta");
        KryoCodec off = Samples.builder().checksum(false).build();
        KryoCodec on = Samples.builder().checksum(true).build();
        ORSet<Object> state = ORSet.empty();
        assertEquals(off.encodeMessage(message).length + 4, codec.encodeMessage(message).length);
        assertEquals(off.encode(state).length, codec.encode(state).length);
        assertEquals(off.encode(state).length + 4, on.encode(state).length);
        assertEquals(message, codec.decodeMessage(off.encodeMessage(message), ORSet.empty()));
        assertEquals(message, off.decodeMessage(codec.encodeMessage(message), ORSet.empty()));
    }

    @Test
    void codecForSyncIsTheCodecForOneType() {
        var message = Samples.messages().get("SyncMessage-delta");
        var bytes = codec.forSync(ORSet.empty());
        assertEquals(message, bytes.decode(bytes.encode(message)));
        assertEquals(codec.fingerprint(ORSet.empty()), bytes.fingerprint(ORSet.empty()));
        assertThrows(DecodeException.class, () -> bytes.decode(new byte[] {1, 0, 0x44}));
    }
}
