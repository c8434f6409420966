package io.github.crdt4j.examples.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.log.AccessLog.Malformed;
import io.github.crdt4j.examples.log.AccessLog.Summary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    private static final String BEFORE = "h - - [17/May/2015:10:05:03 +0000] \"GET ";
    private static final String AFTER = " HTTP/1.1\" 200 1";

    @TempDir
    Path folder;

    private final List<Request> requests = new ArrayList<>();

    @Test
    void emptyLogHasNoRequests() throws IOException {
        assertEquals(new Summary(0, 0, 0, List.of()), read(new byte[0]));
    }

    @Test
    void oneByteIsAMalformedLine() throws IOException {
        assertEquals(1, read(new byte[] {(byte) 0x8b}).malformed());
    }

    @Test
    void linesEndInAnyWayAndBlankOnesDoNotCount() throws IOException {
        Summary summary = read(bytes(line("/a") + "\r\n\n  \n" + line("/b") + "\n" + line("/c")));
        assertEquals(new Summary(3, 0, 0, List.of()), summary);
        assertEquals(List.of("/a", "/b", "/c"), pages());
    }

    @Test
    void malformedLinesAreCountedAndTheFirstAreTold() throws IOException {
        Summary summary = read(bytes(line("/a") + "\nnonsense\n\n" + line("/b") + "\n" + "x\n".repeat(9)));
        assertEquals(2, summary.requests());
        assertEquals(10, summary.malformed());
        assertEquals(AccessLog.MAX_EXAMPLES, summary.examples().size());
        assertEquals(
                List.of(new Malformed(2, "no time in brackets"), new Malformed(5, "no time in brackets")),
                summary.examples().subList(0, 2));
    }

    @Test
    void lineCutShortIsCounted() throws IOException {
        assertEquals(new Summary(1, 1, 0, List.of()), read(bytes(line("/a") + " \"-\" \"Mozil")));
    }

    @Test
    void utf8AndLatin1LinesInOneLog() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.writeBytes(bytes(line("/käse/€/😀") + "\n"));
        log.writeBytes((line("/käse") + "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(0, read(log.toByteArray()).malformed());
        assertEquals(List.of("/käse/€/😀", "/käse"), pages());
    }

    @Test
    void randomBytesAreMalformedLines() throws IOException {
        byte[] noise = new byte[100_000];
        new SplittableRandom(7).nextBytes(noise);
        Summary summary = read(noise);
        assertEquals(0, summary.requests());
        assertTrue(summary.malformed() > 100, summary.toString());
    }

    @Test
    void longestLineIsReadAndALongerOneIsNot() throws IOException {
        int room = AccessLog.MAX_LINE_BYTES - line("/").length();
        String longest = line("/" + "a".repeat(room));
        Summary summary = read(bytes(longest + "\n" + line("/" + "a".repeat(room + 1)) + "\n" + line("/after")));
        assertEquals(
                new Summary(2, 0, 1, List.of(new Malformed(2, "longer than " + AccessLog.MAX_LINE_BYTES + " bytes"))),
                summary);
        assertEquals(List.of("/" + "a".repeat(room), "/after"), pages());
    }

    @Test
    void gzipIsToldByItsBytesNotByItsName() throws IOException {
        byte[] plain = bytes(line("/a") + "\n" + line("/b") + "\n");
        Path zipped = Files.write(folder.resolve("access.log"), gzip(plain));
        Path notZipped = Files.write(folder.resolve("access.gz"), plain);
        assertEquals(2, AccessLog.read(zipped, requests::add).requests());
        assertEquals(2, AccessLog.read(notZipped, requests::add).requests());
        assertEquals(List.of("/a", "/b", "/a", "/b"), pages());
    }

    @Test
    void gzipFilesPutOneAfterAnotherAreOneLog() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip(bytes(line("/a") + "\n")));
        both.writeBytes(gzip(bytes(line("/b") + "\n")));
        assertEquals(2, read(both.toByteArray()).requests());
    }

    @Test
    void gzipCutShortAnywhereIsAnErrorNamingTheFile() throws IOException {
        byte[] whole = gzip(bytes((line("/a") + "\n").repeat(50)));
        for (int length = 2; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.log"), Arrays.copyOf(whole, length));
            IOException error = assertThrows(IOException.class, () -> AccessLog.read(file, requests::add));
            assertEquals("cannot read " + file + ": it is cut short, its gzip data has no end", error.getMessage());
        }
    }

    @Test
    void damagedGzipIsAnErrorNamingTheFile() throws IOException {
        byte[] damaged = gzip(bytes((line("/a") + "\n").repeat(50)));
        damaged[damaged.length - 6] ^= 1; // in the checksum
        Path file = Files.write(folder.resolve("damaged.log"), damaged);
        IOException error = assertThrows(IOException.class, () -> AccessLog.read(file, requests::add));
        assertEquals("cannot read " + file + ": its gzip data is damaged", error.getMessage());
    }

    @Test
    void missingFileAndDirectoryAreErrorsNamingThem() {
        Path missing = folder.resolve("missing.log");
        assertEquals(
                "cannot read " + missing + ": no such file",
                assertThrows(IOException.class, () -> AccessLog.read(missing, requests::add))
                        .getMessage());
        assertEquals(
                "cannot read " + folder + ": it is a directory",
                assertThrows(IOException.class, () -> AccessLog.read(folder, requests::add))
                        .getMessage());
    }

    private Summary read(byte[] log) throws IOException {
        return AccessLog.read(new ByteArrayInputStream(log), requests::add);
    }

    private List<String> pages() {
        return requests.stream().map(Request::page).toList();
    }

    private static String line(String target) {
        return BEFORE + target + AFTER;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
