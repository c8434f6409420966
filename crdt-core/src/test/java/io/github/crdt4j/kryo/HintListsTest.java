package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.SyncMessage;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints in messages: where they are, how many, and what is refused. */
class HintListsTest {

    private static final ReplicaId A = Samples.A;
    private static final ReplicaId B = Samples.B;

    /** Caseless values are equal whatever their bytes. */
    private record Caseless(String letter) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Caseless that && letter.equalsIgnoreCase(that.letter);
        }

        @Override
        public int hashCode() {
            return letter.toLowerCase(java.util.Locale.ROOT).hashCode();
        }
    }

    private static final class CaselessSerializer extends Serializer<Caseless> {
        CaselessSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Caseless value) {
            output.writeByte(value.letter().charAt(0));
        }

        @Override
        public Caseless read(Kryo kryo, Input input, Class<? extends Caseless> type) {
            return new Caseless(String.valueOf((char) input.readByte()));
        }
    }

    private final KryoCodec codec = Samples.builder()
            .register(Caseless.class, new CaselessSerializer(), 110)
            .checksum(false) // lengths here are those of messages alone
            .build();

    private static <S> SyncMessage.Delta<S> message(S delta, boolean complete) {
        return new SyncMessage.Delta<>(A, B, 1, 1, complete, delta);
    }

    private <S extends Crdt<S>> S sent(S delta, S like) {
        byte[] bytes = codec.encodeMessage(message(delta, false));
        var received = (SyncMessage.Delta<S>) codec.decodeMessage(bytes, like);
        assertEquals(message(delta, false), received);
        assertArrayEquals(bytes, codec.encodeMessage(received));
        return received.delta();
    }

    private static Set<Object> hints(Object state) {
        Parts<Object, ?> parts = Shapes.unchecked(Parts.of(state.getClass()));
        CausalState<?> open = parts.open().apply(state);
        return Set.copyOf(open.hints().keys());
    }

    @Test
    void hintsOfSetsAndMapsArriveWithTheMessage() {
        ORSet<Object> set = ORSet.empty().add(A, 0).add(A, "x").add(A, 7L).add(A, new Samples.Money(1, "EUR"));
        ORSet<Object> removal = set.clear().add(A, 0).delta(set.add(B, 0));
        assertEquals(Set.of("x", 7L, new Samples.Money(1, "EUR")), hints(sent(removal, ORSet.empty())));
        ORMap<Object, ORSet<String>> map = ORMap.empty(ORSet.empty());
        map = map.update(A, "k", tags -> tags.add(A, "x")).update(A, "l", tags -> tags);
        assertEquals(Set.of("k"), hints(sent(map.remove("k").delta(map), ORMap.empty(ORSet.empty()))));
    }

    @Test
    void recordsHaveThoseOfTheirComponents() {
        ORMap<String, PNCounter> visits = ORMap.empty(PNCounter.empty());
        var profile = new Samples.Profile(
                LWWRegister.empty(),
                ORSet.<String>empty().add(A, "admin").add(A, "staff"),
                visits.update(B, "home", count -> count).update(B, "shop", count -> count));
        var after = new Samples.Profile(
                profile.name(), profile.tags().remove("admin"), profile.visits().remove("home"));
        Samples.Profile received = sent(after.delta(profile), Samples.Profile.EMPTY);
        assertEquals(Set.of("admin"), hints(received.tags()));
        assertEquals(Set.of("home"), hints(received.visits()));
        assertEquals(profile.merge(after), profile.merge(received));
    }

    @Test
    void othersTakeNoByteNorDoCompleteStates() {
        GCounter counter = GCounter.empty().increment(A);
        int around = 12 - 3; // a is spelled out there, and not again in the state
        assertEquals(codec.encode(counter).length + around, codec.encodeMessage(message(counter, false)).length);
        ORSet<Object> set = ORSet.empty().add(A, "x").add(A, "y");
        ORSet<Object> removal = set.remove("x").delta(set);
        assertEquals(Set.of("x"), hints(removal));
        byte[] complete = codec.encodeMessage(message(removal, true));
        assertEquals(codec.encode(removal).length + around, complete.length);
        var received = (SyncMessage.Delta<ORSet<Object>>) codec.decodeMessage(complete, ORSet.empty());
        assertEquals(Set.of(), hints(received.delta()));
    }

    @Test
    void whatCannotBeSaidInShortIsLeftOut() {
        ORSet<Object> set = ORSet.empty().add(A, "x").add(A, "y");
        String fits = "f".repeat(HintLists.LONGEST - 3); // a tag and two bytes of length
        ORSet<Object> more = set.add(A, fits).add(A, fits + "f").add(A, new AtomicInteger());
        assertEquals(Set.of(fits), hints(sent(more.remove(fits).delta(more), ORSet.empty())));
        assertEquals(Set.of(), hints(sent(more.remove("x").remove(fits + "f").delta(more), ORSet.empty())));
        ORSet<Object> unknown = more.clear().add(A, "z").delta(more.remove("x"));
        assertTrue(hints(unknown).stream().anyMatch(AtomicInteger.class::isInstance));
        assertEquals(Set.of(), hints(sent(unknown, ORSet.empty())));
        ORSet<Object> removal = set.remove("x").delta(set);
        int size = codec.encodeMessage(message(removal, false)).length;
        var tight = Samples.builder().checksum(false).maxBytes(size - 1).build();
        assertEquals(size - 3, tight.encodeMessage(message(removal, false)).length);
        var tooTight = Samples.builder().checksum(false).maxBytes(size - 4).build();
        assertThrows(IllegalArgumentException.class, () -> tooTight.encodeMessage(message(removal, false)));
    }

    /** A set of nothing that has seen a:1, in a message, up to the hints. */
    private static final String MESSAGE = "01 00 41 00 00 01 61 01 07 01 62 01 01 00 2C 01 00 01 00 00 00";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | end too early
            02 0C 01 78           | end too early
            01 0C 01 78 00        | 1 bytes too many
            7F                    | a count of 127
            02 0C 01 79 0C 01 78  | out of order
            02 0C 01 78 0C 01 78  | out of order, or twice
            01 39 63 00           | no type is registered under id 99
            01 41                 | found a message of AntiEntropy
            01 0C 02 C3 28        | malformed UTF-8
            02 39 6E 01 41 39 6E 01 61 | twice, with different bytes
            """)
    void malformedHintsAreRefused(String hints, String why) {
        byte[] bytes = HexFormat.of().parseHex((MESSAGE + hints).replace(" ", ""));
        var refused = assertThrows(DecodeException.class, () -> codec.decodeMessage(bytes, ORSet.empty()));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void tooManyAndTooLongOnesAreRefused() {
        var many = new StringBuilder("41");
        for (int i = 0; i < 65; i++) {
            many.append("06%02X".formatted(i));
        }
        refused(many.toString(), "65 hints, where no more than 64 are allowed");
        String longest = "66".repeat(HintLists.LONGEST - 3);
        accepted("01 0C FC 01" + longest);
        refused("01 0C FD 01" + longest + "66", "a hint of 256 bytes");
    }

    private void accepted(String hints) {
        byte[] bytes = HexFormat.of().parseHex((MESSAGE + hints).replace(" ", ""));
        assertArrayEquals(bytes, codec.encodeMessage(codec.decodeMessage(bytes, ORSet.empty())));
    }

    private void refused(String hints, String why) {
        byte[] bytes = HexFormat.of().parseHex((MESSAGE + hints).replace(" ", ""));
        var refused = assertThrows(DecodeException.class, () -> codec.decodeMessage(bytes, ORSet.empty()));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
