package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.set.ORSet;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * Any bytes, decoded as a state of any type, or as a message: refused by a {@link DecodeException}, or those of what they
 * decode to; with memory in proportion, and the codec as good as before. A state that is accepted keeps the promises of its
 * type: updated or cleared, it loses and brings back nothing.
 */
public final class DecodeTarget {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What exceptions take, and the classes and messages that an input is the first to need. */
    private static final long FIXED = 4_000_000;

    private static final long PER_BYTE = 300;

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
        byte[] bytes = AlmostValid.bytes(choices, kind.samples());
        S state = decoded(bytes, () -> kind.decode(bytes));
        if (state == null) {
            return false;
        }
        boolean checked = bytes[1] == 1;
        assertArrayEquals(bytes, (checked ? Kind.CHECKED : Kind.CODEC).encode(state));
        S again = kind.decode(bytes);
        assertEquals(state, again);
        assertEquals(state.hashCode(), again.hashCode());
        LatticeTarget.used(kind, state, choices);
        return true;
    }

    private static boolean messages(Choices choices) {
        byte[] bytes = AlmostValid.bytes(choices, MESSAGES);
        var message = decoded(bytes, () -> Kind.CODEC.decodeMessage(bytes, SET));
        if (message == null) {
            return false;
        }
        boolean checked = bytes[1] == 1;
        assertArrayEquals(bytes, (checked ? Kind.CHECKED : Kind.CODEC).encodeMessage(message));
        assertEquals(message, Kind.CODEC.decodeMessage(bytes, SET));
        return true;
    }

    /** What the bytes decode to, null if they are refused. */
    static <T> T decoded(byte[] bytes, Supplier<T> decoding) {
        T decoded = null;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decoded = decoding.get();
        } catch (DecodeException refused) {
            assertFoundByARule(refused, bytes);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < FIXED + PER_BYTE * bytes.length, () -> allocated + " bytes allocated");
        if (decoded == null) { // what is accepted is decoded twice, which tells as much
            assertEquals(PRICES.like(), PRICES.decode(GOOD));
        }
        return decoded;
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
