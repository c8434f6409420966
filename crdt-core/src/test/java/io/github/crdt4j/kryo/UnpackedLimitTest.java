package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What bytes take unpacked is limited by default, and the writer keeps to it, whatever it writes. */
class UnpackedLimitTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ReplicaId A = ReplicaId.of("a");
    private static final int MANY = 1_000_000;

    private final KryoCodec codec = KryoCodec.create();

    private void comesBack(int size, IntFunction<Object> element) {
        ORSet<Object> set = ORSet.empty().edit(A, editor -> {
            for (int i = 0; i < size; i++) {
                editor.add(element.apply(i));
            }
        });
        byte[] bytes = codec.encode(set);
        ORSet<Object> again = codec.decode(bytes, ORSet.empty());
        assertEquals(set, again);
        assertArrayEquals(bytes, codec.encode(again));
    }

    @Test
    void aMillionConsecutiveNumbersComeBack() {
        comesBack(MANY, i -> (long) i);
    }

    @Test
    void aMillionEqualValuesOfAMapComeBack() {
        ORMap<Integer, MVRegister<String>> map = ORMap.empty(MVRegister.empty());
        map = map.edit(A, editor -> {
            for (int i = 0; i < MANY; i++) {
                editor.update(i, register -> register.set(A, "the same in all"));
            }
        });
        assertEquals(map, codec.decode(codec.encode(map), map));
    }

    @Test
    void textsOfWhichAlmostAllIsSharedComeBack() {
        for (int shared : new int[] {20, 40, 63, 100, 1_000}) {
            String text = "x".repeat(shared);
            comesBack(640, i -> text + "\u4e00" + (char) ('0' + i % 10) + i / 10 + text);
            comesBack(20_000, i -> text + i % 10 + i / 10 % 10 + i / 100 % 10 + i / 1_000 + text);
        }
    }

    /** Bytes of a set, made without the set. */
    private static byte[] forged(int size, IntFunction<Object> element) {
        var session = new Session(null, 100, Session.DEFAULT_MAX_BYTES, Long.MAX_VALUE - 1);
        return Frames.write(session, false, out -> {
            out.octet(Tags.OR_SET);
            CausalContext all = CausalContext.builder().add(A, 1, size).build();
            out.context(all);
            out.varint(size);
            Encoder live = out.part();
            live.context(all);
            live.varint(0);
            out.packed(live);
            var sections = new Encoder(session);
            var values = new ValueSection(session, size);
            for (int from = 0; from < size; from += ValueSection.SIZE) {
                int to = Math.min(from + ValueSection.SIZE, size);
                Object[] part = new Object[to - from];
                for (int i = from; i < to; i++) {
                    part[i - from] = element.apply(i);
                }
                values.addAll(part, 0, part.length);
                int begin = sections.size();
                values.write(sections);
                out.varint(sections.size() - begin);
            }
            out.octets(sections.buffer(), 0, sections.size());
        });
    }

    private void refusedInProportion(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThrows(DecodeException.class, () -> codec.decode(bytes, ORSet.empty()));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long unpacked = Math.max(1 << 19, 64L * bytes.length);
        assertTrue(allocated < 100 * unpacked, () -> allocated + " bytes allocated for " + bytes.length);
    }

    @Test
    void oneListAgainAndAgainIsRefusedBeforeItTakesMuch() {
        List<Object> zeros = Collections.nCopies(40, BigInteger.valueOf(99));
        for (int size : new int[] {1_000, 30_000}) {
            byte[] same = forged(size, i -> zeros);
            refusedInProportion(same);
            refusedInProportion(forged(size, i -> i % 2 == 0 ? zeros : zeros.subList(0, 39)));
        }
    }

    @Test
    void whatIsAllocatedGarbageIncludedIsInProportionToWhatIsUnpacked() {
        for (IntFunction<Object> element : List.<IntFunction<Object>>of(
                i -> number(i, 40, BigInteger::valueOf),
                i -> number(i, 40, digit -> String.valueOf((char) ('a' + digit))),
                i -> number(i, 10, digit -> ORSet.empty().add(A, digit)),
                i -> number(i, 10, digit -> MVRegister.empty().set(ReplicaId.of("r" + digit), digit)),
                i -> CausalContext.builder().add(A, 1 + i, 2 + i).build(),
                i -> (long) i,
                i -> "x" + i)) {
            byte[] bytes = forged(4_000, element);
            var counting = KryoCodec.builder().maxUnpacked(Long.MAX_VALUE).build();
            var unused = counting.decode(bytes, ORSet.empty());
            long unpacked = 0;
            for (int i = 0; i < 4_000; i++) {
                var one = new Encoder(new Session(null, 100, Session.DEFAULT_MAX_BYTES, Session.BY_DEFAULT));
                one.value(element.apply(i));
                unpacked += one.size() + ElementBlocks.DOT_SIZE;
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            ORSet<Object> set = counting.decode(bytes, ORSet.empty());
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            long all = unpacked;
            assertEquals(4_000, set.size());
            assertTrue(
                    allocated < 150 * all,
                    () -> (double) allocated / all + " bytes allocated for each unpacked one of " + element.apply(7));
        }
    }

    /** A number as its digits, one list for each number. */
    private static List<Object> number(int number, int length, IntFunction<Object> digit) {
        var digits = new ArrayList<Object>();
        int rest = number;
        for (int i = 0; i < length; i++) {
            digits.add(digit.apply(rest % 10));
            rest /= 10;
        }
        return List.copyOf(digits);
    }

    @Test
    void theMessageNamesTheLimitItsSizeAndWhatToDo() {
        byte[] bytes = forged(100_000, i -> "y".repeat(63) + i / 8 % 64 + (char) ('a' + i % 8) + "z".repeat(63));
        var limited = KryoCodec.builder().maxUnpacked(50_000).build();
        String message = assertThrows(DecodeException.class, () -> limited.decode(bytes, ORSet.empty()))
                .getMessage();
        assertTrue(message.contains("maxUnpacked (50000)") && message.contains("raise"), message);
        assertThrows(IllegalArgumentException.class, () -> KryoCodec.builder().maxUnpacked(0));
    }
}
