package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.set.ORSet;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Any bytes, decoded as a state of any type, or as a message: refused by a {@link DecodeException}, or those of what they
 * decode to; with memory in proportion, and the codec as good as before. A state that is accepted keeps the promises of its
 * type: updated or cleared, it loses and brings back nothing.
 */
public final class DecodeTarget {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What exceptions take, and the classes and messages that an input is the first to need. */
    private static final long FIXED = 4_000_000;

    /** For each byte that the bytes may unpack to. */
    private static final long PER_UNPACKED = 150;

    private static final int SMALL = 512;

    /** Codecs that let bytes unpack to so many kilobytes, doubling. */
    private static final List<KryoCodec> LIMITED = IntStream.range(0, 11)
            .mapToObj(power -> Samples.builder().maxUnpacked(1024L << power).build())
            .toList();

    private static final ORSet<Object> SET = ORSet.empty();
    private static final List<byte[]> MESSAGES =
            Samples.messages().values().stream().map(Kind.CODEC::encodeMessage).toList();
    private static final Kind<?> PRICES = Kind.named("ORMap-of-MVRegister");
    private static final byte[] GOOD = PRICES.samples().get(0);

    private DecodeTarget() {}

    /** Called by the fuzzer, before the first input. */
    public static void fuzzerInitialize() {
        Heap.occupy();
    }

    /**
     * One input: which type, then how the bytes come about.
     *
     * @param input the input
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var unused = run(input);
    }

    /** Whether the bytes were those of a state or message. */
    static boolean run(byte[] input) {
        var choices = new Choices(input);
        int which = choices.below(Kind.ALL.size() + 1);
        return which < Kind.ALL.size() ? states(Kind.ALL.get(which), choices) : messages(choices);
    }

    private static <S extends Crdt<S>> boolean states(Kind<S> kind, Choices choices) {
        byte[] bytes = AlmostValid.bytes(choices, kind.samples(), kind.large());
        S state = decodedByAny(bytes, codec -> codec.decode(bytes, kind.like()));
        if (state == null) {
            Work.measure(bytes, () -> kind.decode(bytes), refused -> {});
            return false;
        }
        Work.measure(bytes, () -> kind.decode(bytes), same -> assertEquals(state, state.merge(same)));
        boolean checked = bytes[1] == 1;
        assertArrayEquals(bytes, (checked ? Kind.CHECKED : Kind.CODEC).encode(state));
        S again = kind.decode(bytes);
        assertEquals(state, again);
        assertEquals(state.hashCode(), again.hashCode());
        LatticeTarget.used(kind, state, choices);
        return true;
    }

    private static boolean messages(Choices choices) {
        byte[] bytes = AlmostValid.bytes(choices, MESSAGES, List.of());
        var message = decodedByAny(bytes, codec -> codec.decodeMessage(bytes, SET));
        Work.measure(bytes, () -> Kind.CODEC.decodeMessage(bytes, SET), same -> assertEquals(message, same));
        if (message == null) {
            return false;
        }
        boolean checked = bytes[1] == 1;
        assertArrayEquals(bytes, (checked ? Kind.CHECKED : Kind.CODEC).encodeMessage(message));
        assertEquals(message, Kind.CODEC.decodeMessage(bytes, SET));
        return true;
    }

    /** What the bytes decode to, null if they are refused, with memory in proportion to what they unpack to. */
    private static <T> T decodedByAny(byte[] bytes, Function<KryoCodec, T> decoding) {
        T decoded = decoded(bytes, () -> decoding.apply(Kind.CODEC));
        // The limit that is nearest to the bytes, so that it is often met, and what is near it is in proportion to it.
        int power = Math.min(LIMITED.size() - 1, 32 - Integer.numberOfLeadingZeros(bytes.length >> 10));
        T limited = inProportion(bytes, () -> decoding.apply(LIMITED.get(power)), 1024L << power);
        assertTrue(limited == null || limited.equals(decoded), "a limit changes nothing else");
        return decoded;
    }

    /** The same by one codec, without a limit of its own. */
    static <T> T decoded(byte[] bytes, Supplier<T> decoding) {
        boolean isSmall = bytes.length <= SMALL; // where nothing unpacks to much more
        T decoded = inProportion(bytes, decoding, isSmall ? 2L * bytes.length : Math.max(1L << 19, 64L * bytes.length));
        if (decoded == null) { // what is accepted is decoded twice, which tells as much
            assertEquals(PRICES.like(), PRICES.decode(GOOD));
        }
        return decoded;
    }

    private static <T> T inProportion(byte[] bytes, Supplier<T> decoding, long unpacked) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T decoded = accepted(bytes, decoding);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated
                >= FIXED + PER_UNPACKED * unpacked) { // a fuzzer instruments the classes that are loaded meanwhile
            before = THREADS.getCurrentThreadAllocatedBytes();
            decoded = accepted(bytes, decoding);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        long second = allocated;
        assertTrue(
                second < FIXED + PER_UNPACKED * unpacked,
                () -> second + " bytes allocated for " + unpacked + " unpacked");
        return decoded;
    }

    /** What is decoded, null if it is refused. */
    private static <T> T accepted(byte[] bytes, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (DecodeException refused) {
            assertFoundByARule(refused, bytes);
            return null;
        }
    }

    /** A rule of the format, at a byte there is: not some exception that happened to be thrown on the way. */
    static void assertFoundByARule(DecodeException refused, byte[] bytes) {
        if (refused.offset() < 0
                || refused.offset() > bytes.length
                || refused.getMessage().startsWith("bad bytes")) {
            throw new AssertionError(refused);
        }
    }
}
