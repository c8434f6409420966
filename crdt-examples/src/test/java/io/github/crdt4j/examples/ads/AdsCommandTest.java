package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines;
import io.github.crdt4j.examples.CommandLines.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdsCommandTest {

    private static final String LOG = """
            h1 - - [17/May/2015:10:05:03 +0000] "GET /a?x=1 HTTP/1.1" 200 5 "-" "Mozilla/5.0"
            nonsense
            h2 - - [17/May/2015:10:05:04 +0000] "GET /a HTTP/1.1" 200 5 "-" "Googlebot/2.1"
            ::1 - - [17/May/2015:10:05:05 +0000] "GET /\u001b[31mred HTTP/1.1" 200 -
            h1 - - [17/May/2015:10:05:06 +0000] "GET /a HTTP/1.1" 304 - "-" "Mozi""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7})
    void clusterComesToThePlainCount(long seed) {
        Result result = CommandLines.run("ads", "--events", "400", "--seed", Long.toString(seed));
        assertEquals(0, result.status(), result.out());
        assertTrue(
                result.lastLine()
                        .matches("converged=true replicas=5 events=400 malformed=0 impressions=400 expected=400"
                                + " bytes=[1-9]\\d* fullbytes=[1-9]\\d* messages=[1-9]\\d* equal=true"),
                result.lastLine());
    }

    @ParameterizedTest
    @CsvSource({"1,0.2,0.1", "2,0.5,0.3", "3,0.5,0.3", "3,0,0", "7,0.5,1", "3,0.8,0.3"})
    void soItDoesOverWorseNetworks(int replicas, String loss, String duplicate) {
        Result result = CommandLines.run(
                "ads",
                "--events=300",
                "--replicas=" + replicas,
                "--loss=" + loss,
                "--duplicate=" + duplicate,
                "--seed=5");
        assertEquals(0, result.status(), result.out());
        assertTrue(
                result.lastLine().startsWith("converged=true replicas=" + replicas + " events=300 malformed=0"),
                result.lastLine());
    }

    @Test
    void oneSeedIsOneRunByteForByte() {
        assertEquals(
                CommandLines.run("ads", "--events=300", "--seed=11"),
                CommandLines.run("ads", "--events=300", "--seed=11"));
    }

    @Test
    void partitionThatNeverHealsIsToldByTheExitStatus() {
        Result result = CommandLines.run("ads", "--events=300", "--replicas=3", "--never-heal");
        assertEquals(1, result.status());
        assertTrue(
                result.lastLine().matches("converged=false replicas=3 events=300 .* expected=300 .* equal=false"),
                result.lastLine());
        assertTrue(result.out().contains("NOT CONVERGED"), result.out());
        assertTrue(result.out().contains("NO: other impressions, net, pages, visitors, campaigns"), result.out());
    }

    @Test
    void logOfAFileIsCountedAndItsMalformedLinesAreTold() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), LOG);
        Result result = CommandLines.run("ads", "--log", log.toString(), "--replicas=2");
        assertEquals(0, result.status(), result.out());
        assertTrue(
                result.lastLine().startsWith("converged=true replicas=2 events=4 malformed=1 impressions=4 expected=4"),
                result.lastLine());
        assertTrue(result.out().contains("  line 2: no time in brackets"), result.out());
        assertTrue(result.out().contains("cut short after the request, and counted: 1"), result.out());
        String plainCount = result.lines().stream()
                .filter(line -> line.startsWith("plain count"))
                .findFirst()
                .orElseThrow();
        assertTrue(plainCount.matches("plain count +4 +3 +2 +3 +5 *"), plainCount);
        assertTrue(result.out().contains("Most shown: /a 3, /?[31mred 1"), "escapes must not reach the terminal");
    }

    @Test
    void gzipLogGivesTheSameReport() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), LOG);
        Result plain = CommandLines.run("ads", "--replicas=2", "--log", log.toString());
        Files.write(log, gzip(LOG));
        assertEquals(plain, CommandLines.run("ads", "--replicas=2", "--log", log.toString()));
    }

    @Test
    void noRequestsAtAllConvergeToNothing() {
        Result result = CommandLines.run("ads", "--replicas=2", "--events=0");
        assertEquals(0, result.status(), result.out());
        assertTrue(result.lastLine().contains("events=0 malformed=0 impressions=0 expected=0"), result.lastLine());
    }

    @Test
    void emptyLogIsAnErrorThatNamesIt() throws IOException {
        for (String content : new String[] {"", "\n\n"}) {
            Path log = Files.writeString(folder.resolve("access.log"), content);
            Result result = CommandLines.run("ads", "--log", log.toString());
            assertEquals(2, result.status());
            assertEquals(
                    "ads: nothing to count in " + log + ": it is empty",
                    result.err().strip());
            assertEquals("", result.out());
        }
    }

    @Test
    void logWithoutAnyRequestIsAnErrorThatSaysWhy() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), "a\nb\nc\nd\ne\nf\ng\n");
        for (String command : new String[] {"ads", "oplog"}) {
            Result result = CommandLines.run(command, "--log", log.toString());
            assertEquals(2, result.status());
            assertEquals(
                    command + ": nothing to count in " + log
                            + ": none of its 7 lines is a request in Common or Combined"
                            + " Log Format; line 1: no time in brackets",
                    result.err().strip());
            assertEquals("", result.out());
        }
    }

    @Test
    void directoryIsAnErrorThatNamesIt() {
        Result result = CommandLines.run("ads", "--log", folder.toString());
        assertEquals(2, result.status());
        assertEquals(
                "ads: cannot read " + folder + ": it is a directory",
                result.err().strip());
    }

    @Test
    void unreadableLogIsAnErrorThatNamesIt() throws IOException {
        Path missing = folder.resolve("missing.log");
        Result noFile = CommandLines.run("ads", "--log", missing.toString());
        assertEquals(2, noFile.status());
        assertEquals(
                "ads: cannot read " + missing + ": no such file", noFile.err().strip());

        byte[] zipped = gzip(LOG);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(zipped, zipped.length - 9));
        Result cutShort = CommandLines.run("ads", "--log", cut.toString());
        assertEquals(2, cutShort.status());
        assertEquals(
                "ads: cannot read " + cut + ": it is cut short, its gzip data has no end",
                cutShort.err().strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --replicas=0          | --replicas must be from 1 to 64: 0
            --replicas=65         | --replicas must be from 1 to 64: 65
            --replicas=many       | 'many' is not an int
            --loss=1.1            | --loss must be from 0 to 1: 1.1
            --loss=-0.1           | --loss must be from 0 to 1: -0.1
            --loss=NaN            | --loss must be from 0 to 1: NaN
            --duplicate=2         | --duplicate must be from 0 to 1: 2.0
            --events=-1           | --events must not be negative: -1
            --seed=x              | 'x' is not a long
            --events=1 --log=f    | --events is for the log that is made up
            --lost=0.1            | no such option: --lost=0.1
            access.log            | 'access.log' is not expected: arguments go after the name of an option
            --replicas=-3         | --replicas must be from 1 to 64: -3
            --log                 | Missing required parameter for option '--log' (FILE)
            """)
    void badOptionsAreErrorsThatNameThem(String options, String complaint) {
        String[] arguments = ("ads " + options).split(" +");
        Result result = CommandLines.run(arguments);
        assertEquals(2, result.status());
        assertTrue(result.err().contains(complaint), result.err());
        assertEquals("", result.out());
    }

    @Test
    void progressIsShownWhenAskedForAndWipedAway() {
        Result result = CommandLines.run("ads", "--events=100", "--replicas=2", "--progress");
        assertTrue(result.err().contains("\r[##############################] 100 of 100 impressions"), result.err());
        assertTrue(result.err().endsWith(" \r"), result.err());
        assertFalse(result.out().contains("\r"), result.out());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }
}
