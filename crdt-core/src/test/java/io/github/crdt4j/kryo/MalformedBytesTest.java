package io.github.crdt4j.kryo;

import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the format, broken by hand: what the message says, and at which byte. */
class MalformedBytesTest {

    private final KryoCodec codec = Samples.builder().build();

    /** Replica a spelled out as the first of a frame, then its runs: 1 to 3. */
    private static final String CONTEXT_A_3 = "01" + "00 00 01 61" + "01 00 02";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private <S extends Crdt<S>> void good(String hex, S expected) {
        byte[] bytes = bytes("01 00 " + hex);
        assertEquals(expected, codec.decode(bytes, expected));
        assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(codec.encode(expected)));
    }

    private <S extends Crdt<S>> void bad(String hex, S like, String message, int offset) {
        byte[] bytes = bytes("01 00 " + hex);
        var refused = assertThrows(DecodeException.class, () -> codec.decode(bytes, like));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertEquals(offset, refused.offset(), refused.getMessage());
    }

    private void badFrame(String hex, String message, int offset) {
        var refused = assertThrows(DecodeException.class, () -> codec.decode(bytes(hex), GCounter.class));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertEquals(offset, refused.offset(), refused.getMessage());
    }

    @Test
    void aFrameHasAKnownVersionAndKnownFlags() {
        badFrame("", "there are no bytes", 0);
        badFrame("01", "end too early", 1);
        badFrame(
                "00 00 28 00 00",
                "these are not bytes of this library: they begin with 0x00, where a version (1) is expected",
                0);
        badFrame("02 00 28 00 00", "these bytes begin with 0x02, where a version (1) is expected", 0);
        badFrame("01 02 28 00 00", "unknown flags 2", 1);
        badFrame("01 80 28 00 00", "unknown flags 128", 1);
        badFrame("01 00 28 00 00 00", "1 bytes too many", 5);
        badFrame("01 01 28 00 00 00 00 00 00", "wrong checksum", 5);
        badFrame("01 01 00 00 00", "end too early", 2);
    }

    @Test
    void tagsAndTypesAreThoseExpected() {
        badFrame("01 00 00 00 00", "expected a state, found the unknown tag 0x00", 2);
        badFrame("01 00 3A 00 00", "expected a state, found the unknown tag 0x3a", 2);
        badFrame("01 00 0C 01 61", "expected a state, found a plain value, of tag 0x0c", 2);
        badFrame(
                "01 00 41 00 00",
                "expected a state, found a message of AntiEntropy: KryoCodec.decodeMessage reads it",
                2);
        badFrame("01 00 29 00 00", "expected a GCounter, found a PNCounter", 2);
        bad("28 00 00", ORSet.empty(), "expected an ORSet, found a GCounter", 2);
        bad("2D 28 00 00", ORMap.empty(PNCounter.empty()), "expected an ORMap[PNCounter], found an ORMap[GCounter]", 2);
        bad(
                "2D 2D 28 00 00",
                ORMap.empty(GCounter.empty()),
                "expected an ORMap[GCounter], found an ORMap[ORMap[GCounter]]",
                2);
        bad("2D 23 00 00", ORMap.empty(GCounter.empty()), "VectorClock cannot be the value of a map", 3);
        bad("2D 39 65 01 00 00 00", ORMap.empty(GCounter.empty()), "Words cannot be the value of a map", 3);
        bad("2E 0C 01 61 00 00", Removable.of(VectorClock.empty()), "needs a lattice, not \"a\"", 3);
        bad(
                "2E 24 00 00 00",
                Removable.of(VectorClock.empty()),
                "expected a Removable[VectorClock], found a Removable[CausalContext]",
                2);
    }

    @Test
    void numbersAreInTheirShortestFormAndNotNegative() {
        good("28 00 00", GCounter.empty());
        bad("28 80 00 00", GCounter.empty(), "not in its shortest form", 3);
        bad("23 01 00 00 01 61 81 00", VectorClock.empty(), "not in its shortest form", 8);
        bad("23 01 00 00 01 61 80 80 80 80 80 80 80 80 80 01", VectorClock.empty(), "beyond 63 bits", 8);
        bad("23 01 00 00 01 61 80 80 80 80 80 80 80 80 80 02", VectorClock.empty(), "shortest form", 8);
        bad("23 01 00 00 01 61 80 80 80 80 80 80 80 80 80 80 00", VectorClock.empty(), "more than 64 bits", 8);
        bad("23 01 00 80 80 80 80 80 80 80 80 80 01 01 61 01", VectorClock.empty(), "beyond 63 bits", 5);
    }

    @Test
    void replicasAreSpelledOutOnceAndHaveAName() {
        good("23 01 00 00 01 61 01", VectorClock.empty().tick(Samples.A));
        bad("23 01 01 00 01 61 01", VectorClock.empty(), "replica number 1, where 0 were spelled out", 4);
        bad("23 01 00 00 00 01 00", VectorClock.empty(), "name of 0 characters", 4);
        bad("23 02 00 00 01 61 01 01 00 01 61 01", VectorClock.empty(), "replica a spelled out again", 9);
        bad("23 02 00 00 01 61 01 00 01", VectorClock.empty(), "replica a out of order", 9);
        bad("23 02 00 00 01 62 01 01 00 01 61 01", VectorClock.empty(), "replica a out of order", 9);
        bad("23 01 00 00 " + "8002" + "61".repeat(256) + "01", VectorClock.empty(), "name of 256 characters", 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0 80", "ED A0 80", "FF", "C3", "F4 90 80 80", "E2 82"})
    void textsAreUtf8(String malformed) {
        int length = bytes(malformed).length;
        bad("23 01 00 00 0" + length + malformed + "01", VectorClock.empty(), "malformed UTF-8", 6);
    }

    @Test
    void clocksHaveNoZeros() {
        bad("23 01 00 00 01 61 00", VectorClock.empty(), "clock entry 0", 8);
        bad("23 05 00 00 01 61 01", VectorClock.empty(), "a count of 5, with 5 bytes left", 3);
    }

    @Test
    void contextsAreSortedAndCoalescedAndWithin63Bits() {
        var like = CausalContext.empty();
        good("24" + CONTEXT_A_3, CausalContext.builder().add(Samples.A, 1, 3).build());
        bad("24 01 00 00 01 61 00", like, "no events of replica a", 8);
        bad("24 02 00 00 01 62 01 00 00 01 00 01 61 01 00 00", like, "replica a out of order", 11);
        bad("24 02 00 00 01 61 01 00 00 00 01 00 00", like, "replica a out of order", 11);
        bad("24 01 00 00 01 61 01 FF FF FF FF FF FF FF FF 7F 00", like, "beyond 63 bits", 9);
        bad("24 01 00 00 01 61 01 00 FF FF FF FF FF FF FF FF 7F", like, "beyond 63 bits", 9);
        bad("24 01 00 00 01 61 02 00 FE FF FF FF FF FF FF FF 7F 00 00", like, "beyond 63 bits", 19);
        bad("24 01 00 00 01 61 7F 00 00", like, "a count of 127, with 2 bytes left", 8);
        good(
                "24 01 00 00 01 61 01 00 FE FF FF FF FF FF FF FF 7F",
                CausalContext.builder().add(Samples.A, 1, Long.MAX_VALUE).build());
    }

    @Test
    void countersHaveLanesInOrderThatCountSomethingAndForgetNoMore() {
        GCounter like = GCounter.empty();
        good(
                "28" + CONTEXT_A_3 + "01 00 03 05 00",
                like.merge(codec.decode(bytes("01 00 28" + CONTEXT_A_3 + "01 00 03 05 00"), like)));
        bad("28" + CONTEXT_A_3 + "01 00 03 00 00", like, "lane a:3 has counted nothing", 12);
        bad("28" + CONTEXT_A_3 + "01 00 03 05 06", like, "lane a:3 has forgotten more than it counted", 12);
        bad("28" + CONTEXT_A_3 + "02 00 03 05 00 00 02 05 00", like, "lane a:2 out of order", 16);
        bad("28" + CONTEXT_A_3 + "01 00 04 05 00", like, "live dot a:4 is not in the causal context", 12);
        bad("28" + CONTEXT_A_3 + "01 00 00 05 00", like, "event number 0", 13);
        bad("28" + CONTEXT_A_3 + "01 00 03 FF FF FF FF FF FF FF FF FF 01 00", like, "beyond 63 bits", 14);
        PNCounter balance = PNCounter.empty();
        bad("29" + CONTEXT_A_3 + "01 00 03 00 00 00 00", balance, "counted nothing", 12);
        bad("29" + CONTEXT_A_3 + "01 00 03 05 00 02 03", balance, "forgotten more", 12);
        bad("29" + CONTEXT_A_3 + "01 00 03 05 00 00 01", balance, "forgotten more", 12);
    }

    @Test
    void setsHaveElementsInOrderEachKeptByLiveDotsOfItsOwn() {
        ORSet<Object> like = ORSet.empty();
        String x = "0C 01 78";
        String y = "0C 01 79";
        bad("2C" + CONTEXT_A_3 + "02" + y + "01 00 01" + x + "01 00 02", like, "\"x\" out of order, or twice", 18);
        bad("2C" + CONTEXT_A_3 + "02" + x + "01 00 01" + x + "01 00 02", like, "\"x\" out of order, or twice", 18);
        bad("2C" + CONTEXT_A_3 + "02" + x + "01 00 01" + y + "01 00 01", like, "dot a:1 lives in two places", 22);
        bad("2C" + CONTEXT_A_3 + "01" + x + "02 00 01 00 01", like, "dot a:1 lives in two places", 18);
        bad("2C" + CONTEXT_A_3 + "01" + x + "02 00 02 00 01", like, "dot a:1 out of order", 18);
        bad("2C" + CONTEXT_A_3 + "01" + "01 00", like, "a count of 1", 11);
        bad("2C" + CONTEXT_A_3 + "01" + y + "00 00", like, "is kept by no dot", 12);
        bad("2C" + CONTEXT_A_3 + "01" + x + "01 00 09", like, "live dot a:9 is not in the causal context", 16);
        bad("2C 00 01" + x + "01 00 00 01 61 01", like, "live dot a:1 is not in the causal context", 9);
    }

    @Test
    void registersHaveWritesInOrderWithAtLeastOneValue() {
        LWWRegister<Object> last = LWWRegister.empty();
        MVRegister<Object> all = MVRegister.empty();
        bad("2B" + CONTEXT_A_3 + "01 00 01 00", all, "values of a write: 0", 14);
        bad("2B" + CONTEXT_A_3 + "01 00 01 02 01 01", all, "out of order, or twice", 16);
        bad("2B" + CONTEXT_A_3 + "01 00 01 02 02 01", all, "out of order, or twice", 16);
        bad("2B" + CONTEXT_A_3 + "02 00 02 01 01 00 01 01 01", all, "write a:1 out of order", 16);
        bad("2B" + CONTEXT_A_3 + "02 00 01 01 01 00 01 01 01", all, "lives in two places", 16);
        bad("2A" + CONTEXT_A_3 + "01 00 01 01 00 00 01", last, "stamp 0", 15);
        bad("2A" + CONTEXT_A_3 + "01 00 01 02 05 00 01 04 00 01", last, "stamp 4@a out of order", 18);
        bad("2A" + CONTEXT_A_3 + "01 00 01 02 05 00 02 05 00 01", last, "out of order, or twice", 20);
        bad("2A" + CONTEXT_A_3 + "01 00 01 02 05 00 02 05 00 02", last, "out of order, or twice", 20);
    }

    @Test
    void mapsHaveKeysInOrderAndNothingThatIsNothing() {
        ORMap<String, GCounter> like = ORMap.empty(GCounter.empty());
        String k = "0C 01 6B";
        String one = "01 00 01 01 00";
        bad("2D 28" + CONTEXT_A_3 + "01" + k + "00 00", like, "nothing is stored under key \"k\"", 13);
        bad("2D 28" + CONTEXT_A_3 + "02" + k + "00" + one + k + "01 00 02 00", like, "\"k\" out of order", 22);
        bad("2D 28" + CONTEXT_A_3 + "01" + k + "01 00 01" + one, like, "dot a:1 lives in two places", 20);
        bad("2D 28" + CONTEXT_A_3 + "01" + k + "01 00 04 00", like, "live dot a:4 is not in", 17);
        bad("2D 28" + CONTEXT_A_3 + "01" + k + "00 01 00 04 01 00", like, "live dot a:4 is not in", 18);
        bad("2D 28" + CONTEXT_A_3 + "03" + k + "00", like, "a count of 3, with 4 bytes left", 12);
    }

    /** A set of a to i that replica a added, up to the live dots; from the count of elements on, at byte 11. */
    private static final String NINE = "2C 01 00 00 01 61 01 00 08";

    private static final String LIVE = "06 00 01 00 01 00 08 00";
    /** The one section of these elements: texts of 1 byte that share nothing, each told by 4 bits. */
    private static final String CODES = "01" + "01 01" + "01 00" + "01 00" + "03 00 61 08";

    private static final String SECTION = CODES + "01 23 45 67 80";

    private void badBlocks(String afterContext, String message, int offset) {
        bad(NINE + afterContext, ORSet.empty(), message, offset);
    }

    @Test
    void largerSetsHaveAsManyFirstDotsAsElementsAllOfThemLive() {
        ORSet<Object> letters = ORSet.empty();
        for (char letter = 'a'; letter <= 'i'; letter++) {
            letters = letters.add(Samples.A, String.valueOf(letter));
        }
        good(NINE + "09" + LIVE + "10" + SECTION, letters);
        badBlocks("0A" + LIVE + "10" + SECTION, "9 first dots of 10 elements", 12);
        badBlocks("0A 06 00 01 00 01 00 09 00 10" + SECTION, "live dot a:10 is not in the causal context", 12);
        badBlocks("FF FF 7F" + LIVE + "10" + SECTION, "a count of 2097151, with 25 bytes left", 11);
        badBlocks("09 FF FF 7F 00 01 00 01 00 08 00", "2097151 packed bytes announced", 12);
        badBlocks("09 07 00 01 00 01 00 08 00 00 10" + SECTION, "1 bytes too many", 12);
        badBlocks("09 05 00 01 00 01 00 08 10" + SECTION, "end too early", 12);
        badBlocks("09 06 02 01 00 01 00 08 00 10" + SECTION, "no prefix code", 14);
    }

    @Test
    void furtherDotsAreOfElementsThereAreAndComeAfterTheFirst() {
        String rest = "10" + SECTION;
        badBlocks("09 0A 00 01 00 01 00 08 01 00 01 00 05" + rest, "dot a:5 lives in two places", 12);
        badBlocks("09 0A 00 01 00 01 00 08 01 09 01 00 05" + rest, "dots of element 0 + 9 of 9", 12);
        badBlocks("09 0A 00 01 00 01 00 08 01 00 00 05 06" + rest, "no further dots of an element", 12);
        badBlocks("09 0A 00 01 00 01 00 08 01 00 01 00 0A" + rest, "live dot a:10 is not in the causal", 12);
        String eleven = "2C 01 00 00 01 61 01 00 0A"; // a context to a:11, of which a:3 to a:11 are first dots
        bad(eleven + "09 0A 00 01 00 01 02 08 01 00 01 00 01" + rest, ORSet.empty(), "no further dot after a:3", 25);
    }

    /** Some replacement of one byte makes the dots of the second set those of the first. */
    @Test
    void dotsOfTwoLargeSetsAreRefused() {
        for (List<Integer> sizes : List.of(List.of(10, 10), List.of(3, 10), List.of(10, 3))) {
            ORMap<String, ORSet<String>> empty = ORMap.empty(ORSet.empty());
            ORMap<String, ORSet<String>> map = empty;
            for (int key = 0; key < 2; key++) {
                for (int i = 0; i < sizes.get(key); i++) {
                    String element = "e" + i;
                    map = map.update(Samples.A, "k" + key, set -> set.add(Samples.A, element));
                }
            }
            byte[] bytes = codec.encode(map);
            assertEquals(map, codec.decode(bytes, empty));
            Set<String> refusals = new HashSet<>();
            for (int at = 0; at < bytes.length; at++) {
                for (int octet = 0; octet <= 20; octet++) {
                    byte[] damaged = bytes.clone();
                    damaged[at] = (byte) octet;
                    try {
                        var unused = codec.decode(damaged, empty);
                    } catch (DecodeException refused) {
                        refusals.add(refused.getMessage());
                    }
                }
            }
            assertTrue(
                    refusals.stream().anyMatch(refusal -> refusal.contains("dot a:1 lives in two places")),
                    sizes + ": " + refusals);
        }
    }

    @Test
    void theLengthsOfAllSectionsOrBlocksTogetherAreWithinWhatIsLeft() {
        String many = "2C 01 00 00 01 61 01 00 80 20" + "81 20" + "07 00 01 00 01 00 80 20 00"; // 4097 elements
        String rest = "00".repeat(600);
        bad(many + "90 03 90 03" + rest, ORSet.empty(), "sections of 800 bytes and more announced, 600 left", 25);
        bad(many + "90 03 D9 04" + rest, ORSet.empty(), "601 bytes announced, 600 left", 25);
        String more = "2C 01 00 00 01 61 01 00 80 01" + "81 01" + "07 00 01 00 01 00 80 01 00"; // 129: three blocks
        String blocks = "00".repeat(30);
        bad(
                more + "2B" + CODES + "14 14" + blocks,
                ORSet.empty(),
                "blocks of 40 bytes and more announced, 30 left",
                36);
        bad(more + "2B" + CODES + "14 20" + blocks, ORSet.empty(), "32 bytes announced, 30 left", 36);
        bad(more + "2B" + CODES + "20 00" + blocks, ORSet.empty(), "32 bytes announced, 31 left", 35);
        bad(more + "2B" + CODES + "07 00" + blocks, ORSet.empty(), "64 values in a block of 7 bytes", 37);
    }

    @Test
    void sectionsEndWhereTheySay() {
        String head = "09" + LIVE;
        badBlocks(head + "11" + SECTION, "17 bytes announced, 16 left", 20);
        badBlocks(head + "0F" + SECTION, "the bits end too early", 36);
        badBlocks(head + "10" + SECTION + "00", "1 bytes too many", 37);
        badBlocks(head + "11" + SECTION + "00", "1 bytes too many", 36);
        badBlocks(head + "10" + CODES + "01 23 45 67 88", "bits after the last code", 36);
        badBlocks(head + "10" + CODES + "01 23 45 67 81", "bits after the last code", 36);
        badBlocks(head + "10" + CODES + "01 23 45 67 90", "bits that are no code", 36);
        badBlocks(head + "10" + CODES + "09 23 45 67 80", "bits that are no code", 36);
        badBlocks(head + "0B" + CODES, "9 values in a block of 0 bytes", 32);
    }

    @Test
    void codesAreThoseThatBelongToWhatTheyTell() {
        String head = "09" + LIVE;
        String letters = "01 23 45 67 80";
        badBlocks(head + "05 01 04 00 00 00", "unknown form 4 of a code", 22);
        badBlocks(head + "05 01 03 00 61 00", "a code of one byte", 22);
        badBlocks(head + "06 01 02 00 61 00 00", "a code of one byte", 22);
        badBlocks(head + "06 01 02 00 61 01 F0", "no prefix code", 23);
        String plainLengths = "01 00 01 00 01 00 03 00 61 08";
        badBlocks(head + "18" + plainLengths + "01".repeat(9) + letters, "values in other codes", 21);
        badBlocks(head + "11" + "01 01 01 01 00 01 00 00 61 62 63 64 65 66 67 68 69", "values in other codes", 21);
        badBlocks(head + "10" + "01 01 01 01 00 01 00 03 00 61 09" + letters, "values in other codes", 21);
    }

    @Test
    void valuesShareWhatTheyWould() {
        String head = "09" + LIVE;
        String more = "01 01 02 01 00 01 00 03 01 30 08 27 00"; // a0 to a8, which share nothing
        badBlocks(head + "16" + more + "90 91 92 93 94 95 96 97 98", "a value shares more or less", 21);
        String letters = "03 00 61 08 01 23 45 67 80";
        badBlocks(head + "10" + "01 01 01 01 03 01 00" + letters, "shares more than there is", 32);
        badBlocks(head + "10" + "01 01 01 01 80 01 00" + letters, "shares more than there is", 32);
        badBlocks(head + "10" + "01 01 01 01 00 01 80" + letters, "shares more than there is", 32);
        badBlocks(head + "10" + "01 01 7F 01 40 01 00" + letters, "shares more than there is", 32);
        badBlocks(head + "10" + "01 01 7F 01 00 01 00" + letters, "values of 1143 bytes in a block of 5", 32);
        badBlocks(head + "10" + "01 01 FF 01 00 01 00" + letters, "lengths of values without end", 32);
        String long35 = "FF FF FF FF 7F".repeat(9);
        badBlocks(head + "37" + "01 00 01 00 01 00 03 00 61 08" + long35, "a value of 34359738367 bytes", 31);
        String long28 = "81 80 80 00".repeat(9);
        badBlocks(head + "2E" + "01 00 01 00 01 00 03 00 61 08" + long28, "not in its shortest form", 31);
    }

    @Test
    void textsAreToldFromOtherValuesByTheSection() {
        String head = "09" + LIVE;
        String letters = "61 62 63 64 65 66 67 68";
        badBlocks(head + "01 0E", "neither texts nor other values: 14", 21);
        badBlocks(head + "12" + "00 01 02 01 01 01 00 00 0C" + letters + "69", "written as other values are", 21);
        badBlocks(head + "0F" + "01 01 01 01 00 01 00 03 00 61 07 05 39 77 00", "element \"a\" twice", 36);
        badBlocks(head + "11" + "01 01 01 01 00 01 00 00" + letters + "FF", "malformed UTF-8", 21);
        badBlocks(head + "11" + "00 01 01 01 00 01 00 00 00" + letters, "the unknown tag 0x00", 21);
        badBlocks(head + "12" + "00 01 02 01 01 01 00 00 01" + letters + "69", "1 bytes too many", 21);
    }

    @Test
    void largerMapsHaveKeysInOrderAndNothingLeftOver() {
        ORMap<Integer, GCounter> map = ORMap.empty(GCounter.empty());
        for (int i = 0; i < 9; i++) {
            map = map.update(Samples.A, i, count -> count.increment(Samples.A));
        }
        String head = "2D 28 01 00 00 01 61 01 00 08 09";
        String keys = "00 01 02 01 01 01 00 00 06 00 02 04 06 08 0A 0C 0E 10";
        String stored = "02 00 00 09 01 44 44 44 44 4A 26 22 66 26 A2 6E 27 22 76 27 A2 7E 00";
        good(head + "12" + keys + "36" + stored, map);
        bad(head + "2B" + keys + "36" + stored, map, "43 bytes announced, 42 left", 13);
        bad(head + "12" + keys + "36" + stored + "00", map, "1 bytes too many", 56);
        bad(head + "12" + keys.replace("06 00 02", "06 02 00") + "36" + stored, map, "out of order, or twice", 14);
        bad(head + "12" + keys + "35" + stored, map, "a count of 1, with 3 bytes left", 32);
    }

    @ParameterizedTest
    @CsvSource({
        "04 80 80 04, is not within -32768 to 32767",
        "06 80 80 80 80 10, is not within -2147483648 to 2147483647",
        "08 7F C0 00 01, a NaN that is not the canonical one",
        "09 FF F8 00 00 00 00 00 00, a NaN that is not the canonical one",
        "0A 00, an integer that is not in its shortest form",
        "0A 02 00 7F, an integer that is not in its shortest form",
        "0A 02 FF 80, an integer that is not in its shortest form",
        "0A 7F 01, bytes announced",
        "0C 7F 01, bytes announced",
        "0C FF FF FF FF 0F 01, bytes announced",
        "0D 01 D8, half a character",
        "0D 02 00 61, a text in UTF-16 that needs no UTF-16",
        "0F 00 80 94 EB DC 03, nanoseconds are no part of a second",
        "0F FE FF FF FF FF FF FF FF FF 01 00, is not within",
        "10 FE FF FF FF FF FF FF FF FF 01, is not within",
        "11 7F 01, a count of 127",
        "22 00 00 00 01 61, stamp 0",
        "21 00 00 01 61 00, event number 0",
        "38 66, the bytes end too early",
        "38 64 00, is not written this way",
        "39 66 00, is not written this way",
        "39 03 01 78, no type is registered under id 3",
        "39 01 02 78 00, no type is registered under id 1",
        "39 E8 07 01 00, no type is registered under id 1000",
        "39 FF 7F 00, no type is registered under id 16383",
        "39 FF FF FF FF 7F 00, no type is registered under id",
        "39 64 01 00, no io.github.crdt4j.kryo.Samples$Money",
        "39 64 04 00 01 78 00, was not read from all of its bytes",
        "39 64 04 80 00 01 78, is not in the form in which it is written",
        "39 68 01 00, was not read from all of its bytes",
        "39 68 01 7F, no io.github.crdt4j.kryo.Samples$Color",
        "3A, the unknown tag 0x3a",
        "13, the unknown tag 0x13"
    })
    void valuesAreCanonical(String value, String message) {
        byte[] bytes = bytes("01 00 2C" + CONTEXT_A_3 + "01" + value + "01 00 01");
        var refused = assertThrows(DecodeException.class, () -> codec.decode(bytes, ORSet.empty()));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    /** A class of which two objects that are written differently are equal. */
    record Caseless(String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Caseless that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(Locale.ROOT).hashCode();
        }
    }

    @Test
    void equalElementsOrKeysOrValuesWithDifferentBytesAreRefused() {
        var caseless = KryoCodec.builder()
                .register(Caseless.class, new TextSerializer(), 100)
                .build();
        String both = "02 39 64 01 41 @ 39 64 01 61 #";
        for (String set : List.of(
                "2C" + CONTEXT_A_3 + both.replace("@", "01 00 01").replace("#", "01 00 02"),
                "2D 28" + CONTEXT_A_3 + both.replace("@", "01 00 01 00").replace("#", "01 00 02 00"),
                "2B" + CONTEXT_A_3 + "01 00 01" + both.replace("@", "").replace("#", ""),
                "2A" + CONTEXT_A_3 + "01 00 01 02 05 00"
                        + both.substring(2).replace("@", "05 00").replace("#", ""))) {
            var refused = assertThrows(DecodeException.class, () -> {
                if (set.startsWith("2D")) {
                    caseless.decode(bytes("01 00" + set), ORMap.empty(GCounter.empty()));
                } else if (set.startsWith("2C")) {
                    caseless.decode(bytes("01 00" + set), ORSet.empty());
                } else if (set.startsWith("2B")) {
                    caseless.decode(bytes("01 00" + set), MVRegister.empty());
                } else {
                    caseless.decode(bytes("01 00" + set), LWWRegister.empty());
                }
            });
            assertTrue(refused.getMessage().contains("different bytes"), refused.getMessage());
        }
    }

    /** Writes the one character there is. */
    private static final class TextSerializer extends Serializer<Caseless> {
        @Override
        public void write(Kryo kryo, Output output, Caseless value) {
            output.writeByte(value.text().charAt(0));
        }

        @Override
        public Caseless read(Kryo kryo, Input input, Class<? extends Caseless> type) {
            return new Caseless(String.valueOf((char) input.readByte()));
        }
    }

    @Test
    void ownCausalTypesHaveTheirDotsCheckedLikeAnyOther() {
        ORMap<String, Samples.Switch> like = ORMap.empty(Samples.Switch.OFF);
        ORMap<String, Samples.Switch> on = like.update(Samples.A, "k", s -> s.enable(Samples.A));
        byte[] bytes = codec.encode(on);
        assertEquals(on, codec.decode(bytes, like));
        byte[] outside = bytes.clone();
        outside[bytes.length - 1] = 2;
        var refused = assertThrows(DecodeException.class, () -> codec.decode(outside, like));
        assertTrue(refused.getMessage().contains("live dot a:2 is not in the causal context"), refused.getMessage());
    }

    /** Writes a switch with a context, even inside a map. */
    private static final class LeakySerializer extends Serializer<Samples.Switch> {
        private final Samples.SwitchSerializer right = new Samples.SwitchSerializer();

        @Override
        public void write(Kryo kryo, Output output, Samples.Switch value) {
            var leaking = value.isEmpty() ? value : within(value, CausalContext.of(new Dot(Samples.A, 1)));
            right.write(kryo, output, leaking);
        }

        @Override
        public Samples.Switch read(Kryo kryo, Input input, Class<? extends Samples.Switch> type) {
            return right.read(kryo, input, type);
        }
    }

    @Test
    void ownCausalTypesInsideAMapHaveNoContext() {
        var leaky = KryoCodec.builder()
                .register(Samples.Switch.class, new LeakySerializer(), 103)
                .build();
        ORMap<String, Samples.Switch> like = ORMap.empty(Samples.Switch.OFF);
        byte[] bytes = leaky.encode(like.update(Samples.A, "k", s -> s.enable(Samples.A)));
        var refused = assertThrows(DecodeException.class, () -> leaky.decode(bytes, like));
        assertTrue(refused.getMessage().contains("has a context of its own"), refused.getMessage());
    }

    @Test
    void messagesHavePositiveNumbersAndAKnownTag() {
        ORSet<Object> like = ORSet.empty();
        String ends = "00 00 01 61 01 00 01 62";
        for (String message : List.of(
                "42" + ends + "00 01", // session 0
                "42" + ends + "01 00", // number 0
                "41" + ends + "01 01 02 2C 00 00", // neither complete nor not
                "41" + ends + "01 01 00 28 00 00", // another type
                "40" + ends + "01 01",
                "44" + ends + "01 01",
                "2C 00 00",
                "43" + ends + "01 02",
                "42" + ends + "01 01 00")) {
            assertThrows(DecodeException.class, () -> codec.decodeMessage(bytes("01 00" + message), like), message);
        }
        assertEquals(
                "Ack[from=a, to=b, session=1, number=1]",
                codec.decodeMessage(bytes("01 00 42" + ends + "01 01"), like).toString());
    }
}
