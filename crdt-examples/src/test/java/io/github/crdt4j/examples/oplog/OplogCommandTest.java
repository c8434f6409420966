package io.github.crdt4j.examples.oplog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines;
import io.github.crdt4j.examples.CommandLines.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OplogCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, -7})
    void clusterComesToThePlainCount(long seed) {
        Result result = CommandLines.run("oplog", "--events=400", "--crash=0.05", "--no-force", "--seed=" + seed);
        assertEquals(0, result.status(), result.out());
        assertTrue(
                result.lastLine()
                        .matches("converged=true replicas=5 followers=2 events=400 malformed=0 impressions=400"
                                + " expected=400 bytes=[1-9]\\d* messages=[1-9]\\d* resent=[1-9]\\d*"
                                + " delivered=[1-9]\\d* redelivered=[1-9]\\d* crashes=[1-9]\\d* equal=true"),
                result.lastLine());
    }

    @Test
    void overTheLogInMemoryOneSeedIsOneRun() {
        String[] arguments = {"oplog", "--events=200", "--replicas=3", "--crash=0.05", "--no-force", "--seed=11"};
        assertEquals(
                CommandLines.run(arguments).lastLine(),
                CommandLines.run(arguments).lastLine());
    }

    @Test
    void snapshotsForcedToTheDiskAndWithoutCrashes() {
        Result result = CommandLines.run("oplog", "--events=20", "--replicas=1", "--crash=0");
        assertEquals(0, result.status(), result.out());
        assertTrue(result.lastLine().contains(" resent=0 "), result.lastLine());
        assertTrue(result.lastLine().contains(" redelivered=0 crashes=0 equal=true"), result.lastLine());
    }

    @Test
    void logThatIsMissingIsAnErrorThatNamesIt() {
        Path missing = folder.resolve("missing.log");
        Result result = CommandLines.run("oplog", "--log", missing.toString());
        assertEquals(2, result.status());
        assertEquals(
                "oplog: cannot read " + missing + ": no such file", result.err().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "rabbitmq"})
    void brokerThatIsNotOnTheClassPathIsAnErrorThatSaysWhereItIs(String broker) {
        Result result = CommandLines.run("oplog", "--events=1", "--broker=" + broker);
        assertEquals(2, result.status());
        assertEquals(
                "oplog: --broker " + broker + " " + Brokers.MODULE_NEEDED,
                result.err().strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --replicas=0          | --replicas must be from 1 to 64: 0
            --replicas=65         | --replicas must be from 1 to 64: 65
            --crash=0.4           | --crash must be from 0 to 0.3: 0.4
            --crash=-0.1          | --crash must be from 0 to 0.3: -0.1
            --crash=NaN           | --crash must be from 0 to 0.3: NaN
            --broker=pigeon       | --broker must be one of kafka, rabbitmq, memory: pigeon
            --events=-1           | --events must not be negative: -1
            --seed=x              | 'x' is not a long
            --events=1 --log=f    | --events is for the log that is made up
            --loss=0.1            | no such option: --loss=0.1
            """)
    void badOptionsAreErrorsThatNameThem(String options, String complaint) {
        Result result = CommandLines.run(("oplog " + options).split(" +"));
        assertEquals(2, result.status());
        assertTrue(result.err().contains(complaint), result.err());
        assertEquals("", result.out());
    }
}
