package io.github.crdt4j.kryo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What bytes take unpacked is limited by default, and the writer keeps to it, whatever it writes. */
class UnpackedLimitTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ReplicaId A = ReplicaId.of("a");
    private static final int MANY = 1_000_000;

    /** What a process finds out once, such as classes. */
    private static final long FIXED = 300_000;

    private static final long LIVE_PER_UNPACKED = 100;

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
            byte[] same = Hostile.setThatSharesAll(codec, size, i -> zeros);
            refusedInProportion(same);
            refusedInProportion(Hostile.setThatSharesAll(codec, size, i -> i % 2 == 0 ? zeros : zeros.subList(0, 39)));
        }
    }

    /** A process with 64 MB decodes 16 kB of each form, or refuses them, and what stays is in proportion. */
    @Test
    void sixteenKilobytesOfAnyFormAreDecodedOrRefusedWithin64Megabytes() throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dkryo.unsafe=false",
                "-cp",
                System.getProperty("java.class.path"),
                HostileHeap.class.getName(),
                "16384");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<String[]> forms = said.lines()
                .map(line -> line.split(";"))
                .filter(parts -> parts.length == 4)
                .toList();
        assertTrue(forms.size() > 20, said);
        assertTrue(forms.stream().anyMatch(form -> form[2].equals("refused")), said);
        for (String[] form : forms) {
            if (!form[2].equals("refused")) {
                long unpacked = Long.parseLong(form[2]);
                long live = Long.parseLong(form[3]);
                assertTrue(live <= FIXED + LIVE_PER_UNPACKED * unpacked, String.join(" ", form) + "\n" + said);
            }
        }
    }

    @Test
    void whatIsReceivedCountsAsItIs() {
        var limited = KryoCodec.builder().maxUnpacked(100).build();
        byte[] siblings = Hostile.siblings(codec, 1_000); // nothing in it is packed
        String message = assertThrows(DecodeException.class, () -> limited.decode(siblings, MVRegister.empty()))
                .getMessage();
        assertTrue(message.contains("maxUnpacked (100)"), message);
    }

    @Test
    void whatIsRefusedAsSharingTooMuchIsNotDecodedAtAll() {
        IntFunction<Object> element = i -> Hostile.padded(i, 18, BigInteger::valueOf);
        byte[] bytes = Hostile.setThatSharesAll(codec, 4_096, element);
        assertTrue(bytes.length < Hostile.set(codec, 4_096, element).length);
        var refused = assertThrows(DecodeException.class, () -> codec.decode(bytes, ORSet.empty()));
        assertTrue(refused.getMessage().contains("share more or less"), refused.getMessage());
    }

    /** Other values than texts take longer for their bytes, so they unpack to less: their dots included, to 12 times a section. */
    @Test
    void listsRecordsAndStatesUnpackToTwelveTimesTheirBytesAtMost() {
        unpacksToLittle(i -> Hostile.padded(i, 18, BigInteger::valueOf));
        unpacksToLittle(i -> Hostile.collidingList(i, 20));
        unpacksToLittle(i -> ORSet.empty().add(A, Hostile.collidingText(i, 13)));
        unpacksToLittle(i -> i == 0 ? (Object) true : "y".repeat(50) + i + "z".repeat(50));
    }

    private void unpacksToLittle(IntFunction<Object> element) {
        byte[] bytes = Hostile.set(codec, ValueSection.SIZE, element);
        long unpacked = HostileHeap.unpacked(bytes, ORSet.empty());
        assertTrue(
                unpacked <= (12L + 2) * bytes.length, unpacked + " of " + bytes.length); // which count as they are, too
        assertTrue(unpacked > 4L * bytes.length, unpacked + " of " + bytes.length); // or else it shows nothing
    }

    /** What is measured as bytes on the wire shares all it can: the limit takes nothing from it. */
    @Test
    void numberedTextsInAnyOrderRandomTextsAndNumbersShareAllTheyCan() {
        var random = new Random(1);
        List<Object> users = IntStream.range(0, ValueSection.SIZE)
                .<Object>mapToObj("user-%07d"::formatted)
                .collect(Collectors.toCollection(ArrayList::new));
        sharesAll(users);
        Collections.shuffle(users, random);
        sharesAll(users);
        sharesAll(Stream.generate(() -> Long.toString(random.nextLong() >>> 2, 36))
                .limit(ValueSection.SIZE)
                .toList());
        sharesAll(Stream.generate(random::nextLong).limit(ValueSection.SIZE).toList());
        sharesAll(LongStream.range(0, ValueSection.SIZE).boxed().toList());
        sharesAll(IntStream.range(0, ValueSection.SIZE)
                .mapToObj(LocalDate::ofEpochDay)
                .toList());
        sharesAll(Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(ValueSection.SIZE)
                .toList());
    }

    private void sharesAll(List<?> values) {
        byte[] bytes = Hostile.set(codec, values.size(), values::get);
        assertArrayEquals(Hostile.setThatSharesAll(codec, values.size(), values::get), bytes, () -> "" + values.get(1));
    }

    @Test
    void theMessageNamesTheLimitItsSizeAndWhatToDo() {
        byte[] bytes = Hostile.setThatSharesAll(
                codec, 100_000, i -> "y".repeat(63) + i / 8 % 64 + (char) ('a' + i % 8) + "z".repeat(63));
        var limited = KryoCodec.builder().maxUnpacked(50_000).build();
        String message = assertThrows(DecodeException.class, () -> limited.decode(bytes, ORSet.empty()))
                .getMessage();
        assertTrue(message.contains("maxUnpacked (50000)") && message.contains("raise"), message);
        assertThrows(IllegalArgumentException.class, () -> KryoCodec.builder().maxUnpacked(0));
    }
}
